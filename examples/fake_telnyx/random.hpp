// fake_telnyx: draws that depend on nothing but what they are for. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_RANDOM_HPP
#define FAKE_TELNYX_RANDOM_HPP

#include <array>
#include <cstdint>
#include <random>
#include <string_view>
#include <vector>

namespace fake_telnyx {

/// 64 bits for one purpose, one key and one attempt. A program that draws more for one message does not shift the draws of
/// another, and the order of the requests does not matter. `std::seed_seq` gives the same bits on every platform.
[[nodiscard]] inline std::uint64_t draw(std::uint64_t seed, std::string_view purpose, std::string_view key,
                                        std::uint64_t attempt = 0) {
    std::vector<std::uint32_t> words{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32U),
                                     static_cast<std::uint32_t>(attempt), static_cast<std::uint32_t>(purpose.size())};
    words.insert(words.end(), purpose.begin(), purpose.end());
    words.insert(words.end(), key.begin(), key.end());
    std::array<std::uint32_t, 8> mixed{}; // two of eight: with two alone, each word would be mixed in only once
    std::seed_seq{words.begin(), words.end()}.generate(mixed.begin(), mixed.end());
    return std::uint64_t{mixed[0]} << 32U | mixed[1];
}

/// Whether something happens that happens in `permille` of 1000 cases.
[[nodiscard]] constexpr bool happens(std::uint64_t bits, std::uint64_t permille) noexcept {
    return (bits >> 32U) % 1000 < permille;
}

} // namespace fake_telnyx

#endif
