// Runs before the first paint, so that a chosen theme does not flash. "system" is the absence of a choice.
import { applyTheme, chosenTheme, watchPrinting } from "./lib/theme.ts";

applyTheme(chosenTheme());
watchPrinting();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(chosenTheme()));
