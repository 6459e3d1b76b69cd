// The parts of a chart that are HTML: legend, tools, tooltip, table.
import type { Table } from "./table.ts";

type Children = (Node | string)[];

export function element<K extends keyof HTMLElementTagNameMap>(tag: K, className: string, children: Children = []): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

const DRAWINGS = {
  table: "M3 5a2 2 0 0 1 2-2h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2zM3 10h18M10 3v18",
  download: "M4 17v2a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2v-2M7 11l5 5 5-5M12 4v12",
} as const;

export function toolButton(drawing: keyof typeof DRAWINGS, text: string): HTMLButtonElement {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "icon icon-sm");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
  path.setAttribute("d", DRAWINGS[drawing]);
  svg.append(path);
  const button = element("button", "icon-button chart-tool", [svg]);
  button.type = "button";
  button.title = text;
  button.setAttribute("aria-label", text);
  return button;
}

export function swatch(color: string, isDashed: boolean): HTMLElement {
  const made = element("i", isDashed ? "chart-swatch chart-swatch-dashed" : "chart-swatch");
  made.style.setProperty("color", color);
  return made;
}

export function tableElement(table: Table): HTMLTableElement {
  const head = element("tr", "", table.head.map((cell) => Object.assign(element("th", cell.isFigure ? "figure-cell" : "", [cell.text]), { scope: "col" })));
  const body = table.rows.map((row) =>
    element(
      "tr",
      "",
      row.map((cell, index) => {
        const content = cell.href ? Object.assign(element("a", "", [cell.text]), { href: cell.href }) : cell.text;
        if (index === 0) return Object.assign(element("th", "", [content]), { scope: "row" });
        return element("td", cell.isFigure ? "figure-cell" : "", [content]);
      }),
    ),
  );
  const made = element("table", "table table-dense", [element("thead", "", [head]), element("tbody", "", body)]);
  if (table.caption) made.prepend(element("caption", "visually-hidden", [table.caption]));
  return made;
}
