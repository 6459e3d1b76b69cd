// The command palette: pages at once, everything else from the workspace's search while one types.
import { element } from "../chart/elements.ts";
import type { Mount } from "../lib/island.ts";
import { groupsOf, matches, type Found } from "../lib/results.ts";

const PATIENCE_MS = 120;

export const mount: Mount = (root) => {
  const dialog = root as HTMLDialogElement;
  const input = dialog.querySelector<HTMLInputElement>("input");
  const list = dialog.querySelector<HTMLElement>("[role=listbox]");
  const status = dialog.querySelector<HTMLElement>("[role=status]");
  if (!input || !list || !status) return undefined;
  const pages = [...dialog.querySelectorAll<HTMLAnchorElement>("[data-static] a")].map((link) => ({
    group: list.dataset["pages"] ?? "",
    label: link.textContent?.trim() ?? "",
    hint: "",
    href: link.getAttribute("href") ?? "",
    icon: link.querySelector("svg"),
  }));
  let timer = 0;
  let asked = new AbortController();
  let chosen = 0;

  const opened = () => {
    input.value = "";
    show(pages);
    input.focus();
  };
  const typed = () => {
    const query = input.value.trim();
    asked.abort();
    clearTimeout(timer);
    const near = pages.filter((page) => matches(page.label, query));
    if (!query) return show(near);
    timer = window.setTimeout(() => void search(query, near), PATIENCE_MS);
  };

  async function search(query: string, near: Found[]): Promise<void> {
    asked = new AbortController();
    try {
      const address = new URL(dialog.dataset["source"] ?? "", location.href);
      address.searchParams.set("q", query);
      const response = await fetch(address, { signal: asked.signal, headers: { Accept: "application/json" } });
      if (!response.ok) throw new Error(String(response.status));
      const answer = (await response.json()) as Found[] | { items: Found[] };
      show([...near, ...(Array.isArray(answer) ? answer : answer.items)]);
    } catch (error) {
      if (!(error instanceof DOMException && error.name === "AbortError")) show(near, list?.dataset["failed"]);
    }
  }

  function show(found: Found[], problem?: string): void {
    if (!list || !status) return;
    let number = 0;
    const groups = groupsOf(found).map(([name, items]) => {
      const heading = element("div", "palette-group-name", [name]);
      heading.id = `palette-group-${number}`;
      const options = items.map((item) => option(item, number++));
      const group = element("div", "palette-group", [heading, ...options]);
      group.setAttribute("role", "group");
      group.setAttribute("aria-labelledby", heading.id);
      return group;
    });
    list.replaceChildren(...groups);
    const text = problem ?? (found.length ? "" : list.dataset["empty"]);
    if (text) list.append(element("p", "palette-note", [text]));
    status.textContent = (status.dataset["count"] ?? "").replace("{count}", String(found.length));
    choose(0);
  }

  function choose(index: number): void {
    const options = [...(list?.querySelectorAll<HTMLElement>("[role=option]") ?? [])];
    chosen = options.length ? (index + options.length) % options.length : 0;
    options.forEach((one, at) => one.setAttribute("aria-selected", String(at === chosen)));
    input?.setAttribute("aria-activedescendant", options[chosen]?.id ?? "");
    options[chosen]?.scrollIntoView({ block: "nearest" });
  }

  const pressed = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Enter") list.querySelectorAll<HTMLAnchorElement>("[role=option]")[chosen]?.click();
    else return;
    event.preventDefault();
  };

  dialog.addEventListener("dialog:opened", opened);
  input.addEventListener("input", typed);
  input.addEventListener("keydown", pressed);
  if (dialog.open) opened();
  return () => {
    asked.abort();
    dialog.removeEventListener("dialog:opened", opened);
    input.removeEventListener("input", typed);
    input.removeEventListener("keydown", pressed);
  };
};

function option(item: Found, number: number): HTMLElement {
  const parts: (Node | string)[] = [element("span", "palette-label", [item.label])];
  if (item.icon) parts.unshift(item.icon.cloneNode(true));
  if (item.hint) parts.push(element("span", "palette-hint", [item.hint]));
  const made = element("a", "palette-option", parts);
  made.href = item.href;
  made.id = `palette-option-${number}`;
  made.tabIndex = -1;
  made.setAttribute("role", "option");
  return made;
}
