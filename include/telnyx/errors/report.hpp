// telnyx-errors: the content of a payload. SPDX-License-Identifier: MIT
//
// A `report_view` borrows its strings from the parsed document that it was read from. A `report` owns them. Both have the same
// accessors. `read` makes them (reader.hpp and the adapters); nothing here depends on a JSON library.
#ifndef TELNYX_ERRORS_REPORT_HPP
#define TELNYX_ERRORS_REPORT_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/inline_list.hpp>
#include <telnyx/errors/detail/shared_strings.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/mask.hpp>
#include <telnyx/errors/report_items.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

class report_view;
class report;

/// A copy of a string in which `mask_phone_numbers` masked what reads as a phone number: see there for what is masked and what is
/// not. The copy has the same size. O(size). \throws std::bad_alloc
[[nodiscard]] inline std::string masked(std::string_view text) {
    std::string copy{text};
    mask_phone_numbers(copy.data(), copy.size());
    return copy;
}

/// The errors or recipients of a report. Borrows from the report.
template <class T>
class range_of {
public:
    /// The empty range.
    constexpr range_of() noexcept = default;
    /// The range of `size` elements from `first` on.
    constexpr range_of(const T* first, std::size_t size) noexcept : first_(first), size_(size) {}

    [[nodiscard]] constexpr const T* begin() const noexcept { return first_; }
    [[nodiscard]] constexpr const T* end() const noexcept { return first_ + size_; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return size_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return size_ == 0; }
    /// The element of this index, which must be less than `size()`.
    [[nodiscard]] constexpr const T& operator[](std::size_t index) const noexcept { return first_[index]; }

private:
    const T* first_{nullptr};
    std::size_t size_{0};
};

/// The errors or recipients of a temporary report, which the range owns: so `for (const error_view& each : read(text).errors())`
/// is safe. The elements are valid as long as the range.
template <class T, class Report>
class owning_range {
public:
    /// Takes the report.
    explicit owning_range(Report&& owned) noexcept : report_(std::move(owned)) {}

    [[nodiscard]] const T* begin() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return range().begin(); }
    [[nodiscard]] const T* end() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return range().end(); }
    [[nodiscard]] std::size_t size() const noexcept { return range().size(); }
    [[nodiscard]] bool empty() const noexcept { return range().empty(); }
    /// The element of this index, which must be less than `size()`.
    [[nodiscard]] const T& operator[](std::size_t index) const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return range()[index]; }

private:
    [[nodiscard]] range_of<T> range() const noexcept;

    Report report_;
};

namespace detail {

// The contents of a report, filled by the reader.
struct report_contents {
    errors::kind kind = errors::kind::unrecognised;
    errors::phase phase = errors::phase::unknown;
    errors::outcome outcome = errors::outcome::none;
    errors::problem problem = errors::problem::none;
    errors::channel channel = errors::channel::unknown;
    errors::keyword keyword = errors::keyword::none;
    bool final_event = false;
    bool missing_payload = false;
    bool empty_page = false;
    bool inbound = false;
    bool incomplete = false;
    server_wish should_retry = server_wish::none;
    std::int32_t http_status = 0;
    delay retry_delay{};
    std::size_t bodies = 0;
    std::size_t unreadable = 0;
    std::string_view event_type{};
    std::string_view event_id{};
    std::string_view message_id{};
    std::string_view group_message_id{};
    std::string_view status{};
    std::string_view description{};
    std::string_view sender{};
    std::string_view messaging_profile_id{};
    std::string_view campaign_id{};
    std::string_view occurred_at{};
    std::string_view completed_at{};
    std::string_view valid_until{};
    std::string_view text{};
    std::string_view autoresponse_type{};
    std::string_view delivered_to{};
    code_text cost{}; // it is spelled as a code is: a number is written out
    std::string_view currency{};
    inline_list<error_view, 8> errors{};
    inline_list<recipient_view, 8> recipients{};
    shared_strings unfolded{}; // the strings of documents that were strings of this one

    [[nodiscard]] retry_hint retry_after() const noexcept {
        retry_hint hint{};
        hint.delay = retry_delay;
        hint.should_retry = should_retry;
        return hint;
    }

    void add(const error_view& error) noexcept { incomplete = !errors.push_back(error) || incomplete; }
    void add(const recipient_view& recipient) noexcept { incomplete = !recipients.push_back(recipient) || incomplete; }

    template <class T>
    [[nodiscard]] range_of<T> range() const noexcept {
        if constexpr (std::is_same_v<T, error_view>) {
            return {errors.data(), errors.size()};
        } else {
            return {recipients.data(), recipients.size()};
        }
    }

    // An amount of money that is a number, written out; nothing if it is too large, or NaN.
    [[nodiscard]] static code_text written_out(double amount) noexcept {
        constexpr double limit = 1e9; // of which every millionth is exact
        if (!(amount > -limit && amount < limit)) {
            return {};
        }
        return code_text::of_millionths(static_cast<std::int64_t>(amount * 1e6 + (amount < 0 ? -0.5 : 0.5)));
    }

    // To be called on a copy: memory may have run out for some of its errors or recipients. No error may name a recipient that is
    // not there.
    void note_losses(const report_contents& original) noexcept;
    // How many strings a report has besides those of its errors and recipients.
    static constexpr std::size_t strings = 17;
    // Calls `visit` with every string: first these, then those of the errors and recipients from these places on.
    template <class Visitor>
    void for_each_string(std::size_t first_error, std::size_t first_recipient, Visitor visit);
    // Lets every string that lies in one buffer point to the same place of another.
    void rebase(const std::vector<char>& old_texts, const char* new_first) noexcept;
    // The size of the codes and of the cost, where they are numbers that were written out.
    [[nodiscard]] std::size_t digits_size() const noexcept;
    // Appends these digits to a buffer that has room for them, and lets the codes and the cost point there.
    void move_digits_to(std::vector<char>& texts);
};

// How the readers reach the inside of a report.
struct report_access {
    [[nodiscard]] static report_contents& contents(report_view& view) noexcept;
    [[nodiscard]] static const report_contents& contents(const report_view& view) noexcept;
    [[nodiscard]] static report_contents& contents(report& owner) noexcept;
    [[nodiscard]] static const report_contents& contents(const report& owner) noexcept;
    // The view of a report, which may be a temporary one.
    [[nodiscard]] static const report_view& view(const report& owner TELNYX_ERRORS_LIFETIMEBOUND) noexcept;
    [[nodiscard]] static std::vector<char>& texts(report& owner) noexcept;
};

// The accessors of `report_view` and of `report`. All are O(1) and allocate nothing. Strings are empty where the payload has none.
//
// Of a list of bodies, a report has the errors and recipients of all, and everything else of the first body that has it.
template <class Self>
class report_accessors {
public:
    /// What kind of payload it is.
    [[nodiscard]] errors::kind kind() const noexcept { return contents().kind; }
    /// Where the payload came from: as the caller said, else as its kind shows.
    [[nodiscard]] errors::phase phase() const noexcept { return contents().phase; }
    /// What happened to the message as a whole: the strictest of its recipients' outcomes.
    [[nodiscard]] errors::outcome outcome() const noexcept { return contents().outcome; }
    /// Why the string is not valid JSON; `none` for every kind but `not_json`.
    [[nodiscard]] errors::problem problem() const noexcept { return contents().problem; }
    /// The errors, in the order of the payload. Valid as long as this object is neither changed, moved nor destroyed.
    [[nodiscard]] range_of<error_view> errors() const& noexcept TELNYX_ERRORS_LIFETIMEBOUND {
        return contents().template range<error_view>();
    }
    /// The errors of a temporary report, which is moved into the range.
    [[nodiscard]] owning_range<error_view, Self> errors() && noexcept {
        return owning_range<error_view, Self>{static_cast<Self&&>(*this)};
    }
    void errors() const&& = delete;
    /// The recipients, in the order of the payload, `to` before `cc`. Valid as the errors are.
    [[nodiscard]] range_of<recipient_view> recipients() const& noexcept TELNYX_ERRORS_LIFETIMEBOUND {
        return contents().template range<recipient_view>();
    }
    /// The recipients of a temporary report, which is moved into the range.
    [[nodiscard]] owning_range<recipient_view, Self> recipients() && noexcept {
        return owning_range<recipient_view, Self>{static_cast<Self&&>(*this)};
    }
    void recipients() const&& = delete;
    /// The type of the event, such as "message.finalized"; empty if the payload is not an event.
    [[nodiscard]] std::string_view event_type() const noexcept { return contents().event_type; }
    /// The identifier of the event: the same for both copies of a webhook that is delivered twice.
    [[nodiscard]] std::string_view event_id() const noexcept { return contents().event_id; }
    /// The identifier of the message.
    [[nodiscard]] std::string_view message_id() const noexcept { return contents().message_id; }
    /// The identifier that the messages of a group message share.
    [[nodiscard]] std::string_view group_message_id() const noexcept { return contents().group_message_id; }
    /// The status of the whole, for payloads that have one beside those of the recipients: detail records, registration events.
    [[nodiscard]] std::string_view status() const noexcept { return contents().status; }
    /// An explanation that is not part of an error: the reasons of a registration event.
    [[nodiscard]] std::string_view description() const noexcept { return contents().description; }
    /// The 'from' address: a phone number, a short code, an alphanumeric sender or an RCS agent.
    [[nodiscard]] std::string_view sender() const noexcept { return contents().sender; }
    /// The identifier of the messaging profile.
    [[nodiscard]] std::string_view messaging_profile_id() const noexcept { return contents().messaging_profile_id; }
    /// The identifier of the 10DLC campaign.
    [[nodiscard]] std::string_view campaign_id() const noexcept { return contents().campaign_id; }
    /// When the event occurred, as the payload writes it (RFC 3339).
    [[nodiscard]] std::string_view occurred_at() const noexcept { return contents().occurred_at; }
    /// When the message was completed, as the payload writes it (RFC 3339).
    [[nodiscard]] std::string_view completed_at() const noexcept { return contents().completed_at; }
    /// Until when the message must have left the queue, as the payload writes it (RFC 3339).
    [[nodiscard]] std::string_view valid_until() const noexcept { return contents().valid_until; }
    /// The text of the message.
    [[nodiscard]] std::string_view text() const noexcept { return contents().text; }
    /// What Telnyx answered an inbound message with by itself: STOP, START or HELP.
    [[nodiscard]] std::string_view autoresponse_type() const noexcept { return contents().autoresponse_type; }
    /// The URL that the webhook was sent to. A program that puts an id of its own into the webhook URL of each message finds it
    /// here.
    [[nodiscard]] std::string_view delivered_to() const noexcept { return contents().delivered_to; }
    /// What the message costs, as the payload writes it, such as "0.0051". An amount that is a JSON number is written out in
    /// decimal, rounded to millionths; one of a billion or more is not read. The digits of a number in a `report_view` lie in this
    /// object: then the string is valid as long as this object is neither changed, moved nor destroyed.
    [[nodiscard]] std::string_view cost() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return contents().cost; }
    /// The currency of the cost, such as "USD"; empty also if the payload has no cost.
    [[nodiscard]] std::string_view currency() const noexcept { return contents().currency; }
    /// Over which channel the message was sent or received.
    [[nodiscard]] errors::channel channel() const noexcept { return contents().channel; }
    /// The keyword that an inbound message consists of, or that Telnyx took it for.
    [[nodiscard]] errors::keyword keyword() const noexcept { return contents().keyword; }
    /// Whether the payload is a detail record, or an event after which nothing more happens to the message: message.finalized,
    /// message.failed or message.delivered.
    [[nodiscard]] bool final_event() const noexcept { return contents().final_event; }
    /// Whether such an event lacks its payload, or the payload cannot be read: what happened to the message is not known.
    [[nodiscard]] bool missing_payload() const noexcept { return contents().missing_payload; }
    /// Whether the payload is a page without rows: nothing was found.
    [[nodiscard]] bool empty_page() const noexcept { return contents().empty_page; }
    /// Whether the message is inbound. Then the sender is the person who wrote, and the recipients are numbers of the account.
    [[nodiscard]] bool inbound() const noexcept { return contents().inbound; }
    /// The HTTP status that the payload carries, such as the error object of an SDK; 0 if there is none.
    [[nodiscard]] std::int32_t http_status() const noexcept { return contents().http_status; }
    /// What the retry headers say that the payload carries, such as the error object of an SDK. A date in them is no hint.
    [[nodiscard]] retry_hint retry_after() const noexcept { return contents().retry_after(); }
    /// How many bodies the payload has: more than 1 for a list of them.
    [[nodiscard]] std::size_t body_count() const noexcept { return contents().bodies; }
    /// How much of the payload could not be read: elements of lists of errors or recipients that are neither an object, a string
    /// nor an integer; codes with something else around a known one; strings that begin like a payload and are none.
    [[nodiscard]] std::size_t unreadable() const noexcept { return contents().unreadable; }
    /// Whether something was left out, because the payload exceeds the `limits` or memory ran out.
    [[nodiscard]] bool incomplete() const noexcept { return contents().incomplete; }

protected:
    report_accessors() = default;
    report_accessors(const report_accessors&) = default;
    report_accessors(report_accessors&&) noexcept = default;
    report_accessors& operator=(const report_accessors&) = default;
    report_accessors& operator=(report_accessors&&) noexcept = default;
    ~report_accessors() = default;

private:
    [[nodiscard]] const report_contents& contents() const noexcept {
        return report_access::contents(static_cast<const Self&>(*this));
    }
};

} // namespace detail

/// The content of a payload, with strings borrowed from the parsed document that it was read from. It is valid as long as the
/// document is neither changed nor destroyed. Up to 8 errors and 8 recipients are kept without an allocation.
class report_view : public detail::report_accessors<report_view> {
public:
    /// An empty report: kind `unrecognised`.
    report_view() noexcept = default;
    /// Copies the view, not the strings. If memory runs out for more than 8 errors or recipients, the copy is `incomplete()`.
    report_view(const report_view& other) noexcept : report_accessors(other), contents_(other.contents_) {
        contents_.note_losses(other.contents_);
    }
    report_view& operator=(const report_view& other) noexcept {
        if (this != &other) {
            *this = report_view{other};
        }
        return *this;
    }
    report_view(report_view&& other) noexcept = default;
    report_view& operator=(report_view&& other) noexcept = default;
    ~report_view() = default;

private:
    detail::report_contents contents_{};

    friend struct detail::report_access;
};

/// The content of a payload, with strings of its own. Moving it does not invalidate views of its strings. The report that was moved
/// from is empty: kind `unrecognised`.
class report : public detail::report_accessors<report> {
public:
    /// An empty report: kind `unrecognised`.
    report() noexcept = default;
    report(report&& other) noexcept : texts_(std::move(other.texts_)), view_(std::exchange(other.view_, report_view{})) {}
    report& operator=(report&& other) noexcept {
        if (this != &other) { // a vector that is assigned to itself may lose its elements
            texts_ = std::move(other.texts_);
            view_ = std::exchange(other.view_, report_view{});
        }
        return *this;
    }
    /// Copies the strings. If memory runs out only for more than 8 errors or recipients, the copy is `incomplete()`.
    /// \throws std::bad_alloc
    report(const report& other) : report_accessors(other), texts_(other.texts_), view_(other.view_) {
        detail::report_access::contents(*this).rebase(other.texts_, texts_.data());
    }
    /// As the copy constructor. \throws std::bad_alloc, and then nothing is changed
    report& operator=(const report& other) {
        if (this != &other) {
            *this = report{other};
        }
        return *this;
    }
    ~report() = default;

    // NOLINTBEGIN(google-explicit-constructor)
    /// The report as a view, for functions that take one. Valid as long as the report is neither changed, moved nor destroyed.
    operator const report_view&() const& noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_; }
    operator const report_view&() const&& = delete; ///< telnyx-errors: a view of a temporary report would dangle, name the report
    // NOLINTEND(google-explicit-constructor)

    // The strings are declared again because they are borrowed from this object: so compilers warn where they outlive it.
    [[nodiscard]] std::string_view event_type() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.event_type(); }
    [[nodiscard]] std::string_view event_id() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.event_id(); }
    [[nodiscard]] std::string_view message_id() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.message_id(); }
    [[nodiscard]] std::string_view group_message_id() const noexcept TELNYX_ERRORS_LIFETIMEBOUND {
        return view_.group_message_id();
    }
    [[nodiscard]] std::string_view status() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.status(); }
    [[nodiscard]] std::string_view description() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.description(); }
    [[nodiscard]] std::string_view sender() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.sender(); }
    [[nodiscard]] std::string_view messaging_profile_id() const noexcept TELNYX_ERRORS_LIFETIMEBOUND {
        return view_.messaging_profile_id();
    }
    [[nodiscard]] std::string_view campaign_id() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.campaign_id(); }
    [[nodiscard]] std::string_view occurred_at() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.occurred_at(); }
    [[nodiscard]] std::string_view completed_at() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.completed_at(); }
    [[nodiscard]] std::string_view valid_until() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.valid_until(); }
    [[nodiscard]] std::string_view text() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.text(); }
    [[nodiscard]] std::string_view autoresponse_type() const noexcept TELNYX_ERRORS_LIFETIMEBOUND {
        return view_.autoresponse_type();
    }
    [[nodiscard]] std::string_view delivered_to() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.delivered_to(); }
    [[nodiscard]] std::string_view cost() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.cost(); }
    [[nodiscard]] std::string_view currency() const noexcept TELNYX_ERRORS_LIFETIMEBOUND { return view_.currency(); }

private:
    std::vector<char> texts_{}; // the buffer moves with the vector, so views of it stay valid
    report_view view_{};

    friend struct detail::report_access;
};

template <class T, class Report>
range_of<T> owning_range<T, Report>::range() const noexcept {
    return detail::report_access::contents(report_).template range<T>();
}

namespace detail {

inline report_contents& report_access::contents(report_view& view) noexcept { return view.contents_; }
inline const report_contents& report_access::contents(const report_view& view) noexcept { return view.contents_; }
inline report_contents& report_access::contents(report& owner) noexcept { return owner.view_.contents_; }
inline const report_contents& report_access::contents(const report& owner) noexcept { return owner.view_.contents_; }
inline const report_view& report_access::view(const report& owner) noexcept { return owner.view_; }
inline std::vector<char>& report_access::texts(report& owner) noexcept { return owner.texts_; }

inline void report_contents::note_losses(const report_contents& original) noexcept {
    if (errors.size() == original.errors.size() && recipients.size() == original.recipients.size()) {
        return;
    }
    incomplete = true;
    for (error_view& error : errors) {
        if (error.recipient.value() >= recipients.size()) {
            error.recipient = {};
        }
    }
}

template <class Visitor>
void report_contents::for_each_string(std::size_t first_error, std::size_t first_recipient, Visitor visit) {
    std::string_view* const of_the_report[] = {
        &event_type,           &event_id,    &message_id,  &group_message_id, &status,      &description, &sender,
        &messaging_profile_id, &campaign_id, &occurred_at, &completed_at,     &valid_until, &text,        &autoresponse_type,
        &delivered_to,         &cost.text_,  &currency};
    static_assert(sizeof(of_the_report) / sizeof(of_the_report[0]) == strings);
    for (std::string_view* const string : of_the_report) {
        visit(*string);
    }
    for (std::size_t e = first_error; e != errors.size(); ++e) {
        error_view& error = errors.data()[e];
        for (std::string_view* const string : {&error.code.text_, &error.title, &error.detail, &error.pointer, &error.parameter}) {
            visit(*string);
        }
    }
    for (std::size_t r = first_recipient; r != recipients.size(); ++r) {
        recipient_view& recipient = recipients.data()[r];
        for (std::string_view* const string : {&recipient.phone_number, &recipient.status, &recipient.carrier}) {
            visit(*string);
        }
    }
}

// Copies a string to `room`, lets it refer to the copy, and moves `room` behind it.
inline void copy_to_room(std::string_view& string, char*& room) noexcept {
    if (string.empty()) {
        string = {};
        return;
    }
    std::memcpy(room, string.data(), string.size());
    string = {room, string.size()};
    room += string.size();
}

inline void report_contents::rebase(const std::vector<char>& old_texts, const char* new_first) noexcept {
    const auto place_of = [](const char* place) { return reinterpret_cast<std::uintptr_t>(place); }; // comparable in any buffer
    const std::uintptr_t first = place_of(old_texts.data());
    for_each_string(0, 0, [&](std::string_view& string) {
        const std::uintptr_t offset = place_of(string.data()) - first; // a huge one before the buffer
        if (string.empty()) {
            string = {};
        } else if (offset < old_texts.size()) {
            string = {new_first + offset, string.size()};
        }
    });
}

inline std::size_t report_contents::digits_size() const noexcept {
    std::size_t size = cost.is_written_out() ? cost.view().size() : 0;
    for (const error_view& error : range<error_view>()) {
        size += error.code.is_written_out() ? error.code.view().size() : 0;
    }
    return size;
}

inline void report_contents::move_digits_to(std::vector<char>& texts) {
    const auto move = [&texts](code_text& written) {
        if (written.is_written_out()) {
            const std::string_view digits = written.view();
            const std::size_t place = texts.size();
            texts.insert(texts.end(), digits.begin(), digits.end());
            written = code_text{std::string_view{texts.data() + place, digits.size()}};
        }
    };
    for (error_view& error : errors) {
        move(error.code);
    }
    move(cost);
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
