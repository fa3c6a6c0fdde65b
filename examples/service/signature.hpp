// Telnyx's webhook signatures, and a digest. SPDX-License-Identifier: MIT
//
// Signed is the value of telnyx-timestamp as received, a "|", and the bytes of the body, with Ed25519. The body is never decoded,
// parsed or written again before it is checked. Anything that is missing or odd is refused.
#ifndef SERVICE_SIGNATURE_HPP
#define SERVICE_SIGNATURE_HPP

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <openssl/evp.h>

namespace service {

/// The public keys whose signatures are accepted. More than one while a key is being rotated.
class webhook_keys {
public:
    /// What became of the check.
    ///
    /// | name | status | |
    /// |---|---|---|
    /// | `valid` | 200 | |
    /// | `missing_header`, `repeated_header` | 400 | one of the two headers is not there, or more than once |
    /// | `bad_timestamp` | 400 | the timestamp is not 1 to 12 digits |
    /// | `milliseconds` | 400 | it has 13 digits: it looks like milliseconds, which are not divided |
    /// | `bad_encoding` | 400 | the signature is not the standard base64 of 64 bytes |
    /// | `forged` | 401 | no key made it for these bytes: altered, or signed with a key that is not in the list |
    /// | `stale`, `ahead` | 401 | the signature is right, and older, or further in the future, than the tolerance |
    struct verdict {
        int status;
        std::string_view name;
        std::size_t key = 0; ///< The index of the key, where the signature is right.
    };

    /// \param base64  the keys as the portal shows them: standard base64 of 32 bytes. \throws std::invalid_argument for any other
    /// string, for a key of small order (which signs anything), and for an empty list
    explicit webhook_keys(const std::vector<std::string>& base64) {
        if (base64.empty()) {
            throw std::invalid_argument{"no public key: webhooks could not be checked"};
        }
        for (const std::string& text : base64) {
            if (!decode(text, keys_.emplace_back())) {
                throw std::invalid_argument{"a public key must be the standard base64 of 32 bytes, 44 characters"};
            }
            if (has_small_order(keys_.back())) {
                throw std::invalid_argument{"a public key is one of those with which anyone can sign"};
            }
        }
    }

    /// \param signatures, timestamps  all values of the two headers. \param now  Unix seconds. \param tolerance  in seconds, both
    /// ways; exactly so many are accepted.
    [[nodiscard]] verdict check(const std::vector<std::string>& signatures, const std::vector<std::string>& timestamps,
                                std::string_view body, std::int64_t now, std::int64_t tolerance) const {
        if (signatures.size() != 1 || timestamps.size() != 1) {
            return {400, signatures.empty() || timestamps.empty() ? "missing_header" : "repeated_header"};
        }
        const std::string& timestamp = timestamps[0];
        const bool digits = timestamp.find_first_not_of("0123456789") == std::string::npos;
        if (!digits || timestamp.empty() || timestamp.size() > 12) {
            return {400, digits && timestamp.size() == 13 ? "milliseconds" : "bad_timestamp"};
        }
        std::int64_t signed_at = 0;
        std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), signed_at);
        std::array<unsigned char, 64> signature{};
        if (!decode(signatures[0], signature)) {
            return {400, "bad_encoding"};
        }
        const std::string message = (timestamp + '|').append(body);
        for (std::size_t key = 0; key != keys_.size(); ++key) {
            if (verifies(keys_[key], signature, message)) {
                const bool stale = now - signed_at > tolerance;
                const bool ahead = signed_at - now > tolerance;
                return {stale || ahead ? 401 : 200, stale ? "stale" : ahead ? "ahead" : "valid", key};
            }
        }
        return {401, "forged"};
    }

private:
    using public_key = std::array<unsigned char, 32>;

    static const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

    // The bytes of a string in standard base64. OpenSSL ignores blanks and stray bits: so it must encode them as received.
    template <std::size_t Size>
    static bool decode(std::string_view text, std::array<unsigned char, Size>& bytes) {
        constexpr std::size_t encoded_size = (Size + 2) / 3 * 4;
        std::array<unsigned char, encoded_size / 4 * 3> decoded{};
        std::array<unsigned char, encoded_size + 1> again{};
        if (text.size() != encoded_size || EVP_DecodeBlock(decoded.data(), bytes_of(text), static_cast<int>(encoded_size)) < 0) {
            return false;
        }
        std::copy_n(decoded.begin(), Size, bytes.begin());
        EVP_EncodeBlock(again.data(), bytes.data(), static_cast<int>(Size));
        return std::equal(text.begin(), text.end(), reinterpret_cast<const char*>(again.data()));
    }

    static bool verifies(const public_key& key, const std::array<unsigned char, 64>& signature, std::string_view message) {
        const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> opened{
            EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), &EVP_PKEY_free};
        const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
        return opened != nullptr && context != nullptr &&
               EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, opened.get()) == 1 &&
               EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(message), message.size()) == 1;
    }

    // With a public key of small order this signature is right for every eighth message at least, and with no other key for any.
    static bool has_small_order(const public_key& key) {
        std::array<unsigned char, 64> identity{};
        identity[0] = 1;
        int message = 0;
        while (message != 64 && !verifies(key, identity, std::to_string(message))) {
            ++message;
        }
        return message != 64;
    }

    std::vector<public_key> keys_;
};

/// SHA-256, in hexadecimal.
[[nodiscard]] inline std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string result;
    for (unsigned int i = 0; i != size; ++i) {
        result.append({"0123456789abcdef"[digest[i] >> 4U], "0123456789abcdef"[digest[i] & 15U]});
    }
    return result;
}

} // namespace service

#endif
