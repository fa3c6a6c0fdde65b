// The errors of a temporary report, without the report.
// expect: (owning_range)
#include <telnyx/errors/report.hpp>

telnyx::errors::report received();

std::size_t count() {
#ifdef BAD
    const telnyx::errors::range_of<telnyx::errors::error_view> errors = received().errors();
#else
    const auto errors = received().errors();
#endif
    return errors.size();
}
