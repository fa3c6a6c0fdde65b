// telnyx-errors, the command line: which strings of many may be equal. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_REPETITIONS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_REPETITIONS_HPP

#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace command_line {

/// A hash without regard to the case of ASCII letters, the same on every system: 63 bits of FNV-1a.
[[nodiscard]] constexpr std::int64_t hash_of(std::string_view string) noexcept {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : string) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        hash = (hash ^ static_cast<unsigned char>(is_upper ? c - 'A' + 'a' : c)) * 1099511628211U;
    }
    return static_cast<std::int64_t>(hash >> 1U);
}

/// Which of many hashes may have been added twice, in one megabyte: what need not be sorted to find copies.
class repetitions {
public:
    /// Begins. All hashes must be added after that. The empty string may always be there twice.
    void begin() {
        found_ = std::make_unique<slots[]>(2); // NOLINT(cppcoreguidelines-avoid-c-arrays)
        add(hash_of({}));
        add(hash_of({}));
    }
    void add(std::int64_t hash) noexcept {
        const std::size_t slot = static_cast<std::size_t>(hash) % slot_count;
        found_[found_[0][slot] ? 1 : 0].set(slot);
    }
    /// \returns true if the hash was added twice, or always if this was not begun; seldom true otherwise
    [[nodiscard]] bool may_have(std::int64_t hash) const noexcept {
        return found_ == nullptr || found_[1][static_cast<std::size_t>(hash) % slot_count];
    }

private:
    static constexpr std::size_t slot_count = std::size_t{1} << 22U;
    using slots = std::bitset<slot_count>;
    std::unique_ptr<slots[]> found_{}; // once, and more often. NOLINT(cppcoreguidelines-avoid-c-arrays)
};

} // namespace command_line

#endif
