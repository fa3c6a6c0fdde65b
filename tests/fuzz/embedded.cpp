// Payloads inside other text. The input is read as text, as it is: what is found lies in the text, and is what `read` makes of it.
// It also decides about a payload, a way to write it, and text around it: reading that gives what reading the payload gives. The
// writers here share no code with the readers.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "reading_oracle.hpp"
#include "unit/sample_bodies.hpp"

namespace te = telnyx::errors;

namespace {

using ordered = nlohmann::ordered_json;
using found_report = te::embedded_payload<te::report>;

constexpr std::string_view samples[] = {
    sample::refusal,
    sample::failed_webhook,
    R"({"errors":[{"code":"10011","title":"Too many requests"}]})",
    R"({"data":{"record_type":"message","direction":"outbound","id":"m","to":[{"phone_number":"+13125550142","status":"queued"}],"errors":[]}})",
    R"([{"record_type":"mdr","status":"failed","cld":"+13125550181","errors":["40001"]},{"cld":"x","errors":[40008]}])",
    R"({"status":409,"error":{"errors":[{"code":"40300"}]},"ratio":0.25,"a":true,"b":false,"c":null})",
    R"({"x":{},"y":[],"z":[[],{},-1.5e300]})",
    R"({})",
};

struct text_before {
    std::string_view text;
    int status = 0;
    std::uint64_t delay_ms = 0;
};

constexpr text_before beginnings[] = {
    {""},
    {"words "},
    {"403 ", 403},
    {"Telnyx 400 /messages: ", 400},
    {"Error code: 409 - ", 409},
    {"[2026-04-02 07:11:09] [app.INFO]: answer: HTTP 200, ", 200},
    {"HTTP/2 429 \r\nretry-after: 9\r\n\r\n", 429, 9000},
    {"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 409 Conflict\r\nRetry-After: 0.5\n\n", 409, 500},
    {"it's {0} {app} [40300] (line 212): "},
    {"{\"errors\":[{\"code\":\"40001\",\"title\":\"cut o\n"},
    {"```json\n"},
    {"status 500\nrequest failed with status code 422: ", 422},
};

constexpr std::string_view endings[] = {"", "\n", " []", "\n```\n", " 40300", "} ] \" '", "\n    at send (/srv/send.js:5:1)\n",
                                        ")"};

std::string utf8_of(std::string_view bytes) {
    std::string result;
    for (const char c : bytes) {
        const auto octet = static_cast<unsigned char>(c);
        if (octet < 0x80) {
            result += c;
        } else if (octet < 0xF0) {
            result += static_cast<char>(0xC0U | octet >> 6U);
            result += static_cast<char>(0x80U | (octet & 0x3FU));
        } else {
            result += octet % 2 == 0 ? "\xE2\x82\xAC" : "\xF0\x9F\x98\x80";
        }
    }
    return result;
}

void put_words(ordered& value, const std::string& words, std::size_t& which) {
    if (value.is_string() && which-- == 0) {
        value = words;
    } else if (value.is_structured()) {
        for (ordered& each : value) {
            put_words(each, words, which);
        }
    }
}

std::string hex(std::uint32_t value, int digits) {
    char buffer[16];
    std::snprintf(buffer, sizeof buffer, "%0*x", digits, static_cast<unsigned>(value));
    return buffer;
}

std::uint32_t code_point_at(std::string_view text, std::size_t& place) {
    const auto octet = [&] { return static_cast<std::uint32_t>(static_cast<unsigned char>(text[place++])); };
    const std::uint32_t first = octet();
    const int more = first < 0x80 ? 0 : first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    std::uint32_t point = more == 0 ? first : first & (0x3FU >> static_cast<unsigned>(more));
    for (int i = 0; i != more; ++i) {
        point = point << 6U | (octet() & 0x3FU);
    }
    return point;
}

// As Python's repr() and ascii() write a string.
std::string python_string(std::string_view text, bool ascii) {
    const bool single = text.find('\'') == std::string_view::npos || text.find('"') != std::string_view::npos;
    const char quote = single ? '\'' : '"';
    std::string result(1, quote);
    for (std::size_t place = 0; place != text.size();) {
        const std::size_t first = place;
        const std::uint32_t point = code_point_at(text, place);
        if (point == static_cast<std::uint32_t>(quote) || point == '\\') {
            (result += '\\') += static_cast<char>(point);
        } else if (point == '\n' || point == '\r' || point == '\t') {
            result += point == '\n' ? "\\n" : point == '\r' ? "\\r" : "\\t";
        } else if (point < 0x20 || (point >= 0x7F && point < 0xA0) || (ascii && point < 0x100 && point > 0x7E)) {
            result += "\\x" + hex(point, 2);
        } else if (ascii && point > 0xFFFF) {
            result += "\\U" + hex(point, 8);
        } else if (ascii && point > 0x7E) {
            result += "\\u" + hex(point, 4);
        } else {
            result += text.substr(first, place - first);
        }
    }
    return result + quote;
}

enum class language { python, python_ascii, python_two, javascript, ruby };

std::string literal(const ordered& value, language in) {
    const bool is_list = value.is_array();
    if (value.is_structured()) {
        std::string result(1, is_list ? '[' : '{');
        for (const auto& each : value.items()) {
            result += result.size() > 1 ? in == language::javascript ? ",\n  " : ", " : "";
            if (!is_list) {
                const bool plain =
                    each.key().find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos && !each.key().empty();
                result += in == language::javascript && plain ? each.key()
                          : in == language::ruby && plain     ? ':' + each.key()
                                                              : literal(each.key(), in);
                result += in == language::ruby ? "=>" : ": ";
            }
            result += literal(each.value(), in);
        }
        return result + (is_list ? ']' : '}');
    }
    if (value.is_string()) {
        return (in == language::python_two ? "u" : "") +
               python_string(value.get_ref<const std::string&>(), in == language::python_ascii || in == language::python_two);
    }
    const bool python = in == language::python || in == language::python_ascii || in == language::python_two;
    if (value.is_null()) {
        return python ? "None" : in == language::ruby ? "nil" : "undefined";
    }
    if (value.is_boolean() && python) {
        return value.get<bool>() ? "True" : "False";
    }
    return value.dump();
}

std::string bytes_literal(std::string_view text) {
    std::string result = "b'";
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '\'' || c == '\\') {
            (result += '\\') += c;
        } else if (c == '\n') {
            result += "\\n";
        } else if (octet < 0x20 || octet > 0x7E) {
            result += "\\x" + hex(octet, 2);
        } else {
            result += c;
        }
    }
    return result + '\'';
}

// The payload, written in some way; `dumped` is its JSON.
std::string written(const ordered& payload, const std::string& dumped, fuzz::byte_source& bytes) {
    constexpr language languages[] = {language::python, language::python_ascii, language::python_two, language::javascript,
                                      language::ruby};
    switch (bytes.below(5)) {
    case 0: return dumped;
    case 4: { // Python's repr() of a string with a literal in it
        const std::string inner = literal(payload, language::python);
        return inner.find('"') != std::string::npos ? python_string(inner, bytes.flag()) : inner;
    }
    case 1: return literal(payload, bytes.one_of(languages));
    case 2: return bytes_literal(dumped);
    default: {
        std::string result = dumped;
        for (std::size_t levels = 1 + bytes.below(4); levels != 0; --levels) {
            result = ordered(result).dump(-1, ' ', bytes.flag());
        }
        return bytes.flag() ? result : result.substr(1, result.size() - 2);
    }
    }
}

// Without what the text around the payload adds: a status, and that something else in it could not be read.
json without_status(const te::report_view& report) {
    json result = description_of(report);
    result.erase("http_status");
    if (report.kind() == te::kind::unrecognised) {
        result.erase("unreadable");
    }
    return result;
}

void check_wrapped(fuzz::byte_source& bytes) {
    ordered payload = ordered::parse(bytes.one_of(samples));
    const text_before& before = bytes.one_of(beginnings);
    const std::string_view after = bytes.one_of(endings);
    const bool indented = bytes.flag();
    const bool ascii = bytes.flag();
    fuzz::byte_source way{bytes.text(8)};
    std::size_t which = bytes.below(16);
    put_words(payload, utf8_of(bytes.rest()), which);
    const std::string dumped = payload.dump(indented ? 1 : -1, ' ', ascii);
    const std::string text = std::string(before.text) + written(payload, dumped, way) + std::string(after);

    const te::report direct = te::read(dumped);
    const found_report found = te::read_embedded(text);
    fuzz::require(without_status(found.report) == without_status(direct), "a payload inside other text is read differently", [&] {
        return fuzz::escaped(text) + "\n  " + ::shown(description_of(found.report)) + "\n  instead of " +
               ::shown(description_of(direct));
    });
    fuzz::require(found.http_status == before.status && found.retry_after.delay.milliseconds() == before.delay_ms,
                  "another status or delay than the text states", [&] {
                      return fuzz::escaped(text) + "\n  " + std::to_string(found.http_status) + ", " +
                             std::to_string(found.retry_after.delay.milliseconds()) + " ms";
                  });
}

void check_found(std::string_view text, const found_report& found) {
    fuzz::require(found.first <= text.size() && found.size <= text.size() - found.first, "a payload lies outside of its text",
                  [&] { return fuzz::escaped(text); });
    fuzz::require((found.notation == te::notation::none) == (found.report.kind() == te::kind::not_json),
                  "a payload without a notation, or a notation without a payload", [&] { return fuzz::escaped(text); });
    fuzz::require(found.http_status == 0 || (found.http_status >= 100 && found.http_status <= 599), "a status that is none",
                  [&] { return fuzz::escaped(text); });
    if (found.notation == te::notation::json) {
        const te::report direct = te::read(text.substr(found.first, found.size));
        fuzz::require(without_status(found.report) == without_status(direct), "a piece of JSON is read differently",
                      [&] { return fuzz::escaped(text); });
    }
}

// Any text.
void check_text(std::string_view text) {
    const found_report found = te::read_embedded(text);
    check_found(text, found);
    const te::report whole = te::read(text);
    if (whole.kind() != te::kind::not_json && text.find('\\') == std::string_view::npos &&
        text.find('{') != std::string_view::npos) {
        fuzz::require_same(found.report, whole, "text that is JSON is read differently", text);
    }
    json document;
    const auto parse = [&document](std::string_view candidate) {
        document = json::parse(candidate, nullptr, false);
        return document.is_discarded() ? nullptr : &document;
    };
    const te::embedded_payload<te::report_view> parsed = te::read_embedded(parse, text);
    fuzz::require_same(parsed.report, found.report, "documents and strings disagree about a text", text);

    std::size_t place = 0;
    std::size_t payloads = 0;
    bool has_known = false;
    const std::size_t count = te::read_each_embedded(text, te::phase::unknown, [&](const found_report& each) {
        check_found(text, each);
        fuzz::require(each.first >= place, "payloads overlap, or are out of order", [&] { return fuzz::escaped(text); });
        place = each.first + each.size;
        payloads += each.notation != te::notation::none ? 1U : 0U;
        has_known = has_known || (each.report.kind() != te::kind::not_json && each.report.kind() != te::kind::unrecognised);
    });
    fuzz::require(count == payloads, "payloads are miscounted", [&] { return fuzz::escaped(text); });
    fuzz::require((found.notation != te::notation::none) == (payloads != 0) &&
                      has_known == (found.report.kind() != te::kind::not_json && found.report.kind() != te::kind::unrecognised),
                  "one by one, a text has other payloads", [&] { return fuzz::escaped(text); });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    check_text(text);
    fuzz::byte_source bytes{text};
    check_wrapped(bytes);
    return 0;
}
