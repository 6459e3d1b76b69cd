// The same figures as rows and columns: what a screen reader, a keyboard and a spreadsheet can use.
import { grainOf, isDay, writeDay, writeFigure, type Notation } from "../lib/figures.ts";
import { label, type Annotation, type ChartProps, type Point } from "./props.ts";

export interface Cell {
  text: string;
  href?: string | undefined;
  isFigure: boolean;
}

export interface Table {
  caption: string;
  head: Cell[];
  rows: Cell[][];
}

/** One row for each x; for each series its value, interval and base, as far as there are any. */
export function tableOf(props: ChartProps, notation: Notation): Table {
  const columns = props.series.map((series) => ({
    series,
    hasInterval: series.points.some((point) => isNumber(point.low) && isNumber(point.high)),
    hasBase: series.points.some((point) => isNumber(point.n)),
  }));
  const xs = (props.series[0]?.points ?? []).map((point) => point.x);
  const grain = props.grain ?? grainOf(xs);
  const notes = props.annotations ?? [];
  const isOnly = columns.length === 1;

  const head: Cell[] = [{ text: label(props, "x"), isFigure: false }];
  for (const { series, hasInterval, hasBase } of columns) {
    const named = (key: "interval" | "n") => (isOnly ? label(props, key) : `${series.name}: ${label(props, key)}`);
    head.push({ text: series.name || label(props, "value"), isFigure: true });
    if (hasInterval) head.push({ text: named("interval"), isFigure: true });
    if (hasBase) head.push({ text: named("n"), isFigure: true });
  }
  if (notes.length) head.push({ text: label(props, "notes"), isFigure: false });

  const rows = xs.map((x, index) => {
    const row: Cell[] = [{ text: props.series[0]?.points[index]?.label ?? writeDay(x, grain, notation.locale), isFigure: false }];
    for (const { series, hasInterval, hasBase } of columns) {
      const point = series.style === "compare" ? series.points[index] : series.points.find((candidate) => candidate.x === x);
      row.push({ text: writePoint(point, props, notation), href: point?.href, isFigure: true });
      if (hasInterval) row.push({ text: writeInterval(point, props, notation), isFigure: true });
      if (hasBase) row.push({ text: writeFigure(point?.n, { ...notation, unit: "count" }), isFigure: true });
    }
    if (notes.length) row.push({ text: notesAt(notes, x, xs[index + 1]).map((note) => note.text).join("; "), isFigure: false });
    return row;
  });
  return { caption: label(props, "title"), head, rows };
}

export function writePoint(point: Point | undefined, props: ChartProps, notation: Notation): string {
  return point?.suppressed ? label(props, "suppressed") : writeFigure(point?.value, notation);
}

export function writeInterval(point: Point | undefined, props: ChartProps, notation: Notation): string {
  if (!point || point.suppressed || !isNumber(point.low) || !isNumber(point.high)) return "";
  const limits = { low: writeFigure(point.low, notation), high: writeFigure(point.high, notation) };
  return label(props, "range").replace("{low}", limits.low).replace("{high}", limits.high);
}

/** The annotations that overlap the bucket from `x` up to the next one. */
export function notesAt(notes: readonly Annotation[], x: string, next: string | undefined): Annotation[] {
  if (!isDay(x)) return [];
  const day = (moment: string) => moment.slice(0, 10);
  return notes.filter((note) => day(note.to ?? note.from) >= day(x) && (next === undefined || day(note.from) < day(next)));
}

function isNumber(value: number | null | undefined): value is number {
  return typeof value === "number";
}
