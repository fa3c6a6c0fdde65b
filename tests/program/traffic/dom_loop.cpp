// A program without this library, for comparison: it parses each line into a document and searches it for codes.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

void count_errors(const json& errors, std::unordered_map<std::string, std::uint64_t>& codes) {
    if (!errors.is_array()) {
        return;
    }
    for (const json& error : errors) {
        if (error.is_object() && error.contains("code") && error.at("code").is_string()) {
            ++codes[error.at("code").get<std::string>()];
        } else if (error.is_string()) {
            ++codes[error.get<std::string>()];
        }
    }
}

} // namespace

int main(int count, char** arguments) {
    std::ios::sync_with_stdio(false);
    std::ifstream file{count == 2 ? arguments[1] : "/dev/stdin", std::ios::binary};
    std::unordered_map<std::string, std::uint64_t> codes;
    std::unordered_set<std::string> events;
    std::uint64_t bodies = 0;
    std::uint64_t invalid = 0;
    std::string line;
    while (std::getline(file, line)) {
        const json body = json::parse(line, nullptr, false);
        ++bodies;
        if (body.is_discarded()) {
            ++invalid;
            continue;
        }
        if (!body.is_object()) {
            continue;
        }
        if (body.contains("errors")) {
            count_errors(body.at("errors"), codes);
        } else if (body.contains("error") && body.at("error").is_object() && body.at("error").contains("errors")) {
            count_errors(body.at("error").at("errors"), codes);
        } else if (body.contains("data") && body.at("data").is_object()) {
            const json& data = body.at("data");
            if (data.contains("id") && data.contains("event_type") && !events.insert(data.at("id").get<std::string>()).second) {
                continue;
            }
            if (data.contains("payload") && data.at("payload").contains("errors")) {
                count_errors(data.at("payload").at("errors"), codes);
            }
        } else if (body.contains("data")) {
            for (const json& row : body.at("data")) {
                if (row.contains("errors")) {
                    count_errors(row.at("errors"), codes);
                }
            }
        }
    }
    std::uint64_t errors = 0;
    for (const auto& code : codes) {
        errors += code.second;
    }
    std::printf("%llu payloads, %llu invalid, %llu errors with %zu codes\n", static_cast<unsigned long long>(bodies),
                static_cast<unsigned long long>(invalid), static_cast<unsigned long long>(errors), codes.size());
    return 0;
}
