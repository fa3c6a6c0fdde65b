// A view of a document that is gone at the end of the line.
// expect: (use of deleted function|call to deleted function|selected deleted)
#include <telnyx/errors/nlohmann.hpp>

int main() {
    const nlohmann::json document = nlohmann::json::object();
#ifdef BAD
    const auto report = telnyx::errors::read(nlohmann::json::object());
#else
    const auto report = telnyx::errors::read(document);
#endif
    return static_cast<int>(report.errors().size());
}
