// A policy with amendments in braces, which are destroyed at the end of the line. A view of amendments may be temporary.
// expect: the list would outlive these, name an array
#include <cstddef>

#include <telnyx/errors/amendment.hpp>

namespace te = telnyx::errors;

constexpr te::amendment rules[] = {te::amend(40004, te::retry_class::permanent)};

struct view {
    const te::amendment* first;
    std::size_t count;
    constexpr const te::amendment* data() const { return first; }
    constexpr std::size_t size() const { return count; }
};

std::size_t count() {
#ifdef BAD
    const te::amended_policy policy{{te::amend(40004, te::retry_class::permanent)}};
#else
    const te::amended_policy policy{view{rules, 1}};
#endif
    return policy.amendments.size();
}
