export interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
  width: number;
  height: number;
}

export interface Screen {
  width: number;
  height: number;
  isRightToLeft: boolean;
}

const GAP = 6;
const EDGE = 8;

/** Where a panel goes: under its button, start edges in line; moved or turned over where the screen ends. */
export function placeBeside(button: Box, panel: Box, screen: Screen): { left: number; top: number } {
  const wished = screen.isRightToLeft ? button.right - panel.width : button.left;
  const left = Math.max(EDGE, Math.min(wished, screen.width - panel.width - EDGE));
  const below = button.bottom + GAP;
  const above = button.top - GAP - panel.height;
  const fitsBelow = below + panel.height <= screen.height - EDGE;
  const top = fitsBelow || above < EDGE ? Math.min(below, Math.max(EDGE, screen.height - panel.height - EDGE)) : above;
  return { left: Math.round(left), top: Math.round(top) };
}
