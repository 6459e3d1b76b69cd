// A chart with its legend, table view, download and tooltip. The element's own class gives it its fixed height.
import { brushedAddress } from "../chart/brush.ts";
import { init, type EChartsType } from "../chart/echarts.ts";
import { element, swatch, tableElement, toolButton } from "../chart/elements.ts";
import { alongside, colorOf } from "../chart/lines.ts";
import { readLook } from "../chart/look.ts";
import { optionOf, type Scene } from "../chart/options.ts";
import { watchPointer } from "../chart/pointer.ts";
import { isEmpty, label, type ChartProps } from "../chart/props.ts";
import { tableOf } from "../chart/table.ts";
import { tooltipContent } from "../chart/tooltip.ts";
import { readProps, type Mount } from "../lib/island.ts";
import type { Notation } from "../lib/figures.ts";

export const mount: Mount = (root) => {
  const props = readProps<ChartProps>(root);
  const notation: Notation = { locale: document.documentElement.dataset["locale"] ?? "en", unit: props.unit, currency: props.currency };
  if (isEmpty(props)) {
    root.replaceChildren(element("p", "chart-empty", [label(props, "empty")]));
    return undefined;
  }

  const hidden = new Set<number>();
  const canvas = element("div", "chart-canvas");
  const table = element("div", "chart-table table-wrap table-sticky");
  const legend = element("div", "chart-legend");
  const tools = element("div", "chart-tools");
  root.replaceChildren(element("div", props.series.length > 1 ? "chart-bar" : "chart-bar chart-bar-bare", [legend, tools]), canvas, table);
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", summaryOf(props, notation));
  table.hidden = true;

  const chart = init(canvas, null, { renderer: "canvas" });
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let look = readLook(root);
  const scene = (): Scene => ({ props, notation, look, width: canvas.clientWidth, hidden, isStill: still.matches });
  const draw = () => chart.setOption(optionOf(scene()), { notMerge: true });
  draw();
  drawLegend();
  addTools();

  const leavePointer = watchPointer(canvas, chart, () => ({
    count: props.series[0]?.points.length ?? 0,
    isLying: props.kind === "bar",
    canBrush: Boolean(props.brush) && props.kind === "line",
    describe: (index) => tooltipContent(props, notation, look, index, hidden),
    choose: (index, value) => follow(nearestHref(props, hidden, index, value)),
    leadsOn: (index) => nearestHref(props, hidden, index, 0) !== undefined,
    brush: (first, last) => {
      const brush = typeof props.brush === "object" ? props.brush : {};
      follow(brushedAddress(location.href, props.series[0]?.points ?? [], first, last, brush));
    },
  }));

  const resized = new ResizeObserver(() => {
    chart.resize();
    draw();
  });
  resized.observe(canvas);
  const retheme = () => {
    look = readLook(root);
    draw();
    drawLegend();
  };
  document.addEventListener("theme:changed", retheme);

  return () => {
    document.removeEventListener("theme:changed", retheme);
    resized.disconnect();
    leavePointer();
    chart.dispose();
  };

  function drawLegend(): void {
    if (props.series.length < 2) return;
    legend.replaceChildren(
      ...props.series.map((series, index) => {
        const isCompared = series.style === "compare";
        const button = element("button", "chart-legend-item", [
          swatch(isCompared ? look.faint : colorOf(look, index), isCompared),
          element("span", "", [series.name]),
        ]);
        button.type = "button";
        button.setAttribute("aria-pressed", String(!hidden.has(index)));
        button.addEventListener("click", () => {
          if (hidden.has(index)) hidden.delete(index);
          else if (hidden.size < props.series.length - 1) hidden.add(index);
          draw();
          drawLegend();
          (legend.children[index] as HTMLElement | undefined)?.focus();
        });
        return button;
      }),
    );
  }

  function addTools(): void {
    const toggle = toolButton("table", label(props, "table"));
    toggle.setAttribute("aria-pressed", "false");
    toggle.addEventListener("click", () => {
      const showsTable = table.hidden;
      if (showsTable) {
        table.replaceChildren(tableElement(tableOf(props, notation)));
        table.tabIndex = 0;
        table.setAttribute("role", "region");
        table.setAttribute("aria-label", label(props, "title") || label(props, "table"));
      }
      table.hidden = !showsTable;
      canvas.hidden = showsTable;
      toggle.setAttribute("aria-pressed", String(showsTable));
    });
    const download = toolButton("download", label(props, "download"));
    download.addEventListener("click", () => save(chart, props, look.surface, look.text));
    tools.append(toggle, download);
  }
};

function follow(address: string | undefined): void {
  if (address) location.assign(address);
}

/** Where a click leads: to the point of that place whose value is nearest. */
function nearestHref(props: ChartProps, hidden: ReadonlySet<number>, index: number, value: number): string | undefined {
  const xs = (props.series[0]?.points ?? []).map((point) => point.x);
  return props.series
    .filter((_, at) => !hidden.has(at))
    .map((series) => alongside(series, xs)[index])
    .filter((point) => point?.href)
    .sort((one, other) => Math.abs((one?.value ?? Infinity) - value) - Math.abs((other?.value ?? Infinity) - value))[0]?.href;
}

/** What a screen reader hears instead of the drawing. */
function summaryOf(props: ChartProps, notation: Notation): string {
  const { rows, head } = tableOf(props, notation);
  const [first, last] = [rows[0], rows.at(-1)];
  const ends = [first, last].map((row) => (row ? `${row[0]?.text ?? ""}: ${row[1]?.text ?? ""}` : "")).filter(Boolean);
  return [label(props, "title"), head[1]?.text, ...new Set(ends), label(props, "table")].filter(Boolean).join(". ");
}

/** Save the drawing as a picture twice as fine as the screen, under its title. */
function save(chart: EChartsType, props: ChartProps, background: string, color: string): void {
  const title = label(props, "title");
  chart.setOption({ animation: false, title: { text: title, left: 0, top: 0, textStyle: { fontSize: 14, fontWeight: 600, color } }, grid: { top: 48 } });
  const link = document.createElement("a");
  link.href = chart.getDataURL({ type: "png", pixelRatio: 2, backgroundColor: background });
  link.download = `${props.file ?? (title || "chart")}.png`;
  link.click();
  chart.setOption({ title: { text: "" }, grid: { top: props.annotations?.length ? 28 : 12 } });
}
