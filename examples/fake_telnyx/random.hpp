// fake_telnyx: draws that depend on nothing but what they are for. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_RANDOM_HPP
#define FAKE_TELNYX_RANDOM_HPP

#include <cstdint>
#include <string_view>

namespace fake_telnyx {

/// 64 bits for one purpose, one key and one attempt. A program that draws more for one message does not shift the draws of
/// another, and the order of the requests does not matter. Integers only, so that every platform gives the same bits.
[[nodiscard]] constexpr std::uint64_t draw(std::uint64_t seed, std::string_view purpose, std::string_view key,
                                           std::uint64_t attempt = 0) noexcept {
    std::uint64_t bits = 0xCBF29CE484222325U ^ seed; // FNV-1a
    const auto add = [&bits](std::uint64_t value) { bits = (bits ^ value) * 0x100000001B3U; };
    for (const char c : purpose) {
        add(static_cast<unsigned char>(c));
    }
    add(0x100);
    for (const char c : key) {
        add(static_cast<unsigned char>(c));
    }
    add(0x101 + attempt);
    for (const int shift : {30, 27, 31}) { // the finalizer of SplitMix64
        bits ^= bits >> shift;
        bits *= shift == 30 ? 0xBF58476D1CE4E5B9U : shift == 27 ? 0x94D049BB133111EBU : 1U;
    }
    return bits;
}

/// Whether something happens that happens in `permille` of 1000 cases.
[[nodiscard]] constexpr bool happens(std::uint64_t bits, std::uint64_t permille) noexcept {
    return (bits >> 32U) % 1000 < permille;
}

} // namespace fake_telnyx

#endif
