// For browsers and bundlers: the module is a file beside this one.
import { loadFrom } from "./load.js";

export const load = (source = new URL("./telnyx_errors.wasm", import.meta.url)) => loadFrom(source);
