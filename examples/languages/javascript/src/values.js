// How values pass between JavaScript and the module, and the layout of the structs, which the module itself describes.

const MEMBER_SIZE = 32; // telnyx_errors_member: the only struct that is written out
export const TIME_UNKNOWN = -(2n ** 63n);

export const camel = (name) => name.replace(/_([a-z0-9])/g, (_, letter) => letter.toUpperCase());
export const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** What is written where a time, a delay or a place is not known. */
export const UNKNOWN = { t: TIME_UNKNOWN, d: -1n, n: -1n };

/** A 64-bit integer: a number, or a bigint where a number would lose digits. */
export function wide(low, high) {
    if (high >= -0x200000 && high < 0x200000) {
        return high * 4294967296 + low;
    }
    return (BigInt(high) << 32n) | BigInt(low);
}

/** A time, a place and a delay: null where it is not known. */
export const timeOf = (low, high) => (low === 0 && high === -0x80000000 ? null : wide(low >>> 0, high));
export const placeOf = (low, high) => (low === -1 && high === -1 ? null : wide(low >>> 0, high));
export const delayOf = (low, high) => (low === -1 && high === -1 ? null : wide(low >>> 0, high >>> 0));

/** Several integers of 64 bits. */
export const integers = (words, first, length) =>
    Array.from({ length }, (_, i) => wide(words[first + 2 * i] >>> 0, words[first + 2 * i + 1]));

export function integer(value, least, most, name) {
    if (typeof value === "number" ? !Number.isSafeInteger(value) : typeof value !== "bigint") {
        throw new TypeError(`telnyx-errors: ${name} must be an integer, and a bigint beyond 2 ** 53`);
    }
    if (value < least || value > most) {
        throw new RangeError(`telnyx-errors: ${name} is out of range: ${value}`);
    }
    return BigInt(value);
}
export const int64 = (value, name) => integer(value, -(2n ** 63n), 2n ** 63n - 1n, name);
export const uint64 = (value, name) => integer(value, 0n, 2n ** 64n - 1n, name);
export const uint32 = (value, name) => Number(integer(value, 0n, 2n ** 32n - 1n, name));

/** Unix seconds of a time: a number, a Date, or null or undefined where it is not known. */
export function seconds(time, name = "time") {
    if (time === null || time === undefined) {
        return TIME_UNKNOWN;
    }
    if (time instanceof Date) {
        if (Number.isNaN(time.getTime())) {
            throw new RangeError(`telnyx-errors: ${name} is an invalid Date`);
        }
        return BigInt(Math.floor(time.getTime() / 1000));
    }
    return int64(time, name);
}
export const knownTime = (value) => (value === TIME_UNKNOWN ? null : wide(Number(value & 0xffffffffn), Number(value >> 32n)));

/** The lines of headers: a string or bytes as received, a Headers object, pairs, or an object as Node has it. */
export function headerLines(headers) {
    if (typeof headers === "string" || ArrayBuffer.isView(headers)) {
        return headers;
    }
    const pairs = typeof headers?.[Symbol.iterator] === "function" ? headers : Object.entries(headers ?? {});
    let lines = "";
    for (const [name, values] of pairs) {
        for (const value of Array.isArray(values) ? values : [values]) {
            if (value !== undefined && value !== null) {
                lines += `${name}: ${value}`.replace(/[\r\n]/g, " ") + "\r\n"; // a line end in a value would begin another header
            }
        }
    }
    return lines;
}

/** The enumerations, structs and version of an instance of the module. */
export function layoutOf(exports) {
    const pointer = exports.malloc(MEMBER_SIZE);
    const cString = (at) => {
        const bytes = new Uint8Array(exports.memory.buffer);
        return decoder.decode(bytes.subarray(at, bytes.indexOf(0, at)));
    };
    const enumerations = [];
    for (let name; (name = cString(exports.telnyx_errors_enumeration_name(enumerations.length))) !== "";) {
        const number = enumerations.length;
        const count = exports.telnyx_errors_enumerator_count(number);
        const names = Array.from({ length: count }, (_, value) => cString(exports.telnyx_errors_name(number, value)));
        enumerations.push({ name, names: Object.freeze(names) });
    }
    const structs = new Map();
    for (let index = 0; ; ++index) {
        const view = new DataView(exports.memory.buffer, pointer, MEMBER_SIZE);
        view.setUint32(0, MEMBER_SIZE, true);
        if (exports.telnyx_errors_member_at(index, pointer) !== 0) {
            break;
        }
        const [offset, size, type, enumeration] = [4, 8, 12, 16].map((at) => view.getInt32(at, true));
        const [struct, name] = [24, 28].map((at) => cString(view.getUint32(at, true)));
        if (name === "") {
            structs.set(struct, { name: struct, size, fields: [] });
        } else if (!["struct_size", "reserved"].includes(name)) {
            structs.get(struct).fields.push({ name: camel(name), offset, size, type: String.fromCharCode(type), enumeration });
        }
    }
    exports.free(pointer);
    return { enumerations, structs, version: cString(exports.telnyx_errors_version()) };
}
