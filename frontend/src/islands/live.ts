// A list that grows at its top by server-sent events, each of which carries the HTML of one entry.
// Inside: `data-live-list`; and as wanted a form `data-live-filter`, a button `data-live-pause`, a status `data-live-status`.
import htmx from "htmx.org";
import type { Mount } from "../lib/island.ts";
import { filteredAddress, waitMs } from "../lib/streaming.ts";

export const mount: Mount = (root) => {
  const list = root.querySelector<HTMLElement>("[data-live-list]");
  if (!list) return undefined;
  const filter = root.querySelector<HTMLFormElement>("[data-live-filter]");
  const pause = root.querySelector<HTMLButtonElement>("[data-live-pause]");
  const status = root.querySelector<HTMLElement>("[data-live-status]");
  const empty = root.querySelector<HTMLElement>("[data-live-empty]");
  const limit = Number(root.dataset["limit"] ?? 200);
  const controller = new AbortController();
  const { signal } = controller;
  let source: EventSource | null = null;
  let waiting: string[] = [];
  let isPaused = false;
  let failures = 0;
  let timer = 0;

  const say = (state: "connected" | "paused" | "lost" | "connecting") => {
    root.dataset["state"] = state;
    const text = (root.dataset[`${state}Text`] ?? "").replace("{count}", String(waiting.length));
    if (status && status.textContent !== text) status.textContent = text;
  };

  const add = (html: string) => {
    const holder = document.createElement("template");
    holder.innerHTML = html.trim();
    for (const entry of [...holder.content.children]) {
      // After a break the first entries may be those that stand here already.
      if (entry.id) list.querySelector(`#${CSS.escape(entry.id)}`)?.remove();
      entry.classList.add("live-new");
      list.prepend(entry);
      htmx.process(entry);
    }
    while (list.children.length > limit) list.lastElementChild?.remove();
    if (empty) empty.hidden = list.children.length > 0;
  };

  const connect = () => {
    source?.close();
    clearTimeout(timer);
    say("connecting");
    source = new EventSource(filteredAddress(root.dataset["source"] ?? "", location.href, filter ? new FormData(filter) : undefined));
    source.addEventListener("open", () => {
      failures = 0;
      say(isPaused ? "paused" : "connected");
    });
    source.addEventListener(root.dataset["event"] ?? "message", (event) => {
      const html = (event as MessageEvent<string>).data;
      if (!isPaused) return add(html);
      waiting = [...waiting, html].slice(-limit);
      say("paused");
    });
    source.addEventListener("error", () => {
      say("lost");
      // The browser comes back by itself after a break, but not after an answer that was no stream.
      if (source?.readyState !== EventSource.CLOSED) return;
      timer = window.setTimeout(connect, waitMs(failures++));
    });
  };

  pause?.addEventListener(
    "click",
    () => {
      isPaused = !isPaused;
      pause.setAttribute("aria-pressed", String(isPaused));
      if (!isPaused) for (const html of waiting.splice(0)) add(html);
      say(isPaused ? "paused" : "connected");
    },
    { signal },
  );
  filter?.addEventListener(
    "change",
    () => {
      const address = filteredAddress(location.href, location.href, new FormData(filter));
      history.replaceState(history.state, "", address);
      list.replaceChildren();
      waiting = [];
      if (empty) empty.hidden = false;
      connect();
    },
    { signal },
  );
  filter?.addEventListener("submit", (event) => event.preventDefault(), { signal });
  addEventListener("pagehide", () => source?.close(), { signal });
  addEventListener("pageshow", (event) => event.persisted && connect(), { signal });
  connect();
  return () => {
    clearTimeout(timer);
    source?.close();
    controller.abort();
  };
};
