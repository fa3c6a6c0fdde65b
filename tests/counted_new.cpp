// In a file of its own: inlined into their callers, the replacements would look to the compiler like malloc paired with delete.
#include "counted_new.hpp"

#include <cstdlib>
#include <new>

namespace {

std::size_t count = 0;

void* counted(std::size_t size) noexcept {
    ++count;
    return std::malloc(size == 0 ? 1 : size);
}

} // namespace

std::size_t counted_new::allocations() noexcept { return count; }

void* operator new(std::size_t size) {
    if (void* const memory = counted(size)) {
        return memory;
    }
    std::abort();
}
void* operator new(std::size_t size, const std::nothrow_t& /*tag*/) noexcept { return counted(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t /*size*/) noexcept { std::free(memory); }
void operator delete(void* memory, const std::nothrow_t& /*tag*/) noexcept { std::free(memory); }
