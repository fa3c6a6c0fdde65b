// A policy with the amendments of a vector that is destroyed at the end of the line.
// expect: the list would outlive these amendments, name the container
#include <vector>

#include <telnyx/errors/amendment.hpp>

std::vector<telnyx::errors::amendment> configured();

std::size_t count() {
#ifdef BAD
    const telnyx::errors::amended_policy policy{configured()};
#else
    const std::vector<telnyx::errors::amendment> rules = configured();
    const telnyx::errors::amended_policy policy{rules};
#endif
    return policy.amendments.size();
}
