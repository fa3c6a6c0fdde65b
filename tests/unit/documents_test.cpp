// Every C++ block of the documents is a region of a file that is compiled, and documents do not say what goes out of date. To write
// the blocks anew after such a file changed: documents_cpp17 "[write]".
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"
#include "reference.hpp"

namespace {

using std::filesystem::path;

const path source{TELNYX_ERRORS_TESTS_SOURCE};

std::vector<std::string> lines_of(const path& file) {
    std::ifstream in(file);
    REQUIRE(in);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) {
        lines.push_back(line);
    }
    return lines;
}

// The lines between "// [name]" and "// [/name]", without their common indentation.
std::vector<std::string> region_of(const path& file, const std::string& name) {
    std::vector<std::string> region;
    bool inside = false;
    bool found = false;
    std::size_t indentation = 1000;
    for (const std::string& line : lines_of(file)) {
        const std::size_t first = line.find_first_not_of(' ');
        const std::string rest = first == std::string::npos ? "" : line.substr(first);
        if (rest == "// [/" + name + "]") {
            inside = false;
        } else if (rest == "// [" + name + "]") {
            inside = true;
            found = true;
        } else if (inside) {
            region.push_back(line);
            indentation = first == std::string::npos ? indentation : (std::min)(indentation, first);
        }
    }
    INFO(file << " has a region " << name);
    CHECK(found);
    for (std::string& line : region) {
        line = line.size() < indentation ? "" : line.substr(indentation);
    }
    return region;
}

// The region that stands in a line such as "<!-- from FILE [region] -->".
std::vector<std::string> region_named_by(const std::string& origin) {
    const std::string begin = "<!-- from ";
    const std::size_t bracket = origin.find(" [");
    const std::size_t end = origin.find("] -->");
    REQUIRE(origin.substr(0, begin.size()) == begin);
    REQUIRE(bracket != std::string::npos);
    REQUIRE(end != std::string::npos);
    const path file = source / origin.substr(begin.size(), bracket - begin.size());
    return region_of(file, origin.substr(bracket + 2, end - bracket - 2));
}

std::vector<path> all_documents() {
    std::vector<path> documents{source / "README.md"};
    for (const char* const directory : {"docs", ".github"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(source / directory)) {
            if (entry.path().extension() == ".md") {
                documents.push_back(entry.path());
            }
        }
    }
    return documents;
}

// The names by which links refer to the headings of a document, as GitHub makes them.
std::set<std::string> anchors_of(const path& document) {
    std::set<std::string> anchors;
    bool code = false;
    for (const std::string& line : lines_of(document)) {
        code = code != (line.compare(0, 3, "```") == 0);
        const std::size_t first = line.find_first_not_of('#');
        if (code || first == 0 || first == std::string::npos || line[first] != ' ') {
            continue;
        }
        std::string anchor;
        for (const char c : line.substr(first + 1)) {
            if (c >= 'A' && c <= 'Z') {
                anchor += static_cast<char>(c - 'A' + 'a');
            } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_') {
                anchor += c;
            } else if (c == ' ') {
                anchor += '-';
            }
        }
        anchors.insert(anchor);
    }
    return anchors;
}

} // namespace

TEST_CASE("every C++ block of the documents is compiled") {
    std::size_t blocks = 0;
    for (const path& document : all_documents()) {
        const std::vector<std::string> lines = lines_of(document);
        for (std::size_t i = 0; i != lines.size(); ++i) {
            if (lines[i] != "```cpp") {
                continue;
            }
            ++blocks;
            INFO(document << ", line " << i + 1);
            const std::string origin = i == 0 ? "" : lines[i - 1];
            if (origin.compare(0, 17, "<!-- insert into ") == 0) {
                continue; // of adding-a-code.md: tests/tools/adding_a_code.sh inserts and compiles it
            }
            const std::vector<std::string> region = region_named_by(origin);
            std::vector<std::string> block;
            for (++i; i != lines.size() && lines[i] != "```"; ++i) {
                block.push_back(lines[i]);
            }
            CHECK(block == region);
        }
    }
    CHECK(blocks >= 3);
}

TEST_CASE("no document says how many codes there are") {
    // "124 codes", "the 124 error codes", "documented (23)". The changelog says what was true of a version.
    std::set<std::size_t> counts{reference::count};
    for (const std::string_view basis : {"documented", "derived"}) {
        counts.insert(reference::numbers_where([&](const reference::code_row& row) { return row.basis == basis; }).size());
    }
    const std::regex of_codes{R"(\b[0-9]+ (error )?codes\b)"};
    const std::regex in_parentheses{R"(\(([0-9]+)\))"};
    for (const path& document : all_documents()) {
        if (document.filename() == "CHANGELOG.md") {
            continue;
        }
        std::string text;
        for (const std::string& line : lines_of(document)) {
            text += line + ' ';
        }
        INFO(document);
        for (std::sregex_iterator match{text.begin(), text.end(), of_codes}; match != std::sregex_iterator{}; ++match) {
            FAIL_CHECK("a count of codes: " << match->str());
        }
        for (std::sregex_iterator match{text.begin(), text.end(), in_parentheses}; match != std::sregex_iterator{}; ++match) {
            INFO("a count of codes: " << match->str());
            CHECK(counts.count(std::stoul((*match)[1])) == 0);
        }
    }
}

TEST_CASE("the C++ blocks of the documents are written", "[.][write]") {
    for (const path& document : all_documents()) {
        const std::vector<std::string> lines = lines_of(document);
        std::ostringstream out;
        for (std::size_t i = 0; i != lines.size(); ++i) {
            out << lines[i] << '\n';
            const std::string origin = i == 0 ? "" : lines[i - 1];
            if (lines[i] != "```cpp" || origin.compare(0, 17, "<!-- insert into ") == 0) {
                continue;
            }
            INFO(document << ", line " << i + 1);
            for (const std::string& line : region_named_by(origin)) {
                out << line << '\n';
            }
            while (i + 1 != lines.size() && lines[i + 1] != "```") {
                ++i;
            }
        }
        std::ofstream{document, std::ios::binary} << out.str();
    }
}

TEST_CASE("documents refer to files and headings that exist") {
    std::size_t links = 0;
    for (const path& document : all_documents()) {
        bool code = false;
        for (std::string line : lines_of(document)) {
            code = code != (line.compare(0, 3, "```") == 0);
            for (std::size_t tick = line.find('`'); tick != std::string::npos; tick = line.find('`', tick)) {
                const std::size_t end = (std::min)(line.find('`', tick + 1), line.size() - 1);
                line.erase(tick, end - tick + 1); // `operator[](index)` is not a link
            }
            for (std::size_t place = line.find("]("); !code && place != std::string::npos; place = line.find("](", place + 1)) {
                const std::string link = line.substr(place + 2, line.find(')', place + 2) - place - 2);
                const std::string target = link.substr(0, link.find('#'));
                const bool on_the_host = target.compare(0, 14, "../../actions/") == 0; // the badge of the tests
                if (on_the_host || target.find("://") != std::string::npos) {
                    continue;
                }
                ++links;
                INFO(document << " refers to " << link);
                const path file = target.empty() ? document : document.parent_path() / target;
                const bool exists = std::filesystem::exists(file);
                CHECK(exists);
                if (exists && link.size() != target.size()) {
                    CHECK(anchors_of(file).count(link.substr(target.size() + 1)) == 1);
                }
            }
        }
    }
    CHECK(links >= 10);
}
