// telnyx-errors, the command line: hashes that cannot be predicted. SPDX-License-Identifier: MIT
#include "triage/keyed_hash.hpp"

#include <cstddef>
#include <random>

namespace command_line {
namespace {

constexpr std::uint64_t rotated(std::uint64_t value, unsigned bits) { return value << bits | value >> (64 - bits); }

// The state of SipHash (Aumasson and Bernstein, 2012).
struct sip_state {
    std::uint64_t v0;
    std::uint64_t v1;
    std::uint64_t v2;
    std::uint64_t v3;

    void round() noexcept {
        v0 += v1;
        v2 += v3;
        v1 = rotated(v1, 13) ^ v0;
        v3 = rotated(v3, 16) ^ v2;
        v0 = rotated(v0, 32);
        v2 += v1;
        v0 += v3;
        v1 = rotated(v1, 17) ^ v2;
        v3 = rotated(v3, 21) ^ v0;
        v2 = rotated(v2, 32);
    }
    void take(std::uint64_t word) noexcept {
        v3 ^= word;
        round();
        v0 ^= word;
    }
};

constexpr std::uint64_t byte_of(char c) { return static_cast<unsigned char>(c); }

// Eight bytes in little-endian order; written out, so that compilers make it one load on little-endian machines.
std::uint64_t whole_word_of(const char* bytes) noexcept {
    return byte_of(bytes[0]) | byte_of(bytes[1]) << 8U | byte_of(bytes[2]) << 16U | byte_of(bytes[3]) << 24U |
           byte_of(bytes[4]) << 32U | byte_of(bytes[5]) << 40U | byte_of(bytes[6]) << 48U | byte_of(bytes[7]) << 56U;
}

// Fewer than eight bytes.
std::uint64_t word_of(std::string_view bytes) noexcept {
    std::uint64_t word = 0;
    for (std::size_t i = 0; i != bytes.size(); ++i) {
        word |= byte_of(bytes[i]) << (8 * i);
    }
    return word;
}

std::uint64_t random_word() {
    std::random_device source;
    const std::uint64_t high = source();
    return high << 32U | source();
}

} // namespace

keyed_hash::keyed_hash() : first_(random_word()), second_(random_word()) {}

std::uint64_t keyed_hash::operator()(std::string_view text) const noexcept {
    sip_state state{first_ ^ 0x736F6D6570736575U, second_ ^ 0x646F72616E646F6DU, first_ ^ 0x6C7967656E657261U,
                    second_ ^ 0x7465646279746573U};
    const std::uint64_t size = text.size();
    while (text.size() >= 8) {
        state.take(whole_word_of(text.data()));
        text.remove_prefix(8);
    }
    state.take(size << 56U | word_of(text));
    state.v2 ^= 0xFFU;
    state.round();
    state.round();
    state.round();
    const std::uint64_t hash = state.v0 ^ state.v1 ^ state.v2 ^ state.v3;
    return hash == 0 ? 1 : hash;
}

} // namespace command_line
