// Native <dialog>: `data-opens="id"` opens it, `data-closes` closes the one around, a click beside it as well.
// `data-confirm="…"` on a link, button or HTMX element asks first, in a dialog that names what will happen.

export function watchDialogs(): void {
  document.addEventListener("click", (event) => {
    const target = event.target as Element;
    const opener = target.closest<HTMLElement>("[data-opens]");
    if (opener) open(opener.dataset["opens"] ?? "");
    const closer = target.closest("[data-closes]");
    closer?.closest("dialog")?.close();
    const dismisser = target.closest<HTMLElement>("[data-dismisses]");
    if (dismisser) dismiss(dismisser);
    if (target instanceof HTMLDialogElement && isBeside(event, target)) target.close();
  });
  document.addEventListener("click", askBeforeSubmitting, true);
  document.addEventListener("htmx:confirm", askBeforeRequest);
}

export function open(id: string): void {
  const dialog = document.getElementById(id);
  if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
  for (const menu of document.querySelectorAll<HTMLElement>("[popover]:popover-open")) menu.hidePopover();
  dialog.showModal();
  dialog.dispatchEvent(new CustomEvent("dialog:opened"));
}

function dismiss(button: HTMLElement): void {
  const gone = button.closest(button.dataset["dismisses"] ?? "");
  const next = gone?.parentElement?.querySelector<HTMLElement>("[data-dismisses]") ?? document.getElementById("content");
  gone?.remove();
  next?.focus();
}

/** The dialog element's own box includes its backdrop's clicks; its content does not. */
function isBeside(event: MouseEvent, dialog: HTMLDialogElement): boolean {
  if (event.detail === 0) return false;
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

interface Question {
  title: string | undefined;
  text: string;
  ok: string | undefined;
  isDangerous: boolean;
}

/** Ask in the page's dialog `#confirm`; true when the reader goes on. */
export function ask(question: Question): Promise<boolean> {
  const dialog = document.querySelector<HTMLDialogElement>("#confirm");
  if (!dialog) return Promise.resolve(window.confirm(question.text));
  const title = dialog.querySelector<HTMLElement>("#confirm-title");
  const text = dialog.querySelector<HTMLElement>("#confirm-text");
  const ok = dialog.querySelector<HTMLButtonElement>("button[value=ok]");
  if (title) title.textContent = question.title ?? title.dataset["default"] ?? "";
  if (text) text.textContent = question.text;
  if (ok) {
    ok.textContent = question.ok ?? ok.dataset["default"] ?? "";
    ok.classList.toggle("btn-danger", question.isDangerous);
    ok.classList.toggle("btn-primary", !question.isDangerous);
  }
  dialog.returnValue = "cancel";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "ok"), { once: true });
  });
}

function questionOf(element: HTMLElement, text: string): Question {
  return {
    title: element.dataset["confirmTitle"],
    text,
    ok: element.dataset["confirmOk"],
    isDangerous: "confirmDanger" in element.dataset || element.classList.contains("btn-danger"),
  };
}

const answered = new WeakSet<Element>();

function askBeforeSubmitting(event: MouseEvent): void {
  const element = (event.target as Element).closest<HTMLElement>("[data-confirm]");
  if (!element || hasRequest(element)) return;
  if (answered.delete(element)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void ask(questionOf(element, element.dataset["confirm"] ?? "")).then((isSure) => {
    if (!isSure) return;
    answered.add(element);
    element.click();
  });
}

function hasRequest(element: HTMLElement): boolean {
  return ["hx-get", "hx-post", "hx-put", "hx-patch", "hx-delete"].some((name) => element.hasAttribute(name));
}

interface ConfirmDetail {
  elt: HTMLElement;
  question: string | null;
  issueRequest: (skipConfirmation: boolean) => void;
}

function askBeforeRequest(event: Event): void {
  const { elt, question, issueRequest } = (event as CustomEvent<ConfirmDetail>).detail;
  const text = question ?? elt.dataset["confirm"];
  if (!text) return;
  event.preventDefault();
  void ask(questionOf(elt, text)).then((isSure) => {
    if (isSure) issueRequest(true);
  });
}
