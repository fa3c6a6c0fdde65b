// Runs vectors with the C++ interface: run FILE...
// The last line says how many there were and how many failed. Exit status 0 if all passed and there was at least one.
#include <cstddef>
#include <cstdio>
#include <exception>
#include <fstream>
#include <string>

#include "conformance/answer.hpp"

namespace {

using nlohmann::json;

// What is wrong with a vector; empty if it passed.
std::string failure_of(const json& vector) {
    try {
        const json found = conformance::answer(vector.at("operation").get<std::string>(), vector.at("input"));
        const json& expected = vector.at("expected");
        return found == expected ? "" : "differs, as a JSON patch: " + json::diff(expected, found).dump();
    } catch (const std::exception& error) {
        return error.what();
    }
}

} // namespace

int main(int argc, char** argv) {
    std::size_t count = 0;
    std::size_t failed = 0;
    for (int i = 1; i < argc; ++i) {
        std::ifstream file{argv[i], std::ios::binary};
        const json suite = json::parse(file, nullptr, false);
        if (!suite.is_object() || suite.value("suite_version", "") != conformance::suite_version) {
            std::printf("%s: not a file of version %s of the suite\n", argv[i], std::string{conformance::suite_version}.c_str());
            return 2;
        }
        for (const json& vector : suite.at("vectors")) {
            ++count;
            if (const std::string wrong = failure_of(vector); !wrong.empty()) {
                ++failed;
                std::printf("%s: %s\n", vector.value("id", "?").c_str(), wrong.c_str());
            }
        }
    }
    std::printf("suite %s: %zu vectors, %zu failed\n", std::string{conformance::suite_version}.c_str(), count, failed);
    return count != 0 && failed == 0 ? 0 : 1;
}
