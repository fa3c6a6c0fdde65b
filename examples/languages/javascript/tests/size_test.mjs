// size_test.mjs WASM BYTES GZIP-BYTES: fails if a module is larger, or if it imports anything.
import fs from "node:fs";
import zlib from "node:zlib";

const [name, most, mostPacked] = process.argv.slice(2);
const bytes = fs.readFileSync(name);
const packed = zlib.gzipSync(bytes, { level: 9 }).length;
const imports = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).length;
console.log(`${name}: ${bytes.length} bytes of ${most}, ${packed} with gzip of ${mostPacked}, ${imports} imports`);
process.exit(bytes.length <= Number(most) && packed <= Number(mostPacked) && imports === 0 ? 0 : 1);
