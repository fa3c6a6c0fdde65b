// Telnyx's webhook signatures. SPDX-License-Identifier: MIT
//
// Signed is the value of telnyx-timestamp as received, a "|", and the bytes of the body, with Ed25519. The body is never decoded,
// parsed or written again before it is checked. Anything that is missing or odd is refused.
#ifndef SERVICE_SIGNATURE_HPP
#define SERVICE_SIGNATURE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace service {

enum class signature_result : std::uint8_t {
    valid,
    missing_header,  ///< One of the two headers is not there.
    repeated_header, ///< One of them is there more than once.
    bad_timestamp,   ///< The timestamp is not 1 to 12 digits.
    milliseconds,    ///< The timestamp has 13 digits: it looks like milliseconds. They are not divided.
    bad_encoding,    ///< The signature is not the standard base64 of 64 bytes.
    forged,          ///< No key made this signature for these bytes: altered, or signed with a key that is not in the list.
    stale,           ///< The signature is right, and older than the tolerance.
    ahead,           ///< The signature is right, and further in the future than the tolerance.
};

/// The name for logs and metrics. Static storage.
[[nodiscard]] std::string_view name_of(signature_result result);

/// The public keys whose signatures are accepted. More than one while a key is being rotated.
class webhook_keys {
public:
    struct verdict {
        signature_result result;
        std::size_t key = 0; ///< The index of the key, where the signature is right.
    };

    /// \param base64  the keys as the portal shows them: standard base64 of 32 bytes. \throws std::invalid_argument for any other
    /// string, for a key of small order (which signs anything), and for an empty list
    explicit webhook_keys(const std::vector<std::string>& base64);

    /// \param signatures, timestamps  all values of the two headers. \param now  Unix seconds. \param tolerance  in seconds, both
    /// ways; exactly so many are accepted.
    [[nodiscard]] verdict check(const std::vector<std::string>& signatures, const std::vector<std::string>& timestamps,
                                std::string_view body, std::int64_t now, std::int64_t tolerance) const;

private:
    std::vector<std::array<unsigned char, 32>> keys_;
};

} // namespace service

#endif
