// telnyx-errors, the command line: counts of any number of values in bounded memory. SPDX-License-Identifier: MIT
#include "triage/bounded_counts.hpp"

#include <algorithm>
#include <utility>

namespace command_line {

std::size_t recent_hashes::generation::slot_of(std::uint64_t hash) const noexcept {
    std::size_t slot = hash & (slots.size() - 1); // the size is a power of two
    while (slots[slot] != 0 && slots[slot] != hash) {
        slot = (slot + 1) & (slots.size() - 1);
    }
    return slot;
}

bool recent_hashes::generation::contains(std::uint64_t hash) const noexcept {
    return !slots.empty() && slots[slot_of(hash)] == hash;
}

void recent_hashes::generation::insert(std::uint64_t hash) {
    if (slots.size() < 2 * (count + 1)) { // never more than half full
        const std::size_t size = (std::max)(slots.size() * 2, std::size_t{1024});
        const std::vector<std::uint64_t> smaller = std::exchange(slots, std::vector<std::uint64_t>(size));
        for (const std::uint64_t kept : smaller) {
            if (kept != 0) {
                slots[slot_of(kept)] = kept;
            }
        }
    }
    slots[slot_of(hash)] = hash;
    ++count;
}

bool recent_hashes::insert(std::uint64_t hash) {
    if (young_.contains(hash)) {
        return false;
    }
    const bool fresh = !old_.contains(hash);
    if (young_.count == capacity) {
        old_ = std::exchange(young_, generation{});
    }
    young_.insert(hash);
    return fresh;
}

void frequent_names::add(const std::string& name) {
    if (name.empty()) {
        return;
    }
    const auto found = counts_.find(name);
    if (found != counts_.end()) {
        if (!by_count_.empty()) {
            by_count_.erase({found->second, found->first});
            by_count_.insert({found->second + 1, found->first});
        }
        ++found->second;
        return;
    }
    if (counts_.size() < capacity) {
        counts_.emplace(name, 1);
        return;
    }
    if (by_count_.empty()) {
        for (const auto& [known, count] : counts_) {
            by_count_.insert({count, known});
        }
    }
    const auto [count, rarest] = *by_count_.begin();
    by_count_.erase(by_count_.begin());
    counts_.erase(counts_.find(std::string{rarest}));
    const auto added = counts_.emplace(name, count + 1).first;
    by_count_.insert({count + 1, added->first});
}

std::vector<frequent_names::entry> frequent_names::most(std::size_t limit) const {
    std::vector<entry> all;
    all.reserve(counts_.size());
    for (const auto& [name, count] : counts_) {
        all.push_back({name, count});
    }
    std::sort(all.begin(), all.end(), [](const entry& left, const entry& right) {
        return left.count != right.count ? left.count > right.count : left.name < right.name;
    });
    all.resize((std::min)(all.size(), limit));
    return all;
}

} // namespace command_line
