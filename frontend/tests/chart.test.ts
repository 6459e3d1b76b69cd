import assert from "node:assert/strict";
import { test } from "node:test";
import { brushedAddress, lastDay } from "../src/chart/brush.ts";
import { placeNotes } from "../src/chart/notes.ts";
import type { ChartProps, Point } from "../src/chart/props.ts";
import { tableOf } from "../src/chart/table.ts";

const notation = { locale: "en-GB", unit: "points" } as const;
const weeks: Point[] = ["2026-01-05", "2026-01-12", "2026-01-19"].map((x, index) => ({ x, value: 30 + index }));
const labels = { title: "NPS", x: "Week", interval: "95% interval", range: "{low} to {high}", n: "Base", suppressed: "Too few", notes: "Notes" };
const props = (change: Partial<ChartProps> = {}): ChartProps => ({ kind: "line", unit: "points", series: [{ name: "NPS", points: weeks }], labels, ...change });

const texts = (change: Partial<ChartProps>) => {
  const table = tableOf(props(change), notation);
  return [table.head.map((cell) => cell.text), ...table.rows.map((row) => row.map((cell) => cell.text))];
};

test("the table has a row for each point, with interval and base where there are any", () => {
  const points = [{ ...weeks[0]!, low: 26, high: 34, n: 180, href: "/evidence" }, { x: "2026-01-12", value: null, suppressed: true, n: 3 }];

  assert.deepEqual(texts({ series: [{ name: "NPS", points }] }), [
    ["Week", "NPS", "95% interval", "Base"],
    ["5 Jan 2026", "30.0", "26.0 to 34.0", "180"],
    ["12 Jan 2026", "Too few", "", "3"],
  ]);
  assert.equal(tableOf(props({ series: [{ name: "NPS", points }] }), notation).rows[0]?.[1]?.href, "/evidence");
});

test("series are joined by x, a compared period step by step", () => {
  const web = { name: "Web", points: [weeks[2]!] };
  const before = { name: "Year before", style: "compare" as const, points: weeks.map(({ value }, index) => ({ x: `2025-01-0${index + 1}`, value: value! - 10 })) };

  assert.deepEqual(texts({ series: [{ name: "All", points: weeks }, web, before] }).slice(1), [
    ["5 Jan 2026", "30.0", "–", "20.0"],
    ["12 Jan 2026", "31.0", "–", "21.0"],
    ["19 Jan 2026", "32.0", "32.0", "22.0"],
  ]);
});

test("an annotation stands at every bucket that it overlaps", () => {
  const rows = texts({ annotations: [{ from: "2026-01-14", to: "2026-01-20", text: "Strike" }] });

  assert.deepEqual(rows.map((row) => row.at(-1)), ["Notes", "", "Strike", "Strike"]);
});

test("drawing over weeks chooses from the first day of the first to the last day of the last, in either direction", () => {
  const address = "https://rapport.example/w/demo/?channel=web&from=2020-01-01";

  for (const [first, last] of [[0, 1], [1, 0]] as const) {
    const url = new URL(brushedAddress(address, weeks, first, last, { set: { period: "custom" } }));
    assert.equal(url.search, "?channel=web&from=2026-01-05&to=2026-01-18&period=custom");
  }
});

test("the last bucket is as long as the one before it, unless it says where it ends", () => {
  assert.equal(lastDay(weeks, 2), "2026-01-25");
  assert.equal(lastDay([...weeks.slice(0, 2), { x: "2026-01-19", value: 1, end: "2026-01-21" }], 2), "2026-01-21");
});

test("texts of annotations do not run into each other, and those outside of the chart are left out", () => {
  const at = (from: string) => ({ from, text: from });
  const placed = placeNotes([at("2026-01-19"), at("2026-01-07"), at("2025-12-01"), at("2026-01-13")], weeks, 400);

  assert.deepEqual(placed.map(({ first, showsText }) => [first, showsText]), [[0, true], [1, true], [2, true]]);
  assert.deepEqual(placeNotes([at("2026-01-07"), at("2026-01-13")], weeks, 150).map((note) => note.showsText), [true, false]);
});

test("the text of an annotation at the edge of the chart stands inside", () => {
  const at = (from: string) => ({ from, text: from });
  const placed = placeNotes([at("2026-01-05"), at("2026-01-13"), at("2026-01-19")], weeks, 600);

  assert.deepEqual(placed.map(({ align, showsText }) => [align, showsText]), [["left", true], ["center", true], ["right", true]]);
});
