// Starts the module from bytes, a compiled module, a response or an address. Knows no platform beyond fetch.
import { bind } from "./binding.js";

/** The library from a compiled module, at once. */
export function bindModule(module) {
    const start = () => new WebAssembly.Instance(module, {});
    return bind(start(), start);
}

/** The library from a `WebAssembly.Module`, bytes, a `Response`, or an address to fetch. */
export async function loadFrom(source) {
    const given = await source;
    if (given instanceof WebAssembly.Module) {
        return bindLater(given);
    }
    if (given instanceof ArrayBuffer || ArrayBuffer.isView(given)) {
        return bindLater(await WebAssembly.compile(given));
    }
    const response = typeof given === "string" || given instanceof URL ? await fetch(given) : given;
    if (!response.ok) {
        throw new Error(`telnyx-errors: ${response.url} was not loaded: HTTP ${response.status}`);
    }
    // Not compileStreaming: many servers do not know the type application/wasm.
    return bindLater(await WebAssembly.compile(await response.arrayBuffer()));
}

async function bindLater(module) {
    return bind(await WebAssembly.instantiate(module, {}), () => new WebAssembly.Instance(module, {}));
}
