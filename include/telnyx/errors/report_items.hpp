// telnyx-errors: one error and one recipient of a payload. SPDX-License-Identifier: MIT
//
// Their strings come from the payload: they are untrusted, and `detail` may contain phone numbers (see `masked`).
#ifndef TELNYX_ERRORS_REPORT_ITEMS_HPP
#define TELNYX_ERRORS_REPORT_ITEMS_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {
struct report_contents;
} // namespace detail

/// The index of a recipient in `report.recipients()`, or nothing.
class recipient_index {
public:
    /// Not known.
    constexpr recipient_index() noexcept = default;
    /// The recipient of this index.
    constexpr explicit recipient_index(std::size_t value) noexcept : value_(value) {}

    /// Whether there is an index.
    [[nodiscard]] constexpr bool known() const noexcept { return value_ != none; }
    /// The index; the largest `std::size_t`, which is the index of no recipient, if there is none.
    [[nodiscard]] constexpr std::size_t value() const noexcept { return value_; }

    [[nodiscard]] friend constexpr bool operator==(recipient_index left, recipient_index right) noexcept {
        return left.value_ == right.value_;
    }
    [[nodiscard]] friend constexpr bool operator!=(recipient_index left, recipient_index right) noexcept {
        return !(left == right);
    }

private:
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    std::size_t value_{none};
};

/// The code of an error as the payload spells it. A string is borrowed from where the error borrows its strings. An integer is
/// written out in decimal: in a `report` among its strings, in a `report_view` in this object.
class code_text {
public:
    /// No code.
    constexpr code_text() noexcept = default;
    /// Borrows the string.
    constexpr explicit code_text(std::string_view text) noexcept : text_(text) {}
    /// Writes the number out in decimal.
    constexpr explicit code_text(std::int64_t number) noexcept {
        const auto magnitude = static_cast<std::uint64_t>(number);
        std::size_t first = detail::write_decimal(digits_, number < 0 ? 0U - magnitude : magnitude);
        if (number < 0) {
            digits_[--first] = '-';
        }
        first_ = static_cast<std::uint8_t>(first);
    }

    /// The code as a string; empty if the payload has none. Valid as long as the strings of the error. The digits of an integer in
    /// a `report_view` lie in this object: then the view is valid as long as this object is neither moved nor destroyed.
    [[nodiscard]] constexpr std::string_view view() const noexcept TELNYX_ERRORS_LIFETIMEBOUND {
        return is_written_out() ? std::string_view{digits_ + first_, detail::decimal_size - first_} : text_;
    }
    /// The same, for functions that take a view.
    constexpr operator std::string_view() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { // NOLINT(google-explicit-constructor)
        return view();
    }
    /// Whether the payload has no code, or an empty one.
    [[nodiscard]] constexpr bool empty() const noexcept { return view().empty(); }

    [[nodiscard]] friend constexpr bool operator==(const code_text& left, std::string_view right) noexcept {
        return left.view() == right;
    }
    [[nodiscard]] friend constexpr bool operator!=(const code_text& left, std::string_view right) noexcept {
        return left.view() != right;
    }

private:
    // Writes a number of millionths out in decimal, without zeros at its end.
    [[nodiscard]] static constexpr code_text of_millionths(std::int64_t number) noexcept;

    [[nodiscard]] constexpr bool is_written_out() const noexcept { return first_ != detail::decimal_size; }

    std::string_view text_{};
    char digits_[detail::decimal_size]{};
    std::uint8_t first_{detail::decimal_size}; // of the digits; behind them if there are none

    friend struct detail::report_contents;
};

constexpr code_text code_text::of_millionths(std::int64_t number) noexcept {
    constexpr std::int64_t unit = 1000000;
    if (number % unit == 0) {
        return code_text{number / unit};
    }
    auto digits = static_cast<std::uint64_t>(number < 0 ? -number : number);
    std::size_t places = 6; // behind the point
    for (; digits % 10 == 0; digits /= 10) {
        --places;
    }
    code_text written;
    std::size_t first = detail::write_decimal(written.digits_, digits);
    while (detail::decimal_size - first <= places) {
        written.digits_[--first] = '0';
    }
    const std::size_t point = detail::decimal_size - places;
    for (std::size_t i = first; i != point; ++i) { // makes room for the point
        written.digits_[i - 1] = written.digits_[i];
    }
    written.digits_[point - 1] = '.';
    --first;
    if (number < 0) {
        written.digits_[--first] = '-';
    }
    written.first_ = static_cast<std::uint8_t>(first);
    return written;
}

/// One error of a payload.
struct error_view {
    /// The code as the payload spells it; empty if it has none.
    code_text code{};
    /// The code as a number; 0 if there is none, or if it is not a canonical decimal.
    std::int64_t number = 0;
    /// The payload's own title.
    std::string_view title{};
    /// The payload's own explanation.
    std::string_view detail{};
    /// `source.pointer`: the place in the request or the message that the error is about, such as "/to/0/phone_number".
    std::string_view pointer{};
    /// `source.parameter`: the parameter that the error is about.
    std::string_view parameter{};
    /// Which of the report's recipients the error is about; known if the error stands beside a recipient, if its pointer names one,
    /// or if its body has only one recipient and the pointer names no other.
    recipient_index recipient{};
    /// Which body of the payload the error is in, counted from 0. It says nothing about the recipients of the others.
    std::size_t body = 0;
    /// What `meta.retryable` says. Documented for number porting only, where codes have other meanings: reported, and not used.
    server_wish retryable = server_wish::none;

    /// The row of the code; never absent, see `lookup`. O(1).
    [[nodiscard]] constexpr const code_info& info() const noexcept { return lookup(number); }
    /// Whether the table has the code. Unlike `info()` this links no strings. O(1).
    [[nodiscard]] constexpr bool known() const noexcept { return classify(number).known(); }
    /// Whether the payload gives a known code another title than the table does, beyond case and punctuation. Some Telnyx products
    /// use the same numbers with other meanings: then the row may not apply. O(size of the title).
    [[nodiscard]] constexpr bool title_disagrees() const noexcept { return detail::disagrees(info(), title); }
};

/// One recipient of a message, and what happened to the message for this recipient.
struct recipient_view {
    /// The address as the payload has it; usually a phone number in E.164 format.
    std::string_view phone_number{};
    /// The status as the payload has it, known or not.
    std::string_view status{};
    /// The carrier, if the payload names it.
    std::string_view carrier{};
    /// What the status means. Without a status: what the type of the event says, else `failed` if an error of the payload is about
    /// this recipient. An error changes no outcome that a status states: the recipient may have the message all the same.
    errors::outcome outcome = errors::outcome::none;
    /// The list that the recipient is in.
    recipient_list list = recipient_list::to;
    /// The place in that list, counted from 0, as pointers count.
    std::size_t index = 0;
    /// Which body of the payload the recipient is in, counted from 0.
    std::size_t body = 0;
};

/// What the status of a message or of a detail record means: `none` for an empty string, `unknown` for a word that this version
/// does not know. Case is ignored.
/// \param inbound  whether the message is inbound: then "delivered" means that it was delivered to the caller.
/// O(number of known statuses of that size), no allocation.
[[nodiscard]] constexpr outcome outcome_of_status(std::string_view status, bool inbound = false) noexcept;

/// The phase that the kind of a payload shows, for callers that do not say where it came from. O(1).
[[nodiscard]] constexpr phase phase_of(kind value) noexcept;

namespace detail {

struct status_outcome {
    std::string_view status;
    outcome meaning;
};

// The statuses of messages and of detail records. "unknown" is the status of recipients of a group message outside Telnyx.
// "rejected" and "carrier_rejected" are statuses of orders of hosted numbers. "undelivered" is no status of Telnyx: what a program
// means that stores it is unknown.
// In the order of their sizes, so that few of them are compared.
inline constexpr status_outcome status_outcomes[] = {
    {"sent", outcome::in_progress},
    {"read", outcome::delivered},
    {"queued", outcome::in_progress},
    {"failed", outcome::failed},
    {"sending", outcome::in_progress},
    {"expired", outcome::failed},
    {"unknown", outcome::unreported},
    {"received", outcome::received},
    {"rejected", outcome::failed},
    {"canceled", outcome::cancelled},
    {"delivered", outcome::delivered},
    {"scheduled", outcome::in_progress},
    {"gw_reject", outcome::failed},
    {"cancelled", outcome::cancelled},
    {"gw_timeout", outcome::unconfirmed},
    {"dlr_timeout", outcome::unconfirmed},
    {"undeliverable", outcome::failed},
    {"sending_failed", outcome::failed},
    {"delivery_failed", outcome::failed},
    {"dlr_unconfirmed", outcome::unconfirmed},
    {"carrier_rejected", outcome::failed},
    {"webhook_delivered", outcome::received},
    {"delivery_unconfirmed", outcome::unconfirmed},
};

inline constexpr std::size_t longest_status = 20;

// Where the statuses of each size begin; the last element is their end.
struct status_index {
    std::uint8_t first[longest_status + 2]{};
};

[[nodiscard]] constexpr status_index make_status_index() noexcept {
    status_index index{};
    for (const status_outcome& known : status_outcomes) {
        for (std::size_t size = known.status.size() + 1; size <= longest_status + 1; ++size) {
            ++index.first[size];
        }
    }
    return index;
}

inline constexpr status_index index_of_statuses = make_status_index();

template <std::size_t Count>
[[nodiscard]] constexpr bool are_in_order(const status_outcome (&statuses)[Count]) noexcept {
    std::size_t before = 0;
    for (const status_outcome& known : statuses) {
        if (known.status.size() < before || known.status.size() > longest_status) {
            return false;
        }
        before = known.status.size();
    }
    return true;
}
static_assert(are_in_order(status_outcomes), "report_items.hpp: status_outcomes must be in the order of their sizes");

// Statuses such as "failed_carrier_rejected" say after this what failed.
inline constexpr std::string_view failed_prefix = "failed_";

} // namespace detail

constexpr outcome outcome_of_status(std::string_view status, bool inbound) noexcept {
    const std::size_t size = status.size() <= detail::longest_status ? status.size() : 0;
    for (std::size_t i = detail::index_of_statuses.first[size]; i != detail::index_of_statuses.first[size + 1]; ++i) {
        const detail::status_outcome& known = detail::status_outcomes[i];
        if (detail::equal_ignoring_case(status, known.status)) {
            return inbound && known.meaning == outcome::delivered ? outcome::received : known.meaning;
        }
    }
    if (detail::equal_ignoring_case(status.substr(0, detail::failed_prefix.size()), detail::failed_prefix)) {
        return outcome::failed;
    }
    return status.empty() ? outcome::none : outcome::unknown;
}

constexpr phase phase_of(kind value) noexcept {
    switch (value) {
    case kind::api_error: return phase::request;
    case kind::webhook:
    case kind::event: return phase::delivery;
    case kind::message:
    case kind::record: return phase::record;
    case kind::not_json:
    case kind::unrecognised: return phase::unknown;
    }
    return phase::unknown;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
