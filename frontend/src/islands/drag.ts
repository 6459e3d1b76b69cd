// A list whose entries change places: by dragging their handle, or with their buttons `data-move="up"` and `"down"`.
// `data-moved="{name}: {position} of {count}"` is read out after a move.
// `data-post` gets the new order as one `order` field for each entry's `data-key`; a refused order is undone.
import Sortable from "sortablejs";
import type { Mount } from "../lib/island.ts";
import { notify } from "../lib/notices.ts";
import { csrfToken } from "../lib/requests.ts";

export const mount: Mount = (list) => {
  const entries = () => [...list.querySelectorAll<HTMLElement>(":scope > [data-key]")];
  const order = () => entries().map((entry) => entry.dataset["key"] ?? "");
  let saved = order();
  // One request after the other, so that the last order is the one that stays.
  let sending = Promise.resolve();

  const restore = () => {
    const byKey = new Map(entries().map((entry) => [entry.dataset["key"] ?? "", entry]));
    for (const key of saved) {
      const entry = byKey.get(key);
      if (entry) list.append(entry);
    }
  };

  const save = () => {
    const wanted = order();
    if (wanted.join("\n") === saved.join("\n")) return;
    sending = sending.then(async () => {
      if (await send(list.dataset["post"] ?? "", wanted)) {
        saved = wanted;
        list.dispatchEvent(new CustomEvent("drag:saved", { bubbles: true }));
      } else {
        restore();
        notify("failed");
      }
    });
  };

  const status = document.createElement("div");
  status.className = "visually-hidden";
  status.setAttribute("role", "status");
  const say = (entry: HTMLElement) => {
    const name = entry.dataset["name"] ?? entry.textContent?.trim().split("\n")[0] ?? "";
    const words = { name, position: String(entries().indexOf(entry) + 1), count: String(entries().length) };
    status.textContent = Object.entries(words).reduce((text, [key, word]) => text.replace(`{${key}}`, word), list.dataset["moved"] ?? "");
  };

  const moved = (event: Event) => {
    const button = (event.target as Element).closest<HTMLElement>("[data-move]");
    const entry = button?.closest<HTMLElement>("[data-key]");
    if (!button || !entry || entry.parentElement !== list) return;
    if (button.dataset["move"] === "up") entry.previousElementSibling?.before(entry);
    else entry.nextElementSibling?.after(entry);
    button.focus();
    say(entry);
    save();
  };

  const sortable = Sortable.create(list, {
    animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
    draggable: "[data-key]",
    handle: ".drag-handle",
    ghostClass: "drag-ghost",
    chosenClass: "drag-chosen",
    delayOnTouchOnly: true,
    delay: 120,
    onEnd: save,
  });
  // Beside the list, whose children are its entries.
  list.after(status);
  list.addEventListener("click", moved);
  return () => {
    list.removeEventListener("click", moved);
    status.remove();
    sortable.destroy();
  };
};

async function send(address: string, order: readonly string[]): Promise<boolean> {
  const body = new URLSearchParams(order.map((key) => ["order", key]));
  try {
    const response = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": csrfToken() } });
    return response.ok;
  } catch {
    return false;
  }
}
