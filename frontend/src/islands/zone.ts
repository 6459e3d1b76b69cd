// Fills a field for a time zone with that of the browser, while it still says UTC.
import type { Mount } from "../lib/island.ts";

export const mount: Mount = (element) => {
  const field = element as HTMLInputElement;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (field.value === "UTC" && zone) field.value = zone;
  return undefined;
};
