// Writes the package and the playground: build.mjs WASM SOURCE C_HEADERS OUTPUT
// - OUTPUT/package: what `npm pack` packs. The CommonJS files and the types are made from the ES modules and from the module's layout.
// - OUTPUT/playground: the static files, with the module in a script, because a page from a disk may not fetch.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [wasmFile, source, headers, output] = process.argv.slice(2);
const read = (...parts) => fs.readFileSync(path.join(...parts), "utf8");
const wasm = fs.readFileSync(wasmFile);

/** The statements of ES modules in one scope, without `import` and `export`. */
const joined = (...files) =>
  files.map((file) => read(source, "src", file).replace(/^import [^;]*;\n/gm, "").replace(/^export (?=const|function|async|class)/gm, "")).join("\n");
const shared = joined("values.js", "binding.js", "load.js");

const made = path.join(output, "package");
const dist = path.join(made, "dist");
fs.rmSync(made, { recursive: true, force: true });
fs.mkdirSync(dist, { recursive: true });
for (const file of ["package.json", "README.md"]) {
  fs.copyFileSync(path.join(source, file), path.join(made, file));
}
for (const file of ["values.js", "binding.js", "load.js", "browser.js", "node.js", "bytes.js"]) {
  fs.copyFileSync(path.join(source, "src", file), path.join(dist, file));
}
fs.writeFileSync(path.join(dist, "telnyx_errors.wasm"), wasm);
fs.writeFileSync(path.join(dist, "base64.js"), `export default "${wasm.toString("base64")}";\n`);
const node = joined("node.js").replace("import.meta.url", 'require("node:url").pathToFileURL(__filename)');
fs.writeFileSync(path.join(dist, "node.cjs"), `"use strict";
const { readFileSync } = require("node:fs");
const { readFile } = require("node:fs/promises");
${shared}\n${node}\nmodule.exports = { load, loadSync };\n`);
fs.writeFileSync(path.join(dist, "bytes.cjs"), `"use strict";\n${shared}\nmodule.exports = { bindModule, load: loadFrom };\n`);

// The types: enumerations and structs from the layout, with the comments of the C headers.
const { layoutOf, camel } = await import(pathToFileURL(path.join(source, "src", "values.js")));
const instance = new WebAssembly.Instance(new WebAssembly.Module(wasm), {});
instance.exports._initialize();
const { enumerations, structs } = layoutOf(instance.exports);
const typeName = (name) => camel(`_${name}`);
const comments = new Map();
for (const [, struct, body] of read(headers, "telnyx/errors/c_api/values.h").matchAll(/typedef struct telnyx_errors_(\w+) \{([^}]*)\}/g)) {
  for (const [, member, comment] of body.matchAll(/(\w+);\s*\/\/\/< (.*)/g)) {
    comments.set(`${struct}.${member}`, comment.replace(/enum telnyx_errors_\w+(: )?/, "").replace(/telnyx_errors_(\w+)(\(\))?/g, (_, n) => camel(n)));
  }
}
const types = { f: "boolean", s: "string", n: "Integer | null", t: "Integer | null", d: "Integer | null" };
function typeOf({ type, size, enumeration }) {
  return type === "e" ? typeName(enumerations[enumeration].name) : types[type] ?? (size === 4 ? "number" : size === 8 ? "Integer" : "Integer[]");
}
const given = new Set(["situation", "amendment", "policy", "ids"]); // written out in index.d.ts, because their members are optional
let generated = enumerations.slice(1).map(({ name, names }) => `export type ${typeName(name)} = ${names.map((n) => `"${n}"`).join(" | ")};\n`).join("");
for (const { name, fields } of structs.values()) {
  if (!given.has(name) && name !== "member" && name !== "history") {
    const members = fields.map((field) => {
      const original = field.name.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);
      const comment = comments.get(`${name}.${original}`);
      return `${comment ? `  /** ${comment} */\n` : ""}  ${field.name}: ${typeOf(field)};\n`;
    });
    generated += `export interface ${typeName(name)} {\n${members.join("")}}\n`;
  }
}
generated += `export interface Enumerations {\n${enumerations.map(({ name }) => `  ${camel(name)}: readonly ${name === "status" ? "string" : typeName(name)}[];\n`).join("")}}\n`;
const index = read(source, "src", "index.d.ts").replace("// generated: enumerations and structs\n", generated);
const loaders = {
  index: 'export function load(source?: Source | Promise<Source>): Promise<TelnyxErrors>;\n/** Only under Node. */\nexport function loadSync(source?: Uint8Array | ArrayBuffer | WebAssembly.Module): TelnyxErrors;\n',
  bytes: 'export function load(source: Source | Promise<Source>): Promise<TelnyxErrors>;\n/** At once, from a compiled module. */\nexport function bindModule(module: WebAssembly.Module): TelnyxErrors;\n',
};
for (const [name, functions] of Object.entries(loaders)) {
  for (const end of ["d.ts", "d.cts"]) {
    fs.writeFileSync(path.join(dist, `${name}.${end}`), index + functions);
  }
}
fs.writeFileSync(path.join(dist, "base64.d.ts"), "/** The WebAssembly module in base64. */\ndeclare const module: string;\nexport default module;\n");

const page = path.join(output, "playground");
fs.rmSync(page, { recursive: true, force: true });
fs.mkdirSync(page, { recursive: true });
for (const file of ["index.html", "playground.css", "words.js", "playground.js"]) {
  if (fs.existsSync(path.join(source, "playground", file))) {
    fs.copyFileSync(path.join(source, "playground", file), path.join(page, file));
  }
}
fs.writeFileSync(path.join(page, "telnyx_errors.js"), `// Generated: the module and its binding.
const telnyxErrors = (() => {
${shared}
const bytes = Uint8Array.from(atob("${wasm.toString("base64")}"), (c) => c.charCodeAt(0));
return { load: () => loadFrom(bytes) };
})();
`);
