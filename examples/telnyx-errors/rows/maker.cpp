// telnyx-errors, the command line: from reports to rows. SPDX-License-Identifier: MIT
#include "rows/maker.hpp"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>

#include <telnyx/errors/strictness.hpp>

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t longest_code = 32;
constexpr std::size_t longest_name = 80;
constexpr std::size_t no_place = std::string_view::npos;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The first bytes of a text, without a part of a character.
std::string_view beginning_of(std::string_view text, std::size_t most) {
    std::size_t size = (std::min)(text.size(), most);
    while (size != 0 && size != text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return text.substr(0, size);
}

std::string_view name_in(std::string_view text) { return beginning_of(text, longest_name); }

// A message has one; events about other things do not.
std::string_view direction_of(const te::report_view& report) {
    return report.inbound() ? "inbound" : report.message_id().empty() && report.recipients().empty() ? "none" : "outbound";
}

// Whether a spreadsheet wrote a number as 1.20256E+10: some of its digits may be missing.
bool is_rounded(std::string_view number) {
    number.remove_prefix(number.substr(0, 1) == "+" ? 1 : 0);
    const std::size_t exponent = number.find_first_of("eE");
    return exponent != std::string_view::npos && exponent != 0 && is_digit(number.front()) &&
           number.substr(exponent + 1, 1) == "+" && number.substr(0, exponent).find_first_not_of("0123456789.,") == no_place &&
           number.substr(exponent + 2).find_first_not_of("0123456789") == no_place;
}

// Without the decimals of a number that a program took for one: 12025550147.0.
std::string_view without_decimals(std::string_view number) {
    const std::size_t point = number.rfind('.');
    const bool is_decimal = point != no_place && point != 0 && point + 1 != number.size() &&
                            number.find_first_not_of('0', point + 1) == no_place &&
                            number.substr(0, point).find_first_not_of("+0123456789") == no_place;
    return is_decimal ? number.substr(0, point) : number;
}

// What identifies a person or a sender: the last ten digits of a number, so "+13125550145", "(312) 555-0145" and "0013125550145"
// are the same; a name without digits as it is; nothing for a number that is masked or rounded. If two people in different
// countries share the digits, the worst result is a message that is not resent.
std::string key_of_number(std::string_view number) {
    constexpr std::size_t most = 10;
    number = without_decimals(number);
    std::string digits;
    for (std::size_t i = number.size(); i != 0 && digits.size() != most; --i) {
        if (is_digit(number[i - 1])) {
            digits += number[i - 1];
        }
    }
    if ((digits.size() != most && number.find('*') != no_place) || is_rounded(number)) {
        return {};
    }
    std::reverse(digits.begin(), digits.end());
    return digits.empty() ? std::string{name_in(number)} : digits;
}

} // namespace

// Each code once, in the order of the payload.
void row_maker::set_codes(const te::report_view& report) {
    codes_.clear();
    std::set<std::string_view> seen;
    for (const te::error_view& error : report.errors()) {
        const std::string_view code = error.code.empty() ? std::string_view{"-"} : beginning_of(error.code.view(), longest_code);
        if (report.errors().size() == 1 || seen.insert(code).second) {
            codes_ += codes_.empty() ? "" : " ";
            std::transform(code.begin(), code.end(), std::back_inserter(codes_),
                           [](char c) { return c == ' ' || c == '\0' ? '_' : c; });
        }
    }
}

void row_maker::set_decision(row& made, const te::report_view& report, const te::decision& next) {
    te::judgement columns{};
    code_.clear();
    made[column::known] = value{};
    if (next.governing_code != 0) {
        columns = te::classify(next.governing_code, te::context{report.channel()}, settings_.policy);
        code_ = std::to_string(next.governing_code);
        made[column::known] = std::int64_t{columns.known() ? 1 : 0};
    }
    made[column::code] = std::string_view{code_};
    made[column::step] = name(next.step);
    made[column::reason] = name(next.reason);
    made[column::scope] = name(next.scope);
    made[column::toward] = name(next.toward);
    made[column::remedy] = name(next.remedy);
    made[column::wait] = name(columns.wait);
    made[column::consent] = name(next.consent);
    made[column::not_before] = next.not_before;
    made[column::strictness] = te::strictness(next);
    made[column::receipt] = name(next.receipt);
}

row row_maker::whole(const te::report_view& report, const stated_response& stated, const row& location) {
    here_ = settings_.situation_of(report, stated);
    whole_ = settings_.decide(report, here_);
    sender_key_ = key_of_number(report.sender());
    set_codes(report);

    row made = location;
    made[column::kind] = name(report.kind());
    made[column::phase] = name(report.phase());
    made[column::channel] = name(decision_settings::channel_of(report, here_));
    made[column::event_id] = report.event_id();
    made[column::event_type] = name_in(report.event_type());
    made[column::occurred_at] = te::parse_payload_time(report.occurred_at());
    made[column::completed_at] = te::parse_payload_time(report.completed_at());
    made[column::message_id] = report.message_id();
    made[column::sender] = name_in(report.sender());
    made[column::sender_key] = std::string_view{sender_key_};
    made[column::profile] = name_in(report.messaging_profile_id());
    made[column::campaign] = name_in(report.campaign_id());
    made[column::http_status] = here_.http_status != 0 ? value{std::int64_t{here_.http_status}} : value{};
    made[column::direction] = direction_of(report);
    made[column::outcome] = made[column::payload_outcome] = name(report.outcome());
    made[column::codes] = std::string_view{codes_};
    made[column::problem] = name(report.problem());
    made[column::recipients] = static_cast<std::int64_t>(report.recipients().size());
    made[column::payload_step] = name(whole_.step);
    made[column::payload_consent] = name(whole_.consent);
    made[column::cost] = name_in(report.cost());
    made[column::currency] = name_in(report.currency());
    set_decision(made, report, whole_);
    if (report.recipients().size() == 1) {
        set_recipient(made, report, 0, whole_);
    }
    return made;
}

void row_maker::set_recipient(row& made, const te::report_view& report, std::size_t index, const te::decision& next) {
    const te::recipient_view& recipient = report.recipients()[index];
    recipient_key_ = key_of_number(recipient.phone_number);
    made[column::recipient_index] = static_cast<std::int64_t>(index);
    made[column::recipient] = name_in(recipient.phone_number);
    made[column::recipient_key] = std::string_view{recipient_key_};
    made[column::carrier] = name_in(recipient.carrier);
    made[column::outcome] = name(recipient.outcome);
    if (&next != &whole_) {
        set_decision(made, report, next);
    }
}

} // namespace command_line
