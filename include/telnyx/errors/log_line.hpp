// telnyx-errors: a decision as one line of a log. SPDX-License-Identifier: MIT
//
// key=value, in a stable order, without phone numbers and without an allocation. Keys are only added, at the end, within a major
// version. A value is quoted where it is empty or has a character other than letters, digits and ._:+/@- in it.
#ifndef TELNYX_ERRORS_LOG_LINE_HPP
#define TELNYX_ERRORS_LOG_LINE_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/code.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/mask.hpp>
#include <telnyx/errors/printing.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/table.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A line of at most `Capacity` characters, stored in the object, without a line break.
template <std::size_t Capacity>
class log_text {
public:
    /// The line. Valid as long as this object.
    [[nodiscard]] constexpr std::string_view view() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return {characters_, size_}; }
    /// The same, for functions that take a view.
    constexpr operator std::string_view() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { // NOLINT(google-explicit-constructor)
        return view();
    }
    /// Whether something did not fit. Then the line ends before the first key whose value did not.
    [[nodiscard]] constexpr bool cut() const noexcept { return cut_; }

    /// Appends a key and its value. Control characters, quotes, backslashes and what is not ASCII are written as \xNN.
    constexpr log_text& add(std::string_view key, std::string_view value) noexcept;

private:
    constexpr void put(char c) noexcept {
        cut_ = cut_ || size_ == Capacity;
        if (!cut_) {
            characters_[size_++] = c;
        }
    }

    char characters_[Capacity]{};
    std::size_t size_{0};
    bool cut_{false};
};

/// The most characters of the line of a decision, whatever it says: proven at compile time below.
inline constexpr std::size_t decision_line_size = 320;
/// The most characters of the line of a payload. Its strings come from outside: long ones are cut to 80 characters, and of its
/// codes the first eight are listed.
inline constexpr std::size_t report_line_size = 1536;

/// A decision as `step=retry reason=transient code=40008 delay_ms=1000 ...`. The keys: step, reason, code, delay_ms, not_before,
/// scope, toward, remedy, actor, basis, consent, receipt. Those of a value that is not known are left out. A code of more than six
/// digits is written as `other`: it may be a phone number. O(1), no allocation.
[[nodiscard]] constexpr log_text<decision_line_size> log_line(const decision& next) noexcept;

/// The same with what the payload says, in these keys: message, event, type, outcome, codes; left out where the payload has none.
/// What reads as a phone number is masked, except in identifiers that are UUIDs. O(errors), no allocation.
[[nodiscard]] inline log_text<report_line_size> log_line(const decision& next, const report_view& report) noexcept;
/// The same, also for a temporary report.
[[nodiscard]] inline log_text<report_line_size> log_line(const decision& next, const report& report) noexcept;

namespace detail {

[[nodiscard]] constexpr bool is_plain(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' || c == ':' ||
           c == '+' || c == '/' || c == '@' || c == '-';
}
[[nodiscard]] constexpr bool is_plain(std::string_view value) noexcept {
    for (const char c : value) {
        if (!is_plain(c)) {
            return false;
        }
    }
    return !value.empty();
}

template <std::size_t Capacity>
constexpr void add_number(log_text<Capacity>& line, std::string_view key, std::uint64_t number) noexcept {
    line.add(key, short_text{}.append(number).view());
}

// A number with more digits may be a phone number. No known code has so many.
inline constexpr std::int64_t largest_code = 999999;
static_assert(static_cast<std::int64_t>(rows::all[rows::count - 1].id) <= largest_code, "log_line.hpp: codes have become longer");

template <std::size_t Capacity>
constexpr void add_decision(log_text<Capacity>& line, const decision& next) noexcept {
    line.add("step", name(next.step)).add("reason", name(next.reason));
    if (next.governing_code != 0) {
        const bool is_short = next.governing_code > 0 && next.governing_code <= largest_code;
        const short_text digits = to_text(static_cast<code>(is_short ? next.governing_code : 0));
        line.add("code", is_short ? digits.view() : std::string_view{"other"});
    }
    if (next.delay.known()) {
        add_number(line, "delay_ms", next.delay.milliseconds());
    }
    if (next.not_before.known()) {
        line.add("not_before", to_text(next.not_before).view());
    }
    line.add("scope", name(next.scope)).add("toward", name(next.toward)).add("remedy", name(next.remedy));
    line.add("actor", name(next.actor())).add("basis", name(next.basis)).add("consent", name(next.consent));
    line.add("receipt", name(next.receipt));
}

// A string of a payload, without phone numbers, and not longer than a line can bear.
template <std::size_t Capacity>
constexpr void add_foreign(log_text<Capacity>& line, std::string_view key, std::string_view value) noexcept {
    constexpr std::size_t longest = 80;
    if (value.empty()) {
        return;
    }
    char copy[longest]{};
    const std::size_t size = value.size() < longest ? value.size() : longest;
    for (std::size_t i = 0; i != size; ++i) {
        copy[i] = value[i];
    }
    mask_phone_numbers(copy, size);
    line.add(key, std::string_view{copy, size});
}

template <std::size_t Capacity>
void add_codes(log_text<Capacity>& line, const report_view& report) noexcept {
    constexpr std::size_t most = 8;
    short_text list; // of at most 8 * 20 characters, or cut
    std::size_t count = 0;
    for (const error_view& error : report.errors()) {
        if (error.number > 0 && error.number <= largest_code && count != most) {
            list.append(count++ == 0 ? "" : "_").append(static_cast<std::uint64_t>(error.number));
        }
    }
    if (count != 0) {
        line.add("codes", list.view());
    }
}

// The longest names, so that the size of the line of a decision has a proof.
template <class E>
[[nodiscard]] constexpr std::size_t longest_name() noexcept {
    std::size_t longest = 0;
    for (const std::string_view each : names<E>::list) {
        longest = each.size() > longest ? each.size() : longest;
    }
    return longest;
}
inline constexpr std::size_t longest_decision_line =
    sizeof("step= reason= code= delay_ms= not_before= scope= toward= remedy= actor= basis= consent= receipt=") - 1 +
    longest_name<step>() + longest_name<reason>() + std::size_t{3} * 20 + longest_name<scope>() + longest_name<toward>() +
    longest_name<remedy>() + longest_name<actor>() + longest_name<basis>() + longest_name<consent>() + longest_name<receipt>() +
    2; // numbers have at most 20 characters, a time in Unix seconds "@" and a sign more
static_assert(longest_decision_line <= decision_line_size, "log_line.hpp: the line of a decision may not fit");

} // namespace detail

template <std::size_t Capacity>
constexpr log_text<Capacity>& log_text<Capacity>::add(std::string_view key, std::string_view value) noexcept {
    constexpr char digits[] = "0123456789ABCDEF";
    if (cut_) {
        return *this;
    }
    const std::size_t before = size_;
    if (size_ != 0) {
        put(' ');
    }
    for (const char c : key) {
        put(c);
    }
    put('=');
    const bool plain = detail::is_plain(value);
    if (!plain) {
        put('"');
    }
    for (const char c : value) {
        if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
            put(c);
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        put('\\');
        put('x');
        put(digits[byte / 16]);
        put(digits[byte % 16]);
    }
    if (!plain) {
        put('"');
    }
    size_ = cut_ ? before : size_;
    return *this;
}

constexpr log_text<decision_line_size> log_line(const decision& next) noexcept {
    log_text<decision_line_size> line;
    detail::add_decision(line, next);
    return line;
}

inline log_text<report_line_size> log_line(const decision& next, const report_view& report) noexcept {
    log_text<report_line_size> line;
    detail::add_decision(line, next);
    detail::add_foreign(line, "message", report.message_id());
    detail::add_foreign(line, "event", report.event_id());
    detail::add_foreign(line, "type", report.event_type());
    if (report.outcome() != outcome::none) {
        line.add("outcome", name(report.outcome()));
    }
    detail::add_codes(line, report);
    return line;
}

inline log_text<report_line_size> log_line(const decision& next, const report& report) noexcept {
    return log_line(next, detail::report_access::view(report));
}

TELNYX_ERRORS_END_NAMESPACE

#endif
