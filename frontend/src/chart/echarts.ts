// The parts of ECharts that are shipped; this module and all it imports is loaded with the first chart.
import { BarChart, CustomChart, LineChart } from "echarts/charts";
import type { BarSeriesOption, CustomSeriesOption, LineSeriesOption } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TitleComponent } from "echarts/components";
import type { GridComponentOption, TitleComponentOption } from "echarts/components";
import { init, use, type ComposeOption, type EChartsType } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([LineChart, BarChart, CustomChart, GridComponent, MarkLineComponent, MarkAreaComponent, TitleComponent, CanvasRenderer]);

export type SeriesOption = LineSeriesOption | BarSeriesOption | CustomSeriesOption;
export type ChartOption = ComposeOption<SeriesOption | GridComponentOption | TitleComponentOption>;
export { init, type EChartsType };
