// The binding: the functions and values of the library over its WebAssembly module. It knows no file, no network and no platform.
//
// Nothing of the layout is written down: the module describes it, and tools/build.mjs writes decoders.js from that. The memory may
// grow in every call that allocates, which detaches all views of it, so `fresh()` comes before each use of one.
import { UNKNOWN, camel, decoder, int64, integer, layoutOf, seconds, uint32, uint64 } from "./values.js";
import { builtFor, decoders } from "./decoders.js";
import { addFunctions } from "./functions.js";

const ABI = 1; // TELNYX_ERRORS_C_ABI that this file was written for
const KEPT_REPORTS = 16; // reports that stay in the module's memory; older ones are read again when they are used
const KEPT_INPUT = 1 << 18; // bytes of the input buffer that stay allocated
const encoder = new TextEncoder();

/** Everything, over one instance. `start` makes an instance: at once, because it is called again after one ran out of memory. */
export function bind(firstInstance, start) {
    let wasm = firstInstance.exports;
    wasm._initialize();
    if (wasm.telnyx_errors_abi() !== ABI) {
        throw new Error(`telnyx-errors: the module has interface ${wasm.telnyx_errors_abi()}, and this package needs ${ABI}`);
    }
    const { enumerations, structs, version } = layoutOf(wasm);
    for (const struct of structs.values()) {
        struct.byName = new Map(struct.fields.map((field) => [field.name, field]));
        for (const field of struct.fields) {
            field.names = field.type === "e" ? enumerations[field.enumeration].names : null;
            field.numbers = field.names && new Map(field.names.map((name, number) => [name, number]));
        }
    }
    if (version !== builtFor) {
        throw new Error(`telnyx-errors: the module is version ${version}, and this package was built for ${builtFor}`);
    }
    const read = decoders(
        enumerations.map((each) => each.names),
        (at, size) => string(at, size),
    );
    const numbersOf = (name) =>
        new Map(enumerations.find((each) => each.name === name).names.map((each, number) => [each, number]));
    const namesOf = (name) => enumerations.find((each) => each.name === name).names;
    const phases = numbersOf("phase");

    // Memory: a slot for each struct, an input buffer, an array of items. All of it belongs to one instance.
    let buffer,
        bytes,
        words,
        view,
        slots,
        input,
        inputSize,
        items,
        itemsSize,
        epoch = 0;
    function fresh() {
        if (buffer !== wasm.memory.buffer) {
            buffer = wasm.memory.buffer;
            bytes = new Uint8Array(buffer);
            words = new Int32Array(buffer);
            view = new DataView(buffer);
        }
    }
    function allocate(size) {
        const pointer = wasm.malloc(size) >>> 0;
        if (pointer === 0 && size !== 0) {
            throw new RangeError("telnyx-errors: out of memory");
        }
        fresh();
        return pointer;
    }
    function prepare() {
        slots = { second: allocate(128), handle: allocate(16) };
        for (const { name, size } of structs.values()) {
            slots[name] = allocate(size);
        }
        input = allocate((inputSize = 8192));
        items = allocate((itemsSize = 1024));
        open.length = 0;
        ++epoch;
    }
    const open = []; // the reports whose handles are in memory, oldest first
    prepare();

    function itemsOf(size) {
        if (size > itemsSize) {
            const larger = allocate(size); // first: if this fails, the old one is still there
            wasm.free(items);
            [items, itemsSize] = [larger, size];
        }
        return items;
    }
    function roomForInput(size) {
        if (size > inputSize || (inputSize > KEPT_INPUT && size <= KEPT_INPUT)) {
            const other = allocate(Math.max(size, 8192));
            wasm.free(input);
            [input, inputSize] = [other, Math.max(size, 8192)];
        }
        fresh();
    }
    /** Copies a text into the input buffer; the result is its size. */
    function put(text) {
        if (typeof text === "string") {
            roomForInput(text.length * 3);
            return encoder.encodeInto(text, bytes.subarray(input, input + text.length * 3)).written;
        }
        const data = bytesOf(text);
        roomForInput(data.length);
        bytes.set(data, input);
        return data.length;
    }
    function bytesOf(text) {
        if (text instanceof ArrayBuffer) {
            return new Uint8Array(text);
        }
        if (!ArrayBuffer.isView(text)) {
            throw new TypeError("telnyx-errors: a text must be a string, an ArrayBuffer or a view of one");
        }
        return new Uint8Array(text.buffer, text.byteOffset, text.byteLength);
    }

    // Strings of a report lie close together, so they are decoded at once where all are ASCII.
    let spanFirst = 0,
        spanEnd = 0,
        spanText = "";
    function string(at, size) {
        if (at >= spanFirst && at + size <= spanEnd) {
            return spanText.substring(at - spanFirst, at - spanFirst + size);
        }
        return decoder.decode(bytes.subarray(at, at + size));
    }
    function widen(struct, base, range) {
        for (const place of struct.strings) {
            const at = words[(base >> 2) + place] >>> 0,
                size = words[(base >> 2) + place + 1] >>> 0;
            if (size !== 0) {
                range.first = Math.min(range.first, at);
                range.end = Math.max(range.end, at + size);
            }
        }
    }
    function useSpan(range) {
        const size = range.end - range.first;
        if (size > 0 && size < 32768) {
            const text = decoder.decode(bytes.subarray(range.first, range.end));
            if (text.length === size) {
                [spanFirst, spanEnd, spanText] = [range.first, range.end, text];
            }
        }
    }
    for (const struct of structs.values()) {
        struct.strings = struct.fields.filter((field) => field.type === "s").map((field) => field.offset / 4);
    }

    /** Sets the members of an object from the struct at an address. */
    const decode = (struct, base, result) => read[struct.name](words, base >> 2, result);
    function empty(name, base = slots[name]) {
        fresh();
        const { size } = structs.get(name);
        bytes.fill(0, base, base + size);
        view.setUint32(base, size, true);
        return base;
    }
    const resultOf = (name) => decode(structs.get(name), slots[name], {});

    /** Writes members of an object into the struct at an address. `kept` takes what must be freed afterwards. */
    function encode(name, base, given, kept) {
        const struct = structs.get(name);
        for (const [key, value] of Object.entries(given)) {
            const field = struct.byName.get(key);
            const full = `${name}.${key}`;
            if (value === undefined) {
                continue;
            }
            if (field === undefined || field.type === "p") {
                throw new TypeError(`telnyx-errors: ${name} has no member ${key}`);
            }
            const at = base + field.offset;
            if (field.type === "e") {
                const number = value === null && name === "amendment" ? -1 : field.numbers.get(value);
                if (number === undefined) {
                    throw new TypeError(`telnyx-errors: ${full} must be one of ${field.names.join(", ")}`);
                }
                view.setInt32(at, number, true);
            } else if (field.type === "f") {
                if (typeof value !== "boolean") {
                    throw new TypeError(`telnyx-errors: ${full} must be true or false`);
                }
                view.setInt32(at, value ? 1 : 0, true);
            } else if (field.type === "s") {
                const data = typeof value === "string" ? encoder.encode(value) : bytesOf(value);
                const pointer = allocate(Math.max(data.length, 1));
                kept.push(pointer);
                bytes.set(data, pointer);
                view.setUint32(at, pointer, true);
                view.setUint32(at + 4, data.length, true);
            } else if (field.type === "t") {
                view.setBigInt64(at, seconds(value, full), true);
            } else if (value === null && field.type in UNKNOWN) {
                view.setBigInt64(at, BigInt.asIntN(64, UNKNOWN[field.type]), true);
            } else if (field.size === 4) {
                const least = field.type === "u" ? 0n : -(2n ** 31n);
                view.setInt32(at, Number(integer(value, least, least + 2n ** 32n - 1n, full)) | 0, true);
            } else if (field.size === 8) {
                view.setBigInt64(at, BigInt.asIntN(64, field.type === "i" ? int64(value, full) : uint64(value, full)), true);
            } else {
                value.forEach((each, i) => view.setBigInt64(at + 8 * i, int64(each, full), true));
            }
        }
        return base;
    }

    function check(status) {
        if (status !== 0) {
            const kind = ["out_of_memory", "out_of_range"].includes(namesOf("status")[status]) ? RangeError : TypeError;
            throw new kind(`telnyx-errors: ${namesOf("status")[status]}`);
        }
    }
    const init = (name, by = name, base = slots[name]) => {
        check(wasm[`telnyx_errors_${by}_init`](base, structs.get(name).size));
        fresh();
        return base;
    };
    /** Calls `use` with situation, policy and ids in memory; a null or undefined one is null there, too. */
    function withValues(situation, policy, ids, use) {
        if (!situation && !policy && !ids) {
            return use(0, 0, 0);
        }
        const kept = [];
        try {
            return use(situationIn(situation, kept), policyIn(policy, kept), ids ? encode("ids", init("ids"), ids, kept) : 0);
        } finally {
            kept.forEach((pointer) => wasm.free(pointer));
        }
    }
    function situationIn(given, kept) {
        if (!given) {
            return 0;
        }
        const { retryAfter: hint, ...rest } = given;
        const flat = Object.keys(rest).find((key) => ["retryAfterMs", "rateLimitOnly", "shouldRetry"].includes(key));
        if (flat !== undefined) {
            throw new TypeError(`telnyx-errors: situation has no member ${flat}: pass a hint as retryAfter`);
        }
        const base = encode("situation", init("situation"), rest, kept);
        if (hint) {
            const { delayMs = null, rateLimitOnly = false, shouldRetry = "none" } = hint;
            encode("situation", base, { retryAfterMs: delayMs, rateLimitOnly, shouldRetry }, kept);
        }
        return base;
    }
    function policyIn(given, kept) {
        if (!given) {
            return 0;
        }
        const rules = given.amendments ?? [];
        const { size } = structs.get("amendment");
        const array = rules.length === 0 ? 0 : allocate(size * rules.length);
        if (array !== 0) {
            kept.push(array);
        }
        rules.forEach((rule, i) => encode("amendment", init("amendment", "amendment", array + i * size), rule, kept));
        const { amendments, ...numbers } = given;
        const base = encode("policy", init("policy"), { ...numbers, amendmentCount: rules.length }, kept);
        view.setUint32(base + structs.get("policy").byName.get("amendments").offset, array, true);
        return base;
    }

    /** Starts again with an empty memory: what a C++ program does that runs out of memory is to end. */
    function guarded(use) {
        try {
            return use();
        } catch (error) {
            if (!(error instanceof WebAssembly.RuntimeError)) {
                throw error;
            }
            wasm = start().exports;
            wasm._initialize();
            prepare();
            throw new RangeError("telnyx-errors: out of memory");
        }
    }

    const errorStruct = structs.get("error"),
        recipientStruct = structs.get("recipient"),
        summaryStruct = structs.get("summary");
    const decisionStruct = structs.get("decision");

    let handleOf; // the handle of a report, which is read again where it is not in memory any more
    class Report {
        #source;
        #handle = 0;
        #epoch = 0;

        constructor(source) {
            this.#source = source;
            const handle = this.#read();
            const range = { first: 0xffffffff, end: 0 };
            const fetched = (count, struct, by) => {
                const list = itemsOf(struct.size * count);
                for (let i = 0; i !== count; ++i) {
                    view.setUint32(list + i * struct.size, struct.size, true);
                }
                check(wasm[by](handle, 0, count, list));
                return list;
            };
            const decoded = (list, count, struct) => {
                for (let i = 0; i !== count; ++i) {
                    widen(struct, list + i * struct.size, range);
                }
                useSpan(range);
                return Array.from({ length: count }, (_, i) => decode(struct, list + i * struct.size, {}));
            };
            widen(summaryStruct, slots.summary, range);
            useSpan(range);
            decode(summaryStruct, slots.summary, this);
            const { errorCount: errors, recipientCount: recipients } = this;
            this.errors =
                errors === 0 ? [] : decoded(fetched(errors, errorStruct, "telnyx_errors_report_errors"), errors, errorStruct);
            this.recipients =
                recipients === 0
                    ? []
                    : decoded(fetched(recipients, recipientStruct, "telnyx_errors_report_recipients"), recipients, recipientStruct);
            spanEnd = 0;
        }

        #read() {
            const { text, phase, time, embedded } = this.#source;
            return guarded(() => {
                const size = put(text);
                empty("summary");
                if (embedded) {
                    empty("embedded");
                    check(wasm.telnyx_errors_read_embedded(input, size, phase, time, slots.handle, slots.summary, slots.embedded));
                } else {
                    check(wasm.telnyx_errors_read(input, size, phase, slots.handle, slots.summary));
                }
                fresh();
                if (open.length === KEPT_REPORTS) {
                    const oldest = open.shift();
                    wasm.telnyx_errors_report_free(oldest.#handle);
                    oldest.#handle = 0;
                }
                this.#handle = view.getUint32(slots.handle, true);
                this.#epoch = epoch;
                open.push(this);
                return this.#handle;
            });
        }
        static {
            handleOf = (report) => {
                if (!(report instanceof Report)) {
                    throw new TypeError("telnyx-errors: not a report of this module");
                }
                return report.#handle !== 0 && report.#epoch === epoch ? report.#handle : report.#read();
            };
        }

        #decide(by, situation, policy, ...more) {
            const handle = handleOf(this);
            return withValues(situation, policy, null, (here, rules) => {
                check(wasm[by](handle, ...more, here, rules, empty("decision")));
                return resultOf("decision");
            });
        }
        decide(situation, policy) {
            return this.#decide("telnyx_errors_decide", situation, policy);
        }
        decideLookup(situation, policy) {
            return this.#decide("telnyx_errors_decide_lookup", situation, policy);
        }
        decideRecipient(recipient, situation, policy) {
            return this.#decide("telnyx_errors_decide_recipient", situation, policy, uint32(recipient, "recipient"));
        }
        decideEach(situation, policy) {
            const handle = handleOf(this);
            const { size } = decisionStruct,
                count = this.recipientCount;
            return withValues(situation, policy, null, (here, rules) => {
                const list = itemsOf(size * count);
                for (let i = 0; i !== count; ++i) {
                    empty("decision", list + i * size);
                }
                check(wasm.telnyx_errors_decide_each(handle, here, rules, count, list));
                return Array.from({ length: count }, (_, i) => decode(decisionStruct, list + i * size, {}));
            });
        }
    }

    function phaseNumber(phase) {
        const found = phases.get(phase);
        if (found === undefined) {
            throw new TypeError(`telnyx-errors: phase must be one of ${[...phases.keys()].join(", ")}`);
        }
        return found;
    }
    /** What a report keeps to be read again: a string, or a copy of bytes. */
    const kept = (text) => (typeof text === "string" ? text : bytesOf(text).slice());

    const api = {};
    api.read = (text, phase = "unknown") => new Report({ text: kept(text), phase: phaseNumber(phase) });
    api.readEmbedded = (text, phase = "unknown", time) => {
        const report = new Report({ text: kept(text), phase: phaseNumber(phase), time: seconds(time), embedded: true });
        return { report, about: resultOf("embedded") };
    };

    addFunctions(api, {
        get wasm() {
            return wasm;
        },
        get slots() {
            return slots;
        },
        get input() {
            return input;
        },
        get bytes() {
            return bytes;
        },
        get view() {
            return view;
        },
        ...{ check, empty, encode, fresh, handleOf, init, namesOf, put, resultOf, withValues },
    });
    api.Report = Report;
    api.enumerations = Object.freeze(Object.fromEntries(enumerations.map(({ name, names }) => [camel(name), names])));
    api.version = version;
    return Object.freeze(api);
}
