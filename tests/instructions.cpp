// What is counted by instructions.sh: each function is called a thousand times.
#include <cstdint>
#include <cstring>
#include <string_view>

#include <telnyx/errors.hpp>

namespace te = telnyx::errors;

extern "C" {
__attribute__((noinline)) const te::code_info* count_lookup_number(std::int64_t number) { return &te::lookup(number); }
__attribute__((noinline)) const te::code_info* count_lookup_text(const char* text, std::size_t size) {
    return &te::lookup(std::string_view{text, size});
}
__attribute__((noinline)) void count_decide(te::decision* result, std::int64_t code, const te::situation* now,
                                            const te::retry_policy* policy, std::uint32_t random_bits) {
    *result = te::decide(code, *now, *policy, random_bits);
}
}

int main(int /*count*/, char** arguments) {
    std::size_t sum = std::strlen(arguments[0]);
    const te::situation now{};
    const te::retry_policy policy{};
    for (std::uint32_t i = 0; i != 1000; ++i) {
        te::decision result{};
        sum += count_lookup_number(i % 2 == 0 ? 40300 : 40021)->title.size();
        sum += count_lookup_text(i % 2 == 0 ? "40300" : "40021", 5)->title.size();
        count_decide(&result, 40300, &now, &policy, i);
        sum += static_cast<std::size_t>(result.step);
    }
    return sum == 0 ? 1 : 0;
}
