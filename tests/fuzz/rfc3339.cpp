// Times: what the bodies write, against a reading by places and a calendar that counts; and the times that decisions name.
// An input of a time's size and more is read as a text, a shorter one is a number of seconds.
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

#include <telnyx/errors/instant.hpp>

#include "fuzz.hpp"
#include "naive_calendar.hpp"

namespace te = telnyx::errors;

namespace {

std::string shown(te::instant when) { return when.known() ? std::to_string(when.unix_seconds()) : "not known"; }

// RFC 3339 by the places of its characters.
te::instant read_by_places(std::string_view text) {
    const std::string_view head = text.substr(0, 19);
    if (!naive::looks_like(head, "dddd-dd-ddTdd:dd:dd") && !naive::looks_like(head, "dddd-dd-ddtdd:dd:dd") &&
        !naive::looks_like(head, "dddd-dd-dd dd:dd:dd")) {
        return {};
    }
    std::string_view tail = text.substr(19);
    if (!tail.empty() && tail[0] == '.') {
        const std::size_t end = tail.find_first_not_of("0123456789", 1);
        if (end == 1 || end == std::string_view::npos) {
            return {};
        }
        tail = tail.substr(end);
    }
    std::int64_t offset = 0;
    if (naive::looks_like(tail, "+dd:dd") || naive::looks_like(tail, "-dd:dd")) {
        const int hours = naive::number(tail.substr(1, 2));
        const int minutes = naive::number(tail.substr(4, 2));
        if (hours >= 24 || minutes >= 60) {
            return {};
        }
        offset = (tail[0] == '-' ? -60 : 60) * (hours * 60 + minutes);
    } else if (tail != "Z" && tail != "z") {
        return {};
    }
    const naive::date day{naive::number(head.substr(0, 4)), naive::number(head.substr(5, 2)), naive::number(head.substr(8, 2))};
    const int hour = naive::number(head.substr(11, 2));
    const int minute = naive::number(head.substr(14, 2));
    const int second = naive::number(head.substr(17, 2));
    if (day.month == 0 || day.month > 12 || day.day == 0 || day.day > naive::month_length(day.year, day.month) || hour >= 24 ||
        minute >= 60 || second > 60) {
        return {};
    }
    return te::instant{naive::days_of(day) * 86400 + hour * 3600 + minute * 60 + second - offset};
}

std::string written(std::int64_t unix_seconds) {
    std::int64_t days = unix_seconds / 86400;
    std::int64_t rest = unix_seconds % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    const naive::date day = naive::date_of(days);
    char buffer[64];
    std::snprintf(buffer, sizeof(buffer), "%04d-%02d-%02dT%02d:%02d:%02dZ", day.year, day.month, day.day,
                  static_cast<int>(rest / 3600), static_cast<int>(rest / 60 % 60), static_cast<int>(rest % 60));
    return buffer;
}

constexpr std::int64_t first_second = -62167219200; // 0000-01-01T00:00:00Z
constexpr std::int64_t last_second = 253402300799;  // 9999-12-31T23:59:59Z

void check_instant(te::instant when) {
    const std::int64_t seconds = when.unix_seconds();
    const auto show = [&] { return std::to_string(seconds); };
    if (seconds >= first_second && seconds <= last_second) {
        const std::string text = written(seconds);
        fuzz::require(te::parse_rfc3339(text) == when, "a time that was written out is read as another",
                      [&] { return text + ": " + shown(te::parse_rfc3339(text)) + " instead of " + shown(when); });
    }
    const te::instant minute = te::next_minute(when);
    const te::instant utc = te::next_midnight_utc(when);
    const te::instant pacific = te::next_midnight_in_los_angeles(when);
    constexpr std::int64_t far = INT64_MAX - 200000;
    if (seconds < far && seconds > -far) {
        fuzz::require(minute.unix_seconds() > seconds && minute.unix_seconds() <= seconds + 60 && minute.unix_seconds() % 60 == 0,
                      "not the next minute", show);
        fuzz::require(utc.unix_seconds() > seconds && utc.unix_seconds() <= seconds + 86400 && utc.unix_seconds() % 86400 == 0,
                      "not the next midnight in UTC", show);
    }
    fuzz::require(pacific.known() == (seconds >= -last_second && seconds <= last_second), "Los Angeles is known or not", show);
    if (pacific.known() && seconds >= first_second + 86400 && seconds <= last_second - 86400) {
        const std::int64_t then = pacific.unix_seconds();
        fuzz::require(then > seconds && then <= seconds + 25 * 3600, "the next midnight in Los Angeles is too far", show);
        const std::int64_t there = then + naive::los_angeles_offset(then);
        fuzz::require(there % 86400 == 0, "it is not midnight in Los Angeles",
                      [&] { return show() + ": " + std::to_string(then); });
        // No midnight lies between: the clock there showed the day before at the second asked about.
        const std::int64_t here = seconds + naive::los_angeles_offset(seconds);
        fuzz::require(here >= there - 86400 && here < there, "a midnight in Los Angeles was missed",
                      [&] { return show() + ": " + std::to_string(then); });
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::text_of(data, size);
    if (size < 12) {
        fuzz::byte_source bytes{text};
        const std::size_t way = bytes.below(4);
        const auto number = static_cast<std::int64_t>(bytes.number(8));
        // Any number, and numbers within the calendar.
        check_instant(te::instant{way == 0 ? number : number % last_second});
        return 0;
    }
    const te::instant expected = read_by_places(text);
    const te::instant found = te::parse_rfc3339(text);
    fuzz::require(found == expected, "RFC 3339 is read as another time",
                  [&] { return fuzz::escaped(text) + ": " + shown(found) + " instead of " + shown(expected); });
    if (found.known()) {
        check_instant(found);
    }
    return 0;
}
