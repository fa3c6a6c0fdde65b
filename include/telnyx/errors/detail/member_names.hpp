// telnyx-errors: the members of JSON objects that the reader knows, and how to find one by name. SPDX-License-Identifier: MIT
//
// A new member is one line in the list below. Everything else in this header follows from the list.
#ifndef TELNYX_ERRORS_DETAIL_MEMBER_NAMES_HPP
#define TELNYX_ERRORS_DETAIL_MEMBER_NAMES_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// An enumerator of `member` is spelled like the member in JSON.
#define TELNYX_ERRORS_MEMBERS(X)                                                                                                   \
    X(Body)                                                                                                                        \
    X(Message)                                                                                                                     \
    X(Messages)                                                                                                                    \
    X(Records)                                                                                                                     \
    X(Sns)                                                                                                                         \
    X(after)                                                                                                                       \
    X(agent_id)                                                                                                                    \
    X(amount)                                                                                                                      \
    X(args)                                                                                                                        \
    X(arguments)                                                                                                                   \
    X(attributes)                                                                                                                  \
    X(autoresponse_type)                                                                                                           \
    X(body)                                                                                                                        \
    X(campaignId)                                                                                                                  \
    X(carrier)                                                                                                                     \
    X(cause)                                                                                                                       \
    X(cc)                                                                                                                          \
    X(channel)                                                                                                                     \
    X(cld)                                                                                                                         \
    X(cli)                                                                                                                         \
    X(code)                                                                                                                        \
    X(completed_at)                                                                                                                \
    X(content)                                                                                                                     \
    X(cost)                                                                                                                        \
    X(currency)                                                                                                                    \
    X(cursors)                                                                                                                     \
    X(data)                                                                                                                        \
    X(delivered_to)                                                                                                                \
    X(description)                                                                                                                 \
    X(detail)                                                                                                                      \
    X(details)                                                                                                                     \
    X(direction)                                                                                                                   \
    X(entries)                                                                                                                     \
    X(entry)                                                                                                                       \
    X(err)                                                                                                                         \
    X(error)                                                                                                                       \
    X(errorCode)                                                                                                                   \
    X(errorMessage)                                                                                                                \
    X(error_code)                                                                                                                  \
    X(error_description)                                                                                                           \
    X(error_detail)                                                                                                                \
    X(error_message)                                                                                                               \
    X(error_title)                                                                                                                 \
    X(errors)                                                                                                                      \
    X(event)                                                                                                                       \
    X(event_data)                                                                                                                  \
    X(event_payload)                                                                                                               \
    X(event_type)                                                                                                                  \
    X(events)                                                                                                                      \
    X(exception)                                                                                                                   \
    X(extra)                                                                                                                       \
    X(failure_reason)                                                                                                              \
    X(from)                                                                                                                        \
    X(fromNumber)                                                                                                                  \
    X(from_number)                                                                                                                 \
    X(group_message_id)                                                                                                            \
    X(http_body)                                                                                                                   \
    X(id)                                                                                                                          \
    X(input)                                                                                                                       \
    X(item)                                                                                                                        \
    X(items)                                                                                                                       \
    X(job)                                                                                                                         \
    X(json)                                                                                                                        \
    X(jsonBody)                                                                                                                    \
    X(jsonPayload)                                                                                                                 \
    X(json_body)                                                                                                                   \
    X(loc)                                                                                                                         \
    X(log)                                                                                                                         \
    X(message)                                                                                                                     \
    X(messageId)                                                                                                                   \
    X(message_id)                                                                                                                  \
    X(message_type)                                                                                                                \
    X(messages)                                                                                                                    \
    X(messaging_profile_id)                                                                                                        \
    X(meta)                                                                                                                        \
    X(msg)                                                                                                                         \
    X(next)                                                                                                                        \
    X(notification)                                                                                                                \
    X(numbers)                                                                                                                     \
    X(occurred_at)                                                                                                                 \
    X(order_status)                                                                                                                \
    X(originalError)                                                                                                               \
    X(output)                                                                                                                      \
    X(parameter)                                                                                                                   \
    X(params)                                                                                                                      \
    X(payload)                                                                                                                     \
    X(phone_number)                                                                                                                \
    X(phone_numbers)                                                                                                               \
    X(pointer)                                                                                                                     \
    X(profile_id)                                                                                                                  \
    X(properties)                                                                                                                  \
    X(raw)                                                                                                                         \
    X(rawBody)                                                                                                                     \
    X(rawEvent)                                                                                                                    \
    X(raw_body)                                                                                                                    \
    X(raw_event)                                                                                                                   \
    X(raw_payload)                                                                                                                 \
    X(reasons)                                                                                                                     \
    X(record)                                                                                                                      \
    X(record_type)                                                                                                                 \
    X(records)                                                                                                                     \
    X(request)                                                                                                                     \
    X(requestBody)                                                                                                                 \
    X(request_body)                                                                                                                \
    X(response)                                                                                                                    \
    X(responseBody)                                                                                                                \
    X(responsePayload)                                                                                                             \
    X(response_body)                                                                                                               \
    X(result)                                                                                                                      \
    X(response_headers)                                                                                                            \
    X(results)                                                                                                                     \
    X(retry_after)                                                                                                                 \
    X(retryAfterMs)                                                                                                                \
    X(retryable)                                                                                                                   \
    X(row)                                                                                                                         \
    X(rows)                                                                                                                        \
    X(sms_id)                                                                                                                      \
    X(source)                                                                                                                      \
    X(stack)                                                                                                                       \
    X(status)                                                                                                                      \
    X(statusCode)                                                                                                                  \
    X(status_code)                                                                                                                 \
    X(success)                                                                                                                     \
    X(tcr_campaign_id)                                                                                                             \
    X(text)                                                                                                                        \
    X(title)                                                                                                                       \
    X(to)                                                                                                                          \
    X(toNumber)                                                                                                                    \
    X(to_number)                                                                                                                   \
    X(total_pages)                                                                                                                 \
    X(total_results)                                                                                                               \
    X(type)                                                                                                                        \
    X(uuid)                                                                                                                        \
    X(valid_until)                                                                                                                 \
    X(value)                                                                                                                       \
    X(webhook)                                                                                                                     \
    X(webhook_payload)                                                                                                             \
    X(whatsapp_message)                                                                                                            \
    X(xShouldRetry)

// The members that the reader knows. `none` is every other one.
enum class member : std::uint8_t {
    none,
#define TELNYX_ERRORS_MEMBER(name) name,
    TELNYX_ERRORS_MEMBERS(TELNYX_ERRORS_MEMBER)
#undef TELNYX_ERRORS_MEMBER
};

// Their names, in the order of the enumerators after `none`.
inline constexpr std::string_view member_names[] = {
#define TELNYX_ERRORS_MEMBER(name) #name,
    TELNYX_ERRORS_MEMBERS(TELNYX_ERRORS_MEMBER)
#undef TELNYX_ERRORS_MEMBER
};

#undef TELNYX_ERRORS_MEMBERS

// How many enumerators `member` has, `none` included.
inline constexpr std::size_t member_count = sizeof(member_names) / sizeof(member_names[0]) + 1;

// Another name for a member: as other languages and tools write it. Where an object has several names of one member, the first
// counts that is not null: the name in the list above, then these in their order.
struct member_alias {
    std::string_view name;
    member which;
};

inline constexpr member_alias member_aliases[] = {
    {"Code", member::code},
    {"Data", member::data},
    {"Description", member::description},
    {"Detail", member::detail},
    {"Error", member::error},
    {"Errors", member::errors},
    {"Title", member::title},
    {"Source", member::source},
    {"Pointer", member::pointer},
    {"Cause", member::cause},
    {"Exception", member::exception},
    {"InnerException", member::cause},
    {"Response", member::response},
    {"StatusCode", member::statusCode},
    {"responseHeaders", member::response_headers},
    {"headers", member::response_headers}, // beside the others, those of the request
    {"Headers", member::response_headers},
    {"MESSAGE", member::Message},
    {"textPayload", member::msg},
    {"stacktrace", member::stack},
    {"stack_trace", member::stack},
    {"errorDetails", member::details},
    {"rawErrorMessage", member::messages},
    {"logEvents", member::events},
    {"_source", member::record},
    {"new", member::record},
    {"hits", member::items},
    {"values", member::items},
    {"steps", member::items},
    {"bundle", member::item},
    {"trigger", member::item},
    {"kwargs", member::args},
    {"fields", member::attributes},
    {"extensions", member::extra},
    {"failure", member::exception},
    {"reason", member::cause},
    {"lastError", member::err},
    {"last_error", member::err},
    {"raw__body", member::raw_body},
    {"cleaned_request", member::json},
    {"rawResponse", member::raw},
    {"responseText", member::response_body},
    {"response_text", member::response_body},
    {"response_data", member::response_body},
    {"responseData", member::response_body},
    {"provider_response", member::response_body},
    {"telnyx_error_code", member::error_code},
    {"retry-after", member::retry_after},
    {"Retry-After", member::retry_after},
    {"retry-after-ms", member::retryAfterMs},
    {"Retry-After-Ms", member::retryAfterMs},
    {"x-should-retry", member::xShouldRetry},
    {"X-Should-Retry", member::xShouldRetry},
};

inline constexpr std::size_t alias_count = sizeof(member_aliases) / sizeof(member_aliases[0]);

// One name of a member: its place among all names, counted from 1, the preferred names before their aliases. `none` is every other
// name.
enum class spelling : std::uint8_t { none };

// Every name: those of the members in their order, then the aliases.
struct every_name {
    std::string_view list[member_count - 1 + alias_count]{};
    member which[member_count + alias_count]{}; // by spelling
};

[[nodiscard]] constexpr every_name make_every_name() noexcept {
    every_name all{};
    std::size_t place = 0;
    for (const std::string_view name : member_names) {
        all.list[place++] = name;
        all.which[place] = static_cast<member>(place);
    }
    for (const member_alias& alias : member_aliases) {
        all.list[place++] = alias.name;
        all.which[place] = alias.which;
    }
    return all;
}

inline constexpr every_name known_names = make_every_name();

// A set of members.
class member_set {
public:
    constexpr member_set() noexcept = default;
    template <class... Members>
    constexpr explicit member_set(member first, Members... others) noexcept {
        for (const member each : {first, others...}) {
            add(each);
        }
    }

    constexpr void add(member which) noexcept { words_[word_of(which)] |= bit_of(which); }
    [[nodiscard]] constexpr bool has(member which) const noexcept { return (words_[word_of(which)] & bit_of(which)) != 0; }
    [[nodiscard]] constexpr bool has_any(const member_set& others) const noexcept {
        std::uint64_t both = 0;
        for (std::size_t i = 0; i != words; ++i) {
            both |= words_[i] & others.words_[i];
        }
        return both != 0;
    }
    // Whether every member of this set is one of `others`.
    [[nodiscard]] constexpr bool is_within(const member_set& others) const noexcept {
        std::uint64_t more = 0;
        for (std::size_t i = 0; i != words; ++i) {
            more |= words_[i] & ~others.words_[i];
        }
        return more == 0;
    }

private:
    static constexpr std::size_t words = (member_count + 63) / 64;

    [[nodiscard]] static constexpr std::size_t word_of(member which) noexcept { return static_cast<std::size_t>(which) / 64; }
    [[nodiscard]] static constexpr std::uint64_t bit_of(member which) noexcept {
        return std::uint64_t{1} << (static_cast<unsigned>(which) & 63U);
    }

    std::uint64_t words_[words]{};
};

// A perfect hash: the size and three letters tell the names apart with the right factors, which are found at compile time. So a
// name costs one comparison, whether it is known or not.
struct name_hash {
    static constexpr std::size_t slots = 8192;
    std::uint32_t first_factor = 0;
    std::uint32_t middle_factor = 0;

    // The slot of a name, which must not be empty.
    [[nodiscard]] constexpr std::size_t operator()(std::string_view name) const noexcept {
        const auto letter = [&](std::size_t i) { return static_cast<std::size_t>(static_cast<unsigned char>(name[i])); };
        return (name.size() * 8 + letter(0) * first_factor + letter((name.size() - 1) / 2) * middle_factor +
                letter(name.size() - 1)) %
               slots;
    }
};

// Whether a hash gives each of these names a slot of its own.
template <std::size_t Count>
[[nodiscard]] constexpr bool tells_names_apart(name_hash hash, const std::string_view (&names)[Count]) noexcept {
    bool taken[name_hash::slots]{};
    for (const std::string_view name : names) {
        bool& slot = taken[hash(name)];
        if (slot) {
            return false;
        }
        slot = true;
    }
    return true;
}

// About one pair of factors in fifteen fits the names of members, so a grid has enough of them. No factors if none fit.
template <std::size_t Count>
[[nodiscard]] constexpr name_hash find_name_hash(const std::string_view (&names)[Count]) noexcept {
    for (std::uint32_t first = 21; first != 253; first += 4) {
        for (std::uint32_t middle = 5; middle != 255; middle += 2) {
            if (tells_names_apart({first, middle}, names)) {
                return {first, middle};
            }
        }
    }
    return {};
}

inline constexpr name_hash hash_of_names = find_name_hash(known_names.list);
static_assert(hash_of_names.first_factor != 0, "member_names.hpp: no factors tell the names apart; use more slots");
static_assert(sizeof(known_names.which) <= 256, "member_names.hpp: a spelling has one byte");

// The spelling in each slot of the hash.
struct name_index {
    spelling slot[name_hash::slots]{};
};

[[nodiscard]] constexpr name_index make_name_index() noexcept {
    name_index index{};
    std::uint8_t place = 0;
    for (const std::string_view name : known_names.list) {
        index.slot[hash_of_names(name)] = static_cast<spelling>(++place);
    }
    return index;
}

inline constexpr name_index index_of_names = make_name_index();

[[nodiscard]] constexpr std::size_t longest_name() noexcept {
    std::size_t longest = 0;
    for (const std::string_view name : known_names.list) {
        longest = name.size() > longest ? name.size() : longest;
    }
    return longest;
}
static_assert(longest_name() <= 24, "member_names.hpp: same_name() compares at most three words");

template <class Word>
[[nodiscard]] inline bool same_word(const char* left, const char* right) noexcept {
    Word l{};
    Word r{};
    std::memcpy(&l, left, sizeof(Word));
    std::memcpy(&r, right, sizeof(Word));
    return l == r;
}

// Whether two names of the same size, 1 to 24 bytes, are equal: compared by overlapping words, without a loop or a call of
// memcmp, because this runs for every member of every payload.
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

// The spelling of a name; `none` if the reader does not know it. O(1).
[[nodiscard]] inline spelling identify(std::string_view name) noexcept {
    if (name.empty()) {
        return spelling::none;
    }
    const spelling candidate = index_of_names.slot[hash_of_names(name)];
    if (candidate == spelling::none) {
        return candidate;
    }
    const std::string_view known = known_names.list[static_cast<std::size_t>(candidate) - 1];
    return known.size() == name.size() && same_name(known.data(), name.data(), name.size()) ? candidate : spelling::none;
}

// An adapter may hand on names that were identified before.
[[nodiscard]] constexpr spelling identify(spelling name) noexcept { return name; }

[[nodiscard]] constexpr member member_of(spelling name) noexcept { return known_names.which[static_cast<std::size_t>(name)]; }

// Whether a name is another one than the preferred name of its member.
[[nodiscard]] constexpr bool is_alias(spelling name) noexcept { return static_cast<std::size_t>(name) >= member_count; }

// Whether a name is the preferred one of a member: for the objects of which only one is asked for.
[[nodiscard]] inline bool is_named(std::string_view name, member which) noexcept {
    const std::string_view known = member_names[static_cast<std::size_t>(which) - 1];
    return known.size() == name.size() && same_name(known.data(), name.data(), name.size());
}
[[nodiscard]] constexpr bool is_named(spelling name, member which) noexcept {
    return static_cast<std::size_t>(name) == static_cast<std::size_t>(which);
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
