// What ECharts is told to draw: props and look in, option out.
import { grainOf, writeDay, writeShort, type Notation } from "../lib/figures.ts";
import { barOption } from "./bars.ts";
import type { ChartOption } from "./echarts.ts";
import { lineSeries } from "./lines.ts";
import type { Look } from "./look.ts";
import type { ChartProps } from "./props.ts";

export interface Scene {
  props: ChartProps;
  notation: Notation;
  look: Look;
  width: number;
  hidden: ReadonlySet<number>;
  isStill: boolean;
}

export function optionOf(scene: Scene): ChartOption {
  return { ...frame(scene), ...(scene.props.kind === "line" ? lineOption(scene) : barOption(scene)) };
}

function frame({ look, isStill, props }: Scene): ChartOption {
  return {
    animation: !isStill,
    animationDuration: 350,
    animationDurationUpdate: 200,
    textStyle: { fontFamily: look.font, color: look.quiet },
    grid: {
      left: 0,
      right: props.kind === "bar" ? 24 : 12,
      top: props.annotations?.length ? 28 : 12,
      bottom: 4,
      outerBoundsMode: "same",
      outerBoundsContain: "axisLabel",
    },
  };
}

function lineOption(scene: Scene): ChartOption {
  const { props, notation, look } = scene;
  const xs = (props.series[0]?.points ?? []).map((point) => point.x);
  const grain = props.grain ?? grainOf(xs);
  return {
    xAxis: {
      type: "category",
      data: xs,
      boundaryGap: false,
      axisLine: { lineStyle: { color: look.strong } },
      axisTick: { show: false },
      axisLabel: {
        color: look.quiet,
        fontSize: 12,
        margin: 10,
        interval: everyNth(xs.length, scene.width),
        alignMinLabel: "left",
        alignMaxLabel: "right",
        formatter: (x: string) => writeDay(x, grain, notation.locale, true),
      },
    },
    yAxis: valueAxis(scene, { startsAtZero: notation.unit === "count" || notation.unit === "money" }),
    series: lineSeries(scene),
  };
}

const LABEL_PX = 84;

/** How many labels to leave out after each one, so that they stand well apart. */
function everyNth(count: number, width: number): number {
  return Math.max(0, Math.ceil(count / Math.max(2, Math.floor(width / LABEL_PX))) - 1);
}

/** The axis of figures: hairlines and few numbers. */
export function valueAxis({ notation, look }: Scene, { startsAtZero }: { startsAtZero: boolean }) {
  return {
    type: "value" as const,
    scale: !startsAtZero,
    splitNumber: 4,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: look.line } },
    axisLabel: { color: look.quiet, fontSize: 12, formatter: (value: number) => writeShort(value, notation) },
    ...(notation.unit === "count" ? { minInterval: 1 } : {}),
  };
}
