// What is counted by instructions.sh: each function is called a thousand times.
#include <cstdint>
#include <cstring>
#include <new>
#include <string_view>

#include <telnyx/errors.hpp>

namespace te = telnyx::errors;

extern "C" {
__attribute__((noinline)) const te::code_info* count_lookup_number(std::int64_t number) { return &te::lookup(number); }
__attribute__((noinline)) const te::code_info* count_lookup_text(const char* text, std::size_t size) {
    return &te::lookup(std::string_view{text, size});
}

// The same call under three names, one for each way through it: valgrind counts by name. The attribute keeps the compiler
// from making one function of the three. The decision is made where it is to lie: what is counted is no copy of it.
#define TELNYX_ERRORS_TESTS_COUNT(name)                                                                                            \
    __attribute__((noinline, section(".text." #name))) void name(te::decision* result, std::int64_t code,                          \
                                                                 const te::situation* here, const te::retry_policy* policy) {      \
        ::new (static_cast<void*>(result)) te::decision(te::decide(code, *here, *policy));                                         \
    }
TELNYX_ERRORS_TESTS_COUNT(count_decide_stop)
TELNYX_ERRORS_TESTS_COUNT(count_decide_fix_first)
TELNYX_ERRORS_TESTS_COUNT(count_decide_retry)
#undef TELNYX_ERRORS_TESTS_COUNT
}

int main(int /*count*/, char** arguments) {
    std::size_t sum = std::strlen(arguments[0]);
    te::situation here{};
    const te::retry_policy policy{};
    for (std::uint32_t i = 0; i != 1000; ++i) {
        te::decision result{};
        here.random_bits = i;
        sum += count_lookup_number(i % 2 == 0 ? 40300 : 40021)->title.size();
        sum += count_lookup_text(i % 2 == 0 ? "40300" : "40021", 5)->title.size();
        count_decide_stop(&result, 40300, &here, &policy);
        sum += static_cast<std::size_t>(result.step);
        count_decide_fix_first(&result, 40312, &here, &policy);
        sum += static_cast<std::size_t>(result.step);
        count_decide_retry(&result, 40008, &here, &policy);
        sum += static_cast<std::size_t>(result.step);
    }
    return sum == 0 ? 1 : 0;
}
