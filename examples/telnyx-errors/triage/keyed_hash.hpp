// telnyx-errors, the command line: hashes that cannot be predicted. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_KEYED_HASH_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_KEYED_HASH_HPP

#include <cstdint>
#include <string_view>

namespace command_line {

/// SipHash-1-3 with a random key: identifiers are untrusted input, and two that were chosen to have the same hash would count as
/// one.
class keyed_hash {
public:
    /// Generates a random key.
    keyed_hash();
    /// Uses a given key, for tests.
    constexpr keyed_hash(std::uint64_t first, std::uint64_t second) noexcept : first_(first), second_(second) {}

    /// The hash of a string; never 0.
    [[nodiscard]] std::uint64_t operator()(std::string_view text) const noexcept;

private:
    std::uint64_t first_;
    std::uint64_t second_;
};

} // namespace command_line

#endif
