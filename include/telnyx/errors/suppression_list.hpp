// telnyx-errors: recipients who opted out. SPDX-License-Identifier: MIT
//
// A value that the caller owns, copies and stores. Ids are compared as `pause_board` compares them.
#ifndef TELNYX_ERRORS_SUPPRESSION_LIST_HPP
#define TELNYX_ERRORS_SUPPRESSION_LIST_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/pause_key.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/pause.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A recipient who opted out, as strings.
struct stored_suppression {
    /// The messaging profile. Empty: each.
    std::string messaging_profile;
    /// The recipient.
    std::string recipient;
};

/// Recipients who opted out of messages from a messaging profile. No entry ends by time, and none is forgotten.
class suppression_list {
public:
    /// An empty list.
    /// \param capacity  how many entries it holds. More are refused.
    explicit suppression_list(std::size_t capacity = SIZE_MAX) noexcept : capacity_(capacity) {}

    /// A copy. Throws std::bad_alloc. O(size).
    suppression_list(const suppression_list& other);
    /// Takes everything from another list, which is empty afterwards.
    suppression_list(suppression_list&& other) noexcept : suppression_list(other.capacity_) { swap(other); }
    /// Becomes a copy. Throws std::bad_alloc, and has changed nothing then.
    suppression_list& operator=(const suppression_list& other) {
        suppression_list copy{other};
        swap(copy);
        return *this;
    }
    suppression_list& operator=(suppression_list&& other) noexcept {
        suppression_list moved{std::move(other)};
        swap(moved);
        return *this;
    }
    ~suppression_list() = default;
    /// Exchanges everything, O(1).
    void swap(suppression_list& other) noexcept;

    /// Adds `ids.recipient` for `ids.messaging_profile`; for each profile, if that is not known. Throws std::bad_alloc, and has
    /// changed nothing then. O(profiles of this recipient).
    [[nodiscard]] addition add(const message_ids& ids);
    /// Removes the entry of this recipient for exactly this profile; not known: the one for each profile.
    /// \return whether there was one.
    bool remove(const message_ids& ids) noexcept;
    /// Whether this recipient opted out of messages from this profile; not known: from any. O(profiles of this recipient), no
    /// allocation.
    [[nodiscard]] bool contains(const message_ids& ids) const noexcept;

    /// How many entries there are.
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    /// How many entries it can hold.
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    /// Whether an entry was refused because the list was full.
    [[nodiscard]] bool overflowed() const noexcept { return overflowed_; }
    /// All entries, ordered by recipient and profile. Load them with `add`. Throws std::bad_alloc.
    [[nodiscard]] std::vector<stored_suppression> entries() const;

private:
    struct person {
        std::string recipient;
        std::vector<std::string> profiles; // an empty one is each
    };

    [[nodiscard]] static std::string_view key_of(detail::pause_key& buffer, const message_ids& ids) noexcept {
        buffer.add_number(detail::trim(ids.recipient));
        return buffer.too_long() ? std::string_view{} : detail::pause_key::part(buffer.view(), 0);
    }

    std::unordered_map<std::string_view, std::unique_ptr<person>> people_; // by the string of the person
    std::size_t size_{0};
    std::size_t capacity_;
    bool overflowed_{false};
};

/// The ids of an entry, to load it. They borrow its strings.
[[nodiscard]] inline message_ids ids_of(const stored_suppression& stored) noexcept {
    message_ids result;
    result.messaging_profile = stored.messaging_profile;
    result.recipient = stored.recipient;
    return result;
}
message_ids ids_of(stored_suppression&&) = delete; // The ids would borrow from a temporary.

inline suppression_list::suppression_list(const suppression_list& other) : suppression_list(other.capacity_) {
    message_ids ids;
    for (const auto& [recipient, each] : other.people_) {
        ids.recipient = recipient;
        for (const std::string& profile : each->profiles) {
            ids.messaging_profile = profile;
            static_cast<void>(add(ids));
        }
    }
    overflowed_ = other.overflowed_; // NOLINT(cppcoreguidelines-prefer-member-initializer): `add` may set it
}

inline void suppression_list::swap(suppression_list& other) noexcept {
    people_.swap(other.people_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
    std::swap(overflowed_, other.overflowed_);
}

// Everything that may throw comes before everything that changes something.
inline addition suppression_list::add(const message_ids& ids) {
    detail::pause_key buffer;
    const std::string_view recipient = key_of(buffer, ids);
    const std::string_view profile = detail::trim(ids.messaging_profile);
    if (buffer.too_long() || profile.size() > limits::id_bytes) {
        return addition::too_long;
    }
    if (recipient.empty()) {
        return addition::incomplete;
    }
    const auto found = people_.find(recipient);
    if (found != people_.end()) {
        const std::vector<std::string>& profiles = found->second->profiles;
        if (std::find(profiles.begin(), profiles.end(), profile) != profiles.end()) {
            return addition::joined;
        }
    }
    if (size_ >= capacity_) {
        overflowed_ = true;
        return addition::full;
    }
    if (found != people_.end()) {
        found->second->profiles.emplace_back(profile);
    } else {
        auto fresh = std::make_unique<person>();
        fresh->recipient = recipient;
        fresh->profiles.emplace_back(profile);
        const std::string_view key = fresh->recipient;
        people_.emplace(key, std::move(fresh));
    }
    ++size_;
    return addition::added;
}

inline bool suppression_list::remove(const message_ids& ids) noexcept {
    detail::pause_key buffer;
    const auto found = people_.find(key_of(buffer, ids));
    if (found == people_.end()) {
        return false;
    }
    std::vector<std::string>& profiles = found->second->profiles;
    const auto profile = std::find(profiles.begin(), profiles.end(), detail::trim(ids.messaging_profile));
    if (profile == profiles.end()) {
        return false;
    }
    profiles.erase(profile);
    --size_;
    if (profiles.empty()) {
        people_.erase(found);
    }
    return true;
}

inline bool suppression_list::contains(const message_ids& ids) const noexcept {
    detail::pause_key buffer;
    const auto found = people_.find(key_of(buffer, ids));
    if (found == people_.end()) {
        return false;
    }
    const std::string_view profile = detail::trim(ids.messaging_profile);
    const std::vector<std::string>& profiles = found->second->profiles;
    const auto matches = [&](const std::string& each) { return each.empty() || each == profile; };
    return profile.empty() || std::any_of(profiles.begin(), profiles.end(), matches);
}

inline std::vector<stored_suppression> suppression_list::entries() const {
    std::vector<stored_suppression> result;
    result.reserve(size_);
    for (const auto& [recipient, each] : people_) {
        for (const std::string& profile : each->profiles) {
            result.push_back({profile, each->recipient});
        }
    }
    std::sort(result.begin(), result.end(), [](const stored_suppression& left, const stored_suppression& right) {
        return left.recipient != right.recipient ? left.recipient < right.recipient
                                                 : left.messaging_profile < right.messaging_profile;
    });
    return result;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
