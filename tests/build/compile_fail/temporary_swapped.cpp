// Two reports, swapped as if they were views: each would borrow the strings of the other.
// expect: (report_view)
#include <utility>

#include <telnyx/errors/report.hpp>

void exchange(telnyx::errors::report& left, telnyx::errors::report& right) {
#ifdef BAD
    telnyx::errors::report_view& left_view = left;
    telnyx::errors::report_view& right_view = right;
    std::swap(left_view, right_view);
#else
    std::swap(left, right);
#endif
}
