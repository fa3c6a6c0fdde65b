// Codes found in the plainest way, to compare with the index: by walking through all rows, and by the limits of the blocks.
#ifndef TELNYX_ERRORS_TESTS_NAIVE_LOOKUP_HPP
#define TELNYX_ERRORS_TESTS_NAIVE_LOOKUP_HPP

#include <cstdint>

#include <telnyx/errors/table.hpp>

namespace naive {

// The row of a code; null if it has none.
inline const telnyx::errors::code_info* row_of(std::int64_t number) {
    for (const telnyx::errors::code_info& row : telnyx::errors::table) {
        if (row.number() == number) {
            return &row;
        }
    }
    return nullptr;
}

// What the block of a code says, if it is in one.
inline telnyx::errors::stage stage_of_block(std::int64_t number) {
    using telnyx::errors::stage;
    if (number >= 40000 && number <= 40099) {
        return stage::delivery;
    }
    if (number >= 40100 && number <= 40199) {
        return stage::configuration;
    }
    return number >= 40300 && number <= 40399 ? stage::request : stage::unknown;
}

} // namespace naive

#endif
