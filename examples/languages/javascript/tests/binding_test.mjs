// What is JavaScript's own: values, errors, memory, files. run_vectors.mjs has the meaning.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { GROUP_WEBHOOK as WEBHOOK } from "./payloads.mjs";
import { directory, file, load, loadSync } from "./package.mjs";

const source = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const root = path.join(source, "..", "..", "..");
const header = (name) => fs.readFileSync(path.join(root, "include", "telnyx", "errors", name), "utf8");
const telnyx = await load();
const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

test("the module imports nothing and exports the functions of the header", () => {
    const module = new WebAssembly.Module(fs.readFileSync(file("telnyx_errors.wasm")));
    assert.deepEqual(WebAssembly.Module.imports(module), []);
    const declared = header("c_api.h").match(/\btelnyx_errors_[a-z0-9_]+(?=\()/g);
    const names = new Set(header("c_api/rename.h").match(/(?<=#define )telnyx_errors_[a-z0-9_]+/g));
    assert.ok(names.size > 40);
    const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
    assert.deepEqual(
        [...names].filter((name) => !exported.has(name)),
        [],
    );
    assert.deepEqual([...exported].filter((name) => !names.has(name)).sort(), ["_initialize", "free", "malloc", "memory"]);
    assert.ok([...names].every((name) => declared.includes(name)));
});

test("versions and the number of the interface are those of the headers", () => {
    const [, version] = header("version.hpp").match(/TELNYX_ERRORS_VERSION_STRING "([^"]+)"/);
    assert.equal(telnyx.version, version);
    assert.equal(JSON.parse(fs.readFileSync(path.join(directory, "package.json"), "utf8")).version, version);
    const [, abi] = header("c_api.h").match(/TELNYX_ERRORS_C_ABI ([0-9]+)/);
    assert.match(fs.readFileSync(path.join(source, "src", "binding.js"), "utf8"), new RegExp(`const ABI = ${abi};`));
});

test("every enumerator has the number of words.h", () => {
    const found = new Map();
    for (const [, enumeration, body] of header("c_api/words.h").matchAll(/enum telnyx_errors_(\w+) \{([^}]*)\}/g)) {
        for (const [, name, number] of body.matchAll(/TELNYX_ERRORS_(\w+) = ([0-9]+)/g)) {
            found.set(`${enumeration}.${name.slice(enumeration.length + 1).toLowerCase()}`, Number(number));
        }
    }
    assert.ok(found.size > 200);
    for (const [key, number] of found) {
        const [enumeration, name] = key.split(".");
        if (enumeration !== "enumeration") {
            assert.equal(telnyx.enumerations[camel(enumeration)][number], name, key);
        }
    }
});

test("a webhook", () => {
    const report = telnyx.read(WEBHOOK, "delivery");
    assert.deepEqual([report.kind, report.outcome, report.messageId], ["webhook", "failed", "m-1"]);
    assert.deepEqual(
        report.recipients.map((each) => each.phoneNumber),
        ["+13125550142", "+13125550143"],
    );
    assert.deepEqual([report.errors[0].number, report.errors[0].recipient], [40008, 1]);
    const [first, second] = report.decideEach();
    assert.deepEqual([first.step, first.receipt], ["none", "yes"]);
    // Half of a second, and of the other half the golden ratio: recipients do not all come back at the same time.
    assert.deepEqual([second.step, second.governingCode, second.delayMs], ["retry", 40008, 500 + 309]);
    assert.deepEqual(report.decideRecipient(1), second);
    assert.equal(report.decide().step, "reconcile");
    assert.equal(JSON.parse(JSON.stringify(report)).messageId, "m-1");
});

test("the example of the README works", async () => {
    const example = fs.readFileSync(path.join(source, "tests", "webhook_example.mjs"), "utf8");
    const [, shown] = fs
        .readFileSync(path.join(source, "README.md"), "utf8")
        .match(/<!-- from tests\/webhook_example.mjs -->\n```js\n(.*?)```/s);
    assert.equal(shown, example);
});

test("any bytes are read, and what is not JSON is no exception", () => {
    const bytes = new TextEncoder().encode(WEBHOOK);
    const larger = new Uint8Array(bytes.length + 7);
    larger.set(bytes, 7);
    for (const text of [WEBHOOK, bytes, Buffer.from(WEBHOOK), bytes.buffer, larger.subarray(7), new DataView(larger.buffer, 7)]) {
        assert.equal(telnyx.read(text).messageId, "m-1");
    }
    for (const text of ["", "<html>", Uint8Array.of(255, 254), "\ud800", "[".repeat(100000)]) {
        assert.equal(telnyx.read(text).kind, "not_json");
    }
    for (const text of [undefined, null, 5, {}, []]) {
        assert.throws(() => telnyx.read(text), TypeError);
    }
});

test("strings keep their characters, also those that are not ASCII, a zero and a byte order mark", () => {
    for (const text of ["Zażółć gęślą jaźń 👋", "a\u0000b", "\ufeffx", "x".repeat(5000)]) {
        const report = telnyx.read(JSON.stringify({ errors: [{ code: "40008", title: "Undeliverable", detail: text }] }));
        const { detail, title } = report.errors[0];
        assert.ok(text.startsWith(detail) && detail.length >= Math.min(text.length, 1000), JSON.stringify(detail.slice(0, 50)));
        assert.equal(title, "Undeliverable");
    }
});

test("a string that is not ASCII does not move the others", () => {
    const error = { code: "40008", title: "Nicht zugestellt: \u00fc\u00df", detail: "after it", source: { pointer: "/to/0" } };
    const [{ title, detail, pointer }] = telnyx.read(JSON.stringify({ errors: [error, error] })).errors;
    assert.deepEqual([title, detail, pointer], [error.title, error.detail, error.source.pointer]);
});

test("a report is read again where its memory was given to others", () => {
    const payload = new TextEncoder().encode(WEBHOOK);
    const report = telnyx.read(payload);
    const expected = report.decideEach();
    payload.fill(32); // the caller uses the buffer for something else
    for (let i = 0; i !== 1000; ++i) {
        telnyx.read('{"errors":[{"code":"40300"}]}');
    }
    assert.deepEqual(report.decideEach(), expected);
});

test("memory does not grow with the number of payloads, and large ones work", () => {
    const large = JSON.stringify({
        data: {
            record_type: "message",
            id: "m-2",
            text: "x".repeat(3 << 20),
            to: [{ phone_number: "+13125550142", status: "delivered" }],
        },
    });
    for (let i = 0; i !== 3; ++i) {
        assert.equal(telnyx.read(large).messageId, "m-2"); // memory grows: views are taken again
        assert.equal(telnyx.read(WEBHOOK).decideEach().length, 2);
    }
    const small = loadSync(limited(24)); // 1.5 MB, which a thousand reports would fill
    for (let i = 0; i !== 5000; ++i) {
        assert.equal(small.read(WEBHOOK).messageId, "m-1");
    }
    const many = JSON.stringify({
        data: {
            record_type: "message",
            id: "m-3",
            to: Array.from({ length: 300 }, (_, i) => ({
                phone_number: `+1312555${String(i).padStart(4, "0")}`,
                status: "delivered",
            })),
        },
    });
    const report = telnyx.read(many);
    assert.equal(report.recipients.length, report.decideEach().length);
    assert.ok(
        report.recipients.length > 40 &&
            report.recipients.every((each, i) => each.phoneNumber.endsWith(String(i).padStart(4, "0"))),
    );
});

/** The module with a limit on its memory: `pages` more than it begins with. */
function limited(pages) {
    const bytes = fs.readFileSync(file("telnyx_errors.wasm"));
    for (let at = 8; at < bytes.length;) {
        const id = bytes[at];
        let [size, shift, next] = [0, 0, at + 1];
        do {
            size |= (bytes[next] & 127) << shift;
            shift += 7;
        } while (bytes[next++] & 128);
        if (id === 5) {
            assert.deepEqual([size, bytes[next], bytes[next + 1], bytes[next + 2] < 128 - pages], [3, 1, 0, true]);
            const section = Buffer.from([5, 4, 1, 1, bytes[next + 2], bytes[next + 2] + pages]);
            return Buffer.concat([bytes.subarray(0, at), section, bytes.subarray(next + size)]);
        }
        at = next + size;
    }
    return assert.fail("the module has no memory");
}
test("out of memory is a RangeError, after which the library works on", () => {
    const own = loadSync(limited(24)); // 1.5 MB
    const report = own.read(WEBHOOK);
    const expected = report.decideEach();
    const error = { name: "RangeError", message: "telnyx-errors: out of memory" };
    const long = Buffer.from(JSON.stringify({ errors: "x".repeat(700000) }));
    for (let i = 0; i !== 3; ++i) {
        assert.throws(() => own.read(Buffer.alloc(4 << 20)), error); // there is no room for the payload
        assert.throws(() => own.read(long), error); // there is room for the payload, and none to read it
        assert.deepEqual(report.decideEach(), expected); // a report from before
        assert.equal(own.read(WEBHOOK).messageId, "m-1");
    }
    const middle = Buffer.from(JSON.stringify({ errors: "x".repeat(250000) }));
    assert.notEqual(own.read(middle).kind, "not_json"); // what was in use before is free again
    assert.notEqual(telnyx.read(long).kind, "not_json");
});

test("wrong arguments are exceptions that name the member", () => {
    const report = telnyx.read(WEBHOOK);
    assert.throws(() => report.decideRecipient(2), { name: "RangeError", message: "telnyx-errors: out_of_range" });
    assert.throws(() => report.decideRecipient(-1), RangeError);
    assert.throws(() => report.decide({ atempt: 2 }), {
        name: "TypeError",
        message: "telnyx-errors: situation has no member atempt",
    });
    assert.throws(() => report.decide({ attempt: -1 }), /situation\.attempt is out of range/);
    assert.throws(() => report.decide({ attempt: 1.5 }), /situation\.attempt must be an integer/);
    assert.throws(() => report.decide({ httpStatus: "429" }), TypeError);
    assert.throws(() => report.decide({ phase: "later" }), /situation\.phase must be one of unknown, request/);
    assert.throws(() => report.decide({ neverLeft: 1 }), TypeError);
    assert.throws(() => report.decide({ time: new Date(NaN) }), RangeError);
    assert.throws(() => report.decide({ retryAfterMs: 5 }), /pass a hint as retryAfter/);
    assert.throws(() => telnyx.read(WEBHOOK, "later"), /phase must be one of/);
    assert.throws(() => telnyx.lookup(2 ** 60), TypeError);
    assert.throws(() => telnyx.lookup(2n ** 63n), RangeError);
    assert.throws(() => new telnyx.History([1, 2]), RangeError);
    assert.throws(() => new telnyx.History().add({}), TypeError);
    assert.equal(report.decide({ attempt: undefined }).step, "reconcile"); // as if it were left out
});

test("times may be a Date; integers that a number cannot hold are a bigint", () => {
    const when = new Date("2026-11-24T09:30:00.900Z");
    assert.equal(telnyx.nextMinute(when), 1795512660);
    const here = { phase: "request", httpStatus: 429, time: when, retryAfter: { delayMs: 7000 } };
    assert.equal(telnyx.decideCode(0, here).notBefore, 1795512607);
    assert.equal(telnyx.nextMinute(null), null);
    assert.equal(telnyx.codeNumber("9007199254740993"), 9007199254740993n);
    assert.equal(telnyx.codeNumber("9007199254740991"), 9007199254740991);
    assert.equal(telnyx.lookup(9007199254740993n).known, false);
});

test("headers in any form", () => {
    const forms = [
        { "Retry-After": "3" },
        [["retry-after", "3"]],
        new Headers({ "retry-after": "3" }),
        new Map([["Retry-After", "3"]]),
        "Retry-After: 3\r\n",
        Buffer.from("retry-after: 3"),
        { "retry-after": ["3"], other: undefined },
    ];
    for (const headers of forms) {
        assert.equal(telnyx.readHeaders(headers).delayMs, 3000);
    }
    assert.equal(telnyx.readHeaders({ x: "y\r\nRetry-After: 3" }).delayMs, null); // a value is no second header
});

test("policies take the numbers of the library and changes", () => {
    assert.deepEqual([telnyx.policyForRequests().baseMs, telnyx.policyForDeliveries().baseMs], [1000, 300000]);
    const policy = telnyx.policyForRequests({ maxAttempts: 1, amendments: [{ code: 40001, retry: "automatic" }] });
    assert.deepEqual(telnyx.checkAmendments(policy), { problem: "unmarked", index: 0 });
    assert.equal(telnyx.decideCode(40008, null, policy).reason, "attempts_exhausted");
    assert.equal(telnyx.decideCode(40008, null, { maxAttempts: 1 }).reason, "attempts_exhausted");
});

test("a history is stored as integers", () => {
    const known = new telnyx.History();
    known.add(telnyx.read(WEBHOOK), "+13125550143");
    const again = new telnyx.History(known.columns);
    assert.deepEqual([again.state.outcome, again.state.failureCode], ["failed", 40008]);
    const other = new telnyx.History();
    other.add(telnyx.read(WEBHOOK), 0);
    again.merge(other);
    assert.equal(again.state.contradictory, true);
    assert.deepEqual(
        again.columns,
        known.columns.map((each, i) => (each > other.columns[i] ? each : other.columns[i])),
    );
});

test("a pause keeps its keys", () => {
    const held = telnyx.pauseOf(telnyx.decideCode(40305), { sender: "+13125550100" });
    assert.deepEqual([held.coverage, held.scopeKey, held.until], ["whole", "+13125550100", null]);
    assert.equal(telnyx.isStricter(held, { ...held, until: 5 }), true);
    assert.equal(telnyx.isStricter({ ...held, until: 5 }, held), false);
});

test("the page's sentences are those of the command line, one for each enumerator", async () => {
    const text = fs.readFileSync(path.join(source, "playground", "words.js"), "utf8");
    const words = new Function(`${text}\nreturn words;`)();
    assert.deepEqual(Object.keys(words.why), [...telnyx.enumerations.reason]);
    const cpp = fs.readFileSync(path.join(root, "examples", "telnyx-errors", "showing", "words.cpp"), "utf8");
    for (const [name, sentence] of Object.entries(words.why)) {
        assert.ok(cpp.includes(`reason::${name}: return "${sentence}";`), name);
    }
    for (const [table, enumeration] of Object.entries({
        actors: "actor",
        channels: "channel",
        consents: "consent",
        kinds: "kind",
        phases: "phase",
        styles: "step",
    })) {
        assert.deepEqual(Object.keys(words[table]), [...telnyx.enumerations[enumeration]], table);
    }
    for (const sentence of [...Object.values(words.consents), ...Object.values(words.actors)].filter(Boolean)) {
        assert.ok(cpp.includes(`"${sentence}"`), sentence);
    }
    for (const scope of telnyx.enumerations.scope) {
        for (const toward of telnyx.enumerations.toward) {
            assert.doesNotMatch(words.scope(scope, toward), /undefined/);
        }
    }
});
