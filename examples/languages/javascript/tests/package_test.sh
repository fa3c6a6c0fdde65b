#!/usr/bin/env bash
# package_test.sh PACKAGE TESTS: packs the package, installs the tarball in an empty folder without a network, and uses it there: by
# import, by require, with own bytes. Where TypeScript is installed, the types are compiled, too.
set -euo pipefail
package=$1 tests=$2
command -v npm >/dev/null || { echo "skipped: npm is not installed" && exit 77; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export npm_config_cache="$work/cache" npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
(cd "$work" && npm pack --silent "$package" >/dev/null)
tarball=$(echo "$work"/telnyx-errors-*.tgz)
tar -tzf "$tarball" | sort >"$work/files"
for file in README.md package.json dist/{telnyx_errors.wasm,node.js,node.cjs,browser.js,bytes.js,index.d.ts,index.d.cts}; do
    grep -qx "package/$file" "$work/files" || { echo "the tarball lacks $file" && exit 1; }
done
mkdir "$work/fresh"
cd "$work/fresh"
echo '{"name": "fresh", "private": true, "type": "module"}' >package.json
npm install --offline --silent "$tarball"

cp "$tests/webhook_example.mjs" example.mjs
cat >use.mjs <<'EOF'
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import fs from "node:fs";
import { load, loadSync } from "telnyx-errors";
import * as own from "telnyx-errors/bytes";
import base64 from "telnyx-errors/base64";
import { onWebhook } from "./example.mjs";

const require = createRequire(import.meta.url);
const wasm = fs.readFileSync(require.resolve("telnyx-errors/telnyx_errors.wasm"));
assert.equal(Buffer.from(base64, "base64").compare(wasm), 0);
const common = require("telnyx-errors");
const ways = [await load(), loadSync(), await common.load(), common.loadSync(), await own.load(wasm),
  own.bindModule(new WebAssembly.Module(wasm)), await require("telnyx-errors/bytes").load(wasm), await load(new Response(wasm)),
  await load(`data:application/wasm;base64,${base64}`)];
for (const telnyx of ways) {
  assert.equal(telnyx.read('{"errors":[{"code":"40300"}]}', "request").decide().consent, "opted_out");
  assert.equal(telnyx.version, require("telnyx-errors/package.json").version);
}
await assert.rejects(load(new Response("", { status: 404 })), /HTTP 404/);
const done = [];
const to = ["delivered", "delivery_failed"].map((status, i) => ({ phone_number: `+1312555014${i}`, status }));
const payload = { id: "m-1", record_type: "message", to,
  errors: [{ code: "40008", title: "Undeliverable", source: { pointer: "/to/1" } }] };
onWebhook(JSON.stringify({ data: { event_type: "message.finalized", record_type: "event", payload } }),
  { suppress: (...a) => done.push(a), resend: (...a) => done.push(a), alert: (...a) => done.push(a) });
assert.deepEqual(done, [["m-1", "+13125550141", 809]]);
EOF
node use.mjs

# What a bundler takes for browsers must not mention Node.
browser=$(node --conditions=browser -p 'require("telnyx-errors/package.json").exports["."].default')
for file in "$browser" ./dist/load.js ./dist/binding.js ./dist/values.js; do
    ! grep -nE '\b(node:|require\(|process\.|Buffer\b)' "node_modules/telnyx-errors/$file" || { echo "$file needs Node" && exit 1; }
done

# Every name of the types is there, and every name that is there has a type.
node --input-type=module -e '
import fs from "node:fs"; import assert from "node:assert/strict"; import { loadSync } from "telnyx-errors";
const types = fs.readFileSync("node_modules/telnyx-errors/dist/index.d.ts", "utf8");
const [, body] = types.match(/export interface TelnyxErrors \{(.*?)\n\}/s);
const declared = [...body.matchAll(/^ +(?:readonly )?([A-Za-z0-9]+)[(:]/gm)].map(([, name]) => name).sort();
assert.deepEqual(declared, Object.keys(loadSync()).sort());'
if command -v tsc >/dev/null; then
    cat >use.ts <<'EOF'
import { load, type Decision, type Step } from "telnyx-errors";
const telnyx = await load();
const decision: Decision = telnyx.read("{}", "delivery").decide({ attempt: 2, time: new Date() }, { maxAttempts: 3 });
const step: Step = decision.step;
// @ts-expect-error: no such step
const wrong: Step = "again";
// @ts-expect-error: no such member
telnyx.read("{}").decide({ atempt: 2 });
export { step, wrong };
EOF
    tsc --noEmit --strict --skipLibCheck false --target es2022 --module nodenext --moduleResolution nodenext \
        --lib es2022,dom,dom.iterable use.ts
else
    echo "tsc is not installed: the types are not compiled"
fi
echo "$(wc -l <"$work/files") files, $(stat -c %s "$tarball") bytes"
