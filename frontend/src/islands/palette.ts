import type { Mount } from "../lib/island.ts";

export const mount: Mount = () => undefined;
