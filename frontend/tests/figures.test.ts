import assert from "node:assert/strict";
import { test } from "node:test";
import { grainOf, writeDay, writeDuration, writeFigure, writeShort, type Unit } from "../src/lib/figures.ts";

const written = (value: number | null, unit: Unit, locale = "en-GB", currency = "EUR") => writeFigure(value, { locale, unit, currency });
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, " ");

test("each unit is written as people write it", () => {
  assert.equal(written(41, "points"), "41.0");
  assert.equal(written(-6.04, "points"), "−6.0");
  assert.equal(written(0.834, "share"), "83.4%");
  assert.equal(written(1284, "count"), "1,284");
  assert.equal(written(1234.5, "money"), "€1,234.50");
  assert.equal(written(1234.5, "money", "ja", "JPY"), "￥1,235");
  assert.equal(written(4.256, "rating"), "4.26");
  assert.equal(written(9420, "seconds"), "2h 37m");
});

test("the locale decides on separators", () => {
  assert.equal(plain(written(1234567.8, "count", "lt")), "1 234 567,8");
  assert.equal(plain(written(0.834, "share", "lt")), "83,4 %");
});

test("what is not known is a dash", () => {
  assert.equal(written(null, "points"), "–");
});

test("an axis writes few letters", () => {
  assert.equal(writeShort(1_250_000, { locale: "en-GB", unit: "money", currency: "EUR" }), "€1.3m");
  assert.equal(writeShort(40, { locale: "en-GB", unit: "points" }), "40");
});

test("durations show their two largest units, rounded into them", () => {
  assert.equal(writeDuration(59.6, "en-GB"), "1m");
  assert.equal(writeDuration(3599.7, "en-GB"), "1h");
  assert.equal(writeDuration(90_000, "en-GB"), "1d 1h");
  assert.equal(writeDuration(2.5, "en-GB"), "2.5s");
  assert.equal(writeDuration(5400, "en-GB", 1), "1.5h");
});

test("the step between days tells the grain", () => {
  const cases = { hour: "2026-01-01T01:00", day: "2026-01-02", week: "2026-01-08", month: "2026-02-01", quarter: "2026-04-01", year: "2027-01-01" };
  for (const [grain, second] of Object.entries(cases)) {
    const first = grain === "hour" ? "2026-01-01T00:00" : "2026-01-01";
    assert.equal(grainOf([first, second]), grain);
  }
});

test("days are written in the locale, categories as they are, years as Christian ones in Thai", () => {
  assert.equal(writeDay("2026-01-05", "week", "en-GB"), "5 Jan 2026");
  assert.equal(writeDay("2026-01-01", "month", "en-GB", true), "Jan 2026");
  assert.equal(writeDay("2026-02-01", "month", "en-GB", true), "Feb");
  assert.equal(writeDay("web", "week", "en-GB"), "web");
  assert.match(writeDay("2026-01-05", "week", "th-u-ca-gregory-nu-latn"), /2026/);
});

test("months have names on the axes of every language, no numbers", () => {
  for (const [locale, day, month] of [
    ["en-GB", "24 Aug", "Aug"],
    ["lt-u-ca-gregory-nu-latn", "rugp. 24", "rugp."],
    ["th-u-ca-gregory-nu-latn", "24 ส.ค.", "ส.ค."],
    ["zh-Hant-u-ca-gregory-nu-latn", "8月24日", "8月"],
  ] as const) {
    assert.equal(writeDay("2026-08-24", "week", locale, true), day);
    assert.equal(writeDay("2026-08-01", "month", locale, true), month);
  }
  assert.equal(writeDay("2026-01-01", "month", "lt", true), "2026 saus.");
  assert.equal(writeDay("2026-08-24", "week", "lt"), "2026-08-24");
});
