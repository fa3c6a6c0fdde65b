// The time of a payload in C++, with all names: reads it from standard input, and prints nanoseconds and the size of all strings.
// examples/languages/rust/examples/benchmark.rs does the same in Rust.
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <iterator>
#include <limits>
#include <string>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace te = telnyx::errors;

namespace {

std::size_t ask(const std::string& body, const te::situation& here, const te::retry_policy& policy) {
    const te::report report = te::read(body, te::phase::delivery);
    const te::decision next = te::decide(report, here, policy);
    std::size_t size = name(report.kind()).size() + name(report.outcome()).size() + name(next.step).size() +
                       name(next.reason).size() + name(next.remedy).size() + report.message_id().size();
    for (const auto& error : report.errors()) {
        size += error.title.size();
    }
    for (const auto& recipient : report.recipients()) {
        size += recipient.phone_number.size();
    }
    return size;
}

} // namespace

int main() {
    using clock = std::chrono::steady_clock;
    const std::string body{std::istreambuf_iterator<char>{std::cin}, {}};
    constexpr int number = 500;
    double least = std::numeric_limits<double>::max();
    std::size_t size = 0;
    for (int round = 0; round != 9; ++round) {
        const clock::time_point start = clock::now();
        for (int i = 0; i != number; ++i) {
            size = ask(body, te::situation{}, te::delivery_policy);
        }
        least = std::min(least, std::chrono::duration<double, std::nano>(clock::now() - start).count() / number);
    }
    std::cout << static_cast<long long>(least) << ' ' << size << '\n';
}
