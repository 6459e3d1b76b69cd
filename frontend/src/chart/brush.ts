import type { Brush, Point } from "./props.ts";

const DAY_MS = 86_400_000;

/** The address with the chosen days in its query, as the filter bar reads them. */
export function brushedAddress(address: string, points: readonly Point[], first: number, last: number, brush: Brush = {}): string {
  const [start, end] = first <= last ? [first, last] : [last, first];
  const from = points[start]?.x.slice(0, 10);
  const to = lastDay(points, end);
  if (from === undefined || to === undefined) return address;
  const url = new URL(address);
  url.searchParams.set(brush.from ?? "from", from);
  url.searchParams.set(brush.to ?? "to", to);
  for (const [name, value] of Object.entries(brush.set ?? {})) url.searchParams.set(name, value);
  return url.toString();
}

/** The last day of a bucket: the day before the next one begins; the last bucket is as long as the one before it. */
export function lastDay(points: readonly Point[], index: number): string | undefined {
  const point = points[index];
  if (!point) return undefined;
  if (point.end) return point.end.slice(0, 10);
  const next = points[index + 1];
  if (next) return day(Date.parse(next.x) - DAY_MS, next.x);
  const before = points[index - 1];
  if (!before) return point.x.slice(0, 10);
  return day(Date.parse(point.x) + (Date.parse(point.x) - Date.parse(before.x)) - DAY_MS, point.x);
}

function day(moment: number, boundary: string): string {
  const date = Number.isNaN(moment) ? boundary : new Date(moment).toISOString();
  return date.slice(0, 10);
}
