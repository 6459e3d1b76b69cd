import type { Annotation, Point } from "./props.ts";

export interface PlacedNote {
  note: Annotation;
  first: number;
  last: number;
  showsText: boolean;
  align: "left" | "center" | "right";
}

const TEXT_PX = 120;

/** Lay annotations over buckets; a text is shown where it does not run into the one before it. */
export function placeNotes(notes: readonly Annotation[], points: readonly Point[], width: number): PlacedNote[] {
  const step = points.length > 1 ? width / (points.length - 1) : width;
  let free = Number.NEGATIVE_INFINITY;
  return notes
    .map((note) => ({ note, first: bucketOf(note.from, points), last: bucketOf(note.to ?? note.from, points) }))
    .filter(({ note, first, last }) => last >= 0 && first < points.length && (first >= 0 || Boolean(note.to)))
    .map(({ note, first, last }) => ({ note, first: Math.max(first, 0), last: Math.min(last, points.length - 1) }))
    .sort((one, other) => one.first - other.first)
    .map((placed) => {
      const at = placed.first * step;
      // At the edges of the chart a text stands on the inner side of its line.
      const align = at < TEXT_PX / 2 ? "left" : at > width - TEXT_PX / 2 ? "right" : "center";
      const start = at - { left: 0, center: TEXT_PX / 2, right: TEXT_PX }[align];
      const showsText = start >= free;
      if (showsText) free = start + TEXT_PX;
      return { ...placed, showsText, align } as const;
    });
}

/** The bucket that a day falls into: -1 before the first. */
function bucketOf(day: string, points: readonly Point[]): number {
  const wanted = day.slice(0, 10);
  let found = -1;
  points.forEach((point, index) => {
    if (point.x.slice(0, 10) <= wanted) found = index;
  });
  return found;
}
