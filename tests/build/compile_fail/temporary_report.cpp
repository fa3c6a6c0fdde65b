// A view of a report that is gone at the end of the line.
// expect: (use of deleted function|call to deleted|deleted constructor)
#include <telnyx/errors/nlohmann.hpp>

int main() {
    const telnyx::errors::report report = telnyx::errors::read("{}");
#ifdef BAD
    const telnyx::errors::report_view view = telnyx::errors::read("{}");
#else
    const telnyx::errors::report_view view = report;
#endif
    return static_cast<int>(view.errors().size());
}
