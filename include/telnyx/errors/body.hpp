// telnyx-errors: the one reader of all shapes. SPDX-License-Identifier: MIT
//
// Every rule about what a body looks like stands here, once, written against a small read-only adapter: `json_adapter` is
// specialised for a JSON library in a few lines (nlohmann.hpp does it for nlohmann::basic_json), and for the excerpt that
// is kept of a text (body_text.hpp). The members of an object are walked once, in whatever order they come; of members
// with the same name the last one counts.
#ifndef TELNYX_ERRORS_BODY_HPP
#define TELNYX_ERRORS_BODY_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>
#include <utility>

#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// What the reader wants to know of the type of a JSON value.
enum class json_type : std::uint8_t {
    null,    ///< null.
    other,   ///< A number that is no integer of 64 bits, or anything else.
    string,  ///< A string.
    integer, ///< A number that the JSON library holds as an integer, and that fits into `std::int64_t`.
    boolean, ///< true or false.
    array,   ///< An array.
    object,  ///< An object.
};

/// How to read the values of a JSON library. A specialisation for a document type `Json` has these static functions, none
/// of which throws, allocates, or changes anything:
///
///     using value = ...;                              // a handle that is cheap to make and to copy: `const Json*`
///     static value root(const Json&);                 // the document itself
///     static json_type type(value);
///     static std::string_view string(value);          // only asked of strings; borrowed from the document
///     static std::int64_t integer(value);             // only asked of integers
///     static bool boolean(value);                     // only asked of booleans
///     template <class F> static void members(value, F visit);   // only asked of objects: visit(std::string_view name, value)
///     template <class F> static void elements(value, F visit);  // only asked of arrays: stops when visit(value) is false
template <class Json, class Enable = void>
struct json_adapter;

namespace detail {

// The names of members that mean something to the reader, one enumerator each.
enum class member : std::uint8_t {
    none,
    campaign_id,
    carrier,
    cc,
    cld,
    cli,
    code,
    completed_at,
    data,
    description,
    detail,
    direction,
    error,
    error_description,
    errors,
    event_type,
    from,
    agent_id,
    group_message_id,
    id,
    loc,
    message,
    messaging_profile_id,
    msg,
    occurred_at,
    parameter,
    payload,
    phone_number,
    pointer,
    profile_id,
    raw,
    reasons,
    record_type,
    response,
    sms_id,
    source,
    status,
    status_code,
    status_code_in_camel_case,
    success,
    tcr_campaign_id,
    title,
    to,
    uuid,
};

struct member_name {
    std::string_view name;
    member which;
};

inline constexpr member_name member_names[] = {
    {"campaignId", member::campaign_id},
    {"carrier", member::carrier},
    {"cc", member::cc},
    {"cld", member::cld},
    {"cli", member::cli},
    {"code", member::code},
    {"completed_at", member::completed_at},
    {"data", member::data},
    {"description", member::description},
    {"detail", member::detail},
    {"direction", member::direction},
    {"error", member::error},
    {"error_description", member::error_description},
    {"errors", member::errors},
    {"event_type", member::event_type},
    {"from", member::from},
    {"agent_id", member::agent_id},
    {"group_message_id", member::group_message_id},
    {"id", member::id},
    {"loc", member::loc},
    {"message", member::message},
    {"messaging_profile_id", member::messaging_profile_id},
    {"msg", member::msg},
    {"occurred_at", member::occurred_at},
    {"parameter", member::parameter},
    {"payload", member::payload},
    {"phone_number", member::phone_number},
    {"pointer", member::pointer},
    {"profile_id", member::profile_id},
    {"raw", member::raw},
    {"reasons", member::reasons},
    {"record_type", member::record_type},
    {"response", member::response},
    {"sms_id", member::sms_id},
    {"source", member::source},
    {"status", member::status},
    {"statusCode", member::status_code_in_camel_case},
    {"status_code", member::status_code},
    {"success", member::success},
    {"tcr_campaign_id", member::tcr_campaign_id},
    {"title", member::title},
    {"to", member::to},
    {"uuid", member::uuid},
};

// A perfect hash over the names: length, first and last letter tell most of them apart, and the factors that tell all of
// them apart are searched for when this is compiled. So a member costs one comparison, whether it is known or not.
struct name_index {
    static constexpr std::size_t slots = 256;
    std::uint32_t first_factor = 0;
    std::uint32_t middle_factor = 0;
    std::uint8_t entry[slots]{}; // the place in member_names, plus one

    [[nodiscard]] constexpr std::size_t slot_of(std::string_view name) const noexcept {
        const auto letter = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
        return (name.size() + letter(0) * first_factor + letter(name.size() / 2) * middle_factor + letter(name.size() - 1)) % slots;
    }
};

[[nodiscard]] constexpr name_index make_name_index() noexcept {
    for (std::uint32_t first = 1; first != 256; first += 2) { // unreachable: an end without factors, see the static_assert
        for (std::uint32_t middle = 1; middle < 32; middle += 2) {
            name_index index{};
            index.first_factor = first;
            index.middle_factor = middle;
            std::size_t placed = 0;
            for (const member_name& entry : member_names) {
                std::uint8_t& slot = index.entry[index.slot_of(entry.name)];
                if (slot != 0) {
                    break;
                }
                slot = static_cast<std::uint8_t>(++placed);
            }
            if (placed == sizeof(member_names) / sizeof(member_names[0])) {
                return index;
            }
        }
    }
    return name_index{}; // unreachable: factors are found, see the static_assert
}

inline constexpr name_index index_of_names = make_name_index();
static_assert(index_of_names.first_factor != 0, "body.hpp: no factors tell the names apart; use more slots or another letter");

// Whether two names of the same size, at most 24 bytes, are the same: by words that overlap, without a loop or a call of
// memcmp, because this is done for every member of every body.
template <class Word>
[[nodiscard]] inline bool same_word(const char* left, const char* right) noexcept {
    Word l{};
    Word r{};
    std::memcpy(&l, left, sizeof(Word));
    std::memcpy(&r, right, sizeof(Word));
    return l == r;
}

[[nodiscard]] inline bool same_name(const char* left, const char* right, std::size_t size) noexcept {
    if (size >= 8) {
        return same_word<std::uint64_t>(left, right) && same_word<std::uint64_t>(left + size - 8, right + size - 8) &&
               (size <= 16 || same_word<std::uint64_t>(left + 8, right + 8));
    }
    if (size >= 4) {
        return same_word<std::uint32_t>(left, right) && same_word<std::uint32_t>(left + size - 4, right + size - 4);
    }
    return left[0] == right[0] && left[size / 2] == right[size / 2] && left[size - 1] == right[size - 1];
}

[[nodiscard]] constexpr std::size_t longest_name() noexcept {
    std::size_t longest = 0;
    for (const member_name& entry : member_names) {
        longest = entry.name.size() > longest ? entry.name.size() : longest;
    }
    return longest;
}
static_assert(longest_name() <= 24, "body.hpp: same_name() compares at most three words");

[[nodiscard]] inline member identify(std::string_view name) noexcept {
    if (name.empty()) {
        return member::none;
    }
    const std::size_t entry = index_of_names.entry[index_of_names.slot_of(name)];
    if (entry == 0) {
        return member::none;
    }
    const member_name& candidate = member_names[entry - 1];
    return candidate.name.size() == name.size() && same_name(candidate.name.data(), name.data(), name.size()) ? candidate.which
                                                                                                              : member::none;
}

// An adapter whose names were identified already hands the enumerator on.
[[nodiscard]] constexpr member identify(member which) noexcept { return which; }

inline constexpr std::size_t member_count = static_cast<std::size_t>(member::uuid) + 1;
static_assert(member_count <= 64, "body.hpp: which members an object has is kept in 64 bits");

// A text within `limits::text_bytes`, cut where a character of UTF-8 begins.
[[nodiscard]] constexpr std::string_view clip(std::string_view text) noexcept {
    if (text.size() <= limits::text_bytes) {
        return text;
    }
    std::size_t size = limits::text_bytes; // a character has at most three bytes after its first
    while (size != limits::text_bytes - 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return text.substr(0, size);
}

// The members of one object that mean something, by name: one walk over all of them, then any may be asked for.
template <class Adapter>
class members_of {
public:
    using value = typename Adapter::value;

    explicit members_of(value object) { // NOLINT(cppcoreguidelines-pro-type-member-init): `present_` says what is set
        Adapter::members(object, [this](auto name, value found) {
            const member which = identify(name);
            values_[static_cast<std::size_t>(which)] = found;
            present_ |= std::uint64_t{1} << static_cast<unsigned>(which);
        });
    }

    [[nodiscard]] bool has(member which) const noexcept { return (present_ >> static_cast<unsigned>(which) & 1U) != 0; }
    /// The type of a member that is there.
    [[nodiscard]] json_type type(member which) const { return Adapter::type(get(which)); }
    /// Whether the member is there and of this type.
    [[nodiscard]] bool is(member which, json_type expected) const { return has(which) && type(which) == expected; }
    /// The value of a member that is there.
    [[nodiscard]] value get(member which) const noexcept {
        return values_[static_cast<std::size_t>(which)]; // NOLINT(clang-analyzer-core.uninitialized.UndefReturn): `has` was asked
    }
    /// The text of a member; empty if it is absent or no string.
    [[nodiscard]] std::string_view text(member which) const {
        return is(which, json_type::string) ? clip(Adapter::string(get(which))) : std::string_view{};
    }
    /// The first of several members that has a text.
    template <class... Others>
    [[nodiscard]] std::string_view text(member which, Others... others) const {
        const std::string_view found = text(which);
        return found.empty() ? text(others...) : found;
    }

private:
    std::uint64_t present_{0};
    value values_[member_count];
};

// Which recipient a pointer such as "/to/0/phone_number" or "/data/attributes/cc/1" points at.
struct pointed_recipient {
    bool found = false;
    recipient_list list = recipient_list::to;
    std::size_t index = 0;
};

[[nodiscard]] constexpr pointed_recipient recipient_of_pointer(std::string_view pointer) noexcept {
    for (std::size_t i = 0; i + 4 < pointer.size(); ++i) {
        const std::string_view segment = pointer.substr(i, 4);
        if (segment != "/to/" && segment != "/cc/") {
            continue;
        }
        pointed_recipient result{};
        result.list = segment == "/to/" ? recipient_list::to : recipient_list::cc;
        std::size_t k = i + 4;
        for (; k != pointer.size() && is_digit(pointer[k]) && result.index < limits::list_elements; ++k) {
            result.index = result.index * 10 + static_cast<std::size_t>(pointer[k] - '0');
            result.found = true;
        }
        result.found = result.found && (k == pointer.size() || pointer[k] == '/');
        return result;
    }
    return pointed_recipient{};
}

// Calls `visit(value)` for the elements of a list, at most `limits::list_elements` of them, until it returns false.
// Returns false if the list has more elements than that, and they were asked for.
template <class Adapter, class Visitor>
[[nodiscard]] bool for_each_element(typename Adapter::value list, Visitor visit) {
    std::size_t seen = 0;
    bool complete = true;
    Adapter::elements(list, [&](typename Adapter::value element) {
        complete = seen++ != limits::list_elements;
        return complete && visit(element);
    });
    return complete;
}

// Walks the lists around bodies, and calls `visit(const members_of<Adapter>&)` for every object that stands for a body, and
// `visit_other()` for what is neither an object nor a list. Returns false if something lay too deep or too far to be visited.
template <class Adapter, class Visitor, class OtherVisitor>
bool for_each_body(typename Adapter::value document, Visitor visit, OtherVisitor visit_other, unsigned depth = 0) {
    if (depth > limits::wrappers) {
        return false;
    }
    bool complete = true;
    const auto visit_elements = [&](typename Adapter::value list) {
        bool any = false;
        const bool all = for_each_element<Adapter>(list, [&](typename Adapter::value element) {
            any = true;
            complete = for_each_body<Adapter>(element, visit, visit_other, depth + 1) && complete;
            return true;
        });
        complete = all && complete;
        return any;
    };
    switch (Adapter::type(document)) {
    case json_type::array: visit_elements(document); break;
    case json_type::object: {
        const members_of<Adapter> body{document};
        // A page of messages or records: its rows are bodies of their own.
        const bool page = body.is(member::data, json_type::array) && visit_elements(body.get(member::data));
        if (!page || body.has(member::errors)) {
            visit(body);
        }
        break;
    }
    case json_type::null:
    case json_type::other:
    case json_type::string:
    case json_type::integer:
    case json_type::boolean: visit_other(); break;
    }
    return complete;
}

// Reads bodies into one report.
template <class Adapter>
class body_reader {
public:
    using value = typename Adapter::value;
    using members = members_of<Adapter>;

    explicit body_reader(report_contents& report) noexcept : report_(report) {}

    /// Reads one body, adds it to what was read before, and says whether it was one.
    void read(const members& body) {
        const std::size_t first_error = report_.errors.size();
        const std::size_t first_recipient = report_.recipients.size();
        body_kind_ = kind::unrecognised;
        body_status_ = {};
        body_inbound_ = false;
        read_shape(body, 0, false);
        if (body_kind_ == kind::unrecognised) {
            return;
        }
        ++report_.bodies;
        if (report_.kind == kind::unrecognised) {
            report_.kind = body_kind_;
            report_.inbound = body_inbound_;
        }
        tie_errors_to_recipients(first_error, first_recipient);
        report_.outcome = worse(report_.outcome, outcome_of_body(first_error, first_recipient));
    }

private:
    // The shapes, and the only place where they are told apart. `enveloped` says that the object is the `data` of another.
    enum class shape : std::uint8_t { unrecognised, envelope, event, flat_webhook, message, record, answer, wrapper, error };

    [[nodiscard]] static shape shape_of(const members& body, bool enveloped) {
        const std::string_view record_type = body.text(member::record_type);
        if (body.is(member::data, json_type::object)) {
            return shape::envelope;
        }
        if (record_type == "event" || body.is(member::event_type, json_type::string) ||
            body.is(member::payload, json_type::object)) {
            return shape::event;
        }
        if (body.has(member::sms_id)) {
            return shape::flat_webhook;
        }
        if (record_type == "message_detail_record" || record_type == "mdr" || body.has(member::cld) || body.has(member::cli)) {
            return shape::record;
        }
        const bool addressed =
            body.has(member::to) && (body.has(member::from) || body.has(member::id) || body.has(member::status) ||
                                     body.has(member::errors) || body.has(member::messaging_profile_id));
        if (record_type == "message" || body.has(member::direction) || addressed ||
            (enveloped && record_type.empty() && body.has(member::errors))) {
            return shape::message;
        }
        if (body.has(member::errors)) {
            return shape::answer;
        }
        for (const member around : {member::error, member::raw, member::response}) {
            if (body.is(around, json_type::object)) {
                return shape::wrapper;
            }
        }
        if (is_error(body)) {
            return shape::error;
        }
        return shape::unrecognised;
    }

    // One error by itself, as a client hands it on, or as a gateway or another framework words it.
    [[nodiscard]] static bool is_error(const members& body) {
        const bool explained = !body.text(member::title, member::detail, member::description, member::message).empty();
        if (body.has(member::code)) {
            const std::int64_t number = code_of(body).number;
            const bool success = body.is(member::code, json_type::integer) && (number == 0 || (number >= 200 && number <= 299));
            if ((explained && !success) || classify(number).known()) {
                return true;
            }
        }
        if (!body.text(member::error).empty() || !body.text(member::detail).empty() || body.is(member::detail, json_type::array)) {
            return true;
        }
        return explained && body.is(member::success, json_type::boolean) && !Adapter::boolean(body.get(member::success));
    }

    void read_shape(const members& body, unsigned depth, bool enveloped) {
        if (depth > limits::wrappers) {
            report_.errors.mark_incomplete();
            return;
        }
        switch (shape_of(body, enveloped)) {
        case shape::envelope: {
            // An answer with HTTP 200 may carry errors beside its data. Where a status stands beside the data, this is an HTTP
            // client's response and no envelope of ours.
            read_http_status(body);
            read_errors(body);
            const bool refused = body.has(member::errors);
            const bool response = body.is(member::status, json_type::integer) || body.is(member::status_code, json_type::integer) ||
                                  body.is(member::status_code_in_camel_case, json_type::integer);
            read_shape(members{body.get(member::data)}, depth + 1, !response);
            if (body_kind_ == kind::event) {
                body_kind_ = kind::webhook;
            }
            if (body_kind_ == kind::unrecognised && refused) {
                body_kind_ = kind::api_error;
            }
            break;
        }
        case shape::event: read_event(body); break;
        case shape::flat_webhook: read_message(body, kind::webhook); break;
        case shape::message: read_message(body, kind::message); break;
        case shape::record: read_message(body, kind::record); break;
        case shape::answer:
            body_kind_ = kind::api_error;
            read_http_status(body);
            read_errors(body);
            break;
        case shape::wrapper: read_wrapped(body, depth); break;
        case shape::error: read_error_by_itself(body); break;
        case shape::unrecognised: break;
        }
    }

    void read_error_by_itself(const members& body) {
        body_kind_ = kind::api_error;
        read_http_status(body);
        if (body.is(member::detail, json_type::array)) {
            read_error_list(body.get(member::detail)); // FastAPI: {"detail": [{"loc", "msg", "type"}]}
        } else {
            read_error(body);
        }
    }

    // The error object of an SDK around the body of the answer: {"status": 409, "error": {"errors": [...]}}. The first
    // member that holds errors counts: `raw` repeats what `error` said.
    void read_wrapped(const members& body, unsigned depth) {
        read_http_status(body);
        const std::size_t before = report_.errors.size();
        for (const member around : {member::error, member::raw, member::response}) {
            if (body.is(around, json_type::object)) {
                const members inner{body.get(around)};
                read_http_status(inner);
                read_shape(inner, depth + 1, false);
            }
            if (report_.errors.size() != before) {
                return;
            }
        }
        if (body_kind_ == kind::unrecognised && is_error(body)) {
            read_error_by_itself(body); // what is wrapped means nothing, but the wrapper itself does
        }
    }

    void read_http_status(const members& body) {
        for (const member where : {member::status, member::status_code, member::status_code_in_camel_case}) {
            if (report_.http_status == 0 && body.is(where, json_type::integer)) {
                const std::int64_t status = Adapter::integer(body.get(where));
                report_.http_status = status >= 100 && status <= 599 ? static_cast<std::int32_t>(status) : 0;
            }
        }
    }

    void read_event(const members& event) {
        body_kind_ = kind::event;
        const std::string_view type = event.text(member::event_type);
        keep_first(report_.event_type, type);
        keep_first(report_.event_id, event.text(member::id));
        keep_first(report_.occurred_at, event.text(member::occurred_at));
        read_errors(event);
        if (!event.is(member::payload, json_type::object)) {
            return;
        }
        const members payload{event.get(member::payload)};
        if (type.substr(0, 8) == "message." || payload.has(member::to) || payload.text(member::record_type) == "message") {
            read_message(payload, kind::event);
            body_inbound_ = body_inbound_ || type == "message.received";
            return;
        }
        // Registrations, orders, spend limits: there is no message, so a status says nothing about one.
        read_sender_and_profile(payload);
        keep_first(report_.status, payload.text(member::status));
        keep_first(report_.description, payload.text(member::description));
        if (payload.is(member::reasons, json_type::array)) {
            read_list(payload.get(member::reasons), [this](value reason) {
                if (Adapter::type(reason) == json_type::object) {
                    keep_first(report_.description, members{reason}.text(member::description));
                } else if (Adapter::type(reason) == json_type::string) {
                    keep_first(report_.description, clip(Adapter::string(reason)));
                }
                return report_.description.empty();
            });
        }
        read_errors(payload);
    }

    void read_message(const members& message, enum kind which) {
        body_kind_ = which;
        body_inbound_ = message.text(member::direction) == "inbound";
        body_status_ = message.text(member::status);
        keep_first(report_.message_id, message.text(member::id, member::sms_id, member::uuid));
        keep_first(report_.group_message_id, message.text(member::group_message_id));
        keep_first(report_.status, body_status_);
        keep_first(report_.completed_at, message.text(member::completed_at));
        read_sender_and_profile(message);
        const std::string_view carrier = message.text(member::carrier);
        for (const member destination : {member::to, member::cld}) {
            if (message.has(destination) && message.type(destination) != json_type::null) {
                read_recipients(message.get(destination), recipient_list::to, carrier);
                break;
            }
        }
        if (message.has(member::cc)) {
            read_recipients(message.get(member::cc), recipient_list::cc, {});
        }
        read_errors(message);
    }

    template <class Visitor>
    void read_list(value list, Visitor visit) {
        if (!for_each_element<Adapter>(list, visit)) {
            report_.errors.mark_incomplete();
        }
    }

    void read_sender_and_profile(const members& message) {
        keep_first(report_.sender, message.text(member::from, member::cli));
        if (message.is(member::from, json_type::object)) {
            keep_first(report_.sender, members{message.get(member::from)}.text(member::phone_number, member::agent_id));
        }
        keep_first(report_.messaging_profile_id, message.text(member::messaging_profile_id, member::profile_id));
        keep_first(report_.campaign_id, message.text(member::tcr_campaign_id, member::campaign_id));
    }

    void read_recipients(value recipients, recipient_list list, std::string_view carrier) {
        if (Adapter::type(recipients) != json_type::array) {
            if (Adapter::type(recipients) != json_type::null) {
                read_recipient(recipients, list, 0, carrier);
            }
            return;
        }
        std::size_t index = 0;
        read_list(recipients, [&](value recipient) {
            read_recipient(recipient, list, index++, carrier);
            return true;
        });
    }

    void read_recipient(value recipient, recipient_list list, std::size_t index, std::string_view carrier) {
        recipient_view found{};
        found.list = list;
        found.index = index;
        found.carrier = carrier;
        found.status = body_status_;
        switch (Adapter::type(recipient)) {
        case json_type::string: found.phone_number = clip(Adapter::string(recipient)); break;
        case json_type::object: {
            const members recipient_members{recipient};
            found.phone_number = recipient_members.text(member::phone_number);
            found.carrier = recipient_members.text(member::carrier);
            if (recipient_members.has(member::status)) {
                found.status = recipient_members.text(member::status);
            }
            break;
        }
        case json_type::null:
        case json_type::other:
        case json_type::integer:
        case json_type::boolean:
        case json_type::array: ++report_.unreadable; return;
        }
        report_.recipients.push_back(found);
    }

    void read_errors(const members& body) {
        if (!body.has(member::errors)) {
            return;
        }
        const value errors = body.get(member::errors);
        switch (Adapter::type(errors)) {
        case json_type::array: read_error_list(errors); break;
        case json_type::object:
        case json_type::string:
        case json_type::integer: read_one_error(errors); break;
        case json_type::boolean:
        case json_type::other: ++report_.unreadable; break;
        case json_type::null: break; // no errors
        }
    }

    void read_error_list(value errors) {
        read_list(errors, [this](value error) {
            read_one_error(error);
            return true;
        });
    }

    void read_one_error(value error) {
        error_view found{};
        switch (Adapter::type(error)) {
        case json_type::object: read_error(members{error}); return;
        case json_type::integer: set_code(found, Adapter::integer(error)); break;
        case json_type::string: {
            // Detail records list bare codes; a text with a blank in it is a sentence.
            const std::string_view text = clip(Adapter::string(error));
            if (text.find(' ') == std::string_view::npos) {
                set_code(found, text);
            } else {
                found.title = text;
            }
            break;
        }
        case json_type::null:
        case json_type::other:
        case json_type::boolean:
        case json_type::array: ++report_.unreadable; return;
        }
        report_.errors.push_back(found);
    }

    void read_error(const members& error) {
        error_view found = code_of(error);
        found.title = error.text(member::title, member::error);
        found.detail = error.text(member::detail, member::description, member::error_description, member::message, member::msg);
        found.pointer = error.text(member::pointer, member::source);
        if (error.is(member::source, json_type::object)) {
            const members source{error.get(member::source)};
            found.pointer = error.text(member::pointer);
            keep_first(found.pointer, source.text(member::pointer));
            found.parameter = source.text(member::parameter);
        }
        if (error.is(member::loc, json_type::array)) {
            read_list(error.get(member::loc), [&](value step) {
                if (Adapter::type(step) == json_type::string) {
                    found.parameter = clip(Adapter::string(step)); // the last step names the field
                }
                return true;
            });
        }
        report_.errors.push_back(found);
    }

    [[nodiscard]] static error_view code_of(const members& error) {
        error_view found{};
        if (error.is(member::code, json_type::integer)) {
            set_code(found, Adapter::integer(error.get(member::code)));
        } else {
            set_code(found, error.text(member::code));
        }
        return found;
    }
    static void set_code(error_view& error, std::string_view text) noexcept {
        error.code = code_text{text};
        error.number = canonical_number(text);
    }
    static void set_code(error_view& error, std::int64_t number) noexcept {
        error.code = code_text{number};
        error.number = number;
    }

    void tie_errors_to_recipients(std::size_t first_error, std::size_t first_recipient) noexcept {
        // Recipients were kept in the order of their lists and of their places in them.
        const recipient_view* const begin = report_.recipients.data() + first_recipient;
        const recipient_view* const end = report_.recipients.data() + report_.recipients.size();
        for (std::size_t e = first_error; e != report_.errors.size(); ++e) {
            error_view& error = report_.errors.data()[e];
            const pointed_recipient pointed = recipient_of_pointer(error.pointer);
            if (!pointed.found) {
                continue;
            }
            const recipient_view* const place =
                std::lower_bound(begin, end, pointed, [](const recipient_view& recipient, const pointed_recipient& wanted) {
                    return recipient.list != wanted.list ? recipient.list < wanted.list : recipient.index < wanted.index;
                });
            if (place != end && place->list == pointed.list && place->index == pointed.index) {
                error.recipient = static_cast<std::size_t>(place - report_.recipients.data());
            }
        }
    }

    [[nodiscard]] enum outcome outcome_of_body(std::size_t first_error, std::size_t first_recipient) noexcept {
        const std::size_t last_recipient = report_.recipients.size();
        recipient_view* const recipients = report_.recipients.data();
        for (std::size_t r = first_recipient; r != last_recipient; ++r) {
            recipients[r].outcome = outcome_of_status(recipients[r].status, body_inbound_);
        }
        const bool alone = last_recipient - first_recipient == 1;
        for (std::size_t e = first_error; e != report_.errors.size(); ++e) {
            const std::size_t pointed = report_.errors.data()[e].recipient;
            const std::size_t blamed = pointed == error_view::no_recipient && alone ? first_recipient : pointed;
            if (blamed != error_view::no_recipient) {
                recipients[blamed].outcome = failed_unless_final(recipients[blamed].outcome);
            }
        }
        enum outcome whole = outcome::none;
        for (std::size_t r = first_recipient; r != last_recipient; ++r) {
            whole = worse(whole, recipients[r].outcome);
        }
        if (first_recipient == last_recipient) {
            whole = outcome_of_status(body_status_, body_inbound_);
        }
        if (report_.errors.size() != first_error) {
            whole = failed_unless_final(whole);
        }
        return whole == outcome::none && body_inbound_ ? outcome::received : whole;
    }

    // An error speaks louder than a status that is not final: an accepted request may carry errors beside "queued".
    [[nodiscard]] static enum outcome failed_unless_final(enum outcome value) noexcept {
        return value == outcome::none || value == outcome::in_progress ? outcome::failed : value;
    }

    // Of two outcomes the one that asks for more attention.
    [[nodiscard]] static enum outcome worse(enum outcome left, enum outcome right) noexcept {
        const auto rank = [](enum outcome value) {
            switch (value) {
            case outcome::none: return 0;
            case outcome::delivered: return 1;
            case outcome::received: return 2;
            case outcome::in_progress: return 3;
            case outcome::unconfirmed: return 4;
            case outcome::failed: return 5;
            }
            return 0; // unreachable: the reader makes no other outcomes
        };
        return rank(left) < rank(right) ? right : left;
    }

    static void keep_first(std::string_view& kept, std::string_view found) noexcept {
        if (kept.empty()) {
            kept = found;
        }
    }

    report_contents& report_;
    enum kind body_kind_ = kind::unrecognised;
    std::string_view body_status_{};
    bool body_inbound_ = false;
};

// What remains to be said when all bodies were read.
inline void finish(report_contents& report, enum phase asked, bool complete) noexcept {
    if (!complete) {
        report.errors.mark_incomplete();
    }
    report.phase = asked != phase::unknown ? asked : phase_of(report.kind);
}

// Every way from a value to a report is this one.
template <class Adapter>
void read_into(report_contents& report, typename Adapter::value document, enum phase asked) {
    body_reader<Adapter> reader{report};
    const bool complete = for_each_body<Adapter>(
        document, [&](const members_of<Adapter>& body) { reader.read(body); }, [] {});
    finish(report, asked, complete);
}

// As above, a report for each body.
template <class Adapter, class Visitor>
bool read_each_into(typename Adapter::value document, enum phase asked, Visitor& visit) {
    const auto visit_report = [&](const members_of<Adapter>* body) {
        report_view view;
        report_contents& report = report_access::contents(view);
        if (body != nullptr) {
            body_reader<Adapter>{report}.read(*body);
        }
        finish(report, asked, true);
        visit(static_cast<const report_view&>(view));
    };
    return for_each_body<Adapter>(
        document, [&](const members_of<Adapter>& body) { visit_report(&body); }, [&] { visit_report(nullptr); });
}

// Whether `json_adapter` is specialised for a type.
template <class Json, class Enable = void>
struct is_readable : std::false_type {};
template <class Json>
struct is_readable<Json, std::void_t<decltype(json_adapter<Json>::root(std::declval<const Json&>()))>> : std::true_type {};

} // namespace detail

/// Reads a parsed document of any JSON library that has a `json_adapter`: an answer of the API, a webhook, a message, a
/// detail record, one of their parts, or lists of them. Never fails: what is none of these is `kind::unrecognised`.
///
/// \param document  what was parsed; the report borrows its texts from it.
/// \param asked     how the body came, if the caller knows; else the kind of the body tells.
/// \return the report. No allocation for up to 8 errors and 8 recipients. O(size of the document), no exception.
template <class Json, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
[[nodiscard]] report_view read(const Json& document, enum phase asked = phase::unknown) noexcept {
    report_view view;
    detail::read_into<json_adapter<Json>>(detail::report_access::contents(view), json_adapter<Json>::root(document), asked);
    return view;
}

/// A document that is about to die cannot lend its texts: name it first, or read its text.
template <class Json, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
report_view read(const Json&& document, enum phase asked = phase::unknown) = delete;

/// Reads every body of a document by itself, in order: the elements of a list, the rows of a page (`{"data": [...]}`), or
/// the document. Calls `visit(const report_view&)` for each; the views borrow from the document. What is neither an object nor a
/// list is visited as well, as `kind::unrecognised`.
/// \return whether all were visited: false if lists are nested or long beyond the `limits`.
template <class Json, class Visitor, std::enable_if_t<detail::is_readable<Json>::value, int> = 0>
bool read_each(const Json& document, enum phase asked, Visitor visit) {
    return detail::read_each_into<json_adapter<Json>>(json_adapter<Json>::root(document), asked, visit);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
