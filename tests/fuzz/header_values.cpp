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
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
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

// The number of a name in a list of names of three letters; -1 if it is none of them.
int number_of(std::string_view name, std::string_view names) {
    const std::size_t place = names.find(name);
    return name.size() != 3 || place == std::string_view::npos || place % 3 != 0 ? -1 : static_cast<int>(place / 3);
}

// A date of HTTP as it is written.
struct written_date {
    bool valid = false;
    bool two_digits = false;
    bool any_weekday = false; // a wrong one is accepted
    int weekday = -1;
    naive::date day{};
    int hour = 0;
    int minute = 0;
    int second = 0;
};

constexpr std::string_view weekdays = "SunMonTueWedThuFriSat";

written_date read_parts(std::string_view weekday, std::string_view year, std::string_view month, std::string_view day,
                        std::string_view clock) {
    const int month_number = number_of(month, "JanFebMarAprMayJunJulAugSepOctNovDec");
    written_date result;
    result.weekday = number_of(weekday, weekdays);
    result.two_digits = year.size() == 2;
    result.day = {naive::number(year), month_number + 1, day[0] == ' ' ? day[1] - '0' : naive::number(day)};
    result.hour = naive::number(clock.substr(0, 2));
    result.minute = naive::number(clock.substr(3, 2));
    result.second = naive::number(clock.substr(6, 2));
    result.valid = result.weekday >= 0 && month_number >= 0 && result.hour < 24 && result.minute < 60 && result.second <= 60;
    return result;
}

// \param in_header  as Retry-After and Date may have it, with a wrong weekday, and with other names of UTC
written_date read_written(std::string_view text, bool in_header) {
    if (in_header && text.size() > 25 && naive::looks_like(text.substr(3, 5), ", dd ") &&
        naive::looks_like(text.substr(11, 15), " dddd dd:dd:dd ")) {
        const std::string_view zone = text.substr(26);
        written_date result =
            read_parts(text.substr(0, 3), text.substr(12, 4), text.substr(8, 3), text.substr(5, 2), text.substr(17, 8));
        result.any_weekday = true;
        result.valid = result.valid && (zone == "GMT" || zone == "UTC" || zone == "+0000" || zone == "-0000");
        return result;
    }
    if (text.size() == 29 && naive::looks_like(text.substr(3, 5), ", dd ") &&
        naive::looks_like(text.substr(11), " dddd dd:dd:dd GMT")) {
        return read_parts(text.substr(0, 3), text.substr(12, 4), text.substr(8, 3), text.substr(5, 2), text.substr(17, 8));
    }
    if (text.size() == 24 && text[3] == ' ' && text[7] == ' ' &&
        (naive::looks_like(text.substr(8), "dd dd:dd:dd dddd") || naive::looks_like(text.substr(8), " d dd:dd:dd dddd"))) {
        return read_parts(text.substr(0, 3), text.substr(20, 4), text.substr(4, 3), text.substr(8, 2), text.substr(11, 8));
    }
    for (const std::string_view name : {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}) {
        const std::string_view rest = text.substr((std::min)(name.size(), text.size()));
        if (text.substr(0, name.size()) == name && rest.size() == 24 && naive::looks_like(rest.substr(0, 5), ", dd-") &&
            naive::looks_like(rest.substr(8), "-dd dd:dd:dd GMT")) {
            return read_parts(name.substr(0, 3), rest.substr(9, 2), rest.substr(5, 3), rest.substr(2, 2), rest.substr(12, 8));
        }
    }
    return {};
}

// The seconds of a date in a year; the 30th of February counts as the day after the 29th.
std::int64_t seconds_in(const written_date& date, int year) {
    const std::int64_t days = naive::days_of({year, date.day.month, 1}) + date.day.day - 1;
    return days * 86400 + date.hour * 3600 + date.minute * 60 + date.second;
}

te::instant resolved(const written_date& date, te::instant now) {
    if (!date.valid) {
        return {};
    }
    int year = date.day.year;
    if (date.two_digits) {
        constexpr std::int64_t last_second = 253402300799; // of the year 9999
        year += year < 69 ? 2000 : 1900;
        if (now.known() && now.unix_seconds() >= -last_second && now.unix_seconds() <= last_second) {
            // Years from -1 to 10000 only: the counting calendar ends there, so moves of 400 years, which change nothing, bring
            // the time into it.
            constexpr std::int64_t cycle = std::int64_t{146097} * 86400;
            int cycles = 0;
            std::int64_t time = now.unix_seconds();
            for (; time < cycle / 400 * -1000; time += cycle) {
                --cycles;
            }
            for (; time > cycle / 400 * 2000; time -= cycle) {
                ++cycles;
            }
            year = date.day.year + 4100; // counts down to the first year that is not too late
            while (seconds_in(date, year - 50) > time) {
                year -= 100;
            }
            if (date.day.day == 0 || date.day.day > naive::month_length(year, date.day.month) ||
                naive::weekday_of(naive::days_of({year, date.day.month, date.day.day})) != date.weekday) {
                return {};
            }
            return te::instant{seconds_in(date, year) + cycles * cycle};
        }
    }
    if (date.day.day == 0 || date.day.day > naive::month_length(year, date.day.month) ||
        (!date.any_weekday && naive::weekday_of(naive::days_of({year, date.day.month, date.day.day})) != date.weekday)) {
        return {};
    }
    return te::instant{seconds_in(date, year)};
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
        const te::instant date = resolved(read_written(value, true), now);
        if (date.known() && now.known()) {
            return te::delay{milliseconds_between(now.unix_seconds(), date.unix_seconds())};
        }
        return {};
    }
    if (name != "x-ratelimit-reset" || !decimal) {
        return {};
    }
    constexpr wide last_second = 9999999999U;
    const wide given = thousandths / 1000;
    if (given < 1000000000) {
        return te::delay{static_cast<std::uint64_t>(thousandths)};
    }
    const wide seconds = given > last_second ? given / 1000 : given; // milliseconds
    if (now.known() && seconds >= 1000000000 && seconds <= last_second) {
        return te::delay{milliseconds_between(now.unix_seconds(), static_cast<std::int64_t>(seconds))};
    }
    return {};
}

using headers = std::vector<std::pair<std::string, std::string>>;

// The current time: the caller's, else the first valid one of the headers.
te::instant reference_of(const headers& all, te::instant now) {
    for (const auto& header : all) {
        if (!now.known() && lower_case(without_blanks(header.first)) == "date") {
            now = resolved(read_written(without_blanks(header.second), true), {});
        }
    }
    return now;
}

// Whether a value counts for its name although no current time may make a delay of it.
bool is_valid_for(const std::string& name, std::string_view value, te::instant now) {
    const te::instant any{0};
    const written_date date = read_written(value, true);
    bool later_known = false;
    for (int year = date.day.year; year < 400 && date.valid && date.two_digits && !now.known(); year += 100) {
        written_date full = date;
        full.two_digits = false;
        full.day.year = year;
        later_known = later_known || resolved(full, {}).known();
    }
    if (name == "retry-after" && date.two_digits && !now.known()) {
        return later_known;
    }
    return delay_of(name, value, now.known() ? now : any).known();
}

// The first of each name that makes sense, and of these the one that outranks the others.
te::retry_hint expected_hint(const headers& all, te::instant now) {
    te::retry_hint result;
    const te::instant reference = reference_of(all, now);
    for (const char* const name : {"retry-after-ms", "retry-after", "x-ratelimit-reset"}) {
        bool found = false;
        for (const auto& header : all) {
            const std::string_view value = without_blanks(header.second);
            if (lower_case(without_blanks(header.first)) == name && !found && is_valid_for(name, value, now)) {
                found = true;
                if (!result.delay.known()) {
                    result.delay = delay_of(name, value, reference);
                    result.rate_limit_only = result.delay.known() && std::string_view{name} == "x-ratelimit-reset";
                }
            }
        }
    }
    for (const auto& header : all) {
        const std::string value = lower_case(without_blanks(header.second));
        if (lower_case(without_blanks(header.first)) == "x-should-retry" && result.should_retry == te::server_wish::none) {
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
        const written_date written = read_written(value, false);
        const te::instant expected_date = value.size() == 29 && value[3] == ',' ? resolved(written, {}) : te::instant{};
        fuzz::require(date == expected_date, "IMF-fixdate is read as another time",
                      [&] { return fuzz::escaped(value) + ": " + shown(date) + " instead of " + shown(expected_date); });
        const te::instant any_form = te::parse_http_date(value, now);
        fuzz::require(any_form == resolved(written, now), "an HTTP date is read as another time", [&] {
            return fuzz::escaped(value) + ", now " + shown(now) + ": " + shown(any_form) + " instead of " +
                   shown(resolved(written, now));
        });
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
    // The same headers as lines.
    std::string lines;
    bool writable = true;
    for (const auto& header : all) {
        const bool blank = !header.first.empty() && std::string_view{" \t\r\n"}.find(header.first[0]) != std::string_view::npos;
        writable = writable && !blank && lower_case(header.first.substr(0, 5)) != "http/" &&
                   (header.first + header.second).find('\n') == std::string::npos && header.first.find(':') == std::string::npos;
        lines += header.first + ':' + header.second + "\r\n";
    }
    if (writable) {
        te::retry_hint_reader reader{now};
        reader.header_lines(lines);
        fuzz::require(same(reader.hint(), hint), "header lines give another hint than headers", show);
    }
    // Headers of different names come in any order.
    headers sorted = all;
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
        return lower_case(without_blanks(left.first)) < lower_case(without_blanks(right.first));
    });
    fuzz::require(same(te::read_retry_hint(sorted, now), hint), "the order of the headers matters", show);
    return 0;
}
