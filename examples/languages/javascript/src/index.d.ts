// telnyx-errors: what a Telnyx messaging failure means, and what to do next.

/** A 64-bit integer: a number, or a bigint where a number would lose digits (beyond 2 ** 53). */
export type Integer = number | bigint;
/** Unix seconds, or a Date; null or undefined is not known. */
export type Time = Integer | Date | null | undefined;
/** A text: a string, or bytes as they were received. */
export type Text = string | ArrayBuffer | ArrayBufferView;
/** Headers as received, a Headers object, pairs, or an object as Node has it. */
export type HeaderLines = Text | Iterable<readonly [string, string]> | Record<string, string | readonly string[] | undefined>;
/** Where the module comes from. */
export type Source = ArrayBuffer | ArrayBufferView | WebAssembly.Module | Response | URL | string;

// generated: enumerations and structs

/** What only you know about a failure. */
export interface Situation {
    phase?: Phase;
    channel?: Channel;
    /** No connection was made, so the request provably never left. */
    neverLeft?: boolean;
    /** 0 if there was no response. */
    httpStatus?: number;
    /** How many attempts were made, including this one. */
    attempt?: number;
    elapsedMs?: Integer;
    /** The current time. */
    time?: Time;
    failedAt?: Time;
    validUntil?: Time;
    /** The operation may be repeated. Sending a message may not. */
    idempotent?: boolean;
    /** 32 random bits for the jitter. All ones, the default, give the nominal delay. */
    randomBits?: number;
    /** What the headers say: the result of `readHeaders`. */
    retryAfter?: Partial<Hint> | null;
}
/** Your own judgement for a code. A column that is null or left out is as usual for the code and the class. */
export interface Amendment {
    code: Integer;
    retry: RetryClass;
    wait?: Wait | null;
    scope?: Scope | null;
    toward?: Toward | null;
    remedy?: Remedy | null;
    channel?: Channel;
    looser?: boolean;
}
/** How often, and how patiently, to retry. null: no limit. */
export interface Policy {
    maxAttempts: number;
    baseMs: Integer;
    capMs: Integer;
    deadlineMs: Integer | null;
    lookAgainMs: Integer;
    longestWaitMs: Integer | null;
    longestHoldMs: Integer | null;
    queueWindowMs: Integer | null;
    jitter: Jitter;
    amendments: readonly Amendment[];
}
/** The ids of one message to one recipient, as far as you know them. */
export interface Ids {
    channel?: Channel;
    sender?: string;
    campaign?: string;
    brand?: string;
    messagingProfile?: string;
    account?: string;
    content?: string;
    recipient?: string;
    carrier?: string;
    region?: string;
}

/** What a payload says. It keeps the payload, and needs no clean-up. */
export interface Report extends Summary {
    errors: Error[];
    recipients: Recipient[];
    /** What to do about the message as a whole. */
    decide(situation?: Situation | null, policy?: Partial<Policy> | null): Decision;
    /** What to do about each recipient, in their order. */
    decideEach(situation?: Situation | null, policy?: Partial<Policy> | null): Decision[];
    /** What to do about one recipient, by their place in `recipients`. */
    decideRecipient(recipient: number, situation?: Situation | null, policy?: Partial<Policy> | null): Decision;
    /** What to do, where the payload is the answer to "was the message taken?". */
    decideLookup(situation?: Situation | null, policy?: Partial<Policy> | null): Decision;
}

/** What all payloads so far say about one message to one recipient, in any order. */
export interface History {
    /** Integers to store: the maximum of each column, over several rows, is the joined history. */
    readonly columns: Integer[];
    readonly state: HistoryState;
    /** Adds what a payload says about a recipient, by place or by address. Of the policy only the amendments count. */
    add(report: Report, recipient?: number | string, situation?: Situation | null, policy?: Partial<Policy> | null): void;
    merge(other: History): void;
    decide(situation?: Situation | null, policy?: Partial<Policy> | null): Decision;
}

/** The library. A policy that leaves out members has those of `policyForRequests()`. */
export interface TelnyxErrors {
    readonly version: string;
    /** The enumerators of each enumeration, in the order of their numbers. */
    readonly enumerations: Enumerations;
    /** Reads a payload: an API response, a webhook, a stored message, a record. What is not JSON is "not_json". */
    read(text: Text, phase?: Phase): Report;
    /** Reads the payload in a text, such as a line of a log or the output of `curl -i`. */
    readEmbedded(text: Text, phase?: Phase, time?: Time): { report: Report; about: Embedded };
    /** What to do about a code, without a payload. 0: no code, so that the HTTP status decides. */
    decideCode(code: Integer, situation?: Situation | null, policy?: Partial<Policy> | null): Decision;
    lookup(code: Integer): CodeInfo;
    codes(): CodeInfo[];
    codeNumber(text: Text): Integer;
    /** The code with this title, 0 if none or several have it: to show to a person, never to decide by it. */
    codeOfTitle(title: Text): Integer;
    readHeaders(headers: HeaderLines, time?: Time): Hint;
    parseRetryAfter(value: Text, time?: Time): Hint;
    parseRfc3339(text: Text): Integer | null;
    parseHttpDate(text: Text, time?: Time): Integer | null;
    nextMinute(time: Time): Integer | null;
    nextMidnightUtc(time: Time): Integer | null;
    nextMidnightInLosAngeles(time: Time): Integer | null;
    policyForRequests(changes?: Partial<Policy>): Policy;
    policyForDeliveries(changes?: Partial<Policy>): Policy;
    /** The first problem of the amendments of a policy. Check them once, where the program starts. */
    checkAmendments(policy: Partial<Policy>): { problem: AmendmentProblem; index: number };
    nominalDelayMs(policy: Partial<Policy> | null, attempt: number): Integer;
    backoffMs(policy: Partial<Policy> | null, attempt: number, randomBits?: number): Integer;
    delayAfterHintMs(hintMs: Integer, policy: Partial<Policy> | null, attempt: number, randomBits?: number): Integer;
    keywordOf(text: Text): Keyword;
    keywordOfAutoresponse(text: Text): Keyword;
    /** Whether a title or a detail states that the recipient opted out. Words prove nothing: let a person look. */
    statesOptOut(text: Text): boolean;
    outcomeOfStatus(status: Text, inbound?: boolean): Outcome;
    /** A copy in which what reads as a phone number is masked. */
    masked(text: Text): string;
    /** What else to hold back after a decision about one message to one recipient. */
    pauseOf(decision: Pick<Decision, "step" | "reason"> & Partial<Decision>, ids?: Ids | null, situation?: Situation | null): Pause;
    isStricter(left: Pause, right: Pause): boolean;
    History: new (columns?: readonly Integer[]) => History;
    Report: { readonly prototype: Report };
}
