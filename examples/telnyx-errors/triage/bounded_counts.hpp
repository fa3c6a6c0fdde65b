// telnyx-errors, the command line: counting what may be endless, in bounded memory. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_BOUNDED_COUNTS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_BOUNDED_COUNTS_HPP

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace command_line {

/// Remembers hashes: each of the last `capacity` different ones is recognised, and at most twice as many are kept. What is
/// older is forgotten half at a time. Takes what it needs, at most 32 MiB.
class recent_hashes {
public:
    static constexpr std::size_t capacity = std::size_t{1} << 20U;

    /// Whether it is seen for the first time. \param hash  not 0
    [[nodiscard]] bool insert(std::uint64_t hash);
    /// Whether it is remembered.
    [[nodiscard]] bool contains(std::uint64_t hash) const noexcept { return young_.contains(hash) || old_.contains(hash); }

private:
    // Open addressing; 0 is an empty place.
    struct generation {
        std::vector<std::uint64_t> places{};
        std::size_t count = 0;

        [[nodiscard]] bool contains(std::uint64_t hash) const noexcept;
        void insert(std::uint64_t hash);

    private:
        [[nodiscard]] std::size_t place_of(std::uint64_t hash) const noexcept;
    };
    generation young_{};
    generation old_{};
};

/// Counts names. Exact as long as there are at most `capacity` different ones; then the rarest gives its place, and its
/// count, to the next (the space-saving algorithm of Metwally, Agrawal and El Abbadi, 2005), so that a count may be too
/// high, never too low, and a name that is frequent is never missing.
class frequent_names {
public:
    static constexpr std::size_t capacity = 4096;

    struct entry {
        std::string name{};
        std::uint64_t count = 0;
    };

    /// Counts a name; an empty one is not counted.
    void add(const std::string& name);
    /// The most frequent ones, ordered by count and then by name.
    [[nodiscard]] std::vector<entry> most(std::size_t limit) const;
    /// How many different names there are; at least so many, where it is not exact.
    [[nodiscard]] std::size_t size() const noexcept { return counts_.size(); }
    /// Whether every count is exact.
    [[nodiscard]] bool exact() const noexcept { return by_count_.empty(); }

private:
    std::unordered_map<std::string, std::uint64_t> counts_{};
    std::set<std::pair<std::uint64_t, std::string_view>> by_count_{}; // kept from the moment on when a name is displaced
};

} // namespace command_line

#endif
