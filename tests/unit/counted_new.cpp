// In a file of its own: inlined into their callers, the replacements would look to the compiler like malloc paired with delete.
#include "counted_new.hpp"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <new>

namespace {

// A program of several threads is counted as well.
std::atomic<std::size_t> count{0};
std::atomic<std::size_t> blocks{0};
std::atomic<std::size_t> bytes{0};
std::atomic<std::size_t> peak{0};
std::atomic<std::size_t> first_failure{0}; // the number of the request, as `count` counts them; 0 for none
std::atomic<bool> failing_on{false};
std::atomic<bool> failed{false};

// Stands before each block.
struct heading {
    void* whole; // what malloc gave
    std::size_t size;
};
constexpr std::size_t least_alignment = alignof(std::max_align_t) < alignof(heading) ? alignof(heading) : alignof(std::max_align_t);

bool must_fail() noexcept {
    const std::size_t number = ++count;
    const std::size_t first = first_failure;
    if (first == 0 || number < first || (number > first && !failing_on)) {
        return false;
    }
    failed = true;
    return true;
}

// With malloc alone: not every library has aligned_alloc.
void* counted(std::size_t size, std::size_t alignment = least_alignment) noexcept {
    const std::size_t room = sizeof(heading) + (alignment < least_alignment ? least_alignment : alignment);
    if (must_fail() || size > static_cast<std::size_t>(-1) - room) {
        return nullptr;
    }
    const heading about{std::malloc(room + size), size};
    if (about.whole == nullptr) {
        return nullptr;
    }
    void* memory = static_cast<char*>(about.whole) + sizeof(heading);
    std::size_t left = room + size - sizeof(heading);
    memory = std::align(alignment < least_alignment ? least_alignment : alignment, size, memory, left);
    std::memcpy(static_cast<char*>(memory) - sizeof(heading), &about, sizeof(heading));
    ++blocks;
    const std::size_t now = bytes += size;
    for (std::size_t most = peak; now > most && !peak.compare_exchange_weak(most, now);) {
    }
    return memory;
}

// As the standard wants it: the new-handler first, if there is one.
void* counted_or_throw(std::size_t size, std::size_t alignment = least_alignment) {
    for (;;) {
        if (void* const memory = counted(size, alignment)) {
            return memory;
        }
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) {
#ifdef __cpp_exceptions
            throw std::bad_alloc{};
#else
            std::abort();
#endif
        }
        handler();
    }
}

void* counted_or_null(std::size_t size, std::size_t alignment = least_alignment) noexcept {
#ifdef __cpp_exceptions
    try {
        return counted_or_throw(size, alignment);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
#else
    return counted(size, alignment);
#endif
}

void release(void* memory) noexcept {
    if (memory == nullptr) {
        return;
    }
    heading about{};
    std::memcpy(&about, static_cast<char*>(memory) - sizeof(heading), sizeof(heading));
    --blocks;
    bytes -= about.size;
    std::free(about.whole);
}

} // namespace

std::size_t counted_new::allocations() noexcept { return count; }
std::size_t counted_new::live_blocks() noexcept { return blocks; }
std::size_t counted_new::live_bytes() noexcept { return bytes; }
std::size_t counted_new::peak_bytes() noexcept { return peak; }
void counted_new::begin_peak() noexcept { peak = bytes.load(); }
void counted_new::fail(std::size_t number, failing how) noexcept {
    failed = false;
    failing_on = how == failing::from_then_on;
    first_failure = count + number;
}
bool counted_new::stop_failing() noexcept {
    first_failure = 0;
    return failed;
}

void* operator new(std::size_t size) { return counted_or_throw(size); }
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept { return counted_or_null(size); }
void* operator new(std::size_t size, std::align_val_t alignment) {
    return counted_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new(std::size_t size, std::align_val_t alignment, const std::nothrow_t& /*tag*/) noexcept {
    return counted_or_null(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size) { return counted_or_throw(size); }
void* operator new[](std::size_t size, const std::nothrow_t& /*tag*/) noexcept { return counted_or_null(size); }
void* operator new[](std::size_t size, std::align_val_t alignment) {
    return counted_or_throw(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment, const std::nothrow_t& /*tag*/) noexcept {
    return counted_or_null(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept { release(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { release(memory); }
void operator delete(void* memory, const std::nothrow_t& /*tag*/) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t /*alignment*/) noexcept { release(memory); }
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept { release(memory); }
void operator delete(void* memory, std::align_val_t /*alignment*/, const std::nothrow_t& /*tag*/) noexcept { release(memory); }
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t& /*tag*/) noexcept { release(memory); }
void operator delete[](void* memory, std::align_val_t /*alignment*/) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t /*size*/, std::align_val_t /*alignment*/) noexcept { release(memory); }
void operator delete[](void* memory, std::align_val_t /*alignment*/, const std::nothrow_t& /*tag*/) noexcept { release(memory); }
