// telnyx-errors: what HTTP says beside the body. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_HTTP_HPP
#define TELNYX_ERRORS_HTTP_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What the server says about trying again.
struct retry_hint {
    /// Whether the server forbids or asks for another try (x-should-retry).
    enum class wish : std::uint8_t {
        none,     ///< It does not say.
        retry,    ///< It asks for another try.
        no_retry, ///< It forbids another try.
    };

    /// The least time to wait, in milliseconds; meaningful if `has_delay`.
    std::uint64_t delay_ms = 0;
    /// Whether the server said how long to wait.
    bool has_delay = false;
    /// Whether `delay_ms` only says when a rate limit starts again (x-ratelimit-reset), which servers also say in answers
    /// that have nothing to do with the limit.
    bool rate_limit_only = false;
    /// Whether another try is wished for.
    wish should_retry = wish::none;

    /// Whether the server said anything.
    [[nodiscard]] constexpr bool empty() const noexcept { return !has_delay && should_retry == wish::none; }
};

namespace detail {

[[nodiscard]] constexpr std::string_view trim(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) {
        text.remove_suffix(1);
    }
    return text;
}

// A number of seconds or milliseconds, with a fraction or without, in thousandths of its unit.
struct decimal {
    bool valid = false;
    std::uint64_t thousandths = 0; // rounded up; stops at the largest number
};

[[nodiscard]] constexpr decimal parse_decimal(std::string_view text) noexcept {
    decimal result{};
    std::uint64_t whole = 0;
    std::size_t i = 0;
    for (; i != text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        const auto digit = static_cast<std::uint64_t>(text[i] - '0');
        whole = whole > (UINT64_MAX - digit) / 10 ? UINT64_MAX : whole * 10 + digit;
    }
    if (i == 0) {
        return result;
    }
    std::uint64_t fraction = 0;
    if (i != text.size() && text[i] == '.') {
        const std::size_t first = ++i;
        bool more = false;
        for (; i != text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
            if (i - first < 3) {
                fraction = fraction * 10 + static_cast<std::uint64_t>(text[i] - '0');
            } else {
                more = more || text[i] != '0';
            }
        }
        if (i == first) {
            return result;
        }
        for (std::size_t digits = i - first; digits < 3; ++digits) {
            fraction *= 10;
        }
        fraction += more ? 1U : 0U;
    }
    if (i != text.size()) {
        return result;
    }
    result.valid = true;
    result.thousandths = whole > (UINT64_MAX - fraction) / 1000 ? UINT64_MAX : whole * 1000 + fraction;
    return result;
}

[[nodiscard]] constexpr retry_hint delay_hint(std::uint64_t delay_ms) noexcept {
    retry_hint hint{};
    hint.delay_ms = delay_ms;
    hint.has_delay = true;
    return hint;
}

// The time from now to then, and none if that is past.
[[nodiscard]] constexpr std::uint64_t milliseconds_until(std::int64_t then, std::int64_t now) noexcept {
    if (then <= now) {
        return 0;
    }
    const std::uint64_t seconds = static_cast<std::uint64_t>(then) - static_cast<std::uint64_t>(now);
    return seconds > UINT64_MAX / 1000 ? UINT64_MAX : seconds * 1000;
}

// `x-ratelimit-reset` has two documented meanings. No window lasts thirty years, and no clock stands before 2001.
inline constexpr std::uint64_t first_plausible_unix_second = 1000000000;

[[nodiscard]] constexpr bool same_header(std::string_view name, std::string_view lower_case) noexcept {
    if (name.size() != lower_case.size()) {
        return false;
    }
    for (std::size_t i = 0; i != name.size(); ++i) {
        const char c = name[i] >= 'A' && name[i] <= 'Z' ? static_cast<char>(name[i] - 'A' + 'a') : name[i];
        if (c != lower_case[i]) {
            return false;
        }
    }
    return true;
}

} // namespace detail

/// Reads the value of a Retry-After header: seconds, with a fraction or without, or a date (IMF-fixdate). A date that is
/// past means no delay; a date without a known `now`, and anything else, is no hint.
[[nodiscard]] constexpr retry_hint parse_retry_after(std::string_view value, instant now = {}) noexcept {
    const std::string_view text = detail::trim(value);
    const detail::decimal seconds = detail::parse_decimal(text);
    if (seconds.valid) {
        return detail::delay_hint(seconds.thousandths);
    }
    const instant date = parse_imf_fixdate(text);
    if (date.known() && now.known()) {
        return detail::delay_hint(detail::milliseconds_until(date.unix_seconds(), now.unix_seconds()));
    }
    return {};
}

/// The same, with the time as Unix seconds.
[[nodiscard]] constexpr retry_hint parse_retry_after(std::string_view value, std::int64_t unix_now) noexcept {
    return parse_retry_after(value, instant{unix_now});
}

/// Collects the hint of an answer from its headers, one after the other, in any order. `retry-after-ms` outranks
/// `retry-after`, which outranks `x-ratelimit-reset`; of headers with the same name the first that makes sense counts.
class retry_hint_reader {
public:
    /// \param now  needed for dates and for the Unix time in x-ratelimit-reset; without it these are no hints.
    constexpr explicit retry_hint_reader(instant now = {}) noexcept : now_(now) {}

    /// Takes a header; names are compared without regard to case, other headers and nonsense are passed over.
    constexpr void header(std::string_view name, std::string_view value) noexcept {
        if (detail::same_header(name, "retry-after-ms")) {
            const detail::decimal milliseconds = detail::parse_decimal(detail::trim(value));
            if (milliseconds.valid) {
                const std::uint64_t whole = milliseconds.thousandths / 1000 + (milliseconds.thousandths % 1000 != 0 ? 1 : 0);
                keep(3, milliseconds.thousandths == UINT64_MAX ? UINT64_MAX : whole);
            }
        } else if (detail::same_header(name, "retry-after")) {
            const retry_hint found = parse_retry_after(value, now_);
            if (found.has_delay) {
                keep(2, found.delay_ms);
            }
        } else if (detail::same_header(name, "x-ratelimit-reset")) {
            const detail::decimal seconds = detail::parse_decimal(detail::trim(value));
            if (!seconds.valid) {
                return;
            }
            if (seconds.thousandths / 1000 < detail::first_plausible_unix_second) {
                keep(1, seconds.thousandths);
            } else if (now_.known() && seconds.thousandths / 1000 <= static_cast<std::uint64_t>(INT64_MAX) / 1000) {
                keep(1, detail::milliseconds_until(static_cast<std::int64_t>(seconds.thousandths / 1000), now_.unix_seconds()));
            }
        } else if (detail::same_header(name, "x-should-retry")) {
            const std::string_view text = detail::trim(value);
            if (hint_.should_retry == retry_hint::wish::none) {
                hint_.should_retry = detail::same_header(text, "true")    ? retry_hint::wish::retry
                                     : detail::same_header(text, "false") ? retry_hint::wish::no_retry
                                                                          : retry_hint::wish::none;
            }
        }
    }

    /// What the headers so far say.
    [[nodiscard]] constexpr retry_hint hint() const noexcept { return hint_; }

private:
    constexpr void keep(int rank, std::uint64_t delay_ms) noexcept {
        if (rank > rank_) {
            rank_ = rank;
            hint_.delay_ms = delay_ms;
            hint_.has_delay = true;
            hint_.rate_limit_only = rank == 1;
        }
    }

    instant now_;
    retry_hint hint_{};
    int rank_{0};
};

/// The hint of an answer, from its headers as any HTTP library holds them: a range of pairs (`first` the name, `second` the
/// value) that convert to std::string_view, such as a std::multimap<std::string, std::string>.
template <class Headers>
[[nodiscard]] constexpr retry_hint read_retry_hint(const Headers& headers, instant now = {}) {
    retry_hint_reader reader{now};
    for (const auto& header : headers) {
        reader.header(std::string_view{header.first}, std::string_view{header.second});
    }
    return reader.hint();
}

/// What an HTTP status says by itself: the ladder that is used only where there is no known code. The basis is
/// `from_status`; for a status that is no failure (1xx, 2xx, 3xx) it is `none`. A status of 0 stands for no answer at all.
[[nodiscard]] constexpr judgement judge_status(int status) noexcept {
    judgement result{};
    if (status >= 100 && status < 400) {
        return result;
    }
    result.basis = basis::from_status;
    result.stage = stage::request;
    result.category = category::api;
    if (status == 429) { // refused before it had any effect
        result.retry = retry_class::automatic;
        result.wait = wait::as_server_says;
        result.scope = scope::account;
        result.remedy = remedy::retry_with_backoff;
    } else if (status == 401 || status == 403) {
        result.retry = retry_class::action_required;
        result.category = category::account;
        result.scope = scope::account;
        result.remedy = remedy::fix_credentials;
    } else if (status == 402) {
        result.retry = retry_class::action_required;
        result.category = category::account;
        result.scope = scope::account;
        result.remedy = remedy::add_funds;
    } else if (status >= 400 && status < 500 && status != 408) {
        result.retry = retry_class::permanent;
        result.scope = scope::message;
        result.remedy = remedy::fix_request;
    } else { // 408, 5xx, no answer: the request may have taken effect
        result.retry = retry_class::unspecified;
        result.scope = scope::platform;
        result.remedy = remedy::investigate;
    }
    return result;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
