import type { LineSeriesOption } from "echarts/charts";
import { faded, type Look } from "./look.ts";
import { placeNotes, type PlacedNote } from "./notes.ts";
import type { Scene } from "./options.ts";
import type { Point, Series } from "./props.ts";

// With more lines than this, bands would only cover each other.
const MAX_BANDS = 3;
const MAX_DOTS = 40;

/** Each series as a line over its interval's band; annotations hang on the first. */
export function lineSeries(scene: Scene): LineSeriesOption[] {
  const { props, look } = scene;
  const xs = (props.series[0]?.points ?? []).map((point) => point.x);
  const drawn = props.series.flatMap((series, index) => {
    if (scene.hidden.has(index)) return [];
    const points = alongside(series, xs);
    const color = series.style === "compare" ? look.faint : colorOf(look, index);
    const band = props.series.length <= MAX_BANDS && series.style !== "compare" ? bandOf(points, color, `band-${index}`) : [];
    return [...band, lineOf(series, points, color, index)];
  });
  const notes = placeNotes(props.annotations ?? [], props.series[0]?.points ?? [], scene.width);
  return notes.length ? [...drawn, notesLayer(notes, xs, look)] : drawn;
}

export function colorOf(look: Look, index: number): string {
  return look.series[index % look.series.length] ?? look.text;
}

/** The series' points in the order of the axis; a compared period is laid under it step by step. */
export function alongside(series: Series, xs: readonly string[]): (Point | undefined)[] {
  if (series.style === "compare") return xs.map((_, index) => series.points[index]);
  const byX = new Map(series.points.map((point) => [point.x, point]));
  return xs.map((x) => byX.get(x));
}

function lineOf(series: Series, points: (Point | undefined)[], color: string, index: number): LineSeriesOption {
  const isCompared = series.style === "compare";
  const known = points.filter((point) => point?.value !== null && point !== undefined).length;
  return {
    id: `series-${index}`,
    name: series.name,
    type: "line",
    data: points.map((point) => (point?.suppressed ? null : (point?.value ?? null))),
    color,
    lineStyle: { width: isCompared ? 1.5 : 2, type: isCompared ? [4, 4] : "solid" },
    symbol: "circle",
    symbolSize: known === 1 ? 7 : 5,
    showSymbol: !isCompared && known <= MAX_DOTS,
    z: isCompared ? 2 : 3,
    silent: true,
    emphasis: { disabled: true },
  };
}

/** Two invisible-edged lines, one on the other: up to the low end, and from there to the high end. */
function bandOf(points: (Point | undefined)[], color: string, stack: string): LineSeriesOption[] {
  const ends = points.map((point) =>
    point && !point.suppressed && typeof point.low === "number" && typeof point.high === "number" ? ([point.low, point.high] as const) : null,
  );
  if (!ends.some(Boolean)) return [];
  const edge: LineSeriesOption = {
    type: "line",
    stack,
    stackStrategy: "all",
    symbol: "none",
    lineStyle: { opacity: 0 },
    silent: true,
    emphasis: { disabled: true },
    z: 1,
  };
  return [
    { ...edge, id: `${stack}-low`, data: ends.map((end) => end?.[0] ?? null) },
    { ...edge, id: `${stack}-high`, data: ends.map((end) => (end ? end[1] - end[0] : null)), areaStyle: { color, opacity: 0.13 } },
  ];
}

function notesLayer(placed: PlacedNote[], xs: readonly string[], look: Look): LineSeriesOption {
  const tone = (kind: string | undefined) =>
    kind === "incident" ? look.bad : kind === "improvement" ? look.good : kind === "campaign" ? look.warn : look.quiet;
  return {
    id: "notes",
    type: "line",
    data: [],
    silent: true,
    markLine: {
      silent: true,
      symbol: "none",
      animation: false,
      data: placed.map(({ note, first, showsText, align }) => ({
        xAxis: xs[first] ?? "",
        lineStyle: { color: tone(note.kind), width: 1, type: [3, 3] },
        label: {
          show: showsText,
          formatter: note.text.length > 18 ? `${note.text.slice(0, 17)}…` : note.text,
          position: "end",
          align,
          color: tone(note.kind),
          fontSize: 11,
          fontWeight: 500,
          distance: 6,
        },
      })),
    },
    markArea: {
      silent: true,
      animation: false,
      data: placed
        .filter(({ first, last }) => last > first)
        .map(({ note, first, last }) => [
          { xAxis: xs[first] ?? "", itemStyle: { color: faded(tone(note.kind), 0.07) } },
          { xAxis: xs[last] ?? "" },
        ]),
    },
  };
}
