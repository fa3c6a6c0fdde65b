// Compares the numbers that a browser shows of the page of triage with those of --json.
//
//     telnyx_errors_check_page TOTALS.json DOM.html
//
// Each number of the page has its path in the JSON. The shown number must be the same, and the page must show all of them.
#include <cstdint>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

std::string contents_of(const char* name) {
    std::ifstream file{name, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

// The text between two delimiters, starting at a position, which moves to the end.
std::string between(const std::string& text, const std::string& before, const std::string& after, std::size_t& position) {
    const std::size_t first = text.find(before, position);
    const std::size_t last = first == std::string::npos ? first : text.find(after, first + before.size());
    if (last == std::string::npos) {
        position = std::string::npos;
        return {};
    }
    position = last + after.size();
    return text.substr(first + before.size(), last - first - before.size());
}

std::string digits_of(const std::string& shown) {
    std::string digits;
    for (std::size_t i = 0; i != shown.size(); ++i) {
        if (shown.compare(i, 3, "\xE2\x80\xAF") == 0) { // the space between groups of digits
            i += 2;
        } else {
            digits += shown[i];
        }
    }
    return digits;
}

// The values of the JSON by their paths: "steps.retry", "failures.0.count".
void flatten(const std::string& path, const json& value, std::map<std::string, std::uint64_t>& numbers) {
    if (value.is_number_integer()) {
        numbers[path] = value.get<std::uint64_t>();
    } else if (value.is_structured()) {
        for (const auto& member : value.items()) {
            flatten(path.empty() ? member.key() : path + '.' + member.key(), member.value(), numbers);
        }
    }
}

bool must_be_shown(const std::string& path) {
    for (const char* const prefix : {"bodies", "counted", "failed", "duplicates", "not_json", "unrecognised", "opted_out",
                                     "maybe_opted_out", "steps.", "status_only_client.", "withheld", "contradicted"}) {
        if (path.rfind(prefix, 0) == 0 && path != "opted_out_unnamed" && path != "maybe_opted_out_unnamed") {
            return true;
        }
    }
    const bool row = path.rfind("failures.", 0) == 0 || path.rfind("senders.most.", 0) == 0 ||
                     path.rfind("campaigns.most.", 0) == 0 || path.rfind("carriers.most.", 0) == 0;
    const std::string last = path.substr(path.rfind('.') + 1);
    return (row && last == "count") || (path.rfind("send_again.", 0) == 0 && last == "messages");
}

} // namespace

int main(int count, char** arguments) {
    if (count != 3) {
        return 2;
    }
    const json totals = json::parse(contents_of(arguments[1]), nullptr, false);
    const std::string page = contents_of(arguments[2]);
    std::map<std::string, std::uint64_t> numbers;
    flatten({}, totals, numbers);
    int differences = 0;
    std::map<std::string, std::uint64_t> seen;
    for (std::size_t position = 0;;) {
        const std::string path = between(page, "<data id=\"", "\"", position);
        if (position == std::string::npos) {
            break;
        }
        const std::string value = between(page, "value=\"", "\"", position);
        const std::string shown = digits_of(between(page, ">", "</data>", position));
        const auto expected = numbers.find(path);
        const std::string number = expected == numbers.end() ? "nothing" : std::to_string(expected->second);
        if (value != number || shown != number || !seen.emplace(path, 1).second) {
            ++differences;
            std::printf("%s: expected %s, value %s, shown %s\n", path.c_str(), number.c_str(), value.c_str(), shown.c_str());
        }
    }
    for (const auto& [path, number] : numbers) {
        if (must_be_shown(path) && seen.count(path) == 0) {
            ++differences;
            std::printf("%s is not shown\n", path.c_str());
        }
    }
    std::printf("%zu numbers read, %d differences\n", seen.size(), differences);
    return differences == 0 && seen.size() > 20 ? 0 : 1;
}
