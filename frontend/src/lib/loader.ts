// Loads the module of each `data-island` when the element comes near the screen, and leaves it when HTMX takes it away.
import type { IslandModule, Leave } from "./island.ts";

const leaves = new WeakMap<Element, Leave>();
const started = new WeakSet<Element>();
// An element that asks for it is loaded at once: what listens to keys or has no box of its own.
const EAGER = new Set(["theme", "palette"]);

export function watchIslands(): void {
  scan(document);
  document.addEventListener("htmx:load", (event) => scan(event.target as ParentNode));
  document.addEventListener("htmx:beforeCleanupElement", (event) => leave(event.target as Element));
  // A page from the browser's back-forward cache is as it was left; nothing to do. One that HTMX restores is scanned anew.
  document.addEventListener("htmx:historyRestore", () => scan(document));
}

const near = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      near.unobserve(entry.target);
      void start(entry.target as HTMLElement);
    }
  },
  { rootMargin: "300px" },
);

function scan(root: ParentNode): void {
  const inside = root.querySelectorAll<HTMLElement>("[data-island]");
  const own = root instanceof HTMLElement && root.dataset["island"] ? [root] : [];
  for (const element of [...own, ...inside]) {
    if (started.has(element)) continue;
    started.add(element);
    if (EAGER.has(element.dataset["island"] ?? "")) void start(element);
    else near.observe(element);
  }
}

async function start(element: HTMLElement): Promise<void> {
  const name = element.dataset["island"] ?? "";
  try {
    if (!/^[a-z-]+$/.test(name)) throw new Error(`"${name}" is no name of an island.`);
    const module = (await import(`../islands/${name}.ts`)) as IslandModule;
    if (!element.isConnected) return;
    const left = module.mount(element);
    if (left) leaves.set(element, left);
    element.dataset["ready"] = "";
  } catch (error) {
    element.dataset["failed"] = "";
    console.error(error);
  }
}

function leave(element: Element): void {
  if (!(element instanceof Element)) return; // HTMX cleans texts up, too
  near.unobserve(element);
  leaves.get(element)?.();
  leaves.delete(element);
}
