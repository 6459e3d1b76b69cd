// The button that goes from the system's theme to light, to dark, and back.
import type { Mount } from "../lib/island.ts";
import { applyTheme, chosenTheme, keepTheme, nextTheme } from "../lib/theme.ts";

export const mount: Mount = (button) => {
  const label = () => {
    const text = button.dataset[chosenTheme()] ?? "";
    button.title = text;
    button.setAttribute("aria-label", text);
  };
  const change = () => {
    const theme = nextTheme(chosenTheme());
    keepTheme(theme);
    applyTheme(theme);
    label();
  };
  label();
  button.addEventListener("click", change);
  return () => button.removeEventListener("click", change);
};
