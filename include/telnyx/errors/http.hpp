// telnyx-errors: what HTTP says beside the body. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_HTTP_HPP
#define TELNYX_ERRORS_HTTP_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What the server says about another attempt.
struct retry_hint {
    /// The minimum wait that the server asks for; not known if it does not say.
    errors::delay delay{};
    /// Whether `delay` only says when a rate limit starts again (x-ratelimit-reset). Servers send that header also in responses
    /// that have nothing to do with the limit.
    bool rate_limit_only = false;
    /// Whether the server asks for another attempt, or forbids it (x-should-retry).
    server_wish should_retry = server_wish::none;

    /// Whether the server said nothing.
    [[nodiscard]] constexpr bool empty() const noexcept { return !delay.known() && should_retry == server_wish::none; }
};

/// Parses the value of a Retry-After header (RFC 9110): seconds, with a fraction or without, or a date in any form that
/// `parse_http_date` takes, in an IMF-fixdate also with a wrong weekday, or with "UTC", "+0000" or "-0000" for "GMT". Spaces, tabs
/// and line ends around the value are ignored. A past date means no delay. A date without a known `time`, and anything else, is no
/// hint. \param time  the current time.
[[nodiscard]] constexpr retry_hint parse_retry_after(std::string_view value, instant time = {}) noexcept;

/// The same, with the current time as Unix seconds.
[[nodiscard]] constexpr retry_hint parse_retry_after(std::string_view value, std::int64_t unix_time) noexcept;

/// Collects the hint of a response from its headers, one after the other, in any order. `retry-after-ms` outranks
/// `retry-after`, which outranks `x-ratelimit-reset`. Of headers with the same name the first valid one counts. A value of
/// `x-ratelimit-reset` is a number of seconds, or a Unix time in seconds or milliseconds; other numbers are no hint.
///
/// Dates, and the Unix time in `x-ratelimit-reset`, are waits only together with a current time: the one passed, else the `Date`
/// header of the response, wherever it is among the headers. Without both they are no hint: pass the time.
class retry_hint_reader {
public:
    /// \param time  the current time; the `Date` header is used where it is not known.
    constexpr explicit retry_hint_reader(instant time = {}) noexcept : time_(time) {}

    /// Takes a header. Names are compared without case. Spaces, tabs and line ends around name and value are ignored. Other headers
    /// and invalid values are ignored.
    constexpr void header(std::string_view name, std::string_view value) noexcept;

    /// Takes one or more header lines, "name: value", as libcurl passes them to a header callback or as a client stores the whole
    /// block. Lines end with CR LF, LF or the end of the string. A status line ("HTTP/1.1 429 ...") discards the headers before it:
    /// they are those of an interim response or of a redirect. Other lines without a colon, and continuations of a line (they begin
    /// with a space or a tab), are ignored.
    constexpr void header_lines(std::string_view lines) noexcept;

    /// The hint of the headers so far.
    [[nodiscard]] constexpr retry_hint hint() const noexcept;

private:
    constexpr void retry_after(std::string_view value) noexcept;
    constexpr void retry_after_ms(std::string_view value) noexcept;
    constexpr void rate_limit_reset(std::string_view value) noexcept;
    [[nodiscard]] constexpr instant reference() const noexcept { return time_.known() ? time_ : date_; }

    instant time_;
    instant date_{};
    delay milliseconds_{};
    delay seconds_{};
    detail::http_date until_{}; // of Retry-After; valid only if `seconds_` is not known
    delay reset_{};
    instant reset_at_{}; // known only if `reset_` is not
    server_wish wish_{server_wish::none};
};

/// The hint of a response, from its headers as any HTTP library holds them: a range of pairs (`first` the name, `second` the
/// value) that convert to std::string_view, such as a std::multimap<std::string, std::string>.
/// \param time  the current time, see `retry_hint_reader`. Without it, dates count only if the headers include `Date`.
template <class Headers>
[[nodiscard]] constexpr retry_hint read_retry_hint(const Headers& headers, instant time = {});

/// What an HTTP status says by itself: used only where there is no known code. The basis is `from_status`; for a status that is
/// no failure (2xx, 3xx) it is `none`. After an interim response (1xx) the final one is missing: it is judged as no response.
/// \param status  the HTTP status; 0 if there was no response.
[[nodiscard]] constexpr judgement judge_status(int status) noexcept;

namespace detail {

[[nodiscard]] constexpr bool is_interim(int status) noexcept { return status >= 100 && status < 200; }
[[nodiscard]] constexpr bool is_success(int status) noexcept { return status >= 200 && status < 300; }
[[nodiscard]] constexpr bool is_redirection(int status) noexcept { return status >= 300 && status < 400; }

// The ladder of statuses. The first row that holds the status applies.
struct status_range {
    int first;
    int last;
    errors::category category;
    retry_class retry;
    errors::wait wait;
    errors::scope scope;
    errors::remedy remedy;
};

inline constexpr status_range status_ladder[] = {
    {401, 401, category::account, retry_class::action_required, wait::none, scope::account, remedy::fix_credentials},
    {402, 402, category::account, retry_class::action_required, wait::none, scope::account, remedy::add_funds},
    {403, 403, category::account, retry_class::action_required, wait::none, scope::account, remedy::fix_credentials},
    // The request timed out at the server, which may have accepted it all the same.
    {408, 408, category::api, retry_class::unspecified, wait::none, scope::platform, remedy::investigate},
    // Refused before it had any effect.
    {429, 429, category::api, retry_class::automatic, wait::as_server_says, scope::account, remedy::retry_with_backoff},
    {400, 499, category::api, retry_class::permanent, wait::none, scope::message, remedy::fix_request},
};
// 5xx, no response or only an interim one, and what is no status: the request may have taken effect.
inline constexpr status_range other_statuses = {
    0, 0, category::api, retry_class::unspecified, wait::none, scope::platform, remedy::investigate};

[[nodiscard]] constexpr const status_range& range_of_status(int status) noexcept {
    for (const status_range& range : status_ladder) {
        if (status >= range.first && status <= range.last) {
            return range;
        }
    }
    return other_statuses;
}

// A number of seconds or milliseconds, with a fraction or without, in thousandths of its unit.
struct decimal {
    bool valid = false;
    std::uint64_t thousandths = 0; // rounded up; saturates
};

// Reads digits up to the first other character. Returns the number, saturated; advances `place`.
[[nodiscard]] constexpr std::uint64_t read_whole_number(std::string_view text, std::size_t& place) noexcept {
    std::uint64_t whole = 0;
    for (; place != text.size() && is_digit(text[place]); ++place) {
        const auto digit = static_cast<std::uint64_t>(text[place] - '0');
        whole = whole > (UINT64_MAX - digit) / 10 ? UINT64_MAX : whole * 10 + digit;
    }
    return whole;
}

// Reads the digits of a fraction. Returns thousandths, rounded up; advances `place`.
[[nodiscard]] constexpr std::uint64_t read_thousandths(std::string_view text, std::size_t& place) noexcept {
    std::uint64_t thousandths = 0;
    std::uint64_t unit = 100;
    bool more = false;
    for (; place != text.size() && is_digit(text[place]); ++place) {
        const auto digit = static_cast<std::uint64_t>(text[place] - '0');
        more = more || (unit == 0 && digit != 0);
        thousandths += digit * unit;
        unit /= 10;
    }
    return thousandths + (more ? 1U : 0U);
}

[[nodiscard]] constexpr decimal parse_decimal(std::string_view text) noexcept {
    std::size_t place = 0;
    const std::uint64_t whole = read_whole_number(text, place);
    if (place == 0) {
        return {};
    }
    std::uint64_t fraction = 0;
    if (place != text.size() && text[place] == '.') {
        const std::size_t first = ++place;
        fraction = read_thousandths(text, place);
        if (place == first) {
            return {};
        }
    }
    if (place != text.size()) {
        return {};
    }
    return {true, whole > (UINT64_MAX - fraction) / 1000 ? UINT64_MAX : whole * 1000 + fraction};
}

[[nodiscard]] constexpr retry_hint delay_hint(std::uint64_t milliseconds) noexcept {
    retry_hint hint{};
    hint.delay = delay{milliseconds};
    return hint;
}

// The wait from one time to another; not known if one of them is not.
[[nodiscard]] constexpr delay delay_until(instant then, instant time) noexcept {
    return then.known() && time.known() ? delay{milliseconds_until(then.unix_seconds(), time.unix_seconds())} : delay{};
}

// `x-ratelimit-reset` has two documented meanings: seconds, and a Unix time, which some gateways write in milliseconds. No window
// lasts thirty years, and no clock is before 2001 or after 2286. Anything else is no hint.
inline constexpr std::uint64_t first_plausible_unix_second = 1000000000;
inline constexpr std::uint64_t last_plausible_unix_second = 9999999999;

} // namespace detail

constexpr retry_hint parse_retry_after(std::string_view value, instant time) noexcept {
    const std::string_view text = detail::trim(value);
    const detail::decimal seconds = detail::parse_decimal(text);
    if (seconds.valid) {
        return detail::delay_hint(seconds.thousandths);
    }
    const instant date = time.known() ? detail::resolve(detail::read_http_date(text, true), time) : instant{};
    retry_hint hint{};
    hint.delay = detail::delay_until(date, time);
    return hint;
}

constexpr retry_hint parse_retry_after(std::string_view value, std::int64_t unix_time) noexcept {
    return parse_retry_after(value, instant{unix_time});
}

constexpr void retry_hint_reader::header(std::string_view name, std::string_view value) noexcept {
    name = detail::trim(name);
    value = detail::trim(value);
    if (detail::equal_ignoring_case(name, "retry-after-ms")) {
        retry_after_ms(value);
    } else if (detail::equal_ignoring_case(name, "retry-after")) {
        retry_after(value);
    } else if (detail::equal_ignoring_case(name, "x-ratelimit-reset")) {
        rate_limit_reset(value);
    } else if (detail::equal_ignoring_case(name, "date")) {
        date_ = date_.known() ? date_ : detail::resolve(detail::read_http_date(value, true), time_);
    } else if (detail::equal_ignoring_case(name, "x-should-retry") && wish_ == server_wish::none) {
        wish_ = detail::equal_ignoring_case(value, "true")    ? server_wish::retry
                : detail::equal_ignoring_case(value, "false") ? server_wish::no_retry
                                                              : server_wish::none;
    }
}

constexpr void retry_hint_reader::header_lines(std::string_view lines) noexcept {
    while (!lines.empty()) {
        const std::size_t end = lines.find('\n');
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(end == std::string_view::npos ? lines.size() : end + 1);
        if (detail::equal_ignoring_case(line.substr(0, 5), "http/")) {
            *this = retry_hint_reader{time_};
            continue;
        }
        const std::size_t colon = line.find(':');
        if (colon != std::string_view::npos && !detail::is_blank_or_line_end(line.front())) {
            header(line.substr(0, colon), line.substr(colon + 1));
        }
    }
}

constexpr void retry_hint_reader::retry_after(std::string_view value) noexcept {
    if (seconds_.known() || until_.valid) {
        return;
    }
    const detail::decimal seconds = detail::parse_decimal(value);
    if (seconds.valid) {
        seconds_ = delay{seconds.thousandths};
        return;
    }
    // Kept as it is written: the time that it is compared with, and that completes a two-digit year, may be in a later header.
    const detail::http_date date = detail::read_http_date(value, true);
    if (time_.known() ? detail::resolve(date, time_).known() : detail::exists_in_a_century(date)) {
        until_ = date;
    }
}

constexpr void retry_hint_reader::retry_after_ms(std::string_view value) noexcept {
    const detail::decimal milliseconds = detail::parse_decimal(value);
    if (milliseconds.valid && !milliseconds_.known()) {
        const std::uint64_t whole = milliseconds.thousandths / 1000 + (milliseconds.thousandths % 1000 != 0 ? 1 : 0);
        milliseconds_ = delay{milliseconds.thousandths == UINT64_MAX ? UINT64_MAX : whole};
    }
}

constexpr void retry_hint_reader::rate_limit_reset(std::string_view value) noexcept {
    const detail::decimal seconds = detail::parse_decimal(value);
    if (!seconds.valid || reset_.known() || reset_at_.known()) {
        return;
    }
    const std::uint64_t whole = seconds.thousandths / 1000;
    const std::uint64_t unix_second = whole <= detail::last_plausible_unix_second ? whole : whole / 1000;
    if (whole < detail::first_plausible_unix_second) {
        reset_ = delay{seconds.thousandths};
    } else if (unix_second >= detail::first_plausible_unix_second && unix_second <= detail::last_plausible_unix_second) {
        reset_at_ = instant{static_cast<std::int64_t>(unix_second)};
    }
}

constexpr retry_hint retry_hint_reader::hint() const noexcept {
    retry_hint result{};
    result.should_retry = wish_;
    result.delay = milliseconds_;
    if (!result.delay.known()) {
        result.delay = seconds_;
    }
    if (!result.delay.known() && reference().known()) {
        result.delay = detail::delay_until(detail::resolve(until_, reference()), reference());
    }
    if (!result.delay.known()) {
        result.delay = reset_.known() ? reset_ : detail::delay_until(reset_at_, reference());
        result.rate_limit_only = result.delay.known();
    }
    return result;
}

template <class Headers>
constexpr retry_hint read_retry_hint(const Headers& headers, instant time) {
    retry_hint_reader reader{time};
    for (const auto& header : headers) {
        reader.header(std::string_view{header.first}, std::string_view{header.second});
    }
    return reader.hint();
}

constexpr judgement judge_status(int status) noexcept {
    judgement result{};
    if (detail::is_success(status) || detail::is_redirection(status)) {
        return result;
    }
    const detail::status_range& range = detail::range_of_status(status);
    result.stage = stage::request;
    result.category = range.category;
    result.retry = range.retry;
    result.also = range.retry;
    result.basis = basis::from_status;
    result.wait = range.wait;
    result.scope = range.scope;
    result.remedy = range.remedy;
    return result;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
