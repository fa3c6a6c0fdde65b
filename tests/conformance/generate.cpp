// Writes the vectors: generate SOURCE [--check]
//
// The inputs are those of cases.json, which were written by hand, mostly with what is expected, of the corpora of tests/bodies and
// tests/fuzz, and the combinations of inputs.hpp.
// The expectations are what the library says. They are held to two things that do not come from it: to every expectation of
// cases.json, and, for codes, to the transcription of Telnyx's lists in tests/unit/reference.hpp. With --check nothing is written.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "conformance/answer.hpp"
#include "conformance/inputs.hpp"
#include "unit/reference.hpp"

namespace {

using nlohmann::json;
namespace te = telnyx::errors;

int problems = 0;

void complain(const std::string& id, const std::string& what) {
    ++problems;
    std::fprintf(stderr, "%s: %s\n", id.c_str(), what.c_str());
}

std::string contents_of(const std::filesystem::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
}

std::vector<std::filesystem::path> files_in(const std::filesystem::path& directory, const std::string& extension) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator{directory}) {
        if (entry.path().extension() == extension) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

// Whether everything that a person wrote is there: members of objects, and all elements of lists.
bool contains(const json& found, const json& written) {
    if (written.is_object() && found.is_object()) {
        return std::all_of(written.items().begin(), written.items().end(), [&](const auto& member) {
            // What is empty is left out, see README.md.
            return found.contains(member.key())
                       ? contains(found.at(member.key()), member.value())
                       : member.value() == json(false) || member.value() == json("") || member.value().is_null();
        });
    }
    if (written.is_array() && found.is_array()) {
        return std::equal(written.begin(), written.end(), found.begin(), found.end(),
                          [](const json& left, const json& right) { return contains(right, left); });
    }
    return found == written;
}

class suite {
public:
    void add(const std::string& id, const std::string& operation, const json& input, const json& written = json::object()) {
        if (!ids_.insert(id).second) {
            complain(id, "the id is used twice");
        }
        try {
            const json found = conformance::answer(operation, input);
            if (!contains(found, written)) {
                complain(id, "the library does not say what cases.json expects: " + written.dump() + ", but " + found.dump());
            }
            vectors_[operation].push_back({{"id", id}, {"operation", operation}, {"input", input}, {"expected", found}});
        } catch (const std::exception& error) {
            complain(id, error.what());
        }
    }

    // One vector a line, so that a change shows where it is.
    [[nodiscard]] std::map<std::string, std::string> files() const {
        std::map<std::string, std::string> result;
        for (const auto& [operation, vectors] : vectors_) {
            std::string text = "{\"suite_version\": \"" + std::string{conformance::suite_version} + "\", \"vectors\": [\n";
            for (const json& vector : vectors) {
                text += vector.dump() + (&vector != &vectors.back() ? ",\n" : "\n");
            }
            result[operation + ".json"] = text + "]}\n";
        }
        return result;
    }
    [[nodiscard]] std::size_t size() const { return ids_.size(); }

private:
    std::map<std::string, std::vector<json>> vectors_;
    std::set<std::string> ids_;
};

// A text as a member of an input.
json with_text(const std::string& text) {
    json result = {{"text", text}};
    try {
        static_cast<void>(result.dump());
        return result;
    } catch (const json::type_error&) { // it is not UTF-8
        return {{"base64", conformance::base64_of(text)}};
    }
}

void add_codes(suite& all) {
    for (const reference::code_row& row : reference::rows) {
        for (const auto& [name, input] : conformance::situations_of_codes()) {
            json full = input;
            full["number"] = std::to_string(row.number);
            // What the lists say of the code, whatever the library says.
            const json written = {{"info",
                                   {{"known", true},
                                    {"number", std::to_string(row.number)},
                                    {"origin", row.origin},
                                    {"stage", row.stage},
                                    {"category", row.category},
                                    {"retry", row.governing_class()},
                                    {"basis", row.basis},
                                    {"wait", row.wait},
                                    {"scope", row.scope},
                                    {"toward", row.toward},
                                    {"remedy", row.remedy},
                                    {"name", row.name},
                                    {"title", row.title()}}}};
            const std::string id = "code/" + std::to_string(row.number) + "/" + name;
            all.add(id, "code", full, written);
            const std::string step = conformance::answer("code", full).at("decision").at("step").get<std::string>();
            if (row.governing_class() == "permanent" && step != "stop") {
                complain(id, "a permanent code must stop, not " + step);
            }
            if (row.must_not_be_resent() && row.wait == "none" && step == "retry") {
                complain(id, "the lists forbid a retry");
            }
        }
    }
    for (const char* const number : conformance::other_numbers) {
        all.add(std::string{"code/"} + number, "code", {{"number", number}},
                {{"info", {{"known", false}, {"retry", "unspecified"}}}});
    }
}

void add_payloads(suite& all, const std::filesystem::path& source) {
    for (const std::filesystem::path& path : files_in(source / "tests" / "bodies", ".body")) {
        const std::string body = contents_of(path);
        if (body.size() > 6000) { // limits, not meanings: limits_test has them
            continue;
        }
        json input = with_text(body);
        input["situation"] = {{"time", "1795512600"}, {"attempt", "2"}, {"random_bits", "2147483648"}};
        all.add("payload/" + path.stem().string(), "payload", input);
    }
}

void add_histories(suite& all) {
    const auto& parts = conformance::parts_of_histories();
    const auto add = [&](const std::vector<std::size_t>& order) {
        std::string id = "history";
        json payloads = json::array();
        for (const std::size_t place : order) {
            id += (payloads.empty() ? "/" : "+") + parts[place].first;
            payloads.push_back(parts[place].second);
        }
        all.add(id, "history", {{"payloads", payloads}, {"situation", {{"time", "1795512700"}}}});
    };
    add({});
    for (std::size_t first = 0; first != parts.size(); ++first) {
        add({first});
        for (std::size_t second = 0; second != parts.size(); ++second) {
            add({first, second});
            const std::size_t third = (first + 2 * second + 1) % parts.size();
            if (first != second && second != third && first != third) {
                add({first, second, third});
            }
        }
    }
}

void add_pauses(suite& all) {
    const json here = {{"time", "1795512600"}, {"failed_at", "1795512500"}};
    for (const te::code_info& row : te::table) {
        const std::string number = std::to_string(row.number());
        const json decided = conformance::answer("code", {{"number", number}, {"situation", here}}).at("decision");
        for (const auto& [name, ids] : conformance::ids_of_pauses()) {
            if (name == "all" || row.number() % 5 == 1) {
                all.add("pause/" + number + "/" + name, "pause", {{"decision", decided}, {"ids", ids}, {"situation", here}});
            }
        }
    }
}

void add_lists(suite& all, const std::filesystem::path& source) {
    std::size_t number = 0;
    for (const json& input : conformance::inputs_of_backoff()) {
        all.add("backoff/" + std::to_string(number++), "backoff", input);
    }
    for (const te::code_info& row : te::table) {
        all.add("words/title_" + std::to_string(row.number()), "words", {{"text", std::string{row.title}}});
    }
    for (const std::filesystem::path& path : files_in(source / "tests" / "fuzz" / "corpus" / "embedded", "")) {
        json input = with_text(contents_of(path));
        input["time"] = "1795512600";
        all.add("embedded/" + path.filename().string(), "embedded", input);
    }
}

} // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: generate SOURCE [--check]\n");
        return 2;
    }
    const std::filesystem::path source{argv[1]};
    const bool only_check = argc > 2 && std::string_view{argv[2]} == "--check";
    const std::filesystem::path directory = source / "tests" / "conformance" / "vectors";

    suite all;
    const json cases = json::parse(contents_of(source / "tests" / "conformance" / "cases.json"), nullptr, false);
    if (!cases.is_array() || cases.empty()) {
        complain("cases.json", "not a list of cases");
    }
    std::size_t anchored = 0;
    for (const json& each : cases) {
        const std::string operation = each.at("operation").get<std::string>();
        anchored += each.contains("expected") ? 1U : 0U;
        all.add(operation + "/case/" + each.at("id").get<std::string>(), operation, each.at("input"),
                each.value("expected", json::object()));
    }
    add_codes(all);
    add_payloads(all, source);
    add_histories(all);
    add_pauses(all);
    add_lists(all, source);

    std::set<std::string> present;
    for (const std::filesystem::path& path :
         std::filesystem::exists(directory) ? files_in(directory, ".json") : files_in(source, "?")) {
        present.insert(path.filename().string());
    }
    const std::map<std::string, std::string> files = all.files();
    for (const auto& [name, text] : files) {
        present.erase(name);
        if (contents_of(directory / name) == text) {
            continue;
        }
        if (only_check) {
            complain(name, "is not what the generator writes: build the target telnyx_errors_vectors, and look at the difference");
        } else {
            std::filesystem::create_directories(directory);
            std::ofstream{directory / name, std::ios::binary} << text;
            std::printf("wrote %s\n", name.c_str());
        }
    }
    for (const std::string& name : present) {
        complain(name, "is not written by the generator: remove it");
    }
    std::printf("suite %s: %zu vectors, %zu with expectations of cases.json; %d problems\n",
                std::string{conformance::suite_version}.c_str(), all.size(), anchored, problems);
    return problems == 0 && all.size() >= 1500 ? 0 : 1;
}
