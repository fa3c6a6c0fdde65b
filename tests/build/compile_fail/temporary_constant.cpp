// The errors of a temporary report that cannot be moved from.
// expect: (deleted)
#include <telnyx/errors/report.hpp>

const telnyx::errors::report received();

std::size_t count() {
#ifdef BAD
    return received().errors().size();
#else
    const telnyx::errors::report& report = received();
    return report.errors().size();
#endif
}
