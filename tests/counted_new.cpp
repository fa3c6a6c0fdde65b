// In a file of its own: inlined into their callers, the replacements would look to the compiler like malloc paired with delete.
#include "counted_new.hpp"

#include <atomic>
#include <cstdlib>
#include <cstring>
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

// Before each block stands its size, in as much room as keeps the block aligned.
constexpr std::size_t least_room =
    alignof(std::max_align_t) < sizeof(std::size_t) ? sizeof(std::size_t) : alignof(std::max_align_t);

std::size_t room_for(std::size_t alignment) noexcept { return alignment < least_room ? least_room : alignment; }

bool must_fail() noexcept {
    const std::size_t number = ++count;
    const std::size_t first = first_failure;
    if (first == 0 || number < first || (number > first && !failing_on)) {
        return false;
    }
    failed = true;
    return true;
}

void* counted(std::size_t size, std::size_t alignment = least_room) noexcept {
    const std::size_t room = room_for(alignment);
    if (must_fail() || size > static_cast<std::size_t>(-1) - 2 * room) {
        return nullptr;
    }
    // aligned_alloc wants a multiple of the alignment.
    void* const memory =
        room == least_room ? std::malloc(room + size) : std::aligned_alloc(room, room + (size + room - 1) / room * room);
    if (memory == nullptr) {
        return nullptr;
    }
    std::memcpy(memory, &size, sizeof(size));
    ++blocks;
    const std::size_t now = bytes += size;
    for (std::size_t most = peak; now > most && !peak.compare_exchange_weak(most, now);) {
    }
    return static_cast<char*>(memory) + room;
}

// As the standard wants it: the new-handler first, if there is one.
void* counted_or_throw(std::size_t size, std::size_t alignment = least_room) {
    for (;;) {
        if (void* const memory = counted(size, alignment)) {
            return memory;
        }
        const std::new_handler handler = std::get_new_handler();
        if (handler == nullptr) {
            throw std::bad_alloc{};
        }
        handler();
    }
}

void* counted_or_null(std::size_t size, std::size_t alignment = least_room) noexcept {
    try {
        return counted_or_throw(size, alignment);
    } catch (const std::bad_alloc&) {
        return nullptr;
    }
}

void release(void* memory, std::size_t alignment = least_room) noexcept {
    if (memory == nullptr) {
        return;
    }
    void* const whole = static_cast<char*>(memory) - room_for(alignment);
    std::size_t size = 0;
    std::memcpy(&size, whole, sizeof(size));
    --blocks;
    bytes -= size;
    std::free(whole);
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
void operator delete(void* memory, std::align_val_t alignment) noexcept { release(memory, static_cast<std::size_t>(alignment)); }
void operator delete(void* memory, std::size_t /*size*/, std::align_val_t alignment) noexcept {
    release(memory, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory, std::align_val_t alignment, const std::nothrow_t& /*tag*/) noexcept {
    release(memory, static_cast<std::size_t>(alignment));
}
void operator delete[](void* memory) noexcept { release(memory); }
void operator delete[](void* memory, std::size_t /*size*/) noexcept { release(memory); }
void operator delete[](void* memory, const std::nothrow_t& /*tag*/) noexcept { release(memory); }
void operator delete[](void* memory, std::align_val_t alignment) noexcept { release(memory, static_cast<std::size_t>(alignment)); }
void operator delete[](void* memory, std::size_t /*size*/, std::align_val_t alignment) noexcept {
    release(memory, static_cast<std::size_t>(alignment));
}
void operator delete[](void* memory, std::align_val_t alignment, const std::nothrow_t& /*tag*/) noexcept {
    release(memory, static_cast<std::size_t>(alignment));
}
