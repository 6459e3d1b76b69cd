import assert from "node:assert/strict";
import { test } from "node:test";
import { refusalOf, writeBytes } from "../src/lib/files.ts";
import { placeBeside } from "../src/lib/place.ts";
import { groupsOf, matches } from "../src/lib/results.ts";
import { filteredAddress, waitMs } from "../src/lib/streaming.ts";
import { nextTheme } from "../src/lib/theme.ts";

test("a page is found by the beginning of its words, without case and accents, in any script", () => {
  assert.ok(matches("Übersicht der Kunden", "ubers kund"));
  assert.ok(matches("Žmonės", "zmo"));
  assert.ok(matches("客戶總覽", "總覽"));
  assert.ok(!matches("People", "peopel"));
});

test("results stand under their groups in the order of the answer", () => {
  const item = (group: string, label: string) => ({ group, label, href: "#" });
  const groups = groupsOf([item("People", "Dana"), item("Metrics", "NPS"), item("People", "Dan")]);

  assert.deepEqual(groups.map(([name, items]) => [name, items.map(({ label }) => label)]), [["People", ["Dana", "Dan"]], ["Metrics", ["NPS"]]]);
});

test("a file is refused for its kind, its emptiness or its size before it is sent", () => {
  const file = (name: string, size: number) => refusalOf({ name, size }, ".csv, .xlsx", 1000);

  assert.equal(file("a.PDF", 10), "wrongKind");
  assert.equal(file("a.csv", 0), "empty");
  assert.equal(file("a.XLSX", 1001), "tooLarge");
  assert.equal(file("a.csv", 1000), undefined);
  assert.equal(refusalOf({ name: "a.csv.gz", size: 10 }, ".gz", 0), undefined);
});

test("sizes are written in the unit that fits", () => {
  assert.equal(writeBytes(999, "en-GB"), "999 byte");
  assert.equal(writeBytes(52_400_000, "en-GB"), "52.4 MB");
});

test("the fields of a filter replace their own parameters only, and empty ones go", () => {
  const fields = new FormData();
  fields.append("channel", "web");
  fields.append("q", " ");

  const address = filteredAddress("/events/?channel=chat&q=x&kept=1", "https://rapport.example/w/demo/", fields);

  assert.equal(address, "https://rapport.example/events/?kept=1&channel=web");
});

test("a lost stream is tried again after ever longer waits, but never after more than half a minute", () => {
  assert.deepEqual([0, 1, 2, 10].map(waitMs), [1000, 2000, 4000, 30_000]);
});

test("the button goes through the three themes", () => {
  assert.deepEqual(["system", "light", "dark"].map((theme) => nextTheme(theme as "system")), ["light", "dark", "system"]);
});

const box = (left: number, top: number, width: number, height: number) => ({ left, top, width, height, right: left + width, bottom: top + height });

test("a panel stands under its button, and above or further in where the screen ends", () => {
  const screen = { width: 400, height: 600, isRightToLeft: false };
  const panel = box(0, 0, 200, 150);

  assert.deepEqual(placeBeside(box(20, 40, 80, 30), panel, screen), { left: 20, top: 76 });
  assert.deepEqual(placeBeside(box(350, 40, 40, 30), panel, screen), { left: 192, top: 76 });
  assert.deepEqual(placeBeside(box(20, 550, 80, 30), panel, screen), { left: 20, top: 394 });
  assert.deepEqual(placeBeside(box(300, 40, 80, 30), panel, { ...screen, isRightToLeft: true }), { left: 180, top: 76 });
});
