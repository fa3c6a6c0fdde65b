// A view of a report that is destroyed at the end of the line.
// expect: a view of a temporary report would dangle
#include <telnyx/errors/report.hpp>

telnyx::errors::report received();

std::size_t count() {
#ifdef BAD
    const telnyx::errors::report_view view = received();
#else
    const telnyx::errors::report report = received();
    const telnyx::errors::report_view view = report;
#endif
    return view.errors().size();
}
