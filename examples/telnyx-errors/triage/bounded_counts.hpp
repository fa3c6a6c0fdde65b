// telnyx-errors, the command line: counts of any number of values in bounded memory. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_BOUNDED_COUNTS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_BOUNDED_COUNTS_HPP

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace command_line {

/// A set of recent hashes: recognises the last `capacity` different ones and keeps up to twice as many. Older ones are dropped,
/// half at a time. Memory: grows with the set, at most 32 MiB.
class recent_hashes {
public:
    static constexpr std::size_t capacity = std::size_t{1} << 20U;

    /// Adds a hash. \param hash  not 0 \returns whether it is new
    [[nodiscard]] bool insert(std::uint64_t hash);
    /// Whether the set contains a hash.
    [[nodiscard]] bool contains(std::uint64_t hash) const noexcept { return young_.contains(hash) || old_.contains(hash); }

private:
    // Open addressing; 0 is an empty slot.
    struct generation {
        std::vector<std::uint64_t> slots{};
        std::size_t count = 0;

        [[nodiscard]] bool contains(std::uint64_t hash) const noexcept;
        void insert(std::uint64_t hash);

    private:
        [[nodiscard]] std::size_t slot_of(std::uint64_t hash) const noexcept;
    };
    generation young_{};
    generation old_{};
};

/// Counts names. The counts are exact for up to `capacity` different names. After that, a new name replaces the rarest one and
/// inherits its count (the space-saving algorithm of Metwally, Agrawal and El Abbadi, 2005): a count may be too high but never too
/// low, and a frequent name is never missing.
class frequent_names {
public:
    static constexpr std::size_t capacity = 4096;

    struct entry {
        std::string name{};
        std::uint64_t count = 0;
    };

    /// Counts a name, unless it is empty.
    void add(const std::string& name);
    /// The most frequent names, ordered by count and then by name.
    [[nodiscard]] std::vector<entry> most(std::size_t limit) const;
    /// The number of different names, or a lower bound if it is not exact.
    [[nodiscard]] std::size_t size() const noexcept { return counts_.size(); }
    /// Whether every count is exact.
    [[nodiscard]] bool exact() const noexcept { return by_count_.empty(); }

private:
    std::unordered_map<std::string, std::uint64_t> counts_{};
    std::set<std::pair<std::uint64_t, std::string_view>> by_count_{}; // filled once a name is replaced
};

} // namespace command_line

#endif
