// Every page loads this: HTMX, the islands' loader, and what the browser's own dialogs and popovers lack.
import { watchDialogs } from "./lib/dialogs.ts";
import { watchIslands } from "./lib/loader.ts";
import { placePopovers } from "./lib/popovers.ts";
import { watchRequests } from "./lib/requests.ts";
import { watchShortcuts } from "./lib/shortcuts.ts";

watchRequests();
watchDialogs();
placePopovers();
watchShortcuts();
watchIslands();
