// Compares the output of triage with the totals of the traffic generator.
//
//     telnyx_errors_check_totals EXPECTED ACTUAL
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

int differences = 0;

void compare(const std::string& what, const json& expected, const json& actual) {
    if (expected != actual) {
        ++differences;
        std::printf("%s: expected %s, is %s\n", what.c_str(), expected.dump().c_str(), actual.dump().c_str());
    }
}

// Names that are not in the expectation are expected to be 0.
void compare_counts(const std::string& what, const json& expected, const json& actual) {
    std::uint64_t sum = 0;
    for (const auto& member : actual.items()) {
        compare(what + '.' + member.key(), expected.value(member.key(), 0), member.value());
        sum += expected.value(member.key(), std::uint64_t{0});
    }
    std::uint64_t all = 0;
    for (const auto& member : expected.items()) {
        all += member.value().get<std::uint64_t>();
    }
    compare("the sum of " + what, all, sum); // no name is missing
}

json read(const char* name) {
    std::ifstream file{name};
    json result = json::parse(file, nullptr, false);
    if (!result.is_object()) {
        std::printf("%s is not a JSON object\n", name);
        ++differences;
    }
    return result;
}

void compare_names(const std::string& what, const json& expected, const json& actual) {
    compare("the number of " + what, expected.size(), actual["names"]);
    compare(what + ".exact", true, actual["exact"]);
    std::uint64_t least = UINT64_MAX;
    for (const json& row : actual["most"]) {
        compare(what + " " + row["name"].get<std::string>(), expected.value(row["name"].get<std::string>(), 0), row["count"]);
        least = row["count"].get<std::uint64_t>();
    }
    std::uint64_t larger = 0;
    for (const auto& member : expected.items()) {
        larger += member.value().get<std::uint64_t>() > least ? 1U : 0U;
    }
    compare("whether the " + what + " shown are the most frequent", true, larger < actual["most"].size());
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        return 2;
    }
    const json expected = read(arguments[1]);
    json actual = read(arguments[2]);
    if (differences != 0) {
        return 1;
    }
    for (const char* const member : {"bodies", "duplicates", "not_json", "unrecognised", "failed", "opted_out", "opted_out_unnamed",
                                     "withheld", "contradicted"}) {
        compare(member, expected[member], actual[member]);
    }
    for (const char* const member : {"kinds", "outcomes", "steps"}) {
        compare_counts(member, expected[member], actual[member]);
    }
    json send_again = json::object();
    for (const json& row : actual["send_again"]) {
        const std::string step = row["step"];
        send_again[step] = send_again.value(step, std::uint64_t{0}) + row["messages"].get<std::uint64_t>();
    }
    compare("send_again", expected["send_again"], send_again);
    json failures = json::object();
    for (const json& row : actual["failures"]) {
        failures[row["code"].get<std::string>()] = row["count"];
    }
    compare("failures", expected["failures"], failures);
    for (const char* const member : {"senders", "campaigns", "carriers"}) {
        compare_names(member, expected[member], actual[member]);
    }
    for (const char* const member : {"refusals", "sent_again", "sent_again_wrongly"}) {
        compare(member, expected[member], actual["status_only_client"][member]);
    }
    std::printf("%d differences\n", differences);
    return differences == 0 ? 0 : 1;
}
