// The package that the build wrote: TELNYX_ERRORS_PACKAGE is its directory.
import path from "node:path";
import { pathToFileURL } from "node:url";

export const directory = process.env.TELNYX_ERRORS_PACKAGE ?? path.resolve("package");
export const file = (name) => path.join(directory, "dist", name);
export const { load, loadSync } = await import(pathToFileURL(file("node.js")));
