// The time of a webhook of 1.8 KB: benchmark.mjs [NATIVE-PROGRAM]
// - the module's reader alone, called as C calls it, and the native reader (benchmark_native.cpp) in turns, in the same run;
// - read, decided and with all strings, as a program uses the package.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import { file, load } from "./package.mjs";

const text = "A reminder. ".repeat(98);
const body = JSON.stringify({
    data: {
        event_type: "message.finalized",
        id: "9d4f3f8a-7a6c-4f0e-8f0a-3b1f6f1d2c10",
        occurred_at: "2026-02-11T08:14:31.417+00:00",
        record_type: "event",
        payload: {
            id: "40318f29-5d7e-4a71-9a4e-1c8f2f0c7b55",
            record_type: "message",
            direction: "outbound",
            type: "SMS",
            from: { phone_number: "+13125550100" },
            messaging_profile_id: "40019664-1a2b-4c3d-8e4f-5a6b7c8d9e0f",
            to: [{ carrier: "EXAMPLE WIRELESS", phone_number: "+13125550199", status: "delivery_failed" }],
            errors: [
                {
                    code: "40008",
                    title: "Undeliverable",
                    detail: "The carrier did not accept the message.",
                    source: { pointer: "/to/0" },
                },
            ],
            text,
        },
    },
});
const [native] = process.argv.slice(2);
const micros = (work, count) => {
    const start = process.cpuUsage();
    for (let i = 0; i !== count; ++i) {
        work();
    }
    const { user, system } = process.cpuUsage(start);
    return (user + system) / count;
};

const { exports: wasm } = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(file("telnyx_errors.wasm"))), {});
wasm._initialize();
const bytes = new TextEncoder().encode(body);
const input = wasm.malloc(bytes.length);
const handle = wasm.malloc(16);
new Uint8Array(wasm.memory.buffer).set(bytes, input);
function alone() {
    if (wasm.telnyx_errors_read(input, bytes.length, 2, handle, 0) !== 0) {
        throw new Error("not read");
    }
    wasm.telnyx_errors_report_free(new Int32Array(wasm.memory.buffer)[handle >> 2]);
}

const telnyx = await load();
function asUsed() {
    const report = telnyx.read(body, "delivery");
    const decision = report.decide();
    if (report.errors[0].title !== "Undeliverable" || decision.step !== "retry") {
        throw new Error("another result");
    }
}

let [least, used, nativeLeast] = [Infinity, Infinity, Infinity];
for (let round = 0; round !== 9; ++round) {
    least = Math.min(least, micros(alone, 4000));
    used = Math.min(used, micros(asUsed, 4000));
    if (native !== undefined) {
        nativeLeast = Math.min(nativeLeast, Number(execFileSync(native, { input: body })));
    }
}
console.log(`a webhook of ${bytes.length} bytes, read by the module: ${least.toFixed(2)} us`);
if (native !== undefined) {
    console.log(
        `by the native reader: ${nativeLeast.toFixed(2)} us, the module takes ${(least / nativeLeast).toFixed(2)} times as long`,
    );
}
console.log(`read and decided in JavaScript, with all strings: ${used.toFixed(2)} us, ${Math.round(1e6 / used)} a second`);
