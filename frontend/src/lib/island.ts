/** What an island's module exports: called once for each element, it returns how to leave it. */
export type Mount = (element: HTMLElement) => Leave | undefined;
export type Leave = () => void;

export interface IslandModule {
  mount: Mount;
}

/** Read the JSON that `data-props` points at (written by Django's json_script). */
export function readProps<T>(element: HTMLElement): T {
  const id = element.dataset["props"];
  const source = id ? document.getElementById(id) : null;
  if (!source) throw new Error(`The island "${element.dataset["island"] ?? ""}" has no props.`);
  return JSON.parse(source.textContent ?? "null") as T;
}
