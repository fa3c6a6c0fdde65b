// The bodies of tests/bodies, each against its hand-written expectation, through text, json and ordered_json; and the
// bodies of the directory that TELNYX_ERRORS_EXTRA_BODIES names, which must give the same answer every way.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>

#include "catch.hpp"
#include "rare_payloads.hpp"
#include "report_description.hpp"

namespace te = telnyx::errors;

namespace {

// What the three ways must agree on, whatever the body is.
json read_every_way(const std::string& body) {
    const te::report owned = te::read(body);
    const json from_text = description_of(owned);
    const json parsed = json::parse(body, nullptr, false);
    CHECK(parsed.is_discarded() == (owned.kind() == te::kind::not_json));
    if (!parsed.is_discarded()) {
        const json from_json = description_of(te::read(parsed));
        INFO("from text: " << shown(from_text) << "\nfrom json: " << shown(from_json));
        CHECK((from_json == from_text));
        const nlohmann::ordered_json ordered = nlohmann::ordered_json::parse(body, nullptr, false);
        const json from_ordered = description_of(te::read(ordered));
        INFO("from ordered_json: " << shown(from_ordered));
        CHECK((from_ordered == from_text));
    }
    // Reading is repeatable, and copies and moves of a report say what the report said.
    te::report copy = te::read(body);
    const te::report second = copy;
    CHECK((description_of(second) == from_text));
    const te::report moved = std::move(copy);
    CHECK((description_of(moved) == from_text));
    return from_text;
}

} // namespace

TEST_CASE("every body is read as its expectation says") {
    const std::vector<std::filesystem::path> bodies = files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/bodies", ".body");
    REQUIRE_FALSE(bodies.empty());
    for (const std::filesystem::path& path : bodies) {
        INFO(path.filename().string());
        std::filesystem::path expected_path = path;
        expected_path.replace_extension(".expected.json");
        json expected = json::parse(contents_of(expected_path), nullptr, false);
        REQUIRE(expected.is_object());
        CHECK(expected.erase("about") == 1);
        // The expectation names what is not empty, so the report must have these fields and no others.
        const json actual = read_every_way(contents_of(path));
        INFO("the differences, as a JSON patch: " << shown(json::diff(expected, actual)));
        CHECK((actual == expected));
    }
}

TEST_CASE("every rare payload is read as its row says") {
    for (const rare::payload& each : rare::payloads()) {
        const json actual = read_every_way(each.text);
        INFO(each.text << "\nexpected: " << each.expected << "\nactual: " << shown(actual));
        CHECK(rare::report_agrees(actual, each));
    }
}

TEST_CASE("extra bodies give the same answer every way") {
    const char* const directory = std::getenv("TELNYX_ERRORS_EXTRA_BODIES");
    if (directory == nullptr || *directory == '\0') {
        WARN("TELNYX_ERRORS_EXTRA_BODIES names no directory: no extra bodies were read");
        return;
    }
    const std::vector<std::filesystem::path> files = files_in(directory, "");
    REQUIRE_FALSE(files.empty());
    for (const std::filesystem::path& path : files) {
        INFO(path.string());
        read_every_way(contents_of(path));
    }
    WARN(files.size() << " extra bodies were read");
}

TEST_CASE("prefixes and damaged copies of every body are survived, and read alike") {
    for (const std::filesystem::path& path : files_in(TELNYX_ERRORS_TESTS_SOURCE "/tests/bodies", ".body")) {
        const std::string body = contents_of(path);
        if (body.size() > 4096) {
            continue;
        }
        INFO(path.filename().string());
        std::uint32_t state = 12345;
        const auto next = [&state] { return state = state * 1664525U + 1013904223U, state >> 8U; };
        for (int round = 0; round != 12; ++round) {
            std::string damaged = body.substr(0, body.empty() ? 0 : next() % (body.size() + 1));
            if (round % 2 == 0 && !body.empty()) {
                damaged = body;
                for (int change = 0; change != 3; ++change) {
                    constexpr std::string_view replacements = "{}[]\",:0123456789ntf\\ ";
                    damaged[next() % damaged.size()] = replacements[next() % replacements.size()];
                }
            }
            read_every_way(damaged);
        }
    }
}
