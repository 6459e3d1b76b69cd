// The browser opens and closes popovers (`popovertarget`); here they get their place beside the button, and arrow keys.
import { placeBeside } from "./place.ts";

let lastButton: HTMLElement | null = null;

export function placePopovers(): void {
  document.addEventListener("click", remember, true);
  document.addEventListener("toggle", (event) => toggled(event as ToggleEvent), true);
  document.addEventListener("keydown", move);
  addEventListener("resize", () => forOpen(place), { passive: true });
  addEventListener("scroll", () => forOpen(place), { passive: true, capture: true });
}

function remember(event: Event): void {
  lastButton = (event.target as Element).closest<HTMLElement>("[popovertarget]") ?? lastButton;
}

function toggled(event: ToggleEvent): void {
  const panel = event.target as HTMLElement;
  if (!panel.matches?.("[popover].menu")) return;
  const button = buttonOf(panel);
  button?.setAttribute("aria-expanded", String(event.newState === "open"));
  if (event.newState === "open") place(panel);
}

function buttonOf(panel: HTMLElement): HTMLElement | null {
  if (lastButton?.getAttribute("popovertarget") === panel.id && lastButton.isConnected) return lastButton;
  const buttons = document.querySelectorAll<HTMLElement>(`[popovertarget="${CSS.escape(panel.id)}"]`);
  return [...buttons].find((button) => button.offsetParent !== null) ?? null;
}

function forOpen(act: (panel: HTMLElement) => void): void {
  for (const panel of document.querySelectorAll<HTMLElement>("[popover].menu:popover-open")) act(panel);
}

function place(panel: HTMLElement): void {
  const button = buttonOf(panel);
  if (!button) return;
  const spot = placeBeside(button.getBoundingClientRect(), panel.getBoundingClientRect(), {
    width: innerWidth,
    height: innerHeight,
    isRightToLeft: document.documentElement.dir === "rtl",
  });
  panel.style.setProperty("left", `${spot.left}px`);
  panel.style.setProperty("top", `${spot.top}px`);
}

function move(event: KeyboardEvent): void {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const active = document.activeElement as HTMLElement | null;
  if (active?.matches("input, textarea, select")) return;
  const panel =
    active?.closest<HTMLElement>("[popover].menu:popover-open") ?? document.querySelector<HTMLElement>("[popover].menu:popover-open");
  const items = [...(panel?.querySelectorAll<HTMLElement>(".menu-item") ?? [])];
  if (!items.length) return;
  event.preventDefault();
  const step = event.key === "ArrowDown" ? 1 : -1;
  const at = active ? items.indexOf(active) : -1;
  const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
  items[next]?.focus();
}
