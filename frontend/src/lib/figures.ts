// Figures and days as people write them. The locale and the currency come from the page; nothing here knows the document.

export type Unit = "points" | "share" | "count" | "money" | "seconds" | "score" | "rating";

export interface Notation {
  locale: string;
  unit: Unit;
  currency?: string | undefined;
}

export const MISSING = "–";

/** Write a figure in full, as a tooltip or table shows it. Money comes in the currency's main unit. */
export function writeFigure(value: number | null | undefined, notation: Notation): string {
  return value === null || value === undefined ? MISSING : figure(value, notation, false);
}

/** Write a figure in few letters, as an axis shows it. */
export function writeShort(value: number, notation: Notation): string {
  return figure(value, notation, true);
}

function figure(value: number, { locale, unit, currency }: Notation, isShort: boolean): string {
  const format = (options: Intl.NumberFormatOptions) => signed(new Intl.NumberFormat(locale, options).format(value));
  const compact: Intl.NumberFormatOptions = isShort || Math.abs(value) >= 1e7 ? { notation: "compact" } : {};
  switch (unit) {
    case "share":
      return format({ style: "percent", ...oneDigit(isShort) });
    case "money":
      return format({ style: "currency", currency: currency ?? "EUR", ...(isShort ? { ...compact, maximumFractionDigits: 1 } : {}) });
    case "seconds":
      return signed(writeDuration(value, locale, isShort ? 1 : 2));
    case "count":
      return format({ maximumFractionDigits: 1, ...compact });
    case "score":
    case "rating":
      return format({ maximumFractionDigits: 2 });
    case "points":
      return format(oneDigit(isShort));
  }
}

/** In full always one digit after the point, so that figures stand under each other. */
function oneDigit(isShort: boolean): Intl.NumberFormatOptions {
  return { minimumFractionDigits: isShort ? 0 : 1, maximumFractionDigits: 1 };
}

const SIZES: readonly (readonly [string, number])[] = [
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
  ["second", 1],
];

/** Write a length of time with its largest `parts` units: 2h 5m. */
export function writeDuration(seconds: number, locale: string, parts = 2): string {
  const length = Math.abs(seconds);
  const write = (unit: string, count: number) =>
    new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay: "narrow", maximumFractionDigits: 1 }).format(count);
  const minus = seconds < 0 ? "-" : "";
  if (length < 10) return minus + write("second", length);
  let largest = SIZES.findIndex(([, size]) => length >= size);
  const smallest = SIZES[Math.min(largest + parts, SIZES.length) - 1]?.[1] ?? 1;
  let rest = parts === 1 ? length : Math.round(length / smallest) * smallest;
  // Where rounding fills a larger unit (59.8 minutes), that is the first.
  if (largest > 0 && rest >= (SIZES[largest - 1]?.[1] ?? Infinity)) largest -= 1;
  const chosen = SIZES.slice(largest, largest + parts);
  const written: string[] = [];
  for (const [unit, size] of chosen) {
    const count = parts === 1 ? rest / size : Math.floor(rest / size);
    rest -= count * size;
    if (count) written.push(write(unit, count));
  }
  return minus + written.join(" ");
}

/** A true minus sign is as wide as a plus. */
function signed(text: string): string {
  return text.replace("-", "−");
}

export type Grain = "hour" | "day" | "week" | "month" | "quarter" | "year";

const DATE = /^\d{4}-\d{2}-\d{2}/;

/** Whether an x is a day or moment rather than the name of a category. */
export function isDay(x: string): boolean {
  return DATE.test(x);
}

/** Guess from the first steps between days how long a bucket is. */
export function grainOf(days: readonly string[]): Grain {
  const [first, second] = days;
  if (first === undefined || second === undefined || !isDay(first)) return "day";
  const hours = (Date.parse(second) - Date.parse(first)) / 3.6e6;
  if (hours < 24) return "hour";
  if (hours < 24 * 7) return "day";
  if (hours < 24 * 28) return "week";
  if (hours < 24 * 80) return "month";
  return hours < 24 * 300 ? "quarter" : "year";
}

/** Write a bucket's beginning; in full for tooltips and tables, short for axes. Not a day: as it is. */
export function writeDay(x: string, grain: Grain, locale: string, isShort = false): string {
  if (!isDay(x)) return x;
  const day = new Date(x.length > 10 ? x : `${x}T00:00:00Z`);
  const options = dayOptions(day, grain, isShort);
  return withMonth(day, options, locale) ?? new Intl.DateTimeFormat(locale, { timeZone: "UTC", ...options }).format(day);
}

/** Short names of months where browsers write them as numbers, which read like days: the names that the server writes. */
const MONTHS: Record<string, string> = { lt: "saus. vas. kov. bal. geg. birž. liep. rugp. rugs. spal. lapkr. gruod." };

/** Write a day with the month's own name, from the largest unit to the smallest; undefined where the browser knows it. */
function withMonth(day: Date, options: Intl.DateTimeFormatOptions, locale: string): string | undefined {
  const names = MONTHS[locale.split("-", 1)[0] ?? ""]?.split(" ");
  if (!names || options.month !== "short") return undefined;
  return [options.year && day.getUTCFullYear(), names[day.getUTCMonth()], options.day && day.getUTCDate()].filter(Boolean).join(" ");
}

function dayOptions(day: Date, grain: Grain, isShort: boolean): Intl.DateTimeFormatOptions {
  if (grain === "year") return { year: "numeric" };
  if (grain === "hour") return isShort ? { hour: "2-digit", minute: "2-digit" } : { dateStyle: "medium", timeStyle: "short" };
  if (grain === "month" || grain === "quarter") {
    const isNewYear = day.getUTCMonth() === 0;
    return isShort && !isNewYear ? { month: "short" } : { month: "short", year: "numeric" };
  }
  return isShort ? { day: "numeric", month: "short" } : { dateStyle: "medium" };
}
