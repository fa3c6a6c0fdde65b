// The headers about retrying: several headers of an answer, against a reading of the same rules by other means. The input is
// a line for each header, "name: value"; a line without a colon is a value of Retry-After. Its first eight bytes are the time.
#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors/http.hpp>

#include "fuzz.hpp"
#include "naive_calendar.hpp"

namespace te = telnyx::errors;

namespace {

__extension__ using wide = unsigned __int128;

std::string shown(te::instant when) { return when.known() ? std::to_string(when.unix_seconds()) : "not known"; }

std::string shown(const te::retry_hint& hint) {
    return (hint.delay.known() ? std::to_string(hint.delay.milliseconds()) : "no") + " ms" +
           (hint.rate_limit_only ? " (rate limit)" : "") + ", wish " + std::string{name(hint.should_retry)};
}

bool same(const te::retry_hint& left, const te::retry_hint& right) {
    return left.delay == right.delay && left.rate_limit_only == right.rate_limit_only && left.should_retry == right.should_retry;
}

std::string_view without_blanks(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

std::string lower_case(std::string_view text) {
    std::string result{text};
    for (char& c : result) {
        c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
    }
    return result;
}

// A decimal in thousandths, rounded up; far too large ones stop at 2^80.
bool read_decimal(std::string_view text, wide& thousandths) {
    const std::size_t point = text.find('.');
    const std::string_view whole = text.substr(0, point);
    std::string fraction{point == std::string_view::npos ? "0" : text.substr(point + 1)};
    constexpr const char* digits = "0123456789";
    if (whole.empty() || fraction.empty() || whole.find_first_not_of(digits) != std::string_view::npos ||
        fraction.find_first_not_of(digits) != std::string::npos) {
        return false;
    }
    fraction.resize((std::max)(fraction.size(), std::size_t{3}), '0');
    thousandths = 0;
    constexpr wide most = wide{1} << 80U;
    for (const char c : std::string(whole) + fraction.substr(0, 3)) {
        thousandths = (std::min)(thousandths * 10 + static_cast<unsigned>(c - '0'), most);
    }
    if (fraction.find_first_not_of('0', 3) != std::string::npos) {
        ++thousandths;
    }
    return true;
}

std::uint64_t saturated(wide value) { return value > UINT64_MAX ? UINT64_MAX : static_cast<std::uint64_t>(value); }

std::uint64_t milliseconds_between(std::int64_t now, std::int64_t then) {
    __extension__ using wide_signed = __int128;
    const wide_signed seconds = static_cast<wide_signed>(then) - now;
    return seconds <= 0 ? 0 : saturated(static_cast<wide>(seconds) * 1000);
}

te::instant read_fixdate(std::string_view text) {
    constexpr std::string_view months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    constexpr std::string_view weekdays = "SunMonTueWedThuFriSat";
    if (text.size() != 29 || !naive::looks_like(text.substr(3, 5), ", dd ") ||
        !naive::looks_like(text.substr(11), " dddd dd:dd:dd GMT")) {
        return {};
    }
    const std::size_t month = months.find(text.substr(8, 3));
    const std::size_t weekday = weekdays.find(text.substr(0, 3));
    if (month == std::string_view::npos || month % 3 != 0 || weekday == std::string_view::npos || weekday % 3 != 0) {
        return {};
    }
    const naive::date day{naive::number(text.substr(12, 4)), static_cast<int>(month / 3) + 1, naive::number(text.substr(5, 2))};
    const int hour = naive::number(text.substr(17, 2));
    const int minute = naive::number(text.substr(20, 2));
    const int second = naive::number(text.substr(23, 2));
    if (day.day == 0 || day.day > naive::month_length(day.year, day.month) || hour >= 24 || minute >= 60 || second > 60) {
        return {};
    }
    const std::int64_t days = naive::days_of(day);
    if (naive::weekday_of(days) != static_cast<int>(weekday / 3)) {
        return {};
    }
    return te::instant{days * 86400 + hour * 3600 + minute * 60 + second};
}

te::delay delay_of(const std::string& name, std::string_view value, te::instant now) {
    wide thousandths = 0;
    const bool decimal = read_decimal(value, thousandths);
    if (name == "retry-after-ms") {
        // Numbers beyond 64 bits of thousandths stop there, whatever their unit.
        const bool beyond = thousandths > UINT64_MAX;
        const std::uint64_t milliseconds = beyond ? UINT64_MAX : static_cast<std::uint64_t>((thousandths + 999) / 1000);
        return decimal ? te::delay{milliseconds} : te::delay{};
    }
    if (name == "retry-after") {
        if (decimal) {
            return te::delay{saturated(thousandths)};
        }
        const te::instant date = read_fixdate(value);
        if (date.known() && now.known()) {
            return te::delay{milliseconds_between(now.unix_seconds(), date.unix_seconds())};
        }
        return {};
    }
    if (name != "x-ratelimit-reset" || !decimal) {
        return {};
    }
    const wide seconds = thousandths / 1000;
    if (seconds < 1000000000) {
        return te::delay{static_cast<std::uint64_t>(thousandths)};
    }
    if (now.known() && seconds <= static_cast<wide>(INT64_MAX / 1000)) {
        return te::delay{milliseconds_between(now.unix_seconds(), static_cast<std::int64_t>(seconds))};
    }
    return {};
}

using headers = std::vector<std::pair<std::string, std::string>>;

// The first of each name that makes sense, and of these the one that outranks the others.
te::retry_hint expected_hint(const headers& all, te::instant now) {
    te::retry_hint result;
    for (const char* const name : {"retry-after-ms", "retry-after", "x-ratelimit-reset"}) {
        for (const auto& header : all) {
            if (lower_case(header.first) == name && !result.delay.known()) {
                result.delay = delay_of(name, without_blanks(header.second), now);
                result.rate_limit_only = result.delay.known() && std::string_view{name} == "x-ratelimit-reset";
            }
        }
    }
    for (const auto& header : all) {
        const std::string value = lower_case(without_blanks(header.second));
        if (lower_case(header.first) == "x-should-retry" && result.should_retry == te::server_wish::none) {
            result.should_retry = value == "true"    ? te::server_wish::retry
                                  : value == "false" ? te::server_wish::no_retry
                                                     : te::server_wish::none;
        }
    }
    return result;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::byte_source bytes{fuzz::text_of(data, size)};
    const auto seconds = static_cast<std::int64_t>(bytes.number(8));
    const te::instant now = seconds == 0 ? te::instant{} : te::instant{seconds};
    headers all;
    std::string_view rest = bytes.rest();
    while (!rest.empty()) {
        const std::size_t end = (std::min)(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix((std::min)(end + 1, rest.size()));
        const std::size_t colon = line.find(':');
        // The colons of a date are none of a header's.
        if (colon == std::string_view::npos || line.find(',') < colon) {
            all.emplace_back("Retry-After", line);
        } else {
            all.emplace_back(line.substr(0, colon), line.substr(colon + 1));
        }
    }
    const auto show = [&] {
        std::string result = "now " + shown(now);
        for (const auto& header : all) {
            result += "\n  " + fuzz::escaped(header.first) + ": " + fuzz::escaped(header.second);
        }
        return result;
    };
    for (const auto& header : all) {
        const std::string_view value = without_blanks(header.second);
        const te::instant date = te::parse_imf_fixdate(value);
        const te::instant expected_date = read_fixdate(value);
        fuzz::require(date == expected_date, "IMF-fixdate is read as another time",
                      [&] { return fuzz::escaped(value) + ": " + shown(date) + " instead of " + shown(expected_date); });
        te::retry_hint expected;
        expected.delay = delay_of("retry-after", value, now);
        const te::retry_hint hint = te::parse_retry_after(header.second, now);
        fuzz::require(same(hint, expected), "Retry-After is read as something else", [&] {
            return fuzz::escaped(header.second) + ", now " + shown(now) + ": " + shown(hint) + " instead of " + shown(expected);
        });
    }
    const te::retry_hint expected = expected_hint(all, now);
    const te::retry_hint hint = te::read_retry_hint(all, now);
    fuzz::require(same(hint, expected), "the headers together give another hint",
                  [&] { return shown(hint) + " instead of " + shown(expected) + ", " + show(); });
    // Headers of different names come in any order.
    headers sorted = all;
    std::stable_sort(sorted.begin(), sorted.end(),
                     [](const auto& left, const auto& right) { return lower_case(left.first) < lower_case(right.first); });
    fuzz::require(same(te::read_retry_hint(sorted, now), hint), "the order of the headers matters", show);
    return 0;
}
