// A program that reads payloads with nlohmann/json.
#include <cstdio>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

int main() {
    const telnyx::errors::report report = telnyx::errors::read(R"({"errors": [{"code": "40300"}]})");
    for (const telnyx::errors::error_view& error : report.errors()) {
        const auto answer = name(error.info().retry);
        std::printf("%d: %.*s\n", static_cast<int>(error.number), static_cast<int>(answer.size()), answer.data());
    }
}
