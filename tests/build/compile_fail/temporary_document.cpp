// A report that borrows from a document that is destroyed at the end of the line.
// expect: the report would outlive the document
#include <telnyx/errors/nlohmann.hpp>

int main() {
#ifdef BAD
    const auto report = telnyx::errors::read(nlohmann::json::object());
#else
    const nlohmann::json document = nlohmann::json::object();
    const auto report = telnyx::errors::read(document);
#endif
    return static_cast<int>(report.errors().size());
}
