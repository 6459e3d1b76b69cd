// HTMX's requests: a thin line while they last, and a notice when one fails.
import htmx from "htmx.org";
import { notify } from "./notices.ts";

declare global {
  interface Window {
    htmx: typeof htmx;
  }
}

// Faster answers show no line: it would only flicker.
const PATIENCE_MS = 180;

export function watchRequests(): void {
  window.htmx = htmx;
  let running = 0;
  let timer = 0;
  const line = () => document.getElementById("progress");
  document.addEventListener("htmx:beforeRequest", () => {
    running += 1;
    if (running === 1) timer = window.setTimeout(() => line()?.removeAttribute("hidden"), PATIENCE_MS);
  });
  document.addEventListener("htmx:afterRequest", () => {
    running = Math.max(0, running - 1);
    if (running) return;
    clearTimeout(timer);
    line()?.setAttribute("hidden", "");
  });
  document.addEventListener("htmx:responseError", () => notify("failed"));
  document.addEventListener("htmx:sendError", () => notify("offline"));
  document.addEventListener("htmx:timeout", () => notify("offline"));
}

/** The token that Django wants with every request that changes something. */
export function csrfToken(): string {
  const headers = document.body.getAttribute("hx-headers");
  return headers ? ((JSON.parse(headers) as Record<string, string>)["X-CSRFToken"] ?? "") : "";
}
