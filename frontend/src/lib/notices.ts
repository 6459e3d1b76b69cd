const LASTS_MS = 8000;

/** Show a short notice at the lower edge: one of the page's translated texts ("failed", "offline"), or a text given. */
export function notify(key: string, text?: string): void {
  const list = document.getElementById("notices");
  const words = text ?? list?.dataset[key];
  if (!list || !words) return;
  const last = list.lastElementChild;
  if (last?.firstChild?.textContent === words) return;
  const notice = document.createElement("div");
  notice.className = "notice";
  const message = document.createElement("span");
  message.textContent = words;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "notice-close";
  close.textContent = list.dataset["dismiss"] ?? "";
  close.addEventListener("click", () => notice.remove());
  notice.append(message, close);
  list.append(notice);
  setTimeout(() => notice.remove(), LASTS_MS);
}
