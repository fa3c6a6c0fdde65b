// Integration with the standard library: printing, <system_error> and <chrono>.
#include <chrono>
#include <cstdint>
#include <iomanip>
#include <limits>
#include <ratio>
#include <set>
#include <sstream>
#include <string>
#include <system_error>

#include <telnyx/errors/chrono.hpp>
#include <telnyx/errors/ostream.hpp>
#include <telnyx/errors/system_error.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;

namespace {

template <class Value>
std::string streamed(const Value& value) {
    std::ostringstream out;
    out << value;
    return out.str();
}

std::error_code refuse() { return te::code::blocked_stop; } // converts implicitly

std::set<std::int64_t> codes_that_are(std::error_condition condition) {
    std::set<std::int64_t> codes;
    for (const te::code_info& row : te::table) {
        if (make_error_code(row.id) == condition) {
            codes.insert(row.number());
        }
    }
    return codes;
}

} // namespace

TEST_CASE("a code converts to an error_code and equals its classes") {
    const std::error_code stop = refuse();
    CHECK(stop);
    CHECK(stop.value() == 40300);
    CHECK(std::string{stop.category().name()} == "telnyx.errors");
    CHECK(stop == te::code::blocked_stop);
    CHECK(stop != te::code::queue_full);
    CHECK(stop == te::retry_class::permanent);
    CHECK(stop != te::retry_class::automatic);
    CHECK(stop == te::condition::opted_out);
    CHECK(stop != te::condition::throttled);
    CHECK(stop.default_error_condition() == te::retry_class::permanent);
    CHECK(stop.message().find("Blocked due to STOP message: ") == 0);

    const std::error_code unregistered = te::error_code_of(40010); // documented in two classes
    CHECK(unregistered == te::retry_class::permanent);
    CHECK(unregistered == te::retry_class::action_required);
    CHECK(unregistered != te::retry_class::automatic);
    CHECK(unregistered == te::condition::configuration);
}

TEST_CASE("an unknown code is an error as well") {
    const std::error_code unknown = te::error_code_of(47000);
    CHECK(unknown);
    CHECK(unknown == te::retry_class::unspecified);
    CHECK(unknown.message() == "unknown Telnyx error code 47000");
    CHECK(te::number_of(unknown) == 47000);
    for (const std::int64_t number : {std::int64_t{0}, std::int64_t{-5}, std::int64_t{1} << 40, INT64_MIN, INT64_MAX}) {
        const std::error_code none = te::error_code_of(number);
        CHECK(none);
        CHECK(none.value() == -1);
        CHECK(te::number_of(none) == 0);
        CHECK(none.message() == "a Telnyx error without a code");
        CHECK(none != te::condition::throttled);
    }
    const std::error_code foreign{40300, std::generic_category()};
    CHECK(foreign != te::retry_class::permanent);
    CHECK(foreign != te::condition::opted_out);
    CHECK(te::number_of(foreign) == 0);
    CHECK(std::error_code{} != te::retry_class::automatic);
}

TEST_CASE("conditions are true for the documented codes") {
    CHECK(codes_that_are(te::condition::opted_out) == std::set<std::int64_t>{40300});
    // The codes for which the reference says that the rate was too high, a limit was reached or a queue is full.
    CHECK(codes_that_are(te::condition::throttled) == std::set<std::int64_t>{10011, 40002, 40011, 40014, 40016, 40018, 40318});
    const std::set<std::int64_t> setup = codes_that_are(te::condition::configuration);
    for (const int code :
         {40010, 40013, 40019, 40100, 40150, 40155, 40305, 40306, 40309, 40311, 40312, 40313, 40315, 40329, 40333}) {
        INFO(code);
        CHECK(setup.count(code) == 1);
    }
    for (const int code : {40001, 40008, 40015, 40016, 40300, 40310, 40318, 10011, 10015}) {
        INFO(code);
        CHECK(setup.count(code) == 0);
    }
    CHECK(make_error_condition(te::condition::throttled).message() == "too much was sent in too little time");
    CHECK(make_error_condition(te::retry_class::permanent).message() == "permanent");
    CHECK(std::string{te::condition_category().name()} == "telnyx.errors.condition");
    CHECK(std::string{te::retry_class_category().name()} == "telnyx.errors.retry_class");
}

TEST_CASE("messages have correct punctuation") {
    for (const te::code_info& row : te::table) {
        const std::string message = make_error_code(row.id).message();
        INFO(message);
        CHECK(message.find(".:") == std::string::npos);
        CHECK(message.back() == '.');
    }
}

TEST_CASE("names, codes, rows, instants and decisions can be streamed") {
    CHECK(streamed(te::retry_class::permanent) == "permanent");
    CHECK(streamed(te::step::fix_first) == "fix_first");
    CHECK(streamed(te::kind::webhook) == "webhook");
    CHECK(streamed(te::code::blocked_stop) == "40300");
    CHECK(streamed(static_cast<te::code>(-7)) == "-7");
    CHECK(streamed(te::lookup(40300)) == "40300 Blocked (STOP)");
    CHECK(streamed(te::lookup(47000)) == "unknown code");
    CHECK(streamed(te::lookup(40010).also) == "action_required");
    CHECK(streamed(te::lookup(40300).also) == "permanent");
    CHECK(streamed(te::delay{250}) == "250 ms");
    te::situation now;
    CHECK(streamed(te::decide(40300, now)) == "stop (permanent)");
    CHECK(streamed(te::decide(40333, now)) == "fix_first after 900000 ms (action_required): raise_limit, scope profile");
    CHECK(streamed(te::decide(40017, now)) == "fix_first (needs_intervention): revise_content, scope content toward carrier");
    CHECK(streamed(te::decide(40008, now)) == "retry after 1000 ms (transient)");
    now.failed_at = te::instant{1795512600};
    CHECK(streamed(te::decide(40020, now)) == "hold after 86400000 ms (on_hold)");
    std::ostringstream padded;
    padded << '[' << std::setw(10) << std::setfill('.') << te::step::stop << ']';
    CHECK(padded.str() == "[......stop]");
    std::ostringstream wide;
    for (int i = 0; i != 20; ++i) {
        wide << te::short_text{}.append("0123456789").append("x").view();
    }
    CHECK(wide.str().size() == 220);
}

TEST_CASE("a full short_text drops the rest") {
    te::short_text text;
    for (int i = 0; i != 100; ++i) {
        text.append("0123456789");
    }
    CHECK(text.view().size() == 127);
    CHECK(text.view().substr(120) == "0123456");
    CHECK(te::short_text{}.append(UINT64_MAX).view() == "18446744073709551615");
    CHECK(te::short_text{}.append(std::uint64_t{7}, 4).view() == "0007");
    CHECK(te::short_text{}.append(std::uint64_t{7}, 400).view() == "00000000000000000007");
}

TEST_CASE("a printed instant parses to the same instant") {
    CHECK(streamed(te::instant{}) == "unknown");
    CHECK(streamed(te::instant{0}) == "1970-01-01T00:00:00Z");
    CHECK(streamed(te::instant{1795512600}) == "2026-11-24T09:30:00Z");
    CHECK(streamed(te::instant{1709164800}) == "2024-02-29T00:00:00Z");
    CHECK(streamed(te::instant{-1}) == "1969-12-31T23:59:59Z");
    CHECK(streamed(te::instant{253402300799}) == "9999-12-31T23:59:59Z");
    CHECK(streamed(te::instant{253402300800}) == "@253402300800");
    CHECK(streamed(te::instant{-62167219200}) == "0000-01-01T00:00:00Z");
    CHECK(streamed(te::instant{-62167219201}) == "@-62167219201");
    CHECK(streamed(te::instant{INT64_MIN}) == "@-9223372036854775808");
    for (std::int64_t second = -62135596800; second < 253402300800; second += 86400 * 365 + 86399) {
        REQUIRE(te::parse_rfc3339(streamed(te::instant{second})) == te::instant{second});
    }
    for (std::int64_t second = 1767225600; second < 1830384000; second += 86400) { // each day of 2026 and 2027
        REQUIRE(te::parse_rfc3339(streamed(te::instant{second})) == te::instant{second});
    }
}

TEST_CASE("durations are converted and saturate") {
    using namespace std::chrono_literals;
    CHECK(te::to_milliseconds(1s) == 1000);
    CHECK(te::to_milliseconds(1500us) == 2);
    CHECK(te::to_milliseconds(0s) == 0);
    CHECK(te::to_milliseconds(1ns) == 1);
    CHECK(te::to_milliseconds(-1h) == 0);
    CHECK(te::to_milliseconds(std::chrono::duration<double>(0.25)) == 250);
    CHECK(te::to_milliseconds(std::chrono::duration<double>(std::numeric_limits<double>::quiet_NaN())) == 0);
    CHECK(te::to_milliseconds(std::chrono::duration<double>(std::numeric_limits<double>::infinity())) == UINT64_MAX);
    CHECK(te::to_milliseconds((std::chrono::duration<std::int64_t, std::ratio<3600>>::max)()) == UINT64_MAX);
    CHECK(te::to_milliseconds((std::chrono::milliseconds::min)()) == 0);
    CHECK(te::to_milliseconds(std::chrono::milliseconds{9007199254740993}) == 9007199254740993);

    CHECK(te::to_duration(te::delay{}) == 0ms);
    CHECK(te::to_duration(te::delay{1500}) == 1500ms);
    CHECK(te::to_duration(te::delay{UINT64_MAX}) == (std::chrono::milliseconds::max)());
}

TEST_CASE("time points of the system clock are converted") {
    using clock = std::chrono::system_clock;
    const clock::time_point when{std::chrono::seconds{1795512600}};
    CHECK(te::to_instant(when) == te::instant{1795512600});
    CHECK(te::to_instant(when + std::chrono::milliseconds{999}) == te::instant{1795512600});
    CHECK(te::to_instant(clock::time_point{std::chrono::milliseconds{-1}}) == te::instant{-1});
    CHECK(te::to_time_point(te::instant{1795512600}) == when);
    CHECK(te::to_time_point(te::instant{}) == clock::time_point{});
    CHECK(te::to_time_point(te::instant{}, when) == when);
    CHECK(te::to_time_point(te::instant{INT64_MAX}) == (clock::time_point::max)());
    CHECK(te::to_time_point(te::instant{-INT64_MAX}) == (clock::time_point::min)());
}

TEST_CASE("conditions have messages, and an invalid condition equals nothing") {
    CHECK(te::make_error_condition(te::condition::opted_out).message() == "the recipient opted out");
    CHECK(te::make_error_condition(te::condition::throttled).message() == "too much was sent in too little time");
    CHECK(te::make_error_condition(te::condition::configuration).message() == "something must be set up first");
    const auto none = static_cast<te::condition>(99);
    CHECK(te::make_error_condition(none).message() == "unknown condition");
    CHECK(te::make_error_code(te::code::blocked_stop) != te::make_error_condition(none));
}

TEST_CASE("no condition is 0, so each is true") {
    for (const te::retry_class value : te::enumerators<te::retry_class>) {
        CHECK(te::make_error_condition(value));
        CHECK(te::make_error_condition(value).message() == name(value));
    }
    for (const te::condition value : te::enumerators<te::condition>) {
        CHECK(te::make_error_condition(value));
    }
    CHECK(te::make_error_code(te::code::undeliverable).default_error_condition());
    CHECK(te::make_error_code(te::code::undeliverable) == te::retry_class::automatic);
    CHECK(te::make_error_code(te::code::undeliverable) != std::error_condition(0, te::retry_class_category()));
    CHECK(std::error_condition(0, te::retry_class_category()).message().empty());
}

TEST_CASE("decisions and delays in words") {
    te::decision next;
    next.step = te::step::hold;
    next.reason = te::reason::on_hold;
    next.not_before = te::instant{1768507200};
    CHECK(te::to_text(next).view() == "hold not before 2026-01-15T20:00:00Z (on_hold)");
    CHECK(te::to_text(te::delay{1500}).view() == "1500 ms");
    CHECK(te::to_text(te::delay{0}).view() == "0 ms");
    CHECK(te::to_text(te::delay{}).view() == "unknown");
}
