// Documents of the shapes that the reader knows, and of those that it nearly knows, built from the bytes of the input: which
// members an object has, of which types, how deep in what. Each is read as a document, with its members in either order, and
// as the text that it is written out to; the answers are the same.
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors/nlohmann.hpp>

#include "reading_oracle.hpp"

namespace te = telnyx::errors;

namespace {

using ordered = nlohmann::ordered_json;
using te::detail::member;

constexpr const char* record_types[] = {"message", "event", "message_detail_record", "mdr", "messaging_profile", ""};
constexpr const char* event_types[] = {"message.finalized",     "message.sent", "message.received",
                                       "10dlc.campaign.update", "message.",     "x"};
constexpr const char* directions[] = {"outbound", "inbound", "INBOUND"};
constexpr const char* statuses[] = {"delivered",
                                    "delivery_failed",
                                    "sending_failed",
                                    "delivery_unconfirmed",
                                    "queued",
                                    "sent",
                                    "sending",
                                    "DELIVERED",
                                    "GW_TIMEOUT",
                                    "webhook_delivered",
                                    "received",
                                    "expired",
                                    "cancelled",
                                    "unknown",
                                    "",
                                    "a status nobody knows"};
constexpr const char* codes[] = {"40300", "40001", "40008", "40010", "40020",  "40315",     "40018", "40333", "47000", "10007",
                                 "10011", "10009", "40002", "",      "040300", "some_code", "400",   "41000", "40330", "-40300"};
constexpr const char* pointers[] = {"/to/0", "/to/1/phone_number", "/cc/0",  "/data/attributes/cc/12",
                                    "/from", "/to/99999999",       "/to/0x", "/to//cc/1",
                                    "/to/",  "/cc/1/to/0"};
constexpr const char* times[] = {"2026-03-02T17:20:09Z", "2026-03-02T17:20:09.123+00:00", "yesterday", "2026-02-30T00:00:00Z"};
constexpr const char* sentences[] = {"Blocked due to STOP message",
                                     "The recipient has opted out",
                                     "+1 (312) 555-0199",
                                     "Not routable",
                                     "40300 and more",
                                     "h\xC3\xA4ufig",
                                     "a\"b\\c\n\t",
                                     "block rule"};
constexpr std::int64_t integers[] = {0, 200, 202, 400, 409, 422, 429, 500, 503, 599, 600, -1, INT64_MIN, INT64_MAX};
constexpr const char* other_names[] = {"attempt", "errorss", "CODE", "", "x"};

class builder {
public:
    explicit builder(fuzz::byte_source& bytes) : bytes_(bytes) {}

    // A body within wrappers and lists, as many as the reader follows, and more.
    ordered document() {
        const std::size_t levels = bytes_.below(32);
        const std::size_t pattern = bytes_.octet();
        ordered result = body();
        for (std::size_t level = 0; level != levels; ++level) {
            result = wrapped(std::move(result), (pattern >> (level % 4 * 2)) & 3U);
        }
        return result;
    }

private:
    ordered wrapped(ordered inner, std::size_t way) {
        switch (way) {
        case 0: return ordered::array({std::move(inner)});
        case 1: return ordered{{"data", ordered::array({std::move(inner)})}};
        case 2: return ordered{{"data", std::move(inner)}};
        default: {
            const te::detail::envelope& around = te::detail::envelopes[bytes_.below(std::size(te::detail::envelopes))];
            ordered result = ordered::object();
            if (bytes_.flag()) {
                result["status"] = integer();
            }
            ordered& content = result[std::string(te::detail::member_names[static_cast<std::size_t>(around.name) - 1])];
            if (bytes_.below(4) == 3) {
                content = inner.dump(); // a string of JSON
            } else {
                content = std::move(inner);
            }
            return result;
        }
        }
    }

    ordered body() {
        switch (bytes_.below(10)) {
        case 0: return ordered{{"errors", errors()}};
        case 1: return ordered{{"data", event()}};
        case 2: return ordered{{"data", message()}, {"errors", errors()}};
        case 3: return event();
        case 4: return message();
        case 5: return error();
        case 6: return ordered{{"data", list(&builder::message)}};
        case 7: return list(&builder::body);
        case 8: return any();
        default: return members_of_any_kind();
        }
    }

    ordered event() {
        ordered result{{"record_type", "event"}, {"event_type", bytes_.one_of(event_types)}, {"payload", message()}};
        return with_more(std::move(result));
    }

    ordered message() {
        ordered result = ordered::object();
        const std::uint64_t which = bytes_.number(2);
        constexpr member choices[] = {
            member::record_type, member::direction, member::id,     member::to,           member::cc,
            member::from,        member::errors,    member::status, member::completed_at, member::cld,
            member::cli,         member::carrier,   member::sms_id, member::uuid,         member::group_message_id,
            member::reasons};
        for (std::size_t i = 0; i != 16; ++i) {
            if ((which >> i & 1U) != 0) {
                add(result, choices[i]);
            }
        }
        return with_more(std::move(result));
    }

    ordered error() {
        ordered result = ordered::object();
        const std::uint8_t which = bytes_.octet();
        constexpr member choices[] = {member::code,    member::title,   member::detail, member::source,
                                      member::pointer, member::message, member::loc,    member::description};
        for (std::size_t i = 0; i != 8; ++i) {
            if ((which >> i & 1U) != 0) {
                add(result, choices[i]);
            }
        }
        return with_more(std::move(result));
    }

    ordered errors() {
        switch (bytes_.below(8)) {
        case 0: return error();
        case 1: return string(codes);
        case 2: return integer();
        case 3: return any();
        default: return list(&builder::error_or_code);
        }
    }

    ordered error_or_code() {
        switch (bytes_.below(4)) {
        case 0: return string(codes);
        case 1: return any();
        default: return error();
        }
    }

    ordered recipient() {
        switch (bytes_.below(4)) {
        case 0: return "+13125550" + std::to_string(100 + bytes_.below(100));
        case 1: return any();
        default: {
            ordered result{{"phone_number", "+13125550" + std::to_string(100 + bytes_.below(100))}};
            add(result, member::status);
            if (bytes_.flag()) {
                add(result, member::carrier);
            }
            return result;
        }
        }
    }

    ordered list(ordered (builder::*element)()) {
        const std::size_t size = bytes_.octet();
        ordered result = ordered::array();
        if (size == 255 && !long_list_) { // around the number of elements that is read of a list; once, since it takes long
            long_list_ = true;
            const ordered repeated = scalar();
            result = ordered(te::limits::list_elements - 2 + bytes_.below(5), repeated);
        }
        for (std::size_t i = 0; i != size % 6 && spend(); ++i) {
            result.push_back((this->*element)());
        }
        return result;
    }

    ordered members_of_any_kind() {
        ordered result = ordered::object();
        for (std::size_t count = bytes_.below(12); count != 0; --count) {
            const std::size_t place = bytes_.below(std::size(te::detail::known_names.which)); // 0 is every other name
            if (place == 0) {
                result[bytes_.one_of(other_names)] = any();
            } else {
                add(result, te::detail::known_names.list[place - 1], te::detail::known_names.which[place]);
            }
        }
        return result;
    }

    ordered with_more(ordered object) {
        if (bytes_.below(4) == 3) {
            const ordered more = members_of_any_kind();
            for (const auto& member : more.items()) {
                object[member.key()] = member.value();
            }
        }
        return object;
    }

    void add(ordered& object, member which) { add(object, te::detail::member_names[static_cast<std::size_t>(which) - 1], which); }
    // Mostly what the member has by nature, sometimes anything.
    void add(ordered& object, std::string_view name, member which) {
        object[std::string(name)] = bytes_.below(8) == 7 ? any() : by_nature(which);
    }

    ordered by_nature(member which) {
        if (!spend()) {
            return nullptr;
        }
        switch (which) {
        case member::record_type: return string(record_types);
        case member::event_type: return string(event_types);
        case member::direction: return string(directions);
        case member::status: return bytes_.below(4) == 3 ? integer() : string(statuses);
        case member::status_code: return integer();
        case member::code: return bytes_.below(4) == 3 ? integer() : string(codes);
        case member::completed_at:
        case member::occurred_at: return string(times);
        case member::pointer: return string(pointers);
        case member::success: return bytes_.flag();
        case member::errors: return errors();
        case member::to:
        case member::cc: return bytes_.below(4) == 3 ? recipient() : list(&builder::recipient);
        case member::from: return bytes_.flag() ? recipient() : string(sentences);
        case member::payload: return message();
        case member::data: return bytes_.flag() ? body() : list(&builder::body);
        case member::error:
        case member::raw:
        case member::response: return bytes_.flag() ? body() : string(sentences);
        case member::source: {
            ordered result = ordered::object();
            add(result, member::pointer);
            add(result, member::parameter);
            return result;
        }
        case member::loc: return list(&builder::scalar);
        case member::reasons: return list(&builder::error);
        case member::detail: return bytes_.below(4) == 3 ? list(&builder::error) : string(sentences);
        default: return string(sentences);
        }
    }

    template <std::size_t Count>
    ordered string(const char* const (&choices)[Count]) {
        const std::size_t which = bytes_.below(Count + 2);
        return which < Count ? ordered(choices[which]) : free_text(which == Count && bytes_.below(16) == 15);
    }

    // Text from the input, as UTF-8; or a long one, around the size that is kept.
    ordered free_text(bool is_long) {
        std::string result;
        if (is_long) {
            constexpr const char* characters[] = {"x", "\xC3\xBC", "\xE2\x82\xAC", "\xF0\x9F\x98\x80"};
            const std::string filling = bytes_.one_of(characters);
            result.assign(bytes_.below(4), '.');
            while (result.size() < te::limits::text_bytes - 6) {
                result += filling;
            }
            result += std::string(bytes_.below(12), '7');
            return result;
        }
        for (const char c : bytes_.text(bytes_.below(24))) {
            const auto octet = static_cast<unsigned char>(c);
            if (octet < 0x80) {
                result += c;
            } else {
                result += static_cast<char>(0xC0U | octet >> 6U);
                result += static_cast<char>(0x80U | (octet & 0x3FU));
            }
        }
        return result;
    }

    ordered integer() {
        switch (bytes_.below(4)) {
        case 0: return bytes_.one_of(integers);
        case 1: return 40000 + bytes_.below(256);
        case 2: return static_cast<std::int64_t>(bytes_.number(8));
        default: return 40300 + bytes_.below(40);
        }
    }

    ordered scalar() {
        switch (bytes_.below(7)) {
        case 0: return nullptr;
        case 1: return bytes_.flag();
        case 2: return integer();
        case 3: return bytes_.number(8); // often beyond 63 bits
        case 4: return static_cast<double>(bytes_.number(4)) / 64;
        case 5: return string(codes);
        default: return free_text(false);
        }
    }

    ordered any() {
        if (!spend()) {
            return nullptr;
        }
        switch (bytes_.below(8)) {
        case 0: return ordered::object();
        case 1: return ordered::array();
        case 2: return members_of_any_kind();
        case 3: return list(&builder::any);
        default: return scalar();
        }
    }

    // Values that may still be made: an input of zeros must come to an end as well.
    bool spend() { return budget_ != 0 && --budget_ != 0; }

    fuzz::byte_source& bytes_;
    std::size_t budget_{300};
    bool long_list_{false};
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::byte_source bytes{fuzz::text_of(data, size)};
    const fuzz::question asked = fuzz::question_from(bytes);
    const std::size_t style = bytes.octet();
    const ordered built = builder{bytes}.document();
    const std::string text = built.dump((style & 1U) != 0 ? 1 : -1, ' ', (style & 2U) != 0);
    const json sorted(built);
    if (text.size() > te::limits::body_bytes) { // long texts in many errors: a document is read that is refused as a text
        const te::report refused = te::read(text);
        fuzz::require(refused.problem() == te::problem::too_large, "a text beyond the limit is read",
                      [&] { return std::to_string(text.size()) + " bytes"; });
        return 0;
    }
    fuzz::check_text(text, asked, [&](const te::report& report, const std::vector<te::decision>& decisions) {
        fuzz::check_report(te::read(built), report, asked, decisions, "the document as built and its text disagree", text);
        fuzz::check_report(te::read(sorted), report, asked, decisions, "the document as built, but sorted, and its text disagree",
                           text);
    });
    return 0;
}
