// telnyx-errors: the HTTP statuses seen with codes, and what the official SDKs do with them. SPDX-License-Identifier: MIT
//
// For comparisons and documents only: no decision uses it. The status of a code is not documented, and varies.
#ifndef TELNYX_ERRORS_SDK_COMPARISON_HPP
#define TELNYX_ERRORS_SDK_COMPARISON_HPP

#include <cstdint>
#include <string_view>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// An HTTP status that a code was seen with, and where.
struct observed_status {
    /// The code.
    std::int64_t code;
    /// The HTTP status of the response.
    int status;
    /// Where it was seen. Static storage.
    std::string_view source;
};

/// Every pair that was found in Telnyx's pages, its API description and published logs, by code and status.
inline constexpr observed_status observed_statuses[] = {
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

/// Whether the official SDKs resend a request after an HTTP status: all of them decide by the status alone. From the source of the
/// Node SDK 7.24.0 and the SDKs of the same generation.
[[nodiscard]] constexpr bool sdk_resends(int status) noexcept {
    return status == 408 || status == 409 || status == 429 || status >= 500;
}

/// Whether the official SDKs would resend after one of the statuses that a code was seen with. O(observed statuses).
[[nodiscard]] constexpr bool sdk_may_resend(std::int64_t code) noexcept {
    for (const observed_status& seen : observed_statuses) {
        if (seen.code == code && sdk_resends(seen.status)) {
            return true;
        }
    }
    return false;
}

TELNYX_ERRORS_END_NAMESPACE

#endif
