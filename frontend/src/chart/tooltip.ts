import { grainOf, writeDay, writeFigure, type Notation } from "../lib/figures.ts";
import { element, swatch } from "./elements.ts";
import { alongside, colorOf } from "./lines.ts";
import type { Look } from "./look.ts";
import { label, type ChartProps } from "./props.ts";
import { notesAt, writeInterval, writePoint } from "./table.ts";

/** Everything about one place on the axis. */
export function tooltipContent(props: ChartProps, notation: Notation, look: Look, index: number, hidden: ReadonlySet<number>): Node[] {
  const points = props.series[0]?.points ?? [];
  const xs = points.map((point) => point.x);
  const x = xs[index] ?? "";
  const grain = props.grain ?? grainOf(xs);
  const heading = points[index]?.label ?? writeDay(x, grain, notation.locale);
  const parts: Node[] = [element("strong", "chart-tip-title", [heading])];

  props.series.forEach((series, at) => {
    if (hidden.has(at)) return;
    const point = alongside(series, xs)[index];
    if (!point && series.style === "compare") return;
    const isCompared = series.style === "compare";
    const name = isCompared && point ? `${series.name} · ${writeDay(point.x, grain, notation.locale)}` : series.name;
    const row = element("div", "chart-tip-row", [
      swatch(isCompared ? look.faint : colorOf(look, at), isCompared),
      element("span", "chart-tip-name", [name]),
      element("span", "chart-tip-value", [writePoint(point, props, notation)]),
    ]);
    parts.push(row);
    const details = [writeInterval(point, props, notation), baseOf(point?.n, props, notation)].filter(Boolean).join(" · ");
    if (details) parts.push(element("div", "chart-tip-detail", [details]));
  });

  for (const note of notesAt(props.annotations ?? [], x, xs[index + 1])) {
    parts.push(element("div", "chart-tip-note", [note.text]));
  }
  if (points[index]?.href && label(props, "evidence")) parts.push(element("div", "chart-tip-hint", [label(props, "evidence")]));
  return parts;
}

function baseOf(n: number | null | undefined, props: ChartProps, notation: Notation): string {
  if (typeof n !== "number") return "";
  return `${label(props, "n")} ${writeFigure(n, { ...notation, unit: "count" })}`.trim();
}
