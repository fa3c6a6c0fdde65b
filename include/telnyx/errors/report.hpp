// telnyx-errors: what a body said. SPDX-License-Identifier: MIT
//
// A `report_view` borrows its texts from the parsed document it was read from; a `report` owns them. Both say the same
// things by the same names. They are made by `read` (body.hpp, nlohmann.hpp); nothing here knows a JSON library.
#ifndef TELNYX_ERRORS_REPORT_HPP
#define TELNYX_ERRORS_REPORT_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <new>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <telnyx/errors/classify.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/mask.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// The bounds within which a body is read. They hold for parsed documents and for text alike, so that the two agree.
namespace limits {
/// Bytes kept of one text (title, detail ...); a longer one is cut at a character of UTF-8.
inline constexpr std::size_t text_bytes = 4096;
/// Elements read of one list (bodies, errors, recipients); what comes after them sets `incomplete()`.
inline constexpr std::size_t list_elements = 4096;
/// Errors, and recipients, kept in one report; what comes after them sets `incomplete()`.
inline constexpr std::size_t kept_items = 65536;
/// Lists and wrappers that may stand around a body; deeper ones are not looked into.
inline constexpr unsigned wrappers = 8;
/// Bytes of a text that is read as JSON; a longer one is refused.
inline constexpr std::size_t body_bytes = std::size_t{16} << 20U;
} // namespace limits

/// Why a text could not be read as JSON.
enum class problem : std::uint8_t {
    none,      ///< It could.
    empty,     ///< There is nothing in it but blanks.
    malformed, ///< It is not JSON, or cut off, or not UTF-8.
    too_large, ///< It is longer than `limits::body_bytes`.
};

/// The word for a problem.
[[nodiscard]] constexpr std::string_view name(problem value) noexcept {
    switch (value) {
    case problem::none: return "none";
    case problem::empty: return "empty";
    case problem::malformed: return "malformed";
    case problem::too_large: return "too_large";
    }
    return {};
}

/// The code of an error as the body spells it: text is borrowed from the body, an integer is written out in here.
class code_text {
public:
    /// No code.
    constexpr code_text() noexcept = default;
    /// Borrows the text.
    constexpr explicit code_text(std::string_view text) noexcept : text_(text) {}
    /// Writes the number out in decimal.
    constexpr explicit code_text(std::int64_t number) noexcept : written_out_(true) {
        std::uint64_t rest = number < 0 ? 0U - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
        std::size_t first = sizeof(digits_);
        do {
            digits_[--first] = static_cast<char>('0' + static_cast<char>(rest % 10));
            rest /= 10;
        } while (rest != 0);
        if (number < 0) {
            digits_[--first] = '-';
        }
        first_ = static_cast<std::uint8_t>(first);
    }

    /// The code as text; empty if the body has none. Valid as long as the body's texts and this object are.
    [[nodiscard]] constexpr std::string_view view() const noexcept {
        return written_out_ ? std::string_view{digits_ + first_, sizeof(digits_) - first_} : text_;
    }
    /// The same, for functions that take a view.
    constexpr operator std::string_view() const noexcept { return view(); } // NOLINT(google-explicit-constructor)
    /// Whether the body has no code, or an empty one.
    [[nodiscard]] constexpr bool empty() const noexcept { return view().empty(); }

    /// The borrowed text, to be moved to other storage; null for a number that is written out.
    [[nodiscard]] constexpr std::string_view* borrowed() noexcept { return written_out_ ? nullptr : &text_; }

    [[nodiscard]] friend constexpr bool operator==(const code_text& left, std::string_view right) noexcept {
        return left.view() == right;
    }
    [[nodiscard]] friend constexpr bool operator!=(const code_text& left, std::string_view right) noexcept {
        return left.view() != right;
    }

private:
    std::string_view text_{};
    char digits_[20]{};
    std::uint8_t first_{0};
    bool written_out_{false};
};

namespace detail {

// Whether two titles are the same but for case, blanks and punctuation: bodies write "Blocked as spam - temporary" for
// what the reference calls "Blocked as spam (temporary)".
[[nodiscard]] constexpr bool same_words(std::string_view left, std::string_view right) noexcept {
    const auto folded = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
    const auto skipped = [](std::string_view text, std::size_t place) -> std::size_t {
        const char c = text[place];
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) {
            return 0;
        }
        if (static_cast<unsigned char>(c) < 0x80) {
            return 1;
        }
        return text.substr(place, 2) == "\xE2\x80" ? 3 : 0; // typographic dashes, quotes and blanks: U+2000 to U+203F
    };
    const auto skip = [&](std::string_view text, std::size_t place) {
        while (place < text.size()) {
            const std::size_t size = skipped(text, place);
            if (size == 0) {
                return place;
            }
            place += size;
        }
        return text.size();
    };
    std::size_t i = 0;
    std::size_t k = 0;
    for (;;) {
        i = skip(left, i);
        k = skip(right, k);
        if (i == left.size() || k == right.size()) {
            return i == left.size() && k == right.size();
        }
        if (folded(left[i++]) != folded(right[k++])) {
            return false;
        }
    }
}

} // namespace detail

/// One error of a body. Its texts are untrusted: they are the body's, and `detail` may hold phone numbers (see `masked`).
struct error_view {
    /// No recipient: see `recipient`.
    static constexpr std::size_t no_recipient = static_cast<std::size_t>(-1);

    /// The code as the body spells it; empty if it has none.
    code_text code{};
    /// The code as a number; 0 if it is none, or not in canonical decimal.
    std::int64_t number = 0;
    /// The body's own title.
    std::string_view title{};
    /// The body's own explanation.
    std::string_view detail{};
    /// `source.pointer`: the place in the request or the message that the error is about, such as "/to/0/phone_number".
    std::string_view pointer{};
    /// `source.parameter`: the parameter that the error is about.
    std::string_view parameter{};
    /// Which of the report's recipients the error is about, if its pointer says so; else `no_recipient`.
    std::size_t recipient = no_recipient;

    /// The row of the code; never absent, see `lookup`.
    [[nodiscard]] constexpr const code_info& info() const noexcept { return lookup(number); }
    /// Whether the table has the code. Unlike `info()` this links no text.
    [[nodiscard]] constexpr bool known() const noexcept { return classify(number).known(); }
    /// Whether the body gives a known code another title than the table does, beyond case and punctuation. Some Telnyx
    /// products use the same numbers with other meanings; then the row may be the wrong one.
    [[nodiscard]] constexpr bool title_disagrees() const noexcept {
        return known() && !detail::same_words(title, {}) && !detail::same_words(title, info().title) &&
               !detail::same_words(title, info().name);
    }
};

/// Which list of a message a recipient stands in.
enum class recipient_list : std::uint8_t {
    to, ///< `to`: also the single destination of a detail record.
    cc, ///< `cc`: the others of a group message.
};

/// One recipient of a message, and what became of the message for him.
struct recipient_view {
    /// The address as the body has it; usually a phone number in E.164.
    std::string_view phone_number{};
    /// The status as the body has it, known or not.
    std::string_view status{};
    /// The carrier, if the body names it.
    std::string_view carrier{};
    /// What the status means; `failed` also if an error of the body points at this recipient and nothing better is known.
    enum outcome outcome = outcome::none;
    /// The list he stands in.
    recipient_list list = recipient_list::to;
    /// His place in that list, counted from 0, as pointers count.
    std::size_t index = 0;
};

namespace detail {

// Whether two texts are the same but for the case of ASCII letters: detail records write statuses in capitals.
[[nodiscard]] constexpr bool same_letters(std::string_view left, std::string_view lower_case) noexcept {
    if (left.size() != lower_case.size()) {
        return false;
    }
    for (std::size_t i = 0; i != left.size(); ++i) {
        const char c = left[i] >= 'A' && left[i] <= 'Z' ? static_cast<char>(left[i] - 'A' + 'a') : left[i];
        if (c != lower_case[i]) {
            return false;
        }
    }
    return true;
}

struct status_outcome {
    std::string_view status;
    outcome meaning;
};

// The statuses of messages and of detail records. "unknown" (recipients of a group message outside Telnyx) and
// "cancelled" (a scheduled message that was withdrawn) say nothing that one of the outcomes says.
inline constexpr status_outcome status_outcomes[] = {
    {"delivered", outcome::delivered},
    {"queued", outcome::in_progress},
    {"sending", outcome::in_progress},
    {"sent", outcome::in_progress},
    {"scheduled", outcome::in_progress},
    {"read", outcome::delivered},
    {"delivery_failed", outcome::failed},
    {"sending_failed", outcome::failed},
    {"expired", outcome::failed},
    {"failed", outcome::failed},
    {"gw_reject", outcome::failed},
    {"delivery_unconfirmed", outcome::unconfirmed},
    {"dlr_unconfirmed", outcome::unconfirmed},
    {"dlr_timeout", outcome::unconfirmed},
    {"gw_timeout", outcome::unconfirmed},
    {"webhook_delivered", outcome::received},
    {"received", outcome::received},
};

} // namespace detail

/// What a status means; `none` for a status that nobody knows. Case does not matter.
/// \param inbound  whether the message came in: then "delivered" means that it was delivered to the caller.
[[nodiscard]] constexpr outcome outcome_of_status(std::string_view status, bool inbound = false) noexcept {
    for (const detail::status_outcome& known : detail::status_outcomes) {
        if (detail::same_letters(status, known.status)) {
            return inbound && known.meaning == outcome::delivered ? outcome::received : known.meaning;
        }
    }
    return outcome::none;
}

/// The door through which bodies of a kind come, where the caller does not say.
[[nodiscard]] constexpr phase phase_of(kind value) noexcept {
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

/// A range of errors or recipients: begin, end, size, index. Borrows from the report.
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

namespace detail {

// A list whose first elements live in the object, so that reading an ordinary body allocates nothing. What goes beyond
// them goes to the heap; where the heap is exhausted, `push_back` says so instead of throwing.
template <class T, std::size_t Inline>
class inline_list {
    static_assert(std::is_trivially_copyable<T>::value && std::is_trivially_destructible<T>::value, "elements are moved by memcpy");

public:
    // The storage is left as it is: defaulted, `{}` would clear it each time.
    // NOLINTBEGIN(modernize-use-equals-default,cppcoreguidelines-pro-type-member-init,cppcoreguidelines-prefer-member-initializer)
    inline_list() noexcept {}
    inline_list(const inline_list& other) noexcept { copy(other); }
    inline_list(inline_list&& other) noexcept { take(other); }
    // NOLINTEND(modernize-use-equals-default,cppcoreguidelines-pro-type-member-init,cppcoreguidelines-prefer-member-initializer)
    inline_list& operator=(const inline_list& other) noexcept {
        if (this != &other) {
            release();
            copy(other);
        }
        return *this;
    }
    inline_list& operator=(inline_list&& other) noexcept {
        if (this != &other) {
            release();
            take(other);
        }
        return *this;
    }
    ~inline_list() { release(); }

    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] T* data() noexcept { return heap_ != nullptr ? heap_ : std::launder(reinterpret_cast<T*>(inline_)); }
    [[nodiscard]] const T* data() const noexcept {
        return heap_ != nullptr ? heap_ : std::launder(reinterpret_cast<const T*>(inline_));
    }
    /// Whether everything that was to be kept is here.
    [[nodiscard]] bool complete() const noexcept { return complete_; }
    void mark_incomplete() noexcept { complete_ = false; }

    /// Appends a copy; where that is impossible, marks the list as incomplete, and appends nothing any more: what is kept are
    /// the first elements, without a gap.
    void push_back(const T& value) noexcept {
        if (size_ == limits::kept_items || exhausted_ || (size_ == capacity_ && !grow(capacity_ * 2))) {
            complete_ = false;
            return;
        }
        ::new (static_cast<void*>(data() + size_)) T(value);
        ++size_;
    }

private:
    [[nodiscard]] bool grow(std::size_t capacity) noexcept {
        void* const storage = ::operator new(capacity * sizeof(T), std::nothrow);
        if (storage == nullptr) {
            exhausted_ = true;
            return false;
        }
        std::memcpy(storage, data(), size_ * sizeof(T));
        ::operator delete(heap_);
        heap_ = static_cast<T*>(storage);
        capacity_ = capacity;
        return true;
    }
    void copy(const inline_list& other) noexcept {
        const bool all = other.size_ <= Inline || grow(other.size_);
        size_ = all ? other.size_ : Inline;
        complete_ = all && other.complete_;
        std::memcpy(static_cast<void*>(data()), other.data(), size_ * sizeof(T));
    }
    void take(inline_list& other) noexcept {
        if (other.heap_ == nullptr) {
            std::memcpy(inline_, other.inline_, other.size_ * sizeof(T));
        }
        heap_ = other.heap_;
        size_ = other.size_;
        capacity_ = other.capacity_;
        complete_ = other.complete_;
        exhausted_ = other.exhausted_;
        other.heap_ = nullptr;
        other.size_ = 0;
        other.capacity_ = Inline;
    }
    void release() noexcept {
        ::operator delete(heap_);
        heap_ = nullptr;
        size_ = 0;
        capacity_ = Inline;
        complete_ = true;
        exhausted_ = false;
    }

    T* heap_{nullptr};
    std::size_t size_{0};
    std::size_t capacity_{Inline};
    bool complete_{true};
    bool exhausted_{false};
    alignas(T) unsigned char inline_[Inline * sizeof(T)]; // NOLINT: written by push_back, element by element
};

// What the reader fills and the report shows.
struct report_contents {
    enum kind kind = kind::unrecognised;
    enum phase phase = phase::unknown;
    enum outcome outcome = outcome::none;
    enum problem problem = problem::none;
    bool inbound = false;
    std::int32_t http_status = 0;
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
    inline_list<error_view, 8> errors{};
    inline_list<recipient_view, 8> recipients{};

    /// After a copy for whose recipients there was no memory: no error may point at one that is not there.
    void untie_lost_recipients() noexcept {
        if (recipients.complete()) {
            return;
        }
        for (std::size_t i = 0; i != errors.size(); ++i) {
            error_view& error = errors.data()[i];
            error.recipient = error.recipient < recipients.size() ? error.recipient : error_view::no_recipient;
        }
    }

    /// Calls `visit(std::string_view&)` for every text that is borrowed.
    template <class Visitor>
    void for_each_borrowed_text(Visitor visit) {
        for (std::string_view* const text : {&event_type, &event_id, &message_id, &group_message_id, &status, &description, &sender,
                                             &messaging_profile_id, &campaign_id, &occurred_at, &completed_at}) {
            visit(*text);
        }
        for (std::size_t i = 0; i != errors.size(); ++i) {
            error_view& error = errors.data()[i];
            if (std::string_view* const code = error.code.borrowed()) {
                visit(*code);
            }
            visit(error.title);
            visit(error.detail);
            visit(error.pointer);
            visit(error.parameter);
        }
        for (std::size_t i = 0; i != recipients.size(); ++i) {
            recipient_view& recipient = recipients.data()[i];
            visit(recipient.phone_number);
            visit(recipient.status);
            visit(recipient.carrier);
        }
    }
};

// How the readers come at the inside of a report.
struct report_access;

} // namespace detail

class report;

/// What a body said, with texts borrowed from the parsed document it was read from: valid as long as the document is
/// neither changed nor destroyed. Up to 8 errors and 8 recipients are kept without an allocation.
///
/// Of a list of bodies it holds the errors and recipients of all, and everything else of the first one that has it.
class report_view {
public:
    /// What was read as nothing: kind `unrecognised`.
    report_view() noexcept = default;
    /// Copies the view, not the texts. Where there is no memory for more than 8 errors or recipients, the copy is `incomplete()`.
    report_view(const report_view& other) noexcept : contents_(other.contents_) { contents_.untie_lost_recipients(); }
    report_view& operator=(const report_view& other) noexcept {
        if (this != &other) {
            contents_ = other.contents_;
            contents_.untie_lost_recipients();
        }
        return *this;
    }
    report_view(report_view&& other) noexcept = default;
    report_view& operator=(report_view&& other) noexcept = default;
    ~report_view() = default;
    /// A view of a report that is about to die would dangle.
    report_view(const report&& temporary) = delete;

    /// What kind of body it is.
    [[nodiscard]] enum kind kind() const noexcept { return contents_.kind; }
    /// Through which door it came: what the caller said, else what the kind shows.
    [[nodiscard]] enum phase phase() const noexcept { return contents_.phase; }
    /// What became of the message as a whole: the worst of its recipients' outcomes.
    [[nodiscard]] enum outcome outcome() const noexcept { return contents_.outcome; }
    /// Why the text is no JSON; `none` for every other kind than `not_json`.
    [[nodiscard]] enum problem problem() const noexcept { return contents_.problem; }
    /// The errors, in the order of the body.
    [[nodiscard]] range_of<error_view> errors() const noexcept { return {contents_.errors.data(), contents_.errors.size()}; }
    /// The recipients, in the order of the body, `to` before `cc`.
    [[nodiscard]] range_of<recipient_view> recipients() const noexcept {
        return {contents_.recipients.data(), contents_.recipients.size()};
    }
    /// The type of the event, such as "message.finalized"; empty if the body is no event.
    [[nodiscard]] std::string_view event_type() const noexcept { return contents_.event_type; }
    /// The identifier of the event: the same for both copies of a webhook that is delivered twice.
    [[nodiscard]] std::string_view event_id() const noexcept { return contents_.event_id; }
    /// The identifier of the message.
    [[nodiscard]] std::string_view message_id() const noexcept { return contents_.message_id; }
    /// The identifier that the messages of a group message share.
    [[nodiscard]] std::string_view group_message_id() const noexcept { return contents_.group_message_id; }
    /// The status of the whole, where the body has one beside its recipients': detail records, registration events.
    [[nodiscard]] std::string_view status() const noexcept { return contents_.status; }
    /// The body's explanation where it is no error of a message: the reasons of a registration event.
    [[nodiscard]] std::string_view description() const noexcept { return contents_.description; }
    /// The 'from' address: a phone number, a short code, an alphanumeric sender or an RCS agent.
    [[nodiscard]] std::string_view sender() const noexcept { return contents_.sender; }
    /// The messaging profile.
    [[nodiscard]] std::string_view messaging_profile_id() const noexcept { return contents_.messaging_profile_id; }
    /// The 10DLC campaign.
    [[nodiscard]] std::string_view campaign_id() const noexcept { return contents_.campaign_id; }
    /// When the event occurred, as the body writes it (RFC 3339).
    [[nodiscard]] std::string_view occurred_at() const noexcept { return contents_.occurred_at; }
    /// When the message was completed, as the body writes it (RFC 3339).
    [[nodiscard]] std::string_view completed_at() const noexcept { return contents_.completed_at; }
    /// Whether the message came in rather than went out.
    [[nodiscard]] bool inbound() const noexcept { return contents_.inbound; }
    /// The HTTP status that an SDK's error object carries around the body; 0 if there is none.
    [[nodiscard]] std::int32_t http_status() const noexcept { return contents_.http_status; }
    /// How many bodies were read: more than 1 for a list of them.
    [[nodiscard]] std::size_t body_count() const noexcept { return contents_.bodies; }
    /// How many elements of lists of errors or recipients were neither object, text nor number, and had to be passed over.
    [[nodiscard]] std::size_t unreadable() const noexcept { return contents_.unreadable; }
    /// Whether errors or recipients had to be left out, because they exceed the limits or memory ran out.
    [[nodiscard]] bool incomplete() const noexcept { return !contents_.errors.complete() || !contents_.recipients.complete(); }

protected:
    detail::report_contents contents_{}; ///< What is shown.

    friend struct detail::report_access;
};

/// What a body said, with texts of its own. It may be moved and copied; views of its texts stay valid while it is moved. What it
/// was moved from is what was read as nothing.
class report : public report_view {
public:
    /// What was read as nothing: kind `unrecognised`.
    report() noexcept = default;
    report(report&& other) noexcept : report_view(static_cast<report_view&&>(other)), texts_(std::move(other.texts_)) {
        other.contents_ = {};
    }
    report& operator=(report&& other) noexcept {
        if (this != &other) { // a vector that is assigned to itself may lose what it holds
            report_view::operator=(static_cast<report_view&&>(other));
            texts_ = std::move(other.texts_);
            other.contents_ = {};
        }
        return *this;
    }
    /// Copies the texts. \throws std::bad_alloc
    report(const report& other) : report_view(other), texts_(other.texts_) { rebase(other); }
    /// Copies the texts. \throws std::bad_alloc
    report& operator=(const report& other) {
        if (this != &other) {
            *this = report(other);
        }
        return *this;
    }
    ~report() = default;

private:
    // Texts are borrowed from `texts_`, whose buffer moves with the vector; a copy has to point into its own.
    void rebase(const report& other) {
        const char* const old_first = other.texts_.data();
        const char* const new_first = texts_.data();
        contents_.for_each_borrowed_text([&](std::string_view& text) {
            if (!text.empty()) {
                text = std::string_view{new_first + (text.data() - old_first), text.size()};
            }
        });
    }

    std::vector<char> texts_{};

    friend struct detail::report_access;
};

namespace detail {

struct report_access {
    [[nodiscard]] static report_contents& contents(report_view& view) noexcept { return view.contents_; }
    [[nodiscard]] static std::vector<char>& texts(report& owner) noexcept { return owner.texts_; }
};

// What can be said of a text before it is parsed; the same for every JSON library.
[[nodiscard]] constexpr enum problem problem_before_parsing(std::string_view text) noexcept {
    if (text.size() > limits::body_bytes) {
        return problem::too_large;
    }
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos ? problem::empty : problem::none;
}

// The report of a text that is no JSON.
inline void refuse(report_contents& contents, enum problem problem, enum phase asked) noexcept {
    contents.kind = kind::not_json;
    contents.problem = problem;
    contents.phase = asked;
}

} // namespace detail

/// A copy of a text with every phone number in it masked, see `mask_phone_numbers`. \throws std::bad_alloc
[[nodiscard]] inline std::string masked(std::string_view text) {
    std::string copy{text};
    mask_phone_numbers(copy.data(), copy.size());
    return copy;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
