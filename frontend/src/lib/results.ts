/** What the search answers, one entry each. */
export interface Found {
  group: string;
  label: string;
  hint?: string;
  href: string;
  icon?: SVGElement | null;
}

/** Entries under their groups, in the order in which the groups come first. */
export function groupsOf(found: readonly Found[]): [string, Found[]][] {
  const groups = new Map<string, Found[]>();
  for (const item of found) groups.set(item.group, [...(groups.get(item.group) ?? []), item]);
  return [...groups];
}

/** Whether every word of the query begins a word of the text or, in scripts without spaces, stands in it. */
export function matches(text: string, query: string): boolean {
  const plain = fold(text);
  return fold(query)
    .split(/\s+/)
    .every((word) => plain.includes(word));
}

/** Without case and accents. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().trim();
}
