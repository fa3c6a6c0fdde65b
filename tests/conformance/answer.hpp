// What the C++ interface says about the input of a vector. The generator writes it, and the runner compares it.
#ifndef TELNYX_ERRORS_TESTS_CONFORMANCE_ANSWER_HPP
#define TELNYX_ERRORS_TESTS_CONFORMANCE_ANSWER_HPP

#include <cstddef>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

#include <telnyx/errors/consent_words.hpp>
#include <telnyx/errors/mask.hpp>

#include "conformance/forms.hpp"

namespace conformance {

// The version of the format and of what the vectors expect, see README.md.
inline constexpr std::string_view suite_version = "1.1.0";

// The text of an input: `text`, or `base64` where it is not UTF-8.
inline std::string text_of(members& from) {
    if (const json* const text = from.find("text")) {
        return text->get<std::string>();
    }
    const json* const encoded = from.find("base64");
    if (encoded == nullptr) {
        throw std::invalid_argument{"neither text nor base64"};
    }
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string result;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : encoded->get_ref<const std::string&>()) {
        const std::size_t digit = digits.find(c);
        if (digit == std::string_view::npos) {
            break; // the padding
        }
        bits = bits << 6U | static_cast<std::uint32_t>(digit);
        if ((count += 6) >= 8) {
            count -= 8;
            result += static_cast<char>(static_cast<unsigned char>(bits >> static_cast<unsigned>(count)));
        }
    }
    return result;
}

// The members of an input that many operations have.
struct context {
    te::situation here;
    conformance::policy policy;

    explicit context(members& from) : here(situation_of(from.find("situation"))), policy(policy_of(from.find("policy"))) {}
};

inline json answer_payload(members& from) {
    const std::string text = text_of(from);
    te::phase phase{};
    from.word("phase", phase);
    const context with{from};
    const te::report report = te::read(text, phase);
    json each = json::array();
    te::decide_each(report, with.here, with.policy.amended(),
                    [&](std::size_t /*recipient*/, const te::decision& next) { each.push_back(of(next)); });
    return {{"report", of(report)},
            {"decision", of(te::decide(report, with.here, with.policy.amended()))},
            {"each", each},
            {"lookup", of(te::decide_lookup(report, with.here, with.policy.amended()))}};
}

inline json answer_code(members& from) {
    std::int64_t number = 0;
    from.number("number", number);
    const context with{from};
    return {{"info", of(te::lookup(number))}, {"decision", of(te::decide(number, with.here, with.policy.amended()))}};
}

inline json answer_embedded(members& from) {
    const std::string text = text_of(from);
    te::instant time;
    from.time("time", time);
    const auto found = te::read_embedded(text, te::phase::unknown, time);
    return {{"embedded", form{}
                             .word("notation", found.notation)
                             .number("http_status", found.http_status)
                             .flag("rate_limit_only", found.retry_after.rate_limit_only)
                             .word("should_retry", found.retry_after.should_retry)
                             .delay("retry_after_ms", found.retry_after.delay)
                             .number("first", found.first)
                             .number("size", found.size)
                             .done()},
            {"report", of(found.report)}};
}

inline json answer_history(members& from) {
    te::history known;
    const json* const payloads = from.find("payloads");
    if (payloads == nullptr) {
        throw std::invalid_argument{"no payloads"};
    }
    const policy rules = policy_of(from.find("added_with")); // its amendments count where payloads are added
    for (const json& each : *payloads) {
        members payload{each};
        const std::string text = text_of(payload);
        te::phase phase{};
        std::size_t recipient = 0;
        std::string_view address;
        payload.word("phase", phase).number("recipient", recipient).text("address", address);
        const te::situation here = situation_of(payload.find("situation"));
        payload.done();
        const te::report report = te::read(text, phase);
        if (address.empty()) {
            known.add(report, recipient, here, rules.amendments);
        } else {
            known.add(report, address, here, rules.amendments);
        }
    }
    const context with{from};
    return {{"history", of(known)}, {"decision", of(te::decide(known, with.here, with.policy.plain))}};
}

inline json answer_pause(members& from) {
    const json* const decision = from.find("decision");
    if (decision == nullptr) {
        throw std::invalid_argument{"no decision"};
    }
    const te::decision next = decision_of(*decision);
    const te::situation here = situation_of(from.find("situation"));
    return {{"pause", of(te::pause_of(next, ids_of(from.find("ids")), here), te::is_suppression(next))}};
}

inline json answer_headers(members& from, bool only_retry_after) {
    std::string_view text;
    te::instant time;
    from.text("text", text).time("time", time);
    if (only_retry_after) {
        return {{"hint", of(te::parse_retry_after(text, time))}};
    }
    te::retry_hint_reader reader{time};
    reader.header_lines(text);
    return {{"hint", of(reader.hint())}};
}

inline json answer_time(members& from) {
    std::string_view function;
    std::string_view text;
    te::instant time;
    from.text("function", function).text("text", text).time("time", time);
    const te::instant result = function == "rfc3339"                     ? te::parse_rfc3339(text)
                               : function == "http_date"                 ? te::parse_http_date(text, time)
                               : function == "next_minute"               ? te::next_minute(time)
                               : function == "next_midnight_utc"         ? te::next_midnight_utc(time)
                               : function == "next_midnight_los_angeles" ? te::next_midnight_in_los_angeles(time)
                                                                         : throw std::invalid_argument{"no such function"};
    return form{}.time("time", result).done();
}

inline json answer_backoff(members& from) {
    const policy with = policy_of(from.find("policy"));
    std::uint32_t attempt = 0;
    std::uint32_t random_bits = 0;
    std::uint64_t hint_ms = 0;
    from.number("attempt", attempt).number("random_bits", random_bits).number("hint_ms", hint_ms);
    return form{}
        .number("nominal_ms", te::nominal_delay_ms(with.plain, attempt))
        .number("backoff_ms", te::backoff_ms(with.plain, attempt, random_bits))
        .number("after_hint_ms", te::delay_after_hint_ms(hint_ms, with.plain, attempt, random_bits))
        .done();
}

inline json answer_words(members& from) {
    const std::string text = text_of(from);
    bool inbound = false;
    from.flag("inbound", inbound);
    std::string masked = text;
    te::mask_phone_numbers(masked.data(), masked.size());
    return form{}
        .word("keyword", te::keyword_of(text))
        .word("autoresponse", te::keyword_of_autoresponse(text))
        .flag("states_opt_out", te::states_opt_out(text))
        .word("outcome", te::outcome_of_status(text, inbound))
        .number("code_number", te::code_number(text))
        .number("code_of_title", static_cast<std::int64_t>(te::code_of_title(text)))
        .text("masked", masked)
        .done();
}

inline json answer_amendments(members& from) {
    const policy with = policy_of(from.find("policy"));
    const te::amendment_check found = te::check(te::amendment_list{with.amendments});
    return form{}.word("problem", found.problem).number("index", found.index).done();
}

template <class E>
json names_of() {
    json result = json::array();
    for (const E each : te::enumerators<E>) {
        result.push_back(std::string{te::name(each)});
    }
    return {{"names", result}};
}

// The names of an enumeration, in the order of its numbers.
inline json answer_enumeration(members& from) {
    std::string_view name;
    from.text("name", name);
    const std::pair<std::string_view, json (*)()> all[] = {{"origin", names_of<te::origin>},
                                                           {"stage", names_of<te::stage>},
                                                           {"phase", names_of<te::phase>},
                                                           {"category", names_of<te::category>},
                                                           {"retry_class", names_of<te::retry_class>},
                                                           {"basis", names_of<te::basis>},
                                                           {"wait", names_of<te::wait>},
                                                           {"scope", names_of<te::scope>},
                                                           {"toward", names_of<te::toward>},
                                                           {"remedy", names_of<te::remedy>},
                                                           {"channel", names_of<te::channel>},
                                                           {"keyword", names_of<te::keyword>},
                                                           {"outcome", names_of<te::outcome>},
                                                           {"receipt", names_of<te::receipt>},
                                                           {"actor", names_of<te::actor>},
                                                           {"kind", names_of<te::kind>},
                                                           {"problem", names_of<te::problem>},
                                                           {"recipient_list", names_of<te::recipient_list>},
                                                           {"server_wish", names_of<te::server_wish>},
                                                           {"jitter", names_of<te::jitter>},
                                                           {"step", names_of<te::step>},
                                                           {"reason", names_of<te::reason>},
                                                           {"consent", names_of<te::consent>},
                                                           {"coverage", names_of<te::coverage>},
                                                           {"progress", names_of<te::progress>},
                                                           {"ending", names_of<te::ending>},
                                                           {"history_column", names_of<te::history_column>},
                                                           {"notation", names_of<te::notation>},
                                                           {"amendment_problem", names_of<te::amendment_problem>}};
    for (const auto& [known, names] : all) {
        if (known == name) {
            return names();
        }
    }
    throw std::invalid_argument{"no such enumeration"};
}

/// The answer to a vector. \throws std::exception where the vector is wrong
inline json answer(std::string_view operation, const json& input) {
    members from{input};
    json result = operation == "payload"       ? answer_payload(from)
                  : operation == "code"        ? answer_code(from)
                  : operation == "embedded"    ? answer_embedded(from)
                  : operation == "history"     ? answer_history(from)
                  : operation == "pause"       ? answer_pause(from)
                  : operation == "headers"     ? answer_headers(from, false)
                  : operation == "retry_after" ? answer_headers(from, true)
                  : operation == "time"        ? answer_time(from)
                  : operation == "backoff"     ? answer_backoff(from)
                  : operation == "words"       ? answer_words(from)
                  : operation == "amendments"  ? answer_amendments(from)
                  : operation == "enumeration" ? answer_enumeration(from)
                                               : throw std::invalid_argument{"unknown operation " + std::string{operation}};
    from.done();
    return result;
}

} // namespace conformance

#endif
