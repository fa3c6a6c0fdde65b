// telnyx-errors, the command line: hashes that nobody can foresee. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_KEYED_HASH_HPP
#define TELNYX_ERRORS_COMMAND_LINE_KEYED_HASH_HPP

#include <cstdint>
#include <string_view>

namespace command_line {

/// SipHash-1-3 with a random key: identifiers come from the open internet, and whoever could choose two with the same hash
/// could make one of them disappear.
class keyed_hash {
public:
    /// Draws a key.
    keyed_hash();
    /// For tests.
    constexpr keyed_hash(std::uint64_t first, std::uint64_t second) noexcept : first_(first), second_(second) {}

    /// The hash of a text; never 0.
    [[nodiscard]] std::uint64_t operator()(std::string_view text) const noexcept;

private:
    std::uint64_t first_;
    std::uint64_t second_;
};

} // namespace command_line

#endif
