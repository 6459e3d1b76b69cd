/** An address with the fields of a form in its query; empty fields are taken out, other parameters stay. */
export function filteredAddress(address: string, base: string, fields?: FormData): string {
  const url = new URL(address, base);
  if (!fields) return url.toString();
  for (const name of new Set(fields.keys())) url.searchParams.delete(name);
  for (const [name, value] of fields) if (typeof value === "string" && value.trim()) url.searchParams.append(name, value.trim());
  return url.toString();
}

/** How long to wait before the next try: 1, 2, 4 … at most 30 seconds. */
export function waitMs(failures: number): number {
  return Math.min(30_000, 1000 * 2 ** failures);
}
