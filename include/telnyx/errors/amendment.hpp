// telnyx-errors: the caller's own judgement for a code. SPDX-License-Identifier: MIT
//
// House rules: "40004 is permanent for us", "40334 is new: treat it as ...". A stricter amendment always applies, a looser one only
// where it is marked, and none applies to a recipient who opted out. Without amendments nothing here is executed.
#ifndef TELNYX_ERRORS_AMENDMENT_HPP
#define TELNYX_ERRORS_AMENDMENT_HPP

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <type_traits>

#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/code.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/refinement.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// The caller's own judgement for a code, known or unknown. `amend` makes one; `with`, `on` and `marked_looser` change it.
struct amendment {
    /// The code.
    std::int64_t code = 0;
    /// What its judgement becomes. The basis is always `amended`. A stage or category that is `unknown` stays that of the table.
    judgement becomes{};
    /// The channel that the amendment is limited to; `unknown`: all channels.
    errors::channel channel = errors::channel::unknown;
    /// Whether it may be less strict than the judgement that it replaces. Without this mark such an amendment does not apply.
    bool looser = false;

    /// The same amendment with another wait.
    [[nodiscard]] constexpr amendment with(errors::wait value) const noexcept;
    /// The same amendment with another scope: which messages fail in the same way.
    [[nodiscard]] constexpr amendment with(errors::scope value) const noexcept;
    /// The same amendment with another `toward`: to which destinations they fail.
    [[nodiscard]] constexpr amendment with(errors::toward value) const noexcept;
    /// The same amendment with another remedy.
    [[nodiscard]] constexpr amendment with(errors::remedy value) const noexcept;
    /// The same amendment, limited to a channel.
    [[nodiscard]] constexpr amendment on(errors::channel value) const noexcept;
    /// The same amendment, also where it is less strict than the judgement that it replaces.
    [[nodiscard]] constexpr amendment marked_looser() const noexcept;

    [[nodiscard]] friend constexpr bool operator==(const amendment& left, const amendment& right) noexcept {
        return left.code == right.code && left.becomes == right.becomes && left.channel == right.channel &&
               left.looser == right.looser;
    }
    [[nodiscard]] friend constexpr bool operator!=(const amendment& left, const amendment& right) noexcept {
        return !(left == right);
    }
};

/// The amendment that gives a code another retry class. Scope, `toward`, stage and category stay those of the table. So do wait and
/// remedy where the class stays the same; else they are the usual ones of the class: backoff for `automatic`, `until_state_changes`
/// for `temporary_hold`, no wait and the table's remedy for the others, or `investigate` where the table's is only to wait or
/// retry.
[[nodiscard]] constexpr amendment amend(std::int64_t number, retry_class becomes) noexcept;
/// The same, by enumerator.
[[nodiscard]] constexpr amendment amend(code which, retry_class becomes) noexcept;

namespace detail {
// Whether a container is a view, such as std::span: it is too small to hold an amendment, and has nothing to destroy.
template <class Container>
inline constexpr bool is_amendment_view = sizeof(Container) < sizeof(amendment) && std::is_trivially_destructible<Container>::value;
} // namespace detail

/// A list of amendments, borrowed from an array or another container, which must outlive it. A temporary container is refused by
/// the compiler, except a view such as std::span. Of several amendments for a code and
/// a channel, the first one counts.
class amendment_list {
public:
    /// The empty list.
    constexpr amendment_list() noexcept = default;
    /// The list of `size` amendments from `first` on.
    constexpr amendment_list(const amendment* first, std::size_t size) noexcept : first_(first), size_(size) {}
    // NOLINTBEGIN(google-explicit-constructor)
    /// The amendments of an array.
    template <std::size_t Size>
    constexpr amendment_list(const amendment (&array)[Size]) noexcept : first_(array), size_(Size) {}
    /// The amendments of a container with `data()` and `size()`, such as std::vector, std::array or std::span.
    template <class Container, class = decltype(amendment_list{static_cast<const Container*>(nullptr)->data(),
                                                               static_cast<const Container*>(nullptr)->size()})>
    constexpr amendment_list(const Container& container TELNYX_ERRORS_LIFETIMEBOUND) noexcept
        : first_(container.data()), size_(container.size()) {}
    amendment_list(std::initializer_list<amendment>) = delete; // telnyx-errors: the list would outlive these, name an array
    template <class Container, class = decltype(static_cast<const Container*>(nullptr)->data()),
              std::enable_if_t<!detail::is_amendment_view<Container>, int> = 0>
    amendment_list(const Container&&) = delete; // telnyx-errors: the list would outlive these amendments, name the container
    // NOLINTEND(google-explicit-constructor)

    [[nodiscard]] constexpr const amendment* begin() const noexcept { return first_; }
    [[nodiscard]] constexpr const amendment* end() const noexcept { return first_ + size_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    /// The amendment of this index, which must be less than `size()`.
    [[nodiscard]] constexpr const amendment& operator[](std::size_t index) const noexcept { return first_[index]; }

    /// The first amendment for a code on a channel; null if there is none, and for a number that is not positive. O(size).
    [[nodiscard]] constexpr const amendment* find(std::int64_t number, errors::channel channel) const noexcept;

private:
    const amendment* first_{nullptr};
    std::size_t size_{0};
};

/// A retry policy with amendments: every `decide` takes it in place of a `retry_policy`.
///
/// An amendment replaces the judgement of its code, also a refined one, where it is at least as strict, or marked. Strictness is
/// the retry class; within one class the wait must be the same, and scope and `toward` must reach at least as far. A wait that ends
/// by itself, and so in a retry, is looser where the code would not be retried by then. A code that the table does not have permits
/// nothing, so `automatic`, `temporary_hold` and `after_intervention` need the mark for it.
///
/// An error that says, or may say, that the recipient opted out is decided without amendments, and so is one whose title shows that
/// the code means something else, unless the amendment is stricter. Where the table says that the message may have been sent, the
/// decision still says so, unless the amendment is marked. A decision that an amendment made has `basis::amended`.
struct amended_policy : retry_policy {
    /// The amendments, in order.
    amendment_list amendments;

    /// These amendments with a policy, which is copied. \param list  borrowed, see `amendment_list`
    constexpr amended_policy(amendment_list list, const retry_policy& policy = {}) noexcept // NOLINT(google-explicit-constructor)
        : retry_policy(policy), amendments(list) {}
};

/// What is wrong with an amendment.
enum class amendment_problem : std::uint8_t {
    none,      ///< Nothing.
    no_code,   ///< The code is not positive: it never applies.
    opt_out,   ///< The code is that of an opt-out (40300), which cannot be amended: it never applies.
    bad_value, ///< A member has a value that is no enumerator.
    repeated,  ///< An earlier amendment is for the same code and channel, or for all channels: it never applies.
    unmarked,  ///< It is looser than the table and not marked: it does not apply.
};

template <>
struct detail::names<amendment_problem> : detail::list_of_names<> {
    static constexpr std::string_view list[] = {"none", "no_code", "opt_out", "bad_value", "repeated", "unmarked"};
};

/// The first problem of a list of amendments.
struct amendment_check {
    /// What is wrong; `none` if nothing is.
    amendment_problem problem = amendment_problem::none;
    /// The index of the amendment.
    std::size_t index = 0;

    /// Whether nothing is wrong.
    [[nodiscard]] constexpr bool passed() const noexcept { return problem == amendment_problem::none; }
};

/// Looks for an amendment that never applies, or cannot: `static_assert(check(rules).passed())`. No list is dangerous without the
/// check: an amendment with a problem is ignored, except that one with a `bad_value` may give a decision such a value. O(size²).
[[nodiscard]] constexpr amendment_check check(amendment_list list) noexcept;

/// The decision columns of a code where it occurred, amended. The basis is `amended` where an amendment decides.
[[nodiscard]] constexpr judgement classify(std::int64_t number, const context& where, const amended_policy& policy) noexcept;

/// What to do about a code, without a payload, where the caller has amendments. A code that an amendment decides outranks the HTTP
/// status, also if the table does not have it. Everything else is as without amendments. O(number of amendments), no allocation.
[[nodiscard]] constexpr decision decide(std::int64_t number, const situation& here, const amended_policy& policy) noexcept;
/// The same, by enumerator.
[[nodiscard]] constexpr decision decide(code which, const situation& here, const amended_policy& policy) noexcept;

constexpr amendment amendment::with(errors::wait value) const noexcept {
    amendment result = *this;
    result.becomes.wait = value;
    return result;
}
constexpr amendment amendment::with(errors::scope value) const noexcept {
    amendment result = *this;
    result.becomes.scope = value;
    return result;
}
constexpr amendment amendment::with(errors::toward value) const noexcept {
    amendment result = *this;
    result.becomes.toward = value;
    return result;
}
constexpr amendment amendment::with(errors::remedy value) const noexcept {
    amendment result = *this;
    result.becomes.remedy = value;
    return result;
}
constexpr amendment amendment::on(errors::channel value) const noexcept {
    amendment result = *this;
    result.channel = value;
    return result;
}
constexpr amendment amendment::marked_looser() const noexcept {
    amendment result = *this;
    result.looser = true;
    return result;
}

namespace detail {

// What the policies of decisions about payloads have in common. The first is empty, so that passing it costs nothing.
struct no_amendments {};
[[nodiscard]] constexpr no_amendments amendments_of(const retry_policy& /*policy*/) noexcept { return {}; }
[[nodiscard]] constexpr amendment_list amendments_of(const amended_policy& policy) noexcept { return policy.amendments; }

[[nodiscard]] constexpr errors::remedy usual_remedy(retry_class of, errors::remedy before) noexcept {
    const bool only_time = before == remedy::none || before == remedy::retry_with_backoff || before == remedy::wait;
    switch (of) {
    case retry_class::automatic: return remedy::retry_with_backoff;
    case retry_class::temporary_hold: return remedy::wait;
    case retry_class::after_intervention:
    case retry_class::unspecified:
    case retry_class::action_required:
    case retry_class::permanent: break;
    }
    return only_time ? remedy::investigate : before;
}

[[nodiscard]] constexpr errors::wait usual_wait(retry_class of) noexcept {
    return of == retry_class::automatic        ? wait::backoff
           : of == retry_class::temporary_hold ? wait::until_state_changes
                                               : wait::none;
}

// Whether the message may have been sent, as far as a judgement tells: it is reconciled, or resent if that is idempotent.
[[nodiscard]] constexpr bool is_open(const judgement& columns) noexcept {
    return columns.retry == retry_class::unspecified && columns.scope == scope::platform;
}

// Whether a judgement leads to a retry when its time has come, with nothing but the passing of time.
[[nodiscard]] constexpr bool ends_in_retry(const judgement& columns) noexcept {
    switch (columns.retry) {
    case retry_class::automatic: return true;
    case retry_class::temporary_hold:
    case retry_class::after_intervention:
    case retry_class::action_required: return end_of_wait(columns.wait, instant{0}).known();
    case retry_class::unspecified:
    case retry_class::permanent: break;
    }
    return false;
}

// Whether a message could be resent sooner, or more, after a judgement than before.
[[nodiscard]] constexpr bool resends_more(const judgement& before, const judgement& after) noexcept {
    if (before.retry == retry_class::automatic && before.wait == wait::backoff) {
        return false;
    }
    const bool at_the_same_time = ends_in_retry(before) && before.wait == after.wait;
    return (ends_in_retry(after) && !at_the_same_time) || (is_open(after) && !is_open(before));
}

[[nodiscard]] constexpr bool is_looser(const judgement& before, const judgement& after) noexcept {
    if (after.retry != before.retry || !before.known()) {
        return after.retry < before.retry || resends_more(before, after);
    }
    return after.wait != before.wait || is_open(after) != is_open(before) || after.toward < before.toward ||
           after.scope < before.scope;
}

// What an amendment makes of a judgement. \param in_doubt  whether the code may mean something else here: then no mark counts
[[nodiscard]] constexpr judgement amended(const judgement& before, const amendment& rule, bool in_doubt) noexcept {
    judgement after = rule.becomes;
    after.also = after.retry;
    after.basis = basis::amended;
    after.stage = after.stage != stage::unknown ? after.stage : before.stage;
    after.category = after.category != category::unknown ? after.category : before.category;
    return (rule.looser && !in_doubt) || !is_looser(before, after) ? after : before;
}

// What is still true where an amendment replaced the judgement: a fault of the platform may have come after the message was sent.
[[nodiscard]] constexpr receipt receipt_before(const judgement& before, const amendment& rule) noexcept {
    return is_open(before) && !rule.looser ? receipt::maybe : receipt::no;
}

// Amends the judgement of an error. Returns whether an amendment decides.
[[nodiscard]] constexpr bool amend_columns(judgement& /*columns*/, std::int64_t /*number*/, errors::channel /*channel*/,
                                           bool /*in_doubt*/, no_amendments /*list*/) noexcept {
    return false;
}
[[nodiscard]] constexpr bool amend_columns(judgement& columns, std::int64_t number, errors::channel channel, bool in_doubt,
                                           amendment_list list) noexcept {
    const amendment* const rule = list.find(number, channel);
    if (rule != nullptr) {
        columns = amended(columns, *rule, in_doubt);
    }
    return columns.basis == basis::amended;
}

template <class E>
[[nodiscard]] constexpr bool is_enumerator(E value) noexcept {
    return !name(value).empty();
}

[[nodiscard]] constexpr bool has_only_enumerators(const amendment& rule) noexcept {
    const judgement& columns = rule.becomes;
    return is_enumerator(columns.stage) && is_enumerator(columns.category) && is_enumerator(columns.retry) &&
           is_enumerator(columns.wait) && is_enumerator(columns.scope) && is_enumerator(columns.toward) &&
           is_enumerator(columns.remedy) && is_enumerator(rule.channel);
}

[[nodiscard]] constexpr amendment_problem problem_of(amendment_list list, std::size_t index) noexcept {
    const amendment& rule = list[index];
    if (rule.code <= 0) {
        return amendment_problem::no_code;
    }
    if (rule.code == stop_code) {
        return amendment_problem::opt_out;
    }
    if (!has_only_enumerators(rule)) {
        return amendment_problem::bad_value;
    }
    if (list.find(rule.code, rule.channel) != &rule) {
        return amendment_problem::repeated;
    }
    const judgement before = classify(rule.code, context{rule.channel});
    return amended(before, rule, false).basis == basis::amended ? amendment_problem::none : amendment_problem::unmarked;
}

} // namespace detail

constexpr amendment amend(std::int64_t number, retry_class becomes) noexcept {
    amendment result{};
    result.code = number;
    result.becomes = classify(number);
    if (becomes != result.becomes.retry || !result.becomes.known()) {
        result.becomes.wait = detail::usual_wait(becomes);
        result.becomes.remedy = detail::usual_remedy(becomes, result.becomes.remedy);
    }
    result.becomes.retry = becomes;
    result.becomes.also = becomes;
    result.becomes.basis = basis::amended;
    return result;
}

constexpr amendment amend(code which, retry_class becomes) noexcept { return amend(static_cast<std::int64_t>(which), becomes); }

constexpr const amendment* amendment_list::find(std::int64_t number, errors::channel channel) const noexcept {
    for (const amendment& rule : *this) {
        if (rule.code == number && number > 0 && (rule.channel == errors::channel::unknown || rule.channel == channel)) {
            return &rule;
        }
    }
    return nullptr;
}

constexpr amendment_check check(amendment_list list) noexcept {
    for (std::size_t i = 0; i != list.size(); ++i) {
        if (const amendment_problem found = detail::problem_of(list, i); found != amendment_problem::none) {
            return {found, i};
        }
    }
    return {};
}

namespace detail {

// What the policy makes of a code with this judgement.
[[nodiscard]] constexpr judgement amended(std::int64_t number, judgement before, channel through, bool in_doubt,
                                          const amended_policy& policy) noexcept {
    const auto list = number != stop_code ? policy.amendments : amendment_list{};
    static_cast<void>(amend_columns(before, number, through, in_doubt, list));
    return before;
}

} // namespace detail

constexpr judgement classify(std::int64_t number, const context& where, const amended_policy& policy) noexcept {
    const refinement* const found = refinement_of(number, where);
    const bool in_doubt = found != nullptr && found->title != title_condition::any;
    return detail::amended(number, found != nullptr ? found->becomes : classify(number), where.channel, in_doubt, policy);
}

constexpr decision decide(std::int64_t number, const situation& here, const amended_policy& policy) noexcept {
    const judgement& before = detail::classify_without_payload(number, here.channel, here.phase);
    const judgement after = detail::amended(number, before, here.channel, false, policy);
    if (after.basis != basis::amended) {
        return decide(number, here, static_cast<const retry_policy&>(policy));
    }
    const receipt known = detail::receipt_before(before, *policy.amendments.find(number, here.channel));
    decision result{};
    detail::decide_failure(result, {after, number, consent::unchanged, known}, here, policy);
    return result;
}

constexpr decision decide(code which, const situation& here, const amended_policy& policy) noexcept {
    return decide(static_cast<std::int64_t>(which), here, policy);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
