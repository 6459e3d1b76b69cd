import { open } from "./dialogs.ts";

/** ⌘K or Ctrl-K searches, ⌘/ or Ctrl-/ lists the shortcuts. No single keys: they would fire while someone dictates. */
export function watchShortcuts(): void {
  const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
  for (const key of document.querySelectorAll<HTMLElement>("kbd[data-shortcut]")) {
    key.textContent = isMac ? `⌘${key.dataset["shortcut"] ?? ""}` : `Ctrl ${key.dataset["shortcut"] ?? ""}`;
  }
  document.addEventListener("keydown", (event) => {
    if (!event.metaKey && !event.ctrlKey) return;
    const dialog = { k: "palette", "/": "shortcuts" }[event.key.toLowerCase()];
    if (!dialog) return;
    event.preventDefault();
    open(dialog);
  });
}
