// The pointer over a chart: a tooltip, a click on a point, and days chosen by drawing over them.
import type { EChartsType } from "./echarts.ts";
import { element } from "./elements.ts";

export interface PointerActions {
  count: number;
  isLying: boolean;
  canBrush: boolean;
  /** What the tooltip shows for a place on the axis. */
  describe: (index: number) => Node[];
  /** A click at a place on the axis; `value` is where on the other axis. */
  choose: (index: number, value: number) => void;
  leadsOn: (index: number) => boolean;
  brush: (first: number, last: number) => void;
}

const BRUSH_FROM_PX = 8;

export function watchPointer(layer: HTMLElement, chart: EChartsType, actions: () => PointerActions): () => void {
  const tip = element("div", "chart-tip");
  const line = element("div", "chart-line");
  const shade = element("div", "chart-shade");
  layer.append(line, shade, tip);
  const controller = new AbortController();
  const { signal } = controller;
  let start: { x: number; index: number } | null = null;
  // A finger hides what it points at: its first tap shows the figures, the second on the same place follows them.
  let touched = -1;

  const at = (event: PointerEvent): { index: number; value: number; x: number; y: number } | null => {
    const box = layer.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const converted = chart.convertFromPixel({ gridIndex: 0 }, [x, y]);
    if (!Array.isArray(converted)) return null;
    const { isLying, count } = actions();
    const [along, across] = isLying ? [converted[1], converted[0]] : converted;
    if (typeof along !== "number" || Number.isNaN(along) || count === 0) return null;
    const index = Math.max(0, Math.min(count - 1, Math.round(along)));
    return { index, value: Number(across), x, y };
  };

  const hide = () => layer.classList.remove("chart-hovered", "chart-brushing");

  layer.addEventListener(
    "pointermove",
    (event) => {
      const place = at(event);
      if (!place) return hide();
      if (start && Math.abs(place.x - start.x) > BRUSH_FROM_PX && actions().canBrush) {
        drawShade(shade, chart, start.index, place.index);
        layer.classList.add("chart-brushing");
      }
      layer.classList.add("chart-hovered");
      layer.classList.toggle("chart-leads-on", actions().leadsOn(place.index));
      tip.replaceChildren(...actions().describe(place.index));
      moveTip(tip, layer, place);
      moveLine(line, chart, place.index, actions().isLying);
    },
    { signal },
  );
  layer.addEventListener(
    "pointerdown",
    (event) => {
      const place = at(event);
      if (!place || event.button !== 0 || event.pointerType === "touch") return;
      start = { x: place.x, index: place.index };
      layer.setPointerCapture(event.pointerId);
    },
    { signal },
  );
  layer.addEventListener(
    "pointerup",
    (event) => {
      const place = at(event);
      const wasBrushing = layer.classList.contains("chart-brushing");
      layer.classList.remove("chart-brushing");
      if (place && start && wasBrushing) actions().brush(start.index, place.index);
      else if (place && event.pointerType === "touch" && touched !== place.index) touched = place.index;
      else if (place && (start || event.pointerType === "touch")) actions().choose(place.index, place.value);
      start = null;
    },
    { signal },
  );
  layer.addEventListener("pointercancel", () => ((start = null), hide()), { signal });
  layer.addEventListener("pointerleave", (event) => event.pointerType !== "touch" && hide(), { signal });
  document.addEventListener("pointerdown", (event) => layer.contains(event.target as Node) || (hide(), (touched = -1)), { signal });
  return () => controller.abort();
}

function pixel(chart: EChartsType, index: number, axis: "xAxisIndex" | "yAxisIndex"): number {
  const found = chart.convertToPixel({ [axis]: 0 }, index);
  return typeof found === "number" ? found : 0;
}

function moveLine(line: HTMLElement, chart: EChartsType, index: number, isLying: boolean): void {
  line.hidden = isLying;
  if (!isLying) line.style.setProperty("left", `${pixel(chart, index, "xAxisIndex")}px`);
}

function drawShade(shade: HTMLElement, chart: EChartsType, first: number, last: number): void {
  const [from, to] = [pixel(chart, first, "xAxisIndex"), pixel(chart, last, "xAxisIndex")];
  shade.style.setProperty("left", `${Math.min(from, to)}px`);
  shade.style.setProperty("width", `${Math.abs(to - from)}px`);
}

/** Beside the pointer, on the side where there is room, inside the chart. */
function moveTip(tip: HTMLElement, layer: HTMLElement, { x, y }: { x: number; y: number }): void {
  const [width, height] = [tip.offsetWidth, tip.offsetHeight];
  const left = x + 16 + width > layer.clientWidth ? x - 16 - width : x + 16;
  const top = Math.min(Math.max(y - height / 2, 0), Math.max(layer.clientHeight - height, 0));
  tip.style.setProperty("left", `${Math.max(left, 0)}px`);
  tip.style.setProperty("top", `${top}px`);
}
