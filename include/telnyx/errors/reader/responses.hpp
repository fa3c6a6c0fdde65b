// telnyx-errors: the HTTP status and the retry headers that a document has beside a payload. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_RESPONSES_HPP
#define TELNYX_ERRORS_READER_RESPONSES_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/member_names.hpp>
#include <telnyx/errors/embedded/http_text.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/reader/members.hpp>
#include <telnyx/errors/report_items.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The HTTP status in an object; 0 if it has none.
template <class Adapter>
[[nodiscard]] std::int32_t http_status_of(const members_of<Adapter>& body) {
    for (const member where : {member::status, member::status_code, member::statusCode}) {
        if (body.is(where, json_type::integer)) {
            const std::int64_t status = Adapter::integer(body.get(where));
            if (status >= 100 && status <= 599) {
                return static_cast<std::int32_t>(status);
            }
        }
    }
    return 0;
}

// A header as HTTP clients keep it: a string, a number, or a list of one.
template <class Adapter>
void read_header(retry_hint_reader& hints, std::string_view name, typename Adapter::value header) {
    switch (Adapter::type(header)) {
    case json_type::string: hints.header(name, clip(Adapter::string(header))); break;
    case json_type::integer: hints.header(name, code_text{Adapter::integer(header)}.view()); break;
    case json_type::boolean: hints.header(name, Adapter::boolean(header) ? "true" : "false"); break;
    case json_type::array:
        Adapter::elements(header, [&](typename Adapter::value first) {
            if (Adapter::type(first) == json_type::string) {
                hints.header(name, clip(Adapter::string(first)));
            }
            return false;
        });
        break;
    case json_type::null:
    case json_type::other:
    case json_type::object: break;
    }
}

struct retry_header {
    member which;
    std::string_view name;
};

inline constexpr retry_header retry_headers[] = {
    {member::retry_after, "retry-after"}, {member::retryAfterMs, "retry-after-ms"}, {member::xShouldRetry, "x-should-retry"}};

// The object has headers, and not an object with headers.
template <class Adapter>
[[nodiscard]] retry_hint hint_of_headers(const members_of<Adapter>& headers) {
    retry_hint_reader hints;
    for (const retry_header& each : retry_headers) {
        if (headers.has(each.which)) {
            read_header<Adapter>(hints, each.name, headers.get(each.which));
        }
    }
    return hints.hint();
}

// What the retry headers in an object say: headers themselves, or an object that has them in `headers`.
template <class Adapter>
[[nodiscard]] retry_hint hint_in(const members_of<Adapter>& body) {
    constexpr member_set names{member::response_headers, member::retry_after, member::retryAfterMs, member::xShouldRetry};
    if (!body.has_any(names)) {
        return {};
    }
    retry_hint found = hint_of_headers(body);
    if (found.empty()) {
        body.object(member::response_headers, [&found](const members_of<Adapter>& headers) { found = hint_of_headers(headers); });
    }
    return found;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
