export type Refusal = "tooLarge" | "empty" | "wrongKind";

/** Why a file is not even sent; undefined where nothing speaks against it. A limit of 0 is none. */
export function refusalOf(file: { name: string; size: number }, accept: string, maxBytes: number): Refusal | undefined {
  const endings = accept.split(",").map((ending) => ending.trim().toLowerCase()).filter((ending) => ending.startsWith("."));
  if (endings.length && !endings.some((ending) => file.name.toLowerCase().endsWith(ending))) return "wrongKind";
  if (file.size === 0) return "empty";
  return maxBytes && file.size > maxBytes ? "tooLarge" : undefined;
}

const UNITS = ["byte", "kilobyte", "megabyte", "gigabyte", "terabyte"];

export function writeBytes(bytes: number, locale: string): string {
  const step = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const format = { style: "unit", unit: UNITS[step] ?? "byte", unitDisplay: "short", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat(locale, format).format(bytes / 1000 ** step);
}
