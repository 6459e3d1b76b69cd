// A form with a file field that takes dropped files, checks them, and shows how far each one is.
// The server answers JSON: {"location": …} leads on; {"error": …} or a problem's {"detail": …} is shown at the file.
import { element } from "../chart/elements.ts";
import type { Mount } from "../lib/island.ts";
import { csrfToken } from "../lib/requests.ts";
import { refusalOf, writeBytes } from "../lib/files.ts";

interface Answer {
  location?: string;
  error?: string;
  detail?: string;
}

export const mount: Mount = (root) => {
  const form = root.closest("form");
  const input = root.querySelector<HTMLInputElement>("input[type=file]");
  const list = root.querySelector<HTMLElement>("[data-upload-list]");
  if (!form || !input || !list) return undefined;
  const locale = document.documentElement.dataset["locale"] ?? "en";
  const controller = new AbortController();
  const { signal } = controller;
  let sending = Promise.resolve();
  let waiting = 0;
  let target: string | undefined;

  const take = (files: Iterable<File>) => {
    for (const file of files) {
      const row = rowOf(file, locale);
      list.append(row.element);
      const refusal = refusalOf(file, input.accept, Number(root.dataset["maxBytes"] ?? 0));
      if (refusal) row.fail((root.dataset[refusal] ?? "").replace("{size}", writeBytes(Number(root.dataset["maxBytes"]), locale)));
      else {
        waiting += 1;
        sending = sending.then(async () => {
          target = (await send(form, input.name, file, row, root, signal)) ?? target;
          waiting -= 1;
          // Leaving before the last file is there would cut it off.
          if (!waiting && target) location.assign(target);
        });
      }
    }
    input.value = "";
  };

  const over = (event: DragEvent) => {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    root.classList.add("upload-over");
  };
  root.addEventListener("dragover", over, { signal });
  root.addEventListener("dragleave", () => root.classList.remove("upload-over"), { signal });
  root.addEventListener(
    "drop",
    (event) => {
      event.preventDefault();
      root.classList.remove("upload-over");
      take(event.dataTransfer?.files ?? []);
    },
    { signal },
  );
  input.addEventListener("change", () => take([...(input.files ?? [])]), { signal });
  // Chosen before this was loaded.
  if (input.files?.length) take([...input.files]);
  return () => controller.abort();
};

interface Row {
  element: HTMLElement;
  progress: (share: number) => void;
  fail: (text: string) => void;
  finish: (text: string) => void;
}

function rowOf(file: File, locale: string): Row {
  const bar = element("progress", "upload-progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", file.name);
  const note = element("span", "upload-note", [writeBytes(file.size, locale)]);
  note.setAttribute("role", "status");
  const made = element("li", "upload-row", [element("span", "upload-name", [file.name]), note, bar]);
  return {
    element: made,
    progress: (share) => {
      bar.value = share;
      note.textContent = new Intl.NumberFormat(locale, { style: "percent" }).format(share);
    },
    fail: (text) => {
      made.classList.add("upload-failed");
      note.textContent = text;
      bar.remove();
    },
    finish: (text) => {
      made.classList.add("upload-done");
      note.textContent = text;
      bar.value = 1;
    },
  };
}

/** Send a file; the answer is where the server leads on. XMLHttpRequest, because fetch does not say how much has been sent. */
function send(
  form: HTMLFormElement,
  name: string,
  file: File,
  row: Row,
  root: HTMLElement,
  signal: AbortSignal,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const body = new FormData(form);
    body.set(name, file, file.name);
    request.open("POST", form.action);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) row.progress(event.loaded / event.total);
    });
    request.addEventListener("loadend", () => {
      const answer = parse(request.responseText);
      if (request.status >= 200 && request.status < 300) {
        row.finish(root.dataset["done"] ?? "");
        resolve(answer.location);
      } else {
        row.fail(answer.error ?? answer.detail ?? root.dataset["failed"] ?? "");
        resolve(undefined);
      }
    });
    signal.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function parse(text: string): Answer {
  try {
    return JSON.parse(text) as Answer;
  } catch {
    return {};
  }
}
