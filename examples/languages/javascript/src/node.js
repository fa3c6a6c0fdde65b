// For Node: the module is a file beside this one.
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { bindModule, loadFrom } from "./load.js";

const beside = new URL("./telnyx_errors.wasm", import.meta.url);
export const load = (source = readFile(beside)) => loadFrom(source);
export const loadSync = (source = readFileSync(beside)) =>
    bindModule(source instanceof WebAssembly.Module ? source : new WebAssembly.Module(source));
