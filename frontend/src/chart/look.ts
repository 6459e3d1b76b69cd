// The colours of the style sheet as the canvas needs them, in the theme of the moment.

export interface Look {
  series: string[];
  text: string;
  quiet: string;
  faint: string;
  line: string;
  strong: string;
  surface: string;
  good: string;
  bad: string;
  warn: string;
  font: string;
}

export function readLook(element: HTMLElement): Look {
  const probe = document.createElement("span");
  element.append(probe);
  const color = (name: string) => {
    probe.style.setProperty("color", `var(--${name})`);
    return getComputedStyle(probe).color;
  };
  const look: Look = {
    series: [1, 2, 3, 4, 5, 6, 7, 8].map((number) => color(`series-${number}`)),
    text: color("text"),
    quiet: color("text-quiet"),
    faint: color("text-faint"),
    line: color("line"),
    strong: color("line-strong"),
    surface: color("surface-card"),
    good: color("good"),
    bad: color("bad"),
    warn: color("warn"),
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return look;
}

/** A colour of the form rgb(…) with less of it. */
export function faded(color: string, opacity: number): string {
  const parts = /^rgba?\(([^)]+)\)$/.exec(color)?.[1]?.split(/[\s,/]+/).slice(0, 3);
  return parts ? `rgba(${parts.join(", ")}, ${opacity})` : color;
}
