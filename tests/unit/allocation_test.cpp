// Counts the allocations of a read: every allocation function of the program is replaced.
#include <cstddef>
#include <cstdint>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "counted_new.hpp"
#include "sample_bodies.hpp"

namespace te = telnyx::errors;

using counted_new::allocations_of;

TEST_CASE("allocations are counted") {
    // Kept, because a compiler may remove an allocation whose result is not used.
    std::string kept;
    CHECK(allocations_of([&] { kept.assign(100, 'x'); }) == 1);
    CHECK(kept.size() == 100);
    CHECK(allocations_of([] { ::operator delete(::operator new(8, std::nothrow)); }) == 1);
}

TEST_CASE("table, lookup, classification and decision allocate nothing") {
    volatile std::size_t sink = 0;
    CHECK(allocations_of([&] {
              for (std::int64_t number = 39000; number != 42000; ++number) {
                  sink = sink + te::lookup(number).title.size() + static_cast<std::size_t>(te::classify(number).retry);
              }
              sink = sink + te::lookup("40300").cause.size() + te::lookup(te::code::queue_full).action.size();
              te::situation here;
              here.time = te::instant{1768507200};
              for (const te::code_info& row : te::table) {
                  sink = sink + static_cast<std::size_t>(te::decide(row.id, here).delay.milliseconds());
              }
          }) == 0);
}

TEST_CASE("a parsed document is read without an allocation, up to 8 errors and 8 recipients") {
    CHECK(sample::failed_webhook.size() >= 1650);
    CHECK(sample::failed_webhook.size() <= 1950);
    const nlohmann::json webhook = nlohmann::json::parse(sample::failed_webhook);
    const nlohmann::ordered_json ordered = nlohmann::ordered_json::parse(sample::failed_webhook);
    te::outcome outcome = te::outcome::none;
    CHECK(allocations_of([&] { outcome = te::read(webhook).outcome(); }) == 0);
    CHECK(outcome == te::outcome::failed);
    CHECK(allocations_of([&] { outcome = te::read(ordered).outcome(); }) == 0);

    nlohmann::json full = webhook;
    nlohmann::json& payload = full["data"]["payload"];
    const nlohmann::json error = payload["errors"][0];
    const nlohmann::json recipient = payload["to"][0];
    for (int i = 1; i != 8; ++i) {
        payload["errors"].push_back(error);
        payload["to"].push_back(recipient);
    }
    std::size_t seen = 0;
    CHECK(allocations_of([&] {
              const te::report_view report = te::read(full);
              const te::report_view copy = report;
              seen = copy.errors().size() + copy.recipients().size();
          }) == 0);
    CHECK(seen == 16);
    payload["errors"].push_back(error);
    CHECK(allocations_of([&] { seen = te::read(full).errors().size(); }) == 1);
    CHECK(seen == 9);
}

TEST_CASE("the errors of a temporary report are taken without an allocation") {
    const nlohmann::json webhook = nlohmann::json::parse(sample::failed_webhook);
    std::size_t seen = 0;
    CHECK(allocations_of([&] {
              for (const te::error_view& error : te::read(webhook).errors()) {
                  seen += error.title.size();
              }
          }) == 0);
    CHECK(seen != 0);
}

TEST_CASE("the digits of integer codes cost at most one allocation") {
    const std::string text = R"({"errors":[{"code":"40300","title":"Blocked due to STOP message"}]})";
    const std::string integer = R"({"errors":[{"code":40300,"title":"Blocked due to STOP message"}]})";
    const std::size_t with_strings = allocations_of([&] { static_cast<void>(te::read(text).kind()); });
    CHECK(allocations_of([&] { static_cast<void>(te::read(integer).kind()); }) == with_strings); // there is room for them
    const std::string title(254, 'x'); // of 256 characters that are reserved
    const std::string without = R"({"title":")" + title + R"(","errors":[]})";
    const std::string with = R"({"title":")" + title + R"(","errors":[40300]})";
    std::size_t kept = 1;
    const std::size_t without_code = allocations_of([&] { kept = te::read(without).errors().size(); });
    CHECK(kept == 0);
    CHECK(allocations_of([&] { kept = te::read(with).errors().size(); }) == without_code + 1);
    CHECK(kept == 1);
}

TEST_CASE("objects are as small as their contents") {
    constexpr bool has_64_bits = sizeof(void*) == 8;
    CHECK(sizeof(te::code_text) == (has_64_bits ? 40U : 32U));
    CHECK(sizeof(te::error_view) == (has_64_bits ? 136U : 84U));
    CHECK(sizeof(te::recipient_view) == (has_64_bits ? 72U : 36U));
    CHECK(sizeof(te::report_view) <= 2072);
    CHECK(sizeof(te::report) == sizeof(te::report_view) + sizeof(std::vector<char>));
}

TEST_CASE("a failed webhook is read from a string with few allocations") {
    te::outcome outcome = te::outcome::none;
    std::size_t dom = 0;
    const std::size_t count = allocations_of([&] { outcome = te::read(sample::failed_webhook).outcome(); });
    CHECK(outcome == te::outcome::failed);
    CHECK(count <= 20);
    dom = allocations_of([&] { const nlohmann::json document = nlohmann::json::parse(sample::failed_webhook); });
    WARN("allocations for a failed webhook of " << sample::failed_webhook.size() << " bytes: " << count
                                                << "; nlohmann's document alone: " << dom);
    CHECK(dom > 5 * count);
}
