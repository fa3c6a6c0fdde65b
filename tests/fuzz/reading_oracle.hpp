// What must be true of every body, whichever way it is read.
#ifndef TELNYX_ERRORS_TESTS_FUZZ_READING_ORACLE_HPP
#define TELNYX_ERRORS_TESTS_FUZZ_READING_ORACLE_HPP

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>

#include "decision_oracle.hpp"
#include "fuzz.hpp"
#include "masking_oracle.hpp"
#include "unit/report_as_json.hpp"

namespace fuzz {

/// What is true of the decisions about a report and about each of its recipients.
inline std::vector<te::decision> check_decisions(const te::report_view& report, const question& asked) {
    std::vector<te::decision> decisions;
    const int status = asked.now.http_status != 0 ? asked.now.http_status : report.http_status();
    const auto check = [&](const te::decision& decided, std::size_t recipient, auto concerns) {
        bool known = false;
        for (const te::error_view& error : report.errors()) {
            if (concerns(error)) {
                known = known || error.known();
                require(!is_retry_forbidden(decided, error.number), "a body with a code that must not be sent again is sent again",
                        [&] {
                            return std::to_string(error.number) + ": " + shown(decided) + "\n  asked: " + shown(asked) +
                                   "\n  body: " + ::shown(description_of(report));
                        });
            }
        }
        question of_recipient = asked;
        of_recipient.now.random_bits = te::detail::random_bits_of(asked.now.random_bits, recipient);
        check_decision(decided, of_recipient, status, known);
        decisions.push_back(decided);
    };
    check(te::decide(report, asked.now, asked.policy), 0, [](const te::error_view&) { return true; });
    te::decide_each(report, asked.now, asked.policy, [&](std::size_t recipient, const te::decision& decided) {
        if (recipient >= 16) {
            return; // or large bodies would take all the time
        }
        const te::decision alone = te::decide_for(report, recipient, asked.now, asked.policy);
        require(same(decided, alone), "a recipient is decided about in two ways",
                [&] { return shown(decided) + "\n  alone: " + shown(alone) + "\n  asked: " + shown(asked); });
        const te::recipient_view& who = report.recipients()[recipient];
        check(decided, recipient, [&](const te::error_view& error) {
            return error.recipient.known() ? error.recipient.value() == recipient : error.body == who.body;
        });
        const bool may_have_it = who.outcome == te::outcome::in_progress || who.outcome == te::outcome::unreported ||
                                 who.outcome == te::outcome::unknown || who.outcome == te::outcome::unconfirmed;
        const bool resent =
            decided.step == te::step::retry || decided.step == te::step::hold || decided.step == te::step::fix_first;
        require(!may_have_it || !resent, "a recipient who may have the message is sent it again",
                [&] { return shown(decided) + "\n  asked: " + shown(asked) + "\n  body: " + ::shown(description_of(report)); });
    });
    return decisions;
}

/// All that a report says in a row of bytes, which is quick to make and to compare.
class fingerprint {
public:
    void operator()(const char* /*name*/, std::string_view value) {
        bytes_.append(value.data(), value.size());
        bytes_ += '\xFF'; // in no UTF-8
    }
    void operator()(const char* /*name*/, std::int64_t value) {
        for (int shift = 0; shift != 64; shift += 8) {
            bytes_ += static_cast<char>(static_cast<std::uint64_t>(value) >> static_cast<unsigned>(shift));
        }
    }
    void operator()(const char* /*name*/, bool value) { bytes_ += value ? '1' : '0'; }
    void operator()(const char* /*name*/, std::nullptr_t) { bytes_ += '-'; }

    void add(const te::report_view& report) {
        const auto visit = [this](const char* name, auto value) { (*this)(name, value); };
        visit_fields(report, visit);
        visit("errors", static_cast<std::int64_t>(report.errors().size()));
        for (const te::error_view& error : report.errors()) {
            visit_fields(error, visit);
        }
        visit("recipients", static_cast<std::int64_t>(report.recipients().size()));
        for (const te::recipient_view& recipient : report.recipients()) {
            visit_fields(recipient, visit);
        }
    }

    friend bool operator!=(const fingerprint& left, const fingerprint& right) { return left.bytes_ != right.bytes_; }

private:
    std::string bytes_{};
};

inline fingerprint fingerprint_of(const te::report_view& report) {
    fingerprint result;
    result.add(report);
    return result;
}

/// Of all bodies of a document, or of a text, one by one.
template <class Body>
fingerprint each_fingerprint_of(const Body& body) {
    fingerprint result;
    const bool complete = te::read_each(body, te::phase::unknown, [&](const te::report_view& report) { result.add(report); });
    result("complete", complete);
    return result;
}

template <class Body>
json each_description_of(const Body& body) {
    json result = json::array();
    static_cast<void>(
        te::read_each(body, te::phase::unknown, [&](const te::report_view& report) { result.push_back(description_of(report)); }));
    return result;
}

inline void require_same(const te::report_view& report, const te::report_view& expected, const char* what, std::string_view body) {
    if (fingerprint_of(report) != fingerprint_of(expected)) {
        const json left = description_of(report);
        const json right = description_of(expected);
        finding(what, escaped(body), ::shown(left), "instead of", ::shown(right), "that is", ::shown(json::diff(right, left)));
    }
}

/// What is true of another report of the same body: it says the same, and leads to the same decisions.
inline void check_report(const te::report_view& report, const te::report_view& expected, const question& asked,
                         const std::vector<te::decision>& expected_decisions, const char* what, std::string_view body) {
    require_same(report, expected, what, body);
    const std::vector<te::decision> decisions = check_decisions(report, asked);
    for (std::size_t i = 0; i != decisions.size(); ++i) {
        require(same(decisions[i], expected_decisions[i]), "the same report leads to another decision", [&] {
            return shown(decisions[i]) + "\n  instead of " + shown(expected_decisions[i]) + "\n  asked: " + shown(asked) + "\n  " +
                   what;
        });
    }
}

/// The problem that a text should be said to have, as nlohmann/json sees it.
inline te::problem expected_problem(std::string_view text, bool accepted) {
    if (text.size() > te::limits::body_bytes) {
        return te::problem::too_large;
    }
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') {
            return accepted ? te::problem::none : te::problem::malformed;
        }
    }
    return te::problem::empty;
}

/// Reads a text in every way there is, and compares. \param check_more  is called with the text's report and decisions.
template <class More>
void check_text(std::string_view text, const question& asked, More check_more) {
    const te::report owned = te::read(text);
    const std::vector<te::decision> decisions = check_decisions(owned, asked);
    const te::report again = te::read(text);
    check_report(again, owned, asked, decisions, "reading twice gives two reports", text);

    const json parsed = json::parse(text, nullptr, false);
    const te::problem expected = expected_problem(text, !parsed.is_discarded());
    require(owned.problem() == expected && (owned.kind() == te::kind::not_json) == (expected != te::problem::none),
            "another opinion about what is JSON than nlohmann's", [&] {
                return escaped(text) + "\n  " + std::string(name(owned.kind())) + ", " + std::string(name(owned.problem())) +
                       " instead of " + std::string(name(expected));
            });
    const fingerprint each = each_fingerprint_of(text);
    if (expected != te::problem::none) {
        fingerprint alone = fingerprint_of(owned);
        alone("complete", true);
        require(!(each != alone), "one by one, a text that is no JSON is something else", [&] { return escaped(text); });
        check_more(owned, decisions);
        return;
    }
    const nlohmann::ordered_json ordered = nlohmann::ordered_json::parse(text, nullptr, false);
    check_report(te::read(parsed), owned, asked, decisions, "the parsed document and the text disagree", text);
    check_report(te::read(ordered), owned, asked, decisions, "the parsed document, members as in the text, and the text disagree",
                 text);
    const auto check_each = [&](const auto& document) {
        if (each_fingerprint_of(document) != each) {
            finding("one by one, the parsed document and the text disagree", escaped(text), ::shown(each_description_of(document)),
                    "instead of", ::shown(each_description_of(text)));
        }
    };
    check_each(parsed);
    check_each(ordered);
    for (const te::error_view& error : owned.errors()) {
        check_masking(error.detail);
    }
    check_more(owned, decisions);
}

} // namespace fuzz

#endif
