// telnyx-errors: what changes what a code means. SPDX-License-Identifier: MIT
//
// The table has what a code means by itself. On another channel, with another pointer, in another phase or beside another title it
// may mean something else: each row below says when, and what the judgement becomes.
#ifndef TELNYX_ERRORS_REFINEMENT_HPP
#define TELNYX_ERRORS_REFINEMENT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/code.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/table.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Where a code occurred, as far as that can change what it means.
struct context {
    /// The channel of the message.
    errors::channel channel = errors::channel::unknown;
    /// Where the code came from.
    errors::phase phase = errors::phase::unknown;
    /// Which part of the request or message the error's pointer or parameter names, see `part_of`.
    errors::part part = errors::part::unknown;
    /// Whether the message was accepted all the same: its status says that it is on its way.
    bool accepted = false;
    /// The payload's own title; empty if there is none.
    std::string_view title{};
};

/// What a title must be for a refinement to hold.
enum class title_condition : std::uint8_t {
    any,       ///< Any title, or none.
    elsewhere, ///< The title that another Telnyx product or guide gives to the same number.
    disagrees, ///< A title that is neither the code's title nor its name.
};

template <>
struct detail::names<title_condition> : detail::list_of_names<> {
    static constexpr std::string_view list[] = {"any", "elsewhere", "disagrees"};
};

/// A judgement that replaces that of a code where its conditions hold. A condition that is `unknown`, `any` or false holds always.
struct refinement { // NOLINT(clang-analyzer-optin.performance.Padding): in the order in which it is read
    /// The code; `code{}` if the row is for every code that has the judgement `of`.
    code id{};
    /// The judgement that is refined, where `id` names no code.
    judgement of{};
    /// The channel that it must be.
    errors::channel channel = errors::channel::unknown;
    /// The phase that it must be.
    errors::phase phase = errors::phase::unknown;
    /// The part that the pointer must name.
    errors::part part = errors::part::unknown;
    /// Whether the message must have been accepted.
    bool accepted = false;
    /// What the title must be.
    title_condition title = title_condition::any;
    /// The title itself, for `title_condition::elsewhere`.
    std::string_view other_title{};
    /// What the judgement becomes.
    judgement becomes{};
    /// Why, in a sentence. Static storage, as all strings here.
    std::string_view why{};
};

/// The part of a request or message that a pointer such as "/to/0/phone_number", "/header/Idempotency-Key" or "$.from", or else the
/// name of a parameter such as "to[]", names. O(size).
[[nodiscard]] constexpr part part_of(std::string_view pointer, std::string_view parameter = {}) noexcept;

/// The first refinement of a code that holds; null if none does. It has static storage. O(number of refinements + size of the
/// title), no allocation.
[[nodiscard]] constexpr const refinement* refinement_of(std::int64_t number, const context& where) noexcept;

/// The decision columns of a code where it occurred: those of the first refinement that holds, else those of the table.
[[nodiscard]] constexpr const judgement& classify(std::int64_t number, context where) noexcept;

namespace detail::rows {

// A template, its parameters or the registration of the sender: nothing that repeating can cure.
inline constexpr rule whatsapp_content = rule{stage::delivery, category::whatsapp}
                                             .derived(retry_class::after_intervention)
                                             .affects(scope::content)
                                             .remedy_is(remedy::revise_content);
// A header is wrong: every request of this client has it.
inline constexpr rule wrong_header = wrong_form.affects(scope::account);
// The code's class may not apply: the title says something else, or the message was accepted.
[[nodiscard]] constexpr rule class_in_doubt(errors::stage in, errors::category about) noexcept {
    return rule{in, about}.derived(retry_class::unspecified).affects(scope::message).remedy_is(remedy::investigate);
}

[[nodiscard]] constexpr refinement on_channel(code id, errors::channel which, const judgement& becomes, const char* why) noexcept {
    refinement result{};
    result.id = id;
    result.channel = which;
    result.becomes = becomes;
    result.why = std::string_view{why, __builtin_strlen(why)};
    return result;
}
[[nodiscard]] constexpr refinement in_phase(code id, errors::phase which, const judgement& becomes, const char* why) noexcept {
    refinement result = on_channel(id, channel::unknown, becomes, why);
    result.phase = which;
    return result;
}
[[nodiscard]] constexpr refinement where_pointer_names(code id, errors::part which, const judgement& becomes,
                                                       const char* why) noexcept {
    refinement result = on_channel(id, channel::unknown, becomes, why);
    result.part = which;
    return result;
}
[[nodiscard]] constexpr refinement where_pointer_names(const rule& of, errors::part which, const judgement& becomes,
                                                       const char* why) noexcept {
    refinement result = where_pointer_names(code{}, which, becomes, why);
    result.of = of;
    return result;
}
[[nodiscard]] constexpr refinement beside_accepted_message(code id, const judgement& becomes, const char* why) noexcept {
    refinement result = on_channel(id, channel::unknown, becomes, why);
    result.accepted = true;
    return result;
}
[[nodiscard]] constexpr refinement with_title(code id, const char* title, const judgement& becomes, const char* why) noexcept {
    refinement result = on_channel(id, channel::unknown, becomes, why);
    result.title = title_condition::elsewhere;
    result.other_title = std::string_view{title, __builtin_strlen(title)};
    return result;
}
[[nodiscard]] constexpr refinement refused_with_other_title(code id, const judgement& becomes) noexcept {
    refinement result =
        in_phase(id, phase::request, becomes,
                 "A refusal whose title is not that of the code: other Telnyx products use the same numbers with other meanings.");
    result.title = title_condition::disagrees;
    return result;
}

// In the order of their codes; of one code, the first that holds applies.
inline constexpr refinement refinements[] = {
    where_pointer_names(code::inactive_phone_number, part::recipient, wrong_recipient,
                        "The pointer names the recipient, whose number is no longer active."),
    with_title(code::too_many_requests, "Bad Request", class_in_doubt(stage::request, category::api),
               "The specification of the detail records gives this title to 10011 in its example."),
    refused_with_other_title(code::too_many_requests, class_in_doubt(stage::request, category::api)),
    with_title(code::rejected_by_destination, "Number not on messaging profile",
               class_in_doubt(stage::delivery, category::carrier_rejection), "The meaning of 40004 in an earlier migration guide."),
    refused_with_other_title(code::rejected_by_destination, class_in_doubt(stage::delivery, category::carrier_rejection)),
    with_title(code::recipient_unavailable, "Unsupported audio format",
               class_in_doubt(stage::delivery, category::carrier_rejection), "The meaning of 40006 in the speech-to-text service."),
    refused_with_other_title(code::recipient_unavailable, class_in_doubt(stage::delivery, category::carrier_rejection)),
    on_channel(code::undeliverable, channel::whatsapp, whatsapp_content,
               "For WhatsApp, Telnyx sends 40008 for everything that Meta refuses: mostly the template, or the 24-hour window."),
    in_phase(code::undeliverable, phase::request, whatsapp_content,
             "No carrier answers a request: the API refuses a WhatsApp template or sender with 40008."),
    beside_accepted_message(code::sms_too_large_warning, class_in_doubt(stage::request, category::content),
                            "Beside an accepted message 40328 is a warning: sending it again, shorter, could deliver it twice."),
    where_pointer_names(wrong_number, part::sender, wrong_sender, "The pointer names the sender: no recipient is at fault."),
    where_pointer_names(wrong_number, part::recipient, wrong_recipient,
                        "The pointer names the recipient: a corrected number is another recipient."),
    where_pointer_names(wrong_form, part::header, wrong_header,
                        "The pointer names a header, which every request of this client has."),
};
inline constexpr std::size_t refinement_count = sizeof(refinements) / sizeof(refinements[0]);

} // namespace detail::rows

/// All refinements, in the order in which they are tried: `for (const refinement& each : refinements)`.
class refinement_table {
public:
    /// The first refinement.
    [[nodiscard]] constexpr const refinement* begin() const noexcept { return detail::rows::refinements; }
    /// One past the last refinement.
    [[nodiscard]] constexpr const refinement* end() const noexcept {
        return detail::rows::refinements + detail::rows::refinement_count;
    }
    /// How many refinements there are.
    [[nodiscard]] constexpr std::size_t size() const noexcept { return detail::rows::refinement_count; }
};

/// The refinements themselves. They have static storage and no state.
inline constexpr refinement_table refinements{};

namespace detail {

[[nodiscard]] constexpr bool title_holds(const refinement& row, std::int64_t number, std::string_view title) noexcept {
    switch (row.title) {
    case title_condition::any: return true;
    case title_condition::elsewhere: return same_words(title, row.other_title);
    case title_condition::disagrees: return disagrees(lookup(number), title);
    }
    return false; // unreachable: every condition has a case
}

// Whether a refinement is about this code, in whatever context.
template <class Refinement>
[[nodiscard]] constexpr bool concerns(const Refinement& row, std::int64_t number) noexcept {
    return row.id != code{} ? static_cast<std::int64_t>(row.id) == number : classify(number) == row.of;
}

template <class Refinement>
[[nodiscard]] constexpr bool holds_in(const Refinement& row, errors::channel through, errors::phase in) noexcept {
    return (row.channel == channel::unknown || row.channel == through) && (row.phase == phase::unknown || row.phase == in);
}

[[nodiscard]] constexpr bool holds(const refinement& row, const context& where) noexcept {
    return holds_in(row, where.channel, where.phase) && (row.part == part::unknown || row.part == where.part) &&
           (!row.accepted || where.accepted);
}

// Whether only a payload says whether a refinement holds.
[[nodiscard]] constexpr bool needs_payload(const refinement& row) noexcept {
    return row.part != part::unknown || row.accepted || row.title != title_condition::any;
}

// The judgements that have refinements, so that all other codes cost one test.
struct refined_judgements {
    bool any[judgement_count]{};
};

[[nodiscard]] constexpr refined_judgements find_refined_judgements() noexcept {
    refined_judgements result{};
    for (const refinement& each : refinements) {
        for (std::size_t i = 0; each.id == code{} && i != judgement_count; ++i) {
            result.any[i] = result.any[i] || judgements.distinct[i] == each.of;
        }
        if (each.id != code{}) {
            result.any[judgements.of_row[row_of(static_cast<std::int64_t>(each.id))]] = true;
        }
    }
    return result;
}

inline constexpr refined_judgements refined = find_refined_judgements();

[[nodiscard]] constexpr bool has_refinements(std::int64_t number) noexcept {
    return refined.any[judgements.of_row[row_of(number)]];
}

// A refinement that holds without a payload. It has no strings, so that a program which decides codes alone holds none of them.
struct refinement_by_situation {
    code id;
    judgement of;
    errors::channel channel;
    errors::phase phase;
    judgement becomes;
};

[[nodiscard]] constexpr std::size_t count_refinements_by_situation() noexcept {
    std::size_t count = 0;
    for (const refinement& each : refinements) {
        count += needs_payload(each) ? 0U : 1U;
    }
    return count;
}

struct refinements_by_situation {
    refinement_by_situation rows[count_refinements_by_situation()]{};
};

[[nodiscard]] constexpr refinements_by_situation list_refinements_by_situation() noexcept {
    refinements_by_situation list{};
    std::size_t count = 0;
    for (const refinement& each : refinements) {
        if (!needs_payload(each)) {
            list.rows[count++] = {each.id, each.of, each.channel, each.phase, each.becomes};
        }
    }
    return list;
}

inline constexpr refinements_by_situation by_situation = list_refinements_by_situation();

// `classify` where there is no payload.
[[nodiscard]] constexpr const judgement& classify_without_payload(std::int64_t number, channel through, phase in) noexcept {
    if (has_refinements(number)) {
        for (const refinement_by_situation& row : by_situation.rows) {
            if (concerns(row, number) && holds_in(row, through, in)) {
                return row.becomes;
            }
        }
    }
    return judge(number);
}

// What a segment of a pointer, or a parameter, is the name of.
struct part_name {
    std::string_view name;
    errors::part part;
};

inline constexpr part_name part_names[] = {
    {"from", part::sender},      {"to", part::recipient},       {"cc", part::recipient},
    {"text", part::content},     {"body", part::content},       {"subject", part::content},
    {"template", part::content}, {"media_urls", part::content}, {"whatsapp_message", part::content},
    {"header", part::header},    {"headers", part::header},
};

[[nodiscard]] constexpr part part_of_segment(std::string_view segment) noexcept {
    for (const part_name& known : part_names) {
        if (equal_ignoring_case(segment, known.name)) {
            return known.part;
        }
    }
    return part::unknown;
}

// The part that a path names: a JSON pointer ("/to/0/phone_number"), a JSON path ("$.from") or the name of a parameter ("to[]"). In
// "/body/from" the body is that of the request, and not the content.
[[nodiscard]] constexpr part part_of_path(std::string_view path) noexcept {
    errors::part found = part::unknown;
    while (!path.empty()) {
        const std::size_t size = path.find_first_of("/.[]'\"");
        const std::string_view segment = path.substr(0, size);
        path.remove_prefix(size == std::string_view::npos ? path.size() : size + 1);
        if (const errors::part named = part_of_segment(segment); named != part::unknown) {
            if (!equal_ignoring_case(segment, "body")) {
                return named;
            }
            found = named;
        }
    }
    return found;
}

// The rules that all refinements keep, checked when this is compiled.

// What a refinement changes; the judgement of an unknown code if it is about none.
[[nodiscard]] constexpr judgement refined_by(const refinement& row) noexcept {
    if (row.id != code{}) {
        return judge(static_cast<std::int64_t>(row.id));
    }
    for (const judgement& each : judgements.distinct) {
        if (each == row.of) {
            return each;
        }
    }
    return {};
}

// Whether every context in which `later` holds is one in which `earlier` holds, so that `later` is never reached.
[[nodiscard]] constexpr bool hides(const refinement& earlier, const refinement& later) noexcept {
    return (earlier.channel == channel::unknown || earlier.channel == later.channel) &&
           (earlier.phase == phase::unknown || earlier.phase == later.phase) &&
           (earlier.part == part::unknown || earlier.part == later.part) && (!earlier.accepted || later.accepted) &&
           (earlier.title == title_condition::any ||
            (earlier.title == later.title && same_words(earlier.other_title, later.other_title)));
}

[[nodiscard]] constexpr bool has_condition(const refinement& row) noexcept {
    return row.channel != channel::unknown || row.phase != phase::unknown || row.part != part::unknown || row.accepted ||
           row.title != title_condition::any;
}

[[nodiscard]] constexpr bool are_in_order(const refinement* first, const refinement* last) noexcept {
    std::int64_t previous = 0;
    for (const refinement* row = first; row != last; ++row) {
        const auto number = static_cast<std::int64_t>(row->id);
        if (number != 0 && number < previous) {
            return false;
        }
        previous = number != 0 ? number : INT64_MAX; // those of many codes stand last
    }
    return true;
}

[[nodiscard]] constexpr bool are_reachable(const refinement* first, const refinement* last) noexcept {
    for (const refinement* later = first; later != last; ++later) {
        for (const refinement* earlier = first; earlier != later; ++earlier) {
            if (earlier->id == later->id && earlier->of == later->of && hides(*earlier, *later)) {
                return false;
            }
        }
    }
    return true;
}

[[nodiscard]] constexpr bool change_something(const refinement* first, const refinement* last) noexcept {
    for (const refinement* row = first; row != last; ++row) {
        const judgement before = refined_by(*row);
        if (!before.known() || row->becomes == before || !row->becomes.known() || !has_condition(*row) || row->why.empty()) {
            return false;
        }
    }
    return true;
}

// No refused request may be resent because of a code whose title says something else.
[[nodiscard]] constexpr bool is_covered(std::int64_t number, const refinement* first, const refinement* last) noexcept {
    for (const refinement* row = first; row != last; ++row) {
        if (concerns(*row, number) && row->phase == phase::request && row->part == part::unknown &&
            row->channel == channel::unknown && !row->accepted && row->title != title_condition::elsewhere &&
            row->becomes.retry != retry_class::automatic) {
            return true;
        }
    }
    return false;
}

[[nodiscard]] constexpr bool cover_automatic_codes(const refinement* first, const refinement* last) noexcept {
    for (const code_info& row : table) {
        if (row.retry == retry_class::automatic && !is_covered(row.number(), first, last)) {
            return false;
        }
    }
    return true;
}

static_assert(are_in_order(refinements.begin(), refinements.end()),
              "refinement.hpp: refinements stand in the order of their codes, those of many codes last");
static_assert(are_reachable(refinements.begin(), refinements.end()),
              "refinement.hpp: a refinement is never reached, because an earlier one of the same code holds");
static_assert(change_something(refinements.begin(), refinements.end()),
              "refinement.hpp: a refinement has no code, no condition or no reason, or it changes nothing");
static_assert(cover_automatic_codes(refinements.begin(), refinements.end()),
              "refinement.hpp: an automatic code lacks a refinement for a refusal with another title");

} // namespace detail

constexpr part part_of(std::string_view pointer, std::string_view parameter) noexcept {
    const errors::part found = detail::part_of_path(pointer);
    return found != part::unknown ? found : detail::part_of_path(parameter);
}

constexpr const refinement* refinement_of(std::int64_t number, const context& where) noexcept {
    if (!detail::has_refinements(number)) {
        return nullptr;
    }
    for (const refinement& row : refinements) {
        if (detail::concerns(row, number) && detail::holds(row, where) && detail::title_holds(row, number, where.title)) {
            return &row;
        }
    }
    return nullptr;
}

constexpr const judgement& classify(std::int64_t number, context where) noexcept {
    const refinement* const found = refinement_of(number, where);
    return found != nullptr ? found->becomes : classify(number);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
