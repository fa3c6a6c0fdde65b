// The functions and the class that need no report of their own. `m` is the memory of the module, as binding.js has it.
import { decoder, headerLines, int64, knownTime, seconds, uint32, uint64, wide } from "./values.js";

export function addFunctions(api, m) {
    const textFunction =
        (name) =>
        (text, ...more) => {
            const size = m.put(text);
            return m.wasm[`telnyx_errors_${name}`](m.input, size, ...more);
        };
    const word = (enumeration, call) => {
        const names = m.namesOf(enumeration);
        return (...given) => names[call(...given)];
    };
    const number =
        (call) =>
        (...given) => {
            const result = call(...given);
            return wide(Number(result & 0xffffffffn), Number(result >> 32n));
        };
    const hintFunction = (name, form) => (text, time) => {
        const at = seconds(time),
            size = m.put(form(text));
        m.check(m.wasm[`telnyx_errors_${name}`](m.input, size, at, m.empty("hint")));
        return m.resultOf("hint");
    };
    const timeFunction = (name) => (time) => knownTime(m.wasm[`telnyx_errors_${name}`](seconds(time)));
    const delayFunction =
        (name) =>
        (policy, attempt, randomBits, ...before) =>
            m.withValues(null, policy, null, (_, rules) => {
                m.check(
                    m.wasm[`telnyx_errors_${name}`](...before, rules, uint32(attempt, "attempt"), ...randomBits, m.slots.second),
                );
                m.fresh();
                return wide(m.view.getUint32(m.slots.second, true), m.view.getUint32(m.slots.second + 4, true));
            });
    const bits = (given = 0xffffffff) => uint32(given, "randomBits") | 0;
    const policyFrom =
        (name) =>
        (changes = {}) => {
            m.init("policy", name);
            const { amendmentCount, ...result } = m.resultOf("policy");
            return { ...result, amendments: [], ...changes };
        };
    api.decideCode = (code, situation, policy) =>
        m.withValues(situation, policy, null, (here, rules) => {
            m.check(m.wasm.telnyx_errors_decide_code(int64(code, "code"), here, rules, m.empty("decision")));
            return m.resultOf("decision");
        });
    api.lookup = (code) => {
        m.check(m.wasm.telnyx_errors_lookup(int64(code, "code"), m.empty("code_info")));
        return m.resultOf("code_info");
    };
    api.codes = () =>
        Array.from({ length: m.wasm.telnyx_errors_code_count() }, (_, i) => {
            m.check(m.wasm.telnyx_errors_code_at(i, m.empty("code_info")));
            return m.resultOf("code_info");
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
        const size = m.put(text);
        m.wasm.telnyx_errors_mask_phone_numbers(m.input, size);
        return decoder.decode(m.bytes.subarray(m.input, m.input + size));
    };
    api.pauseOf = (decision, ids, situation) => {
        return m.withValues(situation, null, ids, (here, _, known) => {
            m.encode("decision", m.empty("decision"), { delayMs: null, notBefore: null, ...decision }, []);
            m.check(m.wasm.telnyx_errors_pause_of(m.slots.decision, known, here, m.empty("pause")));
            return m.resultOf("pause");
        });
    };
    api.isStricter = (left, right) => {
        const used = [];
        try {
            m.encode("pause", m.empty("pause"), left, used);
            m.encode("pause", m.empty("pause", m.slots.second), right, used);
            m.check(m.wasm.telnyx_errors_pause_is_stricter(m.slots.pause, m.slots.second, m.slots.handle));
            m.fresh();
            return m.view.getInt32(m.slots.handle, true) !== 0;
        } finally {
            used.forEach((pointer) => m.wasm.free(pointer));
        }
    };
    api.policyForRequests = policyFrom("policy");
    api.policyForDeliveries = policyFrom("delivery_policy");
    api.checkAmendments = (policy) =>
        m.withValues(null, policy, null, (_, rules) => {
            m.check(m.wasm.telnyx_errors_check_amendments(rules, m.slots.second, m.slots.second + 8));
            m.fresh();
            const problem = m.namesOf("amendment_problem")[m.view.getInt32(m.slots.second, true)];
            return { problem, index: m.view.getUint32(m.slots.second + 8, true) };
        });

    api.History = class History {
        #columns;

        constructor(columns) {
            m.init("history");
            this.#columns = m.resultOf("history").columns;
            if (columns !== undefined) {
                if (columns.length !== this.#columns.length) {
                    throw new RangeError(`telnyx-errors: a history has ${this.#columns.length} columns, not ${columns.length}`);
                }
                this.#columns = Array.from(columns);
                this.#write();
            }
        }
        #write(base = m.slots.history) {
            return m.encode("history", m.init("history", "history", base), { columns: this.#columns }, []);
        }
        get columns() {
            return [...this.#columns];
        }
        add(report, recipient = 0, situation, policy) {
            const handle = m.handleOf(report);
            m.withValues(situation, policy, null, (here, rules) => {
                if (typeof recipient === "string") {
                    const size = m.put(recipient);
                    m.check(m.wasm.telnyx_errors_history_add_address(this.#write(), handle, m.input, size, here, rules));
                } else {
                    m.check(m.wasm.telnyx_errors_history_add(this.#write(), handle, uint32(recipient, "recipient"), here, rules));
                }
                m.fresh();
                this.#columns = m.resultOf("history").columns;
            });
        }
        merge(other) {
            m.check(m.wasm.telnyx_errors_history_merge(this.#write(), other.#write(m.slots.second)));
            m.fresh();
            this.#columns = m.resultOf("history").columns;
        }
        get state() {
            m.check(m.wasm.telnyx_errors_history_read(this.#write(), m.empty("history_state")));
            return m.resultOf("history_state");
        }
        decide(situation, policy) {
            return m.withValues(situation, policy, null, (here, rules) => {
                m.check(m.wasm.telnyx_errors_history_decide(this.#write(), here, rules, m.empty("decision")));
                return m.resultOf("decision");
            });
        }
    };
}
