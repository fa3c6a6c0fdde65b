// Runs the conformance vectors with this package: run_vectors.mjs FILE...
import fs from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { load } from "./package.mjs";

const SUITE_VERSION = "1.1.0";
const PROSE = new Set(["cause", "action"]);
const telnyx = await load();
const snake = (name) => name.replace(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);
const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());

/** A value in the form of the vectors. */
function form(value) {
    if (typeof value === "number" || typeof value === "bigint") {
        return String(value);
    }
    if (Array.isArray(value)) {
        return value.map(form);
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    const members = Object.entries(value).filter(
        ([name, each]) => !PROSE.has(name) && each !== null && each !== false && each !== "",
    );
    return Object.fromEntries(members.map(([name, each]) => [snake(name), form(each)]));
}

const TEXTS = new Set(["sender", "campaign", "brand", "messaging_profile", "account", "content", "recipient", "carrier", "region"]);
/** Members of an input as JavaScript values. An integer is a bigint only where it must be one. */
function membersOf(given = {}) {
    return Object.fromEntries(Object.entries(given).map(([name, value]) => [camel(name), valueOf(name, value)]));
}
function valueOf(name, value) {
    if (typeof value !== "string" || TEXTS.has(name) || !/^-?[0-9]+$/.test(value)) {
        return value;
    }
    return Number.isSafeInteger(Number(value)) ? Number(value) : BigInt(value);
}
function situationOf(given) {
    const { retryAfterMs: delayMs, rateLimitOnly, shouldRetry, ...rest } = membersOf(given);
    return { ...rest, retryAfter: { delayMs, rateLimitOnly, shouldRetry } };
}
function policyOf(given = {}) {
    const { amendments = [], delivery_policy: deliveries, ...rest } = given;
    const changes = { ...membersOf(rest), amendments: amendments.map(membersOf) };
    return deliveries ? telnyx.policyForDeliveries(changes) : telnyx.policyForRequests(changes);
}
const textOf = (given) => given.text ?? Buffer.from(given.base64, "base64");
const contextOf = ({ situation, policy }) => [situationOf(situation), policyOf(policy)];
const number = (given) => (given === undefined ? undefined : valueOf("", given));

const operations = {
    payload(given) {
        const report = telnyx.read(textOf(given), given.phase);
        const context = contextOf(given);
        const each = report.decideEach(...context);
        if (
            !isDeepStrictEqual(
                each,
                report.recipients.map((_, i) => report.decideRecipient(i, ...context)),
            )
        ) {
            throw new Error("decideEach and decideRecipient differ");
        }
        return { report, decision: report.decide(...context), each, lookup: report.decideLookup(...context) };
    },
    code: (given) => ({
        info: telnyx.lookup(number(given.number)),
        decision: telnyx.decideCode(number(given.number), ...contextOf(given)),
    }),
    embedded(given) {
        const { report, about } = telnyx.readEmbedded(textOf(given), "unknown", number(given.time));
        return { embedded: about, report };
    },
    history(given) {
        const known = new telnyx.History();
        for (const each of given.payloads) {
            const report = telnyx.read(textOf(each), each.phase);
            known.add(report, each.address ?? Number(each.recipient ?? 0), situationOf(each.situation), policyOf(given.added_with));
        }
        const restored = new telnyx.History(known.columns);
        return { history: { ...restored.state, columns: restored.columns }, decision: restored.decide(...contextOf(given)) };
    },
    pause: (given) => ({ pause: telnyx.pauseOf(membersOf(given.decision), membersOf(given.ids), situationOf(given.situation)) }),
    headers: (given) => ({ hint: telnyx.readHeaders(given.text, number(given.time)) }),
    retry_after: (given) => ({ hint: telnyx.parseRetryAfter(given.text, number(given.time)) }),
    time(given) {
        const time = number(given.time);
        const functions = {
            rfc3339: () => telnyx.parseRfc3339(given.text),
            http_date: () => telnyx.parseHttpDate(given.text, time),
            next_minute: () => telnyx.nextMinute(time),
            next_midnight_utc: () => telnyx.nextMidnightUtc(time),
            next_midnight_los_angeles: () => telnyx.nextMidnightInLosAngeles(time),
        };
        return { time: functions[given.function]() };
    },
    backoff(given) {
        const policy = policyOf(given.policy);
        const [attempt, bits, hint] = [given.attempt, given.random_bits, given.hint_ms].map(number);
        return {
            nominalMs: telnyx.nominalDelayMs(policy, attempt),
            backoffMs: telnyx.backoffMs(policy, attempt, bits),
            afterHintMs: telnyx.delayAfterHintMs(hint, policy, attempt, bits),
        };
    },
    words(given) {
        const text = textOf(given);
        return {
            keyword: telnyx.keywordOf(text),
            autoresponse: telnyx.keywordOfAutoresponse(text),
            statesOptOut: telnyx.statesOptOut(text),
            outcome: telnyx.outcomeOfStatus(text, given.inbound),
            codeNumber: telnyx.codeNumber(text),
            codeOfTitle: telnyx.codeOfTitle(text),
            masked: telnyx.masked(text),
        };
    },
    amendments: (given) => telnyx.checkAmendments(policyOf(given.policy)),
    enumeration: (given) => ({ names: [...telnyx.enumerations[camel(given.name)]] }),
};

/** What is wrong with a vector; empty if it passed. */
function failureOf(vector) {
    try {
        const found = form(operations[vector.operation](vector.input));
        return isDeepStrictEqual(found, vector.expected) ? "" : `says ${JSON.stringify(found)}`;
    } catch (error) {
        return String(error); // a runner goes on
    }
}

let count = 0;
let failed = 0;
for (const name of process.argv.slice(2)) {
    const suite = JSON.parse(fs.readFileSync(name, "utf8"));
    if (suite.suite_version !== SUITE_VERSION) {
        console.log(`${name}: not a file of version ${SUITE_VERSION} of the suite`);
        process.exit(2);
    }
    for (const vector of suite.vectors) {
        ++count;
        const wrong = failureOf(vector);
        if (wrong !== "") {
            ++failed;
            console.log(`${vector.id}: ${wrong.slice(0, 500)}`);
        }
    }
}
console.log(`suite ${SUITE_VERSION}: ${count} vectors, ${failed} failed`);
process.exit(count !== 0 && failed === 0 ? 0 : 1);
