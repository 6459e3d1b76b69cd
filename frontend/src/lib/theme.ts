export type Theme = "light" | "dark" | "system";

const KEY = "rapport-theme";
const ORDER: readonly Theme[] = ["system", "light", "dark"];

/** What the reader chose in this browser. */
export function chosenTheme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "system";
  } catch {
    return "system"; // Storage may be forbidden; then the choice lasts for one page.
  }
}

export function keepTheme(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // As above.
  }
}

export function nextTheme(theme: Theme): Theme {
  return ORDER[(ORDER.indexOf(theme) + 1) % ORDER.length] ?? "system";
}

/** On paper everything is light, the charts too. */
export function watchPrinting(): void {
  addEventListener("beforeprint", () => applyTheme("light"));
  addEventListener("afterprint", () => applyTheme(chosenTheme()));
}

/** Set what the style sheets read, and tell the charts. */
export function applyTheme(theme: Theme): void {
  const isDark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  const root = document.documentElement;
  root.dataset["bsTheme"] = isDark ? "dark" : "light";
  root.dataset["themeChoice"] = theme;
  document.dispatchEvent(new CustomEvent("theme:changed"));
}
