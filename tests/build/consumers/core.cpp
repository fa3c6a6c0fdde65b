// A program that uses only the core.
#include <cstdio>

#include <telnyx/errors.hpp>

static_assert(telnyx::errors::lookup(40300).retry == telnyx::errors::retry_class::permanent, "the table can be asked here");

int main(int count, char** /*arguments*/) {
    const auto answer = name(telnyx::errors::classify(40299 + count).retry);
    std::printf("40300: %.*s\n", static_cast<int>(answer.size()), answer.data());
}
