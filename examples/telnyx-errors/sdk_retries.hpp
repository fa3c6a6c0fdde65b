// telnyx-errors, the examples: what clients do that look at the HTTP status only. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_SDK_RETRIES_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SDK_RETRIES_HPP

#include <cstdint>
#include <string_view>

namespace command_line {

/// An HTTP status with which a code was seen, and where.
struct recorded_status {
    std::int64_t code;
    int status;
    std::string_view where;
};

/// By code and status. The status of a code is nowhere documented, and varies.
inline constexpr recorded_status recorded_statuses[] = {
    {10002, 400, "a log"},
    {10004, 400, "the API description"},
    {10004, 422, "the API description"},
    {10005, 404, "the API description"},
    {10007, 403, "a client's test"},
    {10007, 500, "the API description"},
    {10007, 503, "the API description"},
    {10009, 401, "the API description"},
    {10010, 403, "the API description"},
    {10011, 422, "the API description"},
    {10011, 429, "the support pages"},
    {10015, 400, "an integration"},
    {10015, 422, "the support pages"},
    {10016, 422, "the API description"},
    {10027, 422, "the API description"},
    {20100, 402, "the support pages, without a body"},
    {40006, 400, "a mock of an integration"},
    {40300, 400, "Telnyx's migration guide"},
    {40300, 403, "an integration"},
    {40300, 409, "an incident"},
    {40300, 422, "a mock of an integration"},
    {40305, 400, "a bug report"},
    {40306, 409, "an incident"},
    {40309, 400, "Telnyx's migration guide"},
    {40309, 409, "an incident"},
    {40310, 400, "Telnyx's migration guide"},
    {40310, 403, "a log"},
    {40310, 422, "a mock of an integration"},
    {40312, 409, "Telnyx's migration guide"},
    {40333, 429, "the support pages"},
};

/// Whether the current official SDKs send a request again after an HTTP status; all of them do so by the status alone.
[[nodiscard]] constexpr bool sdk_sends_again(int status) noexcept {
    return status == 408 || status == 409 || status == 429 || status >= 500;
}

/// Whether they would after one of the statuses with which a code was seen.
[[nodiscard]] constexpr bool sdk_may_send_again(std::int64_t code) noexcept {
    for (const recorded_status& row : recorded_statuses) {
        if (row.code == code && sdk_sends_again(row.status)) {
            return true;
        }
    }
    return false;
}

} // namespace command_line

#endif
