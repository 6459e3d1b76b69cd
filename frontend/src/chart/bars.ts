import type { BarSeriesOption, CustomSeriesOption } from "echarts/charts";
import { writeDay, writeShort } from "../lib/figures.ts";
import type { ChartOption } from "./echarts.ts";
import { alongside, colorOf } from "./lines.ts";
import { faded, type Look } from "./look.ts";
import { valueAxis, type Scene } from "./options.ts";
import { label, type Point } from "./props.ts";

/** Bars lie, so that their names can be read; the bars of a distribution stand close to each other. */
export function barOption(scene: Scene): ChartOption {
  const { props, notation, look } = scene;
  const isLying = props.kind === "bar";
  const xs = (props.series[0]?.points ?? []).map((point) => point.x);
  const names = (props.series[0]?.points ?? []).map((point) => point.label ?? writeDay(point.x, "day", notation.locale));
  const categories = {
    type: "category" as const,
    data: xs,
    axisLine: { lineStyle: { color: look.strong } },
    axisTick: { show: false },
    axisLabel: {
      color: isLying ? look.text : look.quiet,
      fontSize: 12,
      margin: isLying ? 12 : 8,
      hideOverlap: true,
      formatter: (_: string, index: number) => names[index] ?? "",
      ...(isLying ? { width: Math.min(180, scene.width * 0.36), overflow: "truncate" as const, interval: 0 } : {}),
    },
  };
  const values = valueAxis(scene, { startsAtZero: true });
  return {
    ...(isLying
      ? { yAxis: { ...categories, inverse: true }, xAxis: values }
      : { xAxis: categories, yAxis: values }),
    series: props.series.flatMap((series, index) => {
      if (scene.hidden.has(index)) return [];
      const points = alongside(series, xs);
      const color = series.style === "compare" ? faded(look.faint, 0.5) : colorOf(look, index);
      return [barsOf(series.name, points, color, scene, index), ...whiskersOf(points, scene, index)];
    }),
  };
}

function barsOf(name: string, points: (Point | undefined)[], color: string, { props, notation, look }: Scene, index: number): BarSeriesOption {
  const isLying = props.kind === "bar";
  return {
    id: `series-${index}`,
    name,
    type: "bar",
    color,
    barMaxWidth: isLying ? 18 : 48,
    barCategoryGap: isLying ? "40%" : "14%",
    silent: true,
    data: points.map((point) =>
      point?.suppressed
        ? { value: 0, label: { show: isLying, position: "right", color: look.faint, fontStyle: "italic", formatter: label(props, "suppressed") } }
        : { value: point?.value ?? null, itemStyle: { borderRadius: isLying ? [0, 3, 3, 0] : [3, 3, 0, 0], ...toneOf(point, look) } },
    ),
    label: {
      show: !isLying && points.length <= 12,
      position: "top",
      color: look.quiet,
      fontSize: 11,
      formatter: ({ value }) => (typeof value === "number" && value !== 0 ? writeShort(value, notation) : ""),
    },
  };
}

function toneOf(point: Point | undefined, look: Look): { color?: string } {
  if (!point?.tone) return {};
  return { color: point.tone === "quiet" ? look.faint : look[point.tone] };
}

/** Lines over the bars from the low to the high end of each interval, with a short stroke across at both ends. */
function whiskersOf(points: (Point | undefined)[], scene: Scene, index: number): CustomSeriesOption[] {
  const { look, props } = scene;
  const ends = points.flatMap((point, at) =>
    point && !point.suppressed && typeof point.low === "number" && typeof point.high === "number" ? [[at, point.low, point.high]] : [],
  );
  if (!ends.length) return [];
  const shown = props.series.filter((_, other) => !scene.hidden.has(other)).length;
  const place = props.series.slice(0, index).filter((_, other) => !scene.hidden.has(other)).length;
  return [
    {
      id: `whiskers-${index}`,
      type: "custom",
      silent: true,
      z: 5,
      data: ends,
      encode: props.kind === "bar" ? { y: 0, x: [1, 2] } : { x: 0, y: [1, 2] },
      renderItem: (_, api) => {
        const isLying = props.kind === "bar";
        const at = api.value(0);
        const spot = (value: number | string) => api.coord(isLying ? [value, at] : [at, value]);
        const low = spot(api.value(1));
        const high = spot(api.value(2));
        const size = api.size?.([1, 1]);
        const band = (Array.isArray(size) ? size[isLying ? 1 : 0] : size) ?? 20;
        const shift = shown > 1 ? (place - (shown - 1) / 2) * Math.min(band * 0.7 / shown, 22) : 0;
        const move = (point: number[]) => (isLying ? [point[0] ?? 0, (point[1] ?? 0) + shift] : [(point[0] ?? 0) + shift, point[1] ?? 0]);
        const [start, end] = [move(low), move(high)];
        const cap = (point: number[]) => {
          const [x = 0, y = 0] = point;
          return isLying ? { x1: x, y1: y - 4, x2: x, y2: y + 4 } : { x1: x - 4, y1: y, x2: x + 4, y2: y };
        };
        const style = { stroke: look.text, lineWidth: 1.25, opacity: 0.75 };
        const line = { x1: start[0] ?? 0, y1: start[1] ?? 0, x2: end[0] ?? 0, y2: end[1] ?? 0 };
        return {
          type: "group",
          children: [line, cap(start), cap(end)].map((shape) => ({ type: "line" as const, shape, style })),
        };
      },
    },
  ];
}
