// The allocation functions of the program, replaced by ones that count, and that fail when they are told to.
#ifndef TELNYX_ERRORS_TESTS_COUNTED_NEW_HPP
#define TELNYX_ERRORS_TESTS_COUNTED_NEW_HPP

#include <cstddef>

namespace counted_new {

/// How often the program has asked for memory so far.
std::size_t allocations() noexcept;

/// How much of what it got it has not given back.
std::size_t live_blocks() noexcept;
std::size_t live_bytes() noexcept;

/// The most that `live_bytes` was, since this was last asked to begin anew.
std::size_t peak_bytes() noexcept;
void begin_peak() noexcept;

/// Which requests fail: one, or that one and all that come after it.
enum class failing { once, from_then_on };

/// Lets the request of this number fail, counted from 1 from now on.
void fail(std::size_t number, failing how) noexcept;
/// Lets none fail any more, and says whether one did.
bool stop_failing() noexcept;

/// How often some work asks for memory.
template <class Work>
std::size_t allocations_of(Work work) {
    const std::size_t before = allocations();
    work();
    return allocations() - before;
}

/// How many bytes some work holds at the same time, at most.
template <class Work>
std::size_t peak_of(Work work) {
    const std::size_t before = live_bytes();
    begin_peak();
    work();
    return peak_bytes() - before;
}

} // namespace counted_new

#endif
