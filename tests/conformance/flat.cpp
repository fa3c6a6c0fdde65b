// Writes vectors as lines, for runners without a JSON library: flat FILE...
// See README.md for the form. Exit status 2: a file could not be read.
#include <cstdio>
#include <exception>
#include <fstream>
#include <iostream>
#include <string>

#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        switch (c) {
        case '\\': result += "\\\\"; break;
        case '\n': result += "\\n"; break;
        case '\r': result += "\\r"; break;
        case '\t': result += "\\t"; break;
        default: result += c;
        }
    }
    return result;
}

std::string value_of(const json& value) {
    switch (value.type()) {
    case json::value_t::string: return 's' + escaped(value.get<std::string>());
    case json::value_t::boolean: return value.get<bool>() ? "t" : "f";
    case json::value_t::null: return "n";
    case json::value_t::array: return "[";
    case json::value_t::object: return "{";
    default: throw std::invalid_argument{"the form has no numbers: " + value.dump()};
    }
}

void write(const json& value, const json::json_pointer& place) {
    if (value.is_structured() && !value.empty()) {
        for (const auto& [key, member] : value.items()) {
            write(member, place / key);
        }
    } else {
        std::cout << escaped(place.to_string()) << '\t' << value_of(value) << '\n';
    }
}

} // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    for (int i = 1; i < argc; ++i) {
        try {
            std::ifstream in{argv[i], std::ios::binary};
            const json suite = json::parse(in);
            std::cout << "suite " << suite.at("suite_version").get<std::string>() << '\n';
            for (const json& vector : suite.at("vectors")) {
                write(vector, json::json_pointer{});
                std::cout << '\n';
            }
        } catch (const std::exception& error) {
            std::cerr << argv[i] << ": " << error.what() << '\n';
            return 2;
        }
    }
    return std::cout.flush() ? 0 : 2;
}
