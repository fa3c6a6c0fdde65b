// The C interface with any bytes in any order: the input is a row of calls and what they are given. Whatever the arguments are, a
// call returns a status; with OK its result is complete and every enumerator has a name, and otherwise nothing was written.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include <telnyx/errors/c_api.hpp>

#include "fuzz.hpp"

namespace {

constexpr std::size_t most_items = 8;

void complain_unless(bool holds, const char* what) {
    fuzz::require(holds, what, [] { return std::string{}; });
}

void check_name(std::int32_t enumeration, std::int32_t value) {
    complain_unless(*telnyx_errors_name(enumeration, value) != '\0', "a result is none of its enumeration");
}

// Reads every byte, so that a sanitizer sees a string that is not there.
void check_text(const telnyx_errors_string& text) {
    complain_unless(text.data != nullptr, "a string is null");
    unsigned sum = 0;
    for (std::size_t i = 0; i != text.size; ++i) {
        sum += static_cast<unsigned char>(text.data[i]);
    }
    complain_unless(sum <= text.size * 255U, "unreachable");
}

void check(const telnyx_errors_decision& next) {
    check_name(TELNYX_ERRORS_ENUMERATION_STEP, next.step);
    check_name(TELNYX_ERRORS_ENUMERATION_REASON, next.reason);
    check_name(TELNYX_ERRORS_ENUMERATION_SCOPE, next.scope);
    check_name(TELNYX_ERRORS_ENUMERATION_TOWARD, next.toward);
    check_name(TELNYX_ERRORS_ENUMERATION_REMEDY, next.remedy);
    check_name(TELNYX_ERRORS_ENUMERATION_BASIS, next.basis);
    check_name(TELNYX_ERRORS_ENUMERATION_CONSENT, next.consent);
    check_name(TELNYX_ERRORS_ENUMERATION_RECEIPT, next.receipt);
    check_name(TELNYX_ERRORS_ENUMERATION_ACTOR, next.actor);
}

void check(const telnyx_errors_summary& summary) {
    check_name(TELNYX_ERRORS_ENUMERATION_KIND, summary.kind);
    check_name(TELNYX_ERRORS_ENUMERATION_PHASE, summary.phase);
    check_name(TELNYX_ERRORS_ENUMERATION_OUTCOME, summary.outcome);
    check_name(TELNYX_ERRORS_ENUMERATION_PROBLEM, summary.problem);
    check_name(TELNYX_ERRORS_ENUMERATION_CHANNEL, summary.channel);
    check_name(TELNYX_ERRORS_ENUMERATION_KEYWORD, summary.keyword);
    for (const telnyx_errors_string* text = &summary.event_type; text <= &summary.currency; ++text) {
        check_text(*text);
    }
}

void check(const telnyx_errors_error& error) {
    check_name(TELNYX_ERRORS_ENUMERATION_SERVER_WISH, error.retryable);
    for (const telnyx_errors_string* text = &error.code; text <= &error.parameter; ++text) {
        check_text(*text);
    }
}

void check(const telnyx_errors_recipient& recipient) {
    check_name(TELNYX_ERRORS_ENUMERATION_OUTCOME, recipient.outcome);
    check_name(TELNYX_ERRORS_ENUMERATION_RECIPIENT_LIST, recipient.list);
    for (const telnyx_errors_string* text = &recipient.phone_number; text <= &recipient.carrier; ++text) {
        check_text(*text);
    }
}

void check(const telnyx_errors_pause& held) {
    check_name(TELNYX_ERRORS_ENUMERATION_COVERAGE, held.coverage);
    check_name(TELNYX_ERRORS_ENUMERATION_SCOPE, held.scope);
    check_name(TELNYX_ERRORS_ENUMERATION_TOWARD, held.toward);
    check_name(TELNYX_ERRORS_ENUMERATION_CHANNEL, held.channel);
    check_name(TELNYX_ERRORS_ENUMERATION_ACTOR, held.actor);
    check_name(TELNYX_ERRORS_ENUMERATION_REASON, held.reason);
    check_name(TELNYX_ERRORS_ENUMERATION_REMEDY, held.remedy);
    for (const telnyx_errors_string* text = &held.scope_key; text <= &held.toward_key; ++text) {
        check_text(*text);
    }
}

void check(const telnyx_errors_code_info& info) {
    check_name(TELNYX_ERRORS_ENUMERATION_ORIGIN, info.origin);
    check_name(TELNYX_ERRORS_ENUMERATION_STAGE, info.stage);
    check_name(TELNYX_ERRORS_ENUMERATION_CATEGORY, info.category);
    check_name(TELNYX_ERRORS_ENUMERATION_RETRY_CLASS, info.retry);
    check_name(TELNYX_ERRORS_ENUMERATION_WAIT, info.wait);
    check_text(info.title);
    check_text(info.action);
}

void check(const telnyx_errors_hint& hint) { check_name(TELNYX_ERRORS_ENUMERATION_SERVER_WISH, hint.should_retry); }

void check(const telnyx_errors_embedded& about) {
    check_name(TELNYX_ERRORS_ENUMERATION_NOTATION, about.notation);
    check_name(TELNYX_ERRORS_ENUMERATION_SERVER_WISH, about.should_retry);
}

void check(const telnyx_errors_history& /*any integers*/) {}

void check(const telnyx_errors_history_state& state) {
    check_name(TELNYX_ERRORS_ENUMERATION_PROGRESS, state.progress);
    check_name(TELNYX_ERRORS_ENUMERATION_ENDING, state.ending);
    check_name(TELNYX_ERRORS_ENUMERATION_CONSENT, state.consent);
    check_name(TELNYX_ERRORS_ENUMERATION_OUTCOME, state.outcome);
}

// Calls with a result, and checks it.
template <class Struct, class Call>
void expect(Struct& result, Call call) {
    const Struct before = result;
    const std::int32_t status = call(&result);
    check_name(TELNYX_ERRORS_ENUMERATION_STATUS, status);
    if (status == TELNYX_ERRORS_STATUS_OK) {
        complain_unless(result.struct_size == before.struct_size, "a struct changed its size");
        check(result);
    } else {
        complain_unless(std::memcmp(&result, &before, sizeof(result)) == 0, "a call failed, and has written something");
    }
}

// What a program holds between calls.
class program {
public:
    explicit program(std::string_view input) : input_(input) {
        started(telnyx_errors_situation_init(&here_, sizeof(here_)));
        started(telnyx_errors_policy_init(&policy_, sizeof(policy_)));
        started(telnyx_errors_ids_init(&ids_, sizeof(ids_)));
        started(telnyx_errors_history_init(&history_, sizeof(history_)));
        started(telnyx_errors_history_init(&other_, sizeof(other_)));
        for (telnyx_errors_amendment& rule : rules_) {
            started(telnyx_errors_amendment_init(&rule, sizeof(rule)));
        }
        next_.struct_size = sizeof(next_);
        held_.struct_size = sizeof(held_);
    }
    program(const program&) = delete;
    program& operator=(const program&) = delete;
    ~program() {
        for (telnyx_errors_report* report : reports_) {
            telnyx_errors_report_free(report);
        }
    }

    void run() {
        while (!input_.empty()) {
            step();
        }
    }

private:
    static void started(std::int32_t status) { complain_unless(status == TELNYX_ERRORS_STATUS_OK, "a struct cannot be set"); }

    template <class Struct>
    Struct sized() {
        Struct result{};
        const std::uint32_t choice = input_.octet();
        result.struct_size = choice < 240 ? static_cast<std::uint32_t>(sizeof(Struct)) : choice % sizeof(Struct);
        return result;
    }
    // Overwrites one 32-bit part of a struct, except its size.
    template <class Struct>
    void scribble(Struct& on, std::size_t scalars) {
        const std::size_t parts = scalars / sizeof(std::uint32_t);
        const std::size_t place = 1 + input_.below(parts - 1);
        const auto value = static_cast<std::uint32_t>(input_.flag() ? input_.below(40) : input_.magnitude());
        std::memcpy(reinterpret_cast<char*>(&on) + place * sizeof(value), &value, sizeof(value));
    }
    std::string_view text() { return input_.text(input_.flag() ? input_.below(64) : std::size_t{input_.octet()} * 16); }
    telnyx_errors_report*& report() { return reports_[input_.below(reports_.size())]; }
    const telnyx_errors_situation* here() { return input_.below(8) != 0 ? &here_ : nullptr; }
    const telnyx_errors_policy* policy() { return input_.below(8) != 0 ? &policy_ : nullptr; }
    std::int64_t time() { return static_cast<std::int64_t>(input_.magnitude()); }

    void step() {
        const std::string_view given = text();
        switch (input_.below(24)) {
        case 0:
        case 1: read(given); break;
        case 2: read_embedded(given); break;
        case 3: telnyx_errors_report_free(std::exchange(report(), nullptr)); break;
        case 4: {
            auto summary = sized<telnyx_errors_summary>();
            const telnyx_errors_report* const from = report();
            expect(summary, [&](auto* result) { return telnyx_errors_report_summary(from, result); });
            break;
        }
        case 5: list<telnyx_errors_error>(telnyx_errors_report_errors); break;
        case 6: list<telnyx_errors_recipient>(telnyx_errors_report_recipients); break;
        case 7: expect(next_, [&](auto* result) { return telnyx_errors_decide(report(), here(), policy(), result); }); break;
        case 8: expect(next_, [&](auto* result) { return telnyx_errors_decide_lookup(report(), here(), policy(), result); }); break;
        case 9:
            expect(next_, [&](auto* result) {
                return telnyx_errors_decide_recipient(report(), static_cast<std::size_t>(input_.magnitude()), here(), policy(),
                                                      result);
            });
            break;
        case 10: decide_each(); break;
        case 11:
            expect(next_, [&](auto* result) {
                const auto number = input_.flag() ? static_cast<std::int64_t>(40000 + input_.number(2) % 400) : time();
                return telnyx_errors_decide_code(number, here(), policy(), result);
            });
            break;
        case 12:
            expect(history_,
                   [&](auto* result) { return telnyx_errors_history_add(result, report(), input_.below(4), here(), policy()); });
            break;
        case 13:
            expect(history_, [&](auto* result) {
                return telnyx_errors_history_add_address(result, report(), given.data(), given.size(), here(), policy());
            });
            break;
        case 14: expect(history_, [&](auto* result) { return telnyx_errors_history_merge(result, &other_); }); break;
        case 15:
            expect(next_, [&](auto* result) { return telnyx_errors_history_decide(&history_, here(), policy(), result); });
            break;
        case 16: {
            auto state = sized<telnyx_errors_history_state>();
            expect(state, [&](auto* result) { return telnyx_errors_history_read(&history_, result); });
            break;
        }
        case 17: pauses(); break;
        case 18: scribble(here_, sizeof(here_)); break;
        case 19: scribble(policy_, offsetof(telnyx_errors_policy, amendment_count)); break;
        case 20: rules(); break;
        case 21: scribble(input_.flag() ? history_ : other_, sizeof(history_)); break;
        case 22: names_and_codes(given); break;
        default: words_and_times(given); break;
        }
    }

    void read(std::string_view given) {
        telnyx_errors_report*& place = report();
        telnyx_errors_report_free(std::exchange(place, nullptr));
        auto summary = sized<telnyx_errors_summary>();
        const auto phase = static_cast<std::int32_t>(input_.octet()) - 1;
        expect(summary, [&](auto* result) {
            const std::int32_t status = telnyx_errors_read(given.data(), given.size(), phase, &place, result);
            complain_unless((status == TELNYX_ERRORS_STATUS_OK) == (place != nullptr), "a report without a status, or the reverse");
            return status;
        });
    }

    void read_embedded(std::string_view given) {
        telnyx_errors_report*& place = report();
        telnyx_errors_report_free(std::exchange(place, nullptr));
        auto about = sized<telnyx_errors_embedded>();
        expect(about, [&](auto* result) {
            return telnyx_errors_read_embedded(given.data(), given.size(), 0, time(), &place, nullptr, result);
        });
        complain_unless(place == nullptr || (about.first <= given.size() && about.size <= given.size() - about.first),
                        "a payload lies outside of its text");
    }

    template <class Struct, class Function>
    void list(Function function) {
        std::array<Struct, most_items> items{};
        items[0] = sized<Struct>();
        const std::size_t first = input_.below(6);
        const std::size_t count = input_.below(most_items + 1);
        if (function(report(), first, count, items.data()) == TELNYX_ERRORS_STATUS_OK) {
            for (std::size_t i = 0; i != count; ++i) {
                check(items[i]);
            }
        }
    }

    void decide_each() {
        const telnyx_errors_report* const from = report();
        telnyx_errors_summary summary{};
        summary.struct_size = sizeof(summary);
        std::array<telnyx_errors_decision, most_items> each{};
        each[0] = sized<telnyx_errors_decision>();
        if (telnyx_errors_report_summary(from, &summary) != TELNYX_ERRORS_STATUS_OK || summary.recipient_count > most_items) {
            return;
        }
        const std::size_t count = input_.below(16) != 0 ? summary.recipient_count : input_.below(most_items + 1);
        if (telnyx_errors_decide_each(from, here(), policy(), count, each.data()) == TELNYX_ERRORS_STATUS_OK) {
            for (std::size_t i = 0; i != count; ++i) {
                check(each[i]);
            }
        }
    }

    void pauses() {
        if (input_.flag()) {
            scribble(next_, sizeof(next_));
        }
        const std::string_view key = text();
        ids_.sender = ids_.recipient = telnyx_errors_string{key.data(), key.size()};
        ids_.channel = static_cast<std::int32_t>(input_.below(6));
        expect(held_,
               [&](auto* result) { return telnyx_errors_pause_of(&next_, input_.flag() ? &ids_ : nullptr, here(), result); });
        telnyx_errors_pause other = held_;
        scribble(other, offsetof(telnyx_errors_pause, scope_key));
        std::int32_t forward = 0;
        std::int32_t backward = 0;
        if (telnyx_errors_pause_is_stricter(&held_, &other, &forward) == TELNYX_ERRORS_STATUS_OK &&
            telnyx_errors_pause_is_stricter(&other, &held_, &backward) == TELNYX_ERRORS_STATUS_OK) {
            complain_unless(forward + backward <= 1, "each of two pauses is the stricter one");
        }
        held_.scope_key = held_.sender = held_.toward_key = telnyx_errors_string{"", 0};
    }

    void rules() {
        telnyx_errors_amendment& rule = rules_[input_.below(rules_.size())];
        scribble(rule, sizeof(rule));
        rule.code = input_.flag() ? 40000 + static_cast<std::int64_t>(input_.below(20)) : rule.code;
        policy_.amendments = rules_.data();
        policy_.amendment_count = static_cast<std::uint32_t>(input_.below(rules_.size() + 1));
        std::int32_t problem = 0;
        std::size_t index = 0;
        if (telnyx_errors_check_amendments(&policy_, &problem, &index) == TELNYX_ERRORS_STATUS_OK) {
            check_name(TELNYX_ERRORS_ENUMERATION_AMENDMENT_PROBLEM, problem);
        }
    }

    void names_and_codes(std::string_view given) {
        const auto enumeration = static_cast<std::int32_t>(input_.magnitude());
        const auto value = static_cast<std::int32_t>(input_.magnitude());
        const std::string_view name = telnyx_errors_name(enumeration, value);
        complain_unless(name.empty() || telnyx_errors_value(enumeration, name.data(), name.size()) == value,
                        "a name is of another");
        complain_unless(telnyx_errors_value(enumeration, given.data(), given.size()) <
                                telnyx_errors_enumerator_count(enumeration) ||
                            telnyx_errors_enumerator_count(enumeration) == 0,
                        "a name has a number that its enumeration does not have");
        auto info = sized<telnyx_errors_code_info>();
        expect(info,
               [&](auto* result) { return telnyx_errors_lookup(telnyx_errors_code_number(given.data(), given.size()), result); });
        expect(info, [&](auto* result) { return telnyx_errors_code_at(static_cast<std::size_t>(input_.magnitude()), result); });
        complain_unless(telnyx_errors_code_of_title(given.data(), given.size()) >= 0, "a code below zero");
        auto row = telnyx_errors_member{};
        row.struct_size = sizeof(row);
        if (telnyx_errors_member_at(input_.octet(), &row) == TELNYX_ERRORS_STATUS_OK) {
            complain_unless(row.struct_name != nullptr && row.member_name != nullptr, "a row without a name");
        }
    }

    void words_and_times(std::string_view given) {
        auto hint = sized<telnyx_errors_hint>();
        expect(hint, [&](auto* result) { return telnyx_errors_read_headers(given.data(), given.size(), time(), result); });
        expect(hint, [&](auto* result) { return telnyx_errors_parse_retry_after(given.data(), given.size(), time(), result); });
        check_name(TELNYX_ERRORS_ENUMERATION_KEYWORD, telnyx_errors_keyword_of(given.data(), given.size()));
        check_name(TELNYX_ERRORS_ENUMERATION_KEYWORD, telnyx_errors_keyword_of_autoresponse(given.data(), given.size()));
        check_name(TELNYX_ERRORS_ENUMERATION_OUTCOME, telnyx_errors_outcome_of_status(given.data(), given.size(), input_.octet()));
        complain_unless((telnyx_errors_states_opt_out(given.data(), given.size()) | 1) == 1, "a flag is neither 0 nor 1");
        std::string masked{given};
        telnyx_errors_mask_phone_numbers(masked.data(), masked.size());
        const std::int64_t when = telnyx_errors_parse_rfc3339(given.data(), given.size());
        complain_unless(when == TELNYX_ERRORS_TIME_UNKNOWN || telnyx_errors_next_minute(when) > when, "a minute without an end");
        const std::int64_t any = time();
        complain_unless(any > INT64_MAX - 100000 || any == TELNYX_ERRORS_TIME_UNKNOWN || telnyx_errors_next_midnight_utc(any) > any,
                        "a day without an end");
        static_cast<void>(telnyx_errors_next_midnight_in_los_angeles(any));
        static_cast<void>(telnyx_errors_parse_http_date(given.data(), given.size(), any));
        std::uint64_t nominal = 0;
        std::uint64_t spread = 0;
        const auto attempt = static_cast<std::uint32_t>(input_.magnitude());
        if (telnyx_errors_nominal_delay_ms(&policy_, attempt, &nominal) == TELNYX_ERRORS_STATUS_OK &&
            telnyx_errors_backoff_ms(&policy_, attempt, static_cast<std::uint32_t>(input_.magnitude()), &spread) ==
                TELNYX_ERRORS_STATUS_OK) {
            complain_unless(spread <= nominal, "jitter makes a delay longer");
        }
    }

    fuzz::byte_source input_;
    std::array<telnyx_errors_report*, 3> reports_{};
    std::array<telnyx_errors_amendment, 3> rules_{};
    telnyx_errors_situation here_{};
    telnyx_errors_policy policy_{};
    telnyx_errors_ids ids_{};
    telnyx_errors_history history_{};
    telnyx_errors_history other_{};
    telnyx_errors_decision next_{};
    telnyx_errors_pause held_{};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    program{fuzz::text_of(data, size)}.run();
    return 0;
}
