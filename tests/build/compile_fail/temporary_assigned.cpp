// A temporary report, assigned to a view.
// expect: a view of a temporary report would dangle
#include <telnyx/errors/report.hpp>

telnyx::errors::report received();

std::size_t count() {
    telnyx::errors::report_view view;
#ifdef BAD
    view = received();
#else
    const telnyx::errors::report report = received();
    view = report;
#endif
    return view.errors().size();
}
