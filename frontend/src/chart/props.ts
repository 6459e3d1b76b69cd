import type { Grain, Unit } from "../lib/figures.ts";

/** What the server hands over (`{{ props|json_script }}`); see the README of `rapport.ui` for the meaning of each. */
export interface ChartProps {
  kind: "line" | "bar" | "distribution";
  unit: Unit;
  currency?: string;
  grain?: Grain;
  series: Series[];
  annotations?: Annotation[];
  labels?: Partial<Labels>;
  brush?: boolean | Brush;
  file?: string;
}

export interface Series {
  name: string;
  points: Point[];
  /** "compare": an earlier period, laid under the first series point by point. */
  style?: "compare";
}

export interface Point {
  x: string;
  label?: string;
  value: number | null;
  low?: number | null;
  high?: number | null;
  n?: number | null;
  href?: string;
  suppressed?: boolean;
  tone?: "good" | "bad" | "warn" | "quiet";
  /** The last day of a bucket, where the next one does not begin on the day after. */
  end?: string;
}

export interface Annotation {
  from: string;
  to?: string | null;
  text: string;
  kind?: string;
}

export interface Brush {
  from?: string;
  to?: string;
  /** Further parameters to set along with the days. */
  set?: Record<string, string>;
}

export interface Labels {
  title: string;
  x: string;
  value: string;
  interval: string;
  /** How an interval is written, of its low and high. */
  range: string;
  n: string;
  suppressed: string;
  notes: string;
  evidence: string;
  table: string;
  download: string;
  empty: string;
}

export function label(props: ChartProps, key: keyof Labels): string {
  return props.labels?.[key] ?? "";
}

export function isEmpty(props: ChartProps): boolean {
  return !props.series.some((series) => series.points.some((point) => point.value !== null || point.suppressed));
}
