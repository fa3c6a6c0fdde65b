// Every C++ block of the documents is a region of a file that is compiled.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "catch.hpp"

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

std::vector<path> all_documents() {
    std::vector<path> documents{source / "README.md"};
    for (const auto& entry : std::filesystem::recursive_directory_iterator(source / "docs")) {
        if (entry.path().extension() == ".md") {
            documents.push_back(entry.path());
        }
    }
    return documents;
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
            const std::string begin = "<!-- from ";
            const std::size_t bracket = origin.find(" [");
            const std::size_t end = origin.find("] -->");
            REQUIRE(origin.substr(0, begin.size()) == begin);
            REQUIRE(bracket != std::string::npos);
            REQUIRE(end != std::string::npos);
            const path file = source / origin.substr(begin.size(), bracket - begin.size());
            std::vector<std::string> block;
            for (++i; i != lines.size() && lines[i] != "```"; ++i) {
                block.push_back(lines[i]);
            }
            CHECK(block == region_of(file, origin.substr(bracket + 2, end - bracket - 2)));
        }
    }
    CHECK(blocks >= 3);
}

TEST_CASE("documents refer to files that exist") {
    std::size_t links = 0;
    for (const path& document : all_documents()) {
        bool code = false;
        for (const std::string& line : lines_of(document)) {
            code = code != (line.compare(0, 3, "```") == 0);
            for (std::size_t place = line.find("]("); !code && place != std::string::npos; place = line.find("](", place + 1)) {
                const std::string target = line.substr(place + 2, line.find_first_of(")#", place + 2) - place - 2);
                if (target.empty() || target.find("://") != std::string::npos) {
                    continue;
                }
                ++links;
                INFO(document << " refers to " << target);
                CHECK(std::filesystem::exists(document.parent_path() / target));
            }
        }
    }
    CHECK(links >= 10);
}
