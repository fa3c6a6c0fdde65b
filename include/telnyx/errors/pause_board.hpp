// telnyx-errors: a bounded collection of pauses and suppressions. SPDX-License-Identifier: MIT
//
// A value that the caller owns, copies and stores. It reads no clock: time is an argument. Several threads may read it at the same
// time; one that changes it must be alone.
//
// How ids are compared: blanks around them do not count, and empty is not known. In a sender or recipient that begins with '+',
// blanks, hyphens, dots and parentheses do not count either. Carriers and regions are compared without case. Everything else is
// compared byte by byte: "13035550100" is not "+13035550100", because it may be a national number of another country.
#ifndef TELNYX_ERRORS_PAUSE_BOARD_HPP
#define TELNYX_ERRORS_PAUSE_BOARD_HPP

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/pause_key.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/stored_pause.hpp>
#include <telnyx/errors/suppression_list.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Pauses, and apart from them suppressions: recipients who opted out. Suppressions do not end by time and are never forgotten.
class pause_board {
public:
    /// An empty board.
    /// \param capacity      how many pauses it holds. When it is full it forgets the one that ends first, but none of a whole
    ///                      account or of the platform.
    /// \param suppressions  how many suppressions it holds. More are refused.
    explicit pause_board(std::size_t capacity, std::size_t suppressions = SIZE_MAX) noexcept
        : suppressed_(suppressions), capacity_(capacity) {}

    /// A copy. Throws std::bad_alloc. O(size).
    pause_board(const pause_board& other);
    /// Takes everything from another board, which is empty afterwards.
    pause_board(pause_board&& other) noexcept : pause_board(other.capacity_, other.suppressed_.capacity()) { swap(other); }
    /// Becomes a copy. Throws std::bad_alloc, and has changed nothing then.
    pause_board& operator=(const pause_board& other) {
        pause_board copy{other};
        swap(copy);
        return *this;
    }
    pause_board& operator=(pause_board&& other) noexcept {
        pause_board moved{std::move(other)};
        swap(moved);
        return *this;
    }
    ~pause_board() = default;
    /// Exchanges everything, O(1).
    void swap(pause_board& other) noexcept;

    /// Whether a message may be sent. Of several pauses the strictest one answers, and a suppression before each. O(1) for each
    /// pair of scope and destinations of which a pause is held, of which there are at most 64; no allocation.
    /// \param ids  everything that is known about the message: what is not known cannot be compared, see
    ///             `pause_answer::unchecked`.
    /// \param now  the current time. Not known: each pause counts.
    [[nodiscard]] pause_answer ask(const message_ids& ids, instant now) const noexcept;

    /// Adds the pause that follows from a decision, and suppresses the recipient if they opted out for certain, or lifts that if
    /// they opted in. For an inbound message pass the person as recipient. Throws std::bad_alloc: then repeat it, the same twice
    /// changes nothing more.
    [[nodiscard]] applied apply(const decision& next, const message_ids& ids, const situation& here);

    /// Adds a pause. With the same keys as one that is held, the stricter one is kept (`is_stricter`) and the later begin: the
    /// order in which pauses are added does not matter. Throws std::bad_alloc, and has changed nothing then. O(log size).
    [[nodiscard]] addition add(const pause& held);
    /// Adds a pause from storage.
    [[nodiscard]] addition add(const stored_pause& stored);

    /// Ends the pauses of a scope and destinations that hold a message back, by hand: what `ask` says about this message.
    /// \return how many there were.
    std::size_t lift(errors::scope scope, errors::toward toward, const message_ids& ids) noexcept;

    /// Tells that a message with these ids went through. It ends the pauses that wait for a time or a state and began before it
    /// was sent (`pause::ends_by_success`). It does not end those of a limit or a filter, which lets some messages through, and
    /// none that a person or Telnyx must end.
    /// \param sent_at  when the message was sent.
    /// \return how many pauses ended.
    std::size_t succeeded(const message_ids& ids, instant sent_at) noexcept;

    /// Removes the pauses that have ended. `ask` ignores them anyway.
    /// \return how many there were.
    std::size_t remove_ended(instant now) noexcept;

    /// Suppresses `ids.recipient` for `ids.messaging_profile`; for each profile, if that is not known. Throws std::bad_alloc, and
    /// has changed nothing then.
    [[nodiscard]] addition suppress(const message_ids& ids) { return suppressed_.add(ids); }
    /// Lifts the suppression of this recipient for exactly this profile (not known: the one for each profile), and the pause of
    /// a recipient who may have opted out of it: they wrote START to it.
    /// \return whether there was one.
    bool unsuppress(const message_ids& ids) noexcept;

    /// How many pauses are held, including those that have ended and were not removed.
    [[nodiscard]] std::size_t size() const noexcept { return order_.size(); }
    /// How many pauses it can hold.
    [[nodiscard]] std::size_t capacity() const noexcept { return capacity_; }
    /// The suppressions, to count and to store them. Load them with `suppress`.
    [[nodiscard]] const suppression_list& suppressions() const noexcept { return suppressed_; }
    /// Whether a pause was forgotten before its end, or something was refused, because the board was full.
    [[nodiscard]] bool overflowed() const noexcept { return overflowed_ || suppressed_.overflowed(); }

    /// All pauses, in an order that depends on nothing but themselves. Load them with `add`. Throws std::bad_alloc.
    [[nodiscard]] std::vector<stored_pause> pauses() const;

private:
    // A pair of scope and destinations, and whether only WhatsApp is meant: the place of its map. The account that is not known
    // has a scope of its own.
    static constexpr std::size_t scope_count = 8;
    static constexpr std::size_t toward_count = 4;
    static constexpr std::size_t combination_count = scope_count * toward_count * 2;
    static constexpr std::size_t any_account = scope_count - 1;
    // The key of a map: it owns its characters there, and borrows them where it is only looked up, without allocation.
    struct map_key {
        std::string owned;
        std::string_view borrowed;

        [[nodiscard]] std::string_view view() const noexcept { return owned.empty() ? borrowed : std::string_view{owned}; }
        [[nodiscard]] bool operator==(const map_key& other) const noexcept { return view() == other.view(); }
    };
    struct hash_of_key {
        [[nodiscard]] std::size_t operator()(const map_key& key) const noexcept {
            return std::hash<std::string_view>{}(key.view());
        }
    };

    struct record {
        std::string_view key; // of its map, which keeps it at a fixed address
        std::size_t combination = 0;
        pause value; // its strings are parts of the key

        [[nodiscard]] bool is_kept() const noexcept {
            return value.toward == toward::everyone && (value.scope == scope::account || value.scope == scope::platform);
        }
    };

    // The order in which pauses are forgotten.
    struct is_forgotten_first {
        [[nodiscard]] bool operator()(const record* left, const record* right) const noexcept {
            if (left->is_kept() != right->is_kept()) {
                return right->is_kept();
            }
            const instant first = left->value.until;
            const instant second = right->value.until;
            if (first != second) {
                return first.known() && (!second.known() || first.unix_seconds() < second.unix_seconds());
            }
            return left->combination != right->combination ? left->combination < right->combination : left->key < right->key;
        }
    };

    using records = std::unordered_map<map_key, record, hash_of_key>;
    using order = std::set<const record*, is_forgotten_first>;
    using found_records = std::array<const record*, combination_count>;

    [[nodiscard]] static std::size_t combination_of(const pause& held) noexcept {
        const bool anonymous = held.scope == scope::account && held.scope_key.empty();
        const std::size_t place = anonymous ? any_account : static_cast<std::size_t>(held.scope) - first_scope;
        return (place * toward_count + static_cast<std::size_t>(held.toward)) * 2 + (held.channel != channel::unknown ? 1U : 0U);
    }
    static constexpr std::size_t first_scope = static_cast<std::size_t>(scope::content);

    // Returns false if an id is missing.
    [[nodiscard]] static bool make_key(detail::pause_key& result, errors::scope scope, errors::toward toward,
                                       std::string_view scope_key, std::string_view sender, std::string_view toward_key) noexcept;
    [[nodiscard]] static bool is_valid(const pause& held) noexcept;

    [[nodiscard]] std::size_t find(const message_ids& ids, found_records& found, bool& unchecked) const noexcept;
    [[nodiscard]] addition join(record& old, const pause& held) noexcept;
    [[nodiscard]] addition insert(std::string_view key, const pause& held);
    void erase(const record* gone) noexcept;

    std::array<records, combination_count> maps_;
    std::array<std::uint8_t, combination_count> held_{}; // the combinations of which a pause is held
    std::size_t held_count_{0};
    order order_;
    suppression_list suppressed_;
    std::size_t capacity_;
    bool overflowed_{false};
};

inline pause_board::pause_board(const pause_board& other) : suppressed_(other.suppressed_), capacity_(other.capacity_) {
    for (const record* const each : other.order_) {
        static_cast<void>(add(each->value));
    }
    overflowed_ = other.overflowed_; // NOLINT(cppcoreguidelines-prefer-member-initializer): `add` may set it
}

inline void pause_board::swap(pause_board& other) noexcept {
    maps_.swap(other.maps_);
    held_.swap(other.held_);
    std::swap(held_count_, other.held_count_);
    order_.swap(other.order_);
    suppressed_.swap(other.suppressed_);
    std::swap(capacity_, other.capacity_);
    std::swap(overflowed_, other.overflowed_);
}

inline bool pause_board::make_key(detail::pause_key& result, errors::scope scope, errors::toward toward, std::string_view scope_key,
                                  std::string_view sender, std::string_view toward_key) noexcept {
    scope_key = scope == scope::platform ? std::string_view{} : detail::trim(scope_key);
    sender = scope == scope::content ? detail::trim(sender) : std::string_view{};
    toward_key = toward == toward::everyone ? std::string_view{} : detail::trim(toward_key);
    if (!detail::has_keys(scope, scope_key, sender) || (toward != toward::everyone && toward_key.empty())) {
        return false;
    }
    scope == scope::sender ? result.add_number(scope_key) : result.add_id(scope_key);
    result.add_number(sender);
    toward == toward::recipient ? result.add_number(toward_key) : result.add_name(toward_key);
    return true;
}

inline bool pause_board::is_valid(const pause& held) noexcept {
    return held.scope >= scope::content && held.scope <= scope::platform && held.toward <= toward::everyone &&
           (held.channel == channel::unknown || held.channel == channel::whatsapp) && !name(held.actor).empty() &&
           !name(held.reason).empty() && !name(held.remedy).empty();
}

// The pauses that a message has the keys of, whether they have ended or not.
inline std::size_t pause_board::find(const message_ids& ids, found_records& found, bool& unchecked) const noexcept {
    std::size_t count = 0;
    for (std::size_t i = 0; i != held_count_; ++i) {
        const std::size_t combination = held_[i];
        const std::size_t place = combination / 2 / toward_count;
        const bool anonymous = place == any_account;
        const errors::scope scope = anonymous ? scope::account : static_cast<errors::scope>(place + first_scope);
        const auto toward = static_cast<errors::toward>(combination / 2 % toward_count);
        const bool other_channel = ids.channel != channel::unknown && ids.channel != channel::whatsapp;
        if (combination % 2 != 0 && other_channel) {
            continue;
        }
        const std::string_view scope_key = anonymous ? std::string_view{} : detail::id_of(scope, ids);
        const std::string_view toward_key = detail::id_of(toward, ids);
        detail::pause_key key;
        const bool unnamed = scope == scope::account && !anonymous && scope_key.empty();
        if (unnamed || !make_key(key, scope, toward, scope_key, ids.sender, toward_key)) {
            unchecked = true;
            continue;
        }
        if (toward == toward::recipient && !key.is_international()) {
            unchecked = true;
        }
        if (!key.too_long()) {
            const auto held = maps_[combination].find(map_key{{}, key.view()});
            if (held != maps_[combination].end()) {
                found[count++] = &held->second;
            }
        }
    }
    return count;
}

inline pause_answer pause_board::ask(const message_ids& ids, instant now) const noexcept {
    pause_answer result;
    found_records found; // set up to the count
    const std::size_t count = find(ids, found, result.unchecked);
    const record* strictest = nullptr;
    for (std::size_t i = 0; i != count; ++i) {
        if (found[i]->value.holds_at(now) && (strictest == nullptr || is_stricter(found[i]->value, strictest->value))) {
            strictest = found[i];
        }
    }
    if (strictest != nullptr) {
        const pause& held = strictest->value;
        result.may_send = false;
        result.not_before = held.until;
        result.scope = held.scope;
        result.toward = held.toward;
        result.actor = held.actor;
        result.reason = held.reason;
        result.remedy = held.remedy;
        result.governing_code = held.governing_code;
    }
    if (suppressed_.size() == 0) {
        return result;
    }
    result.unchecked = result.unchecked || !detail::pause_key::is_international(detail::trim(ids.recipient));
    if (suppressed_.contains(ids)) {
        const bool unchecked = result.unchecked;
        result = {};
        result.may_send = false;
        result.suppressed = true;
        result.unchecked = unchecked;
        result.scope = scope::profile;
        result.toward = toward::recipient;
        result.reason = reason::opted_out;
        result.remedy = remedy::stop_messaging_recipient;
    }
    return result;
}

inline applied pause_board::apply(const decision& next, const message_ids& ids, const situation& here) {
    applied result;
    if (is_suppression(next)) {
        result.suppressed = suppress(ids);
    } else if (next.consent == consent::opted_in) {
        unsuppress(ids);
    }
    const pause held = pause_of(next, ids, here);
    result.coverage = held.coverage;
    result.paused = add(held);
    return result;
}

inline addition pause_board::join(record& old, const pause& held) noexcept {
    const instant began =
        !old.value.began.known() || (held.began.known() && held.began.unix_seconds() > old.value.began.unix_seconds())
            ? held.began
            : old.value.began;
    if (is_stricter(held, old.value)) {
        typename order::node_type node = order_.extract(&old); // its place may change
        const pause keys = old.value;
        old.value = held;
        old.value.scope_key = keys.scope_key;
        old.value.sender = keys.sender;
        old.value.toward_key = keys.toward_key;
        order_.insert(std::move(node));
    }
    old.value.began = began;
    return addition::joined;
}

inline addition pause_board::add(const pause& held) {
    if (held.coverage == coverage::nothing) {
        return addition::nothing;
    }
    if (held.coverage > coverage::narrowed) {
        return held.coverage <= coverage::unknown_time ? addition::incomplete : addition::invalid;
    }
    if (!is_valid(held)) {
        return addition::invalid;
    }
    pause value = held;
    value.scope_key = detail::trim(held.scope_key);
    value.until = held.until.unix_seconds() != INT64_MAX ? held.until : instant{};
    value.began = held.began.unix_seconds() != INT64_MIN ? held.began : instant{};
    detail::pause_key key;
    if (!make_key(key, value.scope, value.toward, value.scope_key, value.sender, value.toward_key)) {
        return addition::incomplete;
    }
    if (key.too_long()) {
        return addition::too_long;
    }
    const std::size_t combination = combination_of(value);
    const auto old = maps_[combination].find(map_key{{}, key.view()});
    if (old != maps_[combination].end()) {
        return join(old->second, value);
    }
    return insert(key.view(), value);
}

inline addition pause_board::add(const stored_pause& stored) {
    pause value;
    return restore(stored, value) ? add(value) : addition::invalid;
}

// Everything that may throw comes before everything that changes something.
inline addition pause_board::insert(std::string_view key, const pause& held) {
    records one;
    const auto place = one.emplace(map_key{std::string{key}, {}}, record{}).first;
    record* const added = &place->second;
    added->key = place->first.view();
    added->combination = combination_of(held);
    added->value = held;
    added->value.scope_key = detail::pause_key::part(added->key, 0);
    added->value.sender = detail::pause_key::part(added->key, 1);
    added->value.toward_key = detail::pause_key::part(added->key, 2);
    const record* forgotten = nullptr;
    if (order_.size() >= capacity_) {
        forgotten = order_.empty() ? added : *order_.begin();
        if (forgotten->is_kept() || !is_forgotten_first{}(forgotten, added)) {
            overflowed_ = true;
            return addition::full;
        }
    }
    order first;
    first.insert(added);
    records& map = maps_[added->combination];
    // The insertion must not have to grow the map: where that fails, the library of g++ 8 destroys the node twice.
    if (static_cast<float>(map.size() + 1) > map.max_load_factor() * static_cast<float>(map.bucket_count())) {
        map.reserve(2 * map.size() + 1); // then the next one has room
    }
    map.insert(one.extract(place));
    order_.insert(first.extract(first.begin()));
    if (map.size() == 1) {
        held_[held_count_++] = static_cast<std::uint8_t>(added->combination);
    }
    if (forgotten != nullptr) {
        overflowed_ = overflowed_ || forgotten->value.holds_at(added->value.began);
        erase(forgotten);
    }
    return addition::added;
}

inline void pause_board::erase(const record* gone) noexcept {
    records& map = maps_[gone->combination];
    order_.erase(gone);
    const auto last = held_.begin() + static_cast<std::ptrdiff_t>(held_count_); // NOLINT(readability-qualified-auto)
    if (map.size() == 1) {
        const auto place = std::find(held_.begin(), last, static_cast<std::uint8_t>(gone->combination)); // NOLINT
        *place = *(last - 1);
        --held_count_;
    }
    map.erase(map.find(map_key{{}, gone->key})); // by its place: the key is destroyed with it
}

inline std::size_t pause_board::lift(errors::scope scope, errors::toward toward, const message_ids& ids) noexcept {
    found_records found;
    bool unchecked = false;
    const std::size_t count = find(ids, found, unchecked);
    std::size_t lifted = 0;
    for (std::size_t i = 0; i != count; ++i) {
        if (found[i]->value.scope == scope && found[i]->value.toward == toward) {
            erase(found[i]);
            ++lifted;
        }
    }
    return lifted;
}

inline std::size_t pause_board::succeeded(const message_ids& ids, instant sent_at) noexcept {
    found_records found;
    bool unchecked = false;
    const std::size_t count = find(ids, found, unchecked);
    std::size_t ended = 0;
    for (std::size_t i = 0; i != count; ++i) {
        const pause& held = found[i]->value;
        const bool after = sent_at.known() && held.began.known() && sent_at.unix_seconds() > held.began.unix_seconds();
        const bool same_channel = held.channel == channel::unknown || held.channel == ids.channel;
        const bool same_account = held.scope != scope::account || !held.scope_key.empty() || detail::trim(ids.account).empty();
        if (held.ends_by_success && after && same_channel && same_account) {
            erase(found[i]);
            ++ended;
        }
    }
    return ended;
}

inline std::size_t pause_board::remove_ended(instant now) noexcept {
    std::size_t removed = 0;
    const auto remove_from = [&](typename order::iterator each) { // up to the first one that has not ended
        while (each != order_.end() && !(*each)->value.holds_at(now)) {
            const record* const gone = *each++;
            erase(gone);
            ++removed;
        }
    };
    remove_from(order_.begin());
    // Those that are kept come after the others, in the same order.
    auto first_kept = order_.end();
    while (first_kept != order_.begin() && (*std::prev(first_kept))->is_kept()) {
        --first_kept;
    }
    remove_from(first_kept);
    return removed;
}

inline bool pause_board::unsuppress(const message_ids& ids) noexcept {
    bool lifted = false;
    found_records found;
    bool unchecked = false;
    const std::size_t count = find(ids, found, unchecked);
    for (std::size_t i = 0; i != count; ++i) {
        const pause& held = found[i]->value;
        if (held.scope == scope::profile && held.toward == toward::recipient && held.reason == reason::opted_out) {
            erase(found[i]);
            lifted = true;
        }
    }
    return suppressed_.remove(ids) || lifted;
}

inline std::vector<stored_pause> pause_board::pauses() const {
    std::vector<const record*> sorted{order_.begin(), order_.end()};
    std::sort(sorted.begin(), sorted.end(), [](const record* left, const record* right) {
        return left->combination != right->combination ? left->combination < right->combination : left->key < right->key;
    });
    std::vector<stored_pause> result;
    result.reserve(sorted.size());
    for (const record* const each : sorted) {
        result.push_back(store(each->value));
    }
    return result;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
