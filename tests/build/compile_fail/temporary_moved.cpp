// A report, moved into a view: the strings would stay behind.
// expect: a view of a temporary report would dangle
#include <utility>

#include <telnyx/errors/report.hpp>

std::size_t count(telnyx::errors::report report) {
    telnyx::errors::report_view view;
#ifdef BAD
    view = std::move(report);
#else
    telnyx::errors::report moved;
    moved = std::move(report);
    view = moved;
    return view.errors().size();
#endif
    return view.errors().size();
}
