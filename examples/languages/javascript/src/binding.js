// The binding: the functions and values of the library over its WebAssembly module. It knows no file, no network and no platform.
//
// Nothing of the layout is written down here: the module describes it. Its memory may grow in every call that allocates, which
// detaches all views of it, so `fresh()` comes before each use of one.
import {
  UNKNOWN, camel, decoder, headerLines, int64, integer, knownTime, layoutOf, seconds, uint32, uint64, wide,
} from "./values.js";

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
  const { enumerations, structs } = layoutOf(wasm);
  for (const struct of structs.values()) {
    struct.byName = new Map(struct.fields.map((field) => [field.name, field]));
    for (const field of struct.fields) {
      field.names = field.type === "e" ? enumerations[field.enumeration].names : null;
      field.numbers = field.names && new Map(field.names.map((name, number) => [name, number]));
    }
  }
  const numbersOf = (name) => new Map(enumerations.find((each) => each.name === name).names.map((each, number) => [each, number]));
  const namesOf = (name) => enumerations.find((each) => each.name === name).names;
  const phases = numbersOf("phase");

  // Memory: a slot for each struct, an input buffer, an array of items. All of it belongs to one instance.
  let buffer, bytes, words, view, slots, input, inputSize, items, itemsSize, epoch = 0;
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
  let spanFirst = 0, spanEnd = 0, spanText = "";
  function string(at, size) {
    if (size === 0) {
      return "";
    }
    if (at >= spanFirst && at + size <= spanEnd) {
      return spanText.substring(at - spanFirst, at - spanFirst + size);
    }
    return decoder.decode(bytes.subarray(at, at + size));
  }
  function widen(struct, base, range) {
    for (const place of struct.strings) {
      const at = words[(base >> 2) + place] >>> 0, size = words[(base >> 2) + place + 1] >>> 0;
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
  function decode(struct, base, result) {
    const first = base >> 2;
    for (const field of struct.fields) {
      const at = first + (field.offset >> 2);
      let value = words[at];
      switch (field.type) {
        case "e": value = field.names[value]; break;
        case "f": value = value !== 0; break;
        case "s": value = string(value >>> 0, words[at + 1] >>> 0); break;
        case "p": continue;
        case "t": value = value === 0 && words[at + 1] === -0x80000000 ? null : wide(value >>> 0, words[at + 1]); break;
        case "n": value = value === -1 && words[at + 1] === -1 ? null : wide(value >>> 0, words[at + 1]); break;
        case "d": value = value === -1 && words[at + 1] === -1 ? null : wide(value >>> 0, words[at + 1] >>> 0); break;
        case "u": value = field.size === 4 ? value >>> 0 : wide(value >>> 0, words[at + 1] >>> 0); break;
        default: // "i"
          if (field.size > 8) {
            value = Array.from({ length: field.size / 8 }, (_, i) => wide(words[at + 2 * i] >>> 0, words[at + 2 * i + 1]));
          } else if (field.size === 8) {
            value = wide(value >>> 0, words[at + 1]);
          }
      }
      result[field.name] = value;
    }
    return result;
  }
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

  const errorStruct = structs.get("error"), recipientStruct = structs.get("recipient"), summaryStruct = structs.get("summary");
  const decisionStruct = structs.get("decision");

  let handleOf; // the handle of a report, which is read again where it is not in memory any more
  class Report {
    #source; #handle = 0; #epoch = 0;

    constructor(source) {
      this.#source = source;
      const handle = this.#read();
      const range = { first: 0xffffffff, end: 0 };
      const read = (count, struct, by) => {
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
      this.errors = errors === 0 ? [] : decoded(read(errors, errorStruct, "telnyx_errors_report_errors"), errors, errorStruct);
      this.recipients = recipients === 0 ? []
        : decoded(read(recipients, recipientStruct, "telnyx_errors_report_recipients"), recipients, recipientStruct);
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
      const { size } = decisionStruct, count = this.recipientCount;
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

  const textFunction = (name) => (text, ...more) => {
    const size = put(text);
    return wasm[`telnyx_errors_${name}`](input, size, ...more);
  };
  const word = (enumeration, call) => {
    const names = namesOf(enumeration);
    return (...given) => names[call(...given)];
  };
  const number = (call) => (...given) => {
    const result = call(...given);
    return wide(Number(result & 0xffffffffn), Number(result >> 32n));
  };
  const hintFunction = (name, form) => (text, time) => {
    const at = seconds(time), size = put(form(text));
    check(wasm[`telnyx_errors_${name}`](input, size, at, empty("hint")));
    return resultOf("hint");
  };
  const timeFunction = (name) => (time) => knownTime(wasm[`telnyx_errors_${name}`](seconds(time)));
  const delayFunction = (name) => (policy, attempt, randomBits, ...before) =>
    withValues(null, policy, null, (_, rules) => {
      check(wasm[`telnyx_errors_${name}`](...before, rules, uint32(attempt, "attempt"), ...randomBits, slots.second));
      fresh();
      return wide(view.getUint32(slots.second, true), view.getUint32(slots.second + 4, true));
    });
  const bits = (given = 0xffffffff) => uint32(given, "randomBits") | 0;
  const policyFrom = (name) => (changes = {}) => {
    init("policy", name);
    const { amendmentCount, ...result } = resultOf("policy");
    return { ...result, amendments: [], ...changes };
  };
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
  api.decideCode = (code, situation, policy) =>
    withValues(situation, policy, null, (here, rules) => {
      check(wasm.telnyx_errors_decide_code(int64(code, "code"), here, rules, empty("decision")));
      return resultOf("decision");
    });
  api.lookup = (code) => {
    check(wasm.telnyx_errors_lookup(int64(code, "code"), empty("code_info")));
    return resultOf("code_info");
  };
  api.codes = () =>
    Array.from({ length: wasm.telnyx_errors_code_count() }, (_, i) => {
      check(wasm.telnyx_errors_code_at(i, empty("code_info")));
      return resultOf("code_info");
    });
  api.codeNumber = number(textFunction("code_number"));
  api.codeOfTitle = number(textFunction("code_of_title"));
  api.parseRetryAfter = hintFunction("parse_retry_after", (text) => text);
  api.readHeaders = hintFunction("read_headers", headerLines);
  const [rfc3339, httpDate] = [textFunction("parse_rfc3339"), textFunction("parse_http_date")];
  api.parseRfc3339 = (text) => knownTime(rfc3339(text));
  api.parseHttpDate = (text, time) => knownTime(httpDate(text, seconds(time)));
  api.nextMinute = timeFunction("next_minute");
  api.nextMidnightUtc = timeFunction("next_midnight_utc");
  api.nextMidnightInLosAngeles = timeFunction("next_midnight_in_los_angeles");
  const [nominal, backoff, afterHint] = ["nominal_delay_ms", "backoff_ms", "delay_after_hint_ms"].map(delayFunction);
  api.nominalDelayMs = (policy, attempt) => nominal(policy, attempt, []);
  api.backoffMs = (policy, attempt, randomBits) => backoff(policy, attempt, [bits(randomBits)]);
  api.delayAfterHintMs = (hintMs, policy, attempt, randomBits) =>
    afterHint(policy, attempt, [bits(randomBits)], uint64(hintMs, "hintMs"));
  api.keywordOf = word("keyword", textFunction("keyword_of"));
  api.keywordOfAutoresponse = word("keyword", textFunction("keyword_of_autoresponse"));
  const [statesOptOut, outcomeOf] = [textFunction("states_opt_out"), textFunction("outcome_of_status")];
  api.statesOptOut = (text) => statesOptOut(text) !== 0;
  api.outcomeOfStatus = word("outcome", (status, inbound = false) => outcomeOf(status, inbound ? 1 : 0));
  api.masked = (text) => {
    const size = put(text);
    wasm.telnyx_errors_mask_phone_numbers(input, size);
    return decoder.decode(bytes.subarray(input, input + size));
  };
  api.pauseOf = (decision, ids, situation) => {
    return withValues(situation, null, ids, (here, _, known) => {
      encode("decision", empty("decision"), { delayMs: null, notBefore: null, ...decision }, []);
      check(wasm.telnyx_errors_pause_of(slots.decision, known, here, empty("pause")));
      return resultOf("pause");
    });
  };
  api.isStricter = (left, right) => {
    const used = [];
    try {
      encode("pause", empty("pause"), left, used);
      encode("pause", empty("pause", slots.second), right, used);
      check(wasm.telnyx_errors_pause_is_stricter(slots.pause, slots.second, slots.handle));
      fresh();
      return view.getInt32(slots.handle, true) !== 0;
    } finally {
      used.forEach((pointer) => wasm.free(pointer));
    }
  };
  api.policyForRequests = policyFrom("policy");
  api.policyForDeliveries = policyFrom("delivery_policy");
  api.checkAmendments = (policy) =>
    withValues(null, policy, null, (_, rules) => {
      check(wasm.telnyx_errors_check_amendments(rules, slots.second, slots.second + 8));
      fresh();
      const problem = namesOf("amendment_problem")[view.getInt32(slots.second, true)];
      return { problem, index: view.getUint32(slots.second + 8, true) };
    });

  api.History = class History {
    #columns;

    constructor(columns) {
      init("history");
      this.#columns = resultOf("history").columns;
      if (columns !== undefined) {
        if (columns.length !== this.#columns.length) {
          throw new RangeError(`telnyx-errors: a history has ${this.#columns.length} columns, not ${columns.length}`);
        }
        this.#columns = Array.from(columns);
        this.#write();
      }
    }
    #write(base = slots.history) {
      return encode("history", init("history", "history", base), { columns: this.#columns }, []);
    }
    get columns() {
      return [...this.#columns];
    }
    add(report, recipient = 0, situation, policy) {
      const handle = handleOf(report);
      withValues(situation, policy, null, (here, rules) => {
        if (typeof recipient === "string") {
          const size = put(recipient);
          check(wasm.telnyx_errors_history_add_address(this.#write(), handle, input, size, here, rules));
        } else {
          check(wasm.telnyx_errors_history_add(this.#write(), handle, uint32(recipient, "recipient"), here, rules));
        }
        fresh();
        this.#columns = resultOf("history").columns;
      });
    }
    merge(other) {
      check(wasm.telnyx_errors_history_merge(this.#write(), other.#write(slots.second)));
      fresh();
      this.#columns = resultOf("history").columns;
    }
    get state() {
      check(wasm.telnyx_errors_history_read(this.#write(), empty("history_state")));
      return resultOf("history_state");
    }
    decide(situation, policy) {
      return withValues(situation, policy, null, (here, rules) => {
        check(wasm.telnyx_errors_history_decide(this.#write(), here, rules, empty("decision")));
        return resultOf("decision");
      });
    }
  };
  api.Report = Report;
  api.enumerations = Object.freeze(Object.fromEntries(enumerations.map(({ name, names }) => [camel(name), names])));
  fresh();
  const version = wasm.telnyx_errors_version();
  api.version = decoder.decode(bytes.subarray(version, bytes.indexOf(0, version)));
  return Object.freeze(api);
}
