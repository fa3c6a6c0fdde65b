// The allocation functions of the program, replaced by ones that count.
#ifndef TELNYX_ERRORS_TESTS_COUNTED_NEW_HPP
#define TELNYX_ERRORS_TESTS_COUNTED_NEW_HPP

#include <cstddef>

namespace counted_new {

/// How often the program has asked for memory so far.
std::size_t allocations() noexcept;

/// How often some work asks for memory.
template <class Work>
std::size_t allocations_of(Work work) {
    const std::size_t before = allocations();
    work();
    return allocations() - before;
}

} // namespace counted_new

#endif
