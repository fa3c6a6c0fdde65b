// The time in microseconds that the native reader takes for the payload on its standard input.
#include <cstddef>
#include <ctime>
#include <iomanip>
#include <iostream>
#include <iterator>
#include <string>

#include <telnyx/errors/nlohmann.hpp>

int main() {
    const std::string body{std::istreambuf_iterator<char>{std::cin}, {}};
    constexpr int count = 20000;
    std::size_t errors = 0;
    const std::clock_t start = std::clock();
    for (int i = 0; i != count; ++i) {
        errors += telnyx::errors::read(body, telnyx::errors::phase::delivery).errors().size();
    }
    const double seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    if (errors != count) {
        return 1;
    }
    std::cout << std::fixed << std::setprecision(3) << seconds / count * 1e6 << '\n';
}
