// A vector of views, one of them of a temporary report.
// expect: a view of a temporary report would dangle
#include <vector>

#include <telnyx/errors/report.hpp>

telnyx::errors::report received();

std::size_t count() {
    const telnyx::errors::report report = received();
    std::vector<telnyx::errors::report_view> views;
    views.push_back(report);
#ifdef BAD
    views.push_back(received());
#endif
    return views.size();
}
