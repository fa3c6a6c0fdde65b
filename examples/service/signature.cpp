// Telnyx's webhook signatures. SPDX-License-Identifier: MIT
#include "signature.hpp"

#include <algorithm>
#include <charconv>
#include <memory>
#include <stdexcept>

#include <openssl/evp.h>

namespace service {

namespace {

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

// The bytes of a string in standard base64, or nothing. OpenSSL ignores blanks and stray bits: so it must encode them as received.
template <std::size_t Size>
bool decode(std::string_view text, std::array<unsigned char, Size>& bytes) {
    constexpr std::size_t encoded_size = (Size + 2) / 3 * 4;
    if (text.size() != encoded_size) {
        return false;
    }
    std::array<unsigned char, encoded_size / 4 * 3> decoded{};
    std::array<unsigned char, encoded_size + 1> again{};
    if (EVP_DecodeBlock(decoded.data(), bytes_of(text), static_cast<int>(text.size())) < 0) {
        return false;
    }
    std::copy_n(decoded.begin(), Size, bytes.begin());
    EVP_EncodeBlock(again.data(), bytes.data(), static_cast<int>(Size));
    return std::equal(text.begin(), text.end(), reinterpret_cast<const char*>(again.data()));
}

bool verifies(const std::array<unsigned char, 32>& key, const std::array<unsigned char, 64>& signature, std::string_view message) {
    const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> public_key{
        EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nullptr, key.data(), key.size()), &EVP_PKEY_free};
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
    return public_key != nullptr && context != nullptr &&
           EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, public_key.get()) == 1 &&
           EVP_DigestVerify(context.get(), signature.data(), signature.size(), bytes_of(message), message.size()) == 1;
}

// With a public key of small order this signature is right for every eighth message at least, and with no other key for any.
bool has_small_order(const std::array<unsigned char, 32>& key) {
    std::array<unsigned char, 64> identity{};
    identity[0] = 1;
    for (int message = 0; message != 64; ++message) {
        if (verifies(key, identity, std::to_string(message))) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string_view name_of(signature_result result) {
    switch (result) {
    case signature_result::valid: return "valid";
    case signature_result::missing_header: return "missing_header";
    case signature_result::repeated_header: return "repeated_header";
    case signature_result::bad_timestamp: return "bad_timestamp";
    case signature_result::milliseconds: return "milliseconds";
    case signature_result::bad_encoding: return "bad_encoding";
    case signature_result::forged: return "forged";
    case signature_result::stale: return "stale";
    case signature_result::ahead: return "ahead";
    }
    return "forged";
}

webhook_keys::webhook_keys(const std::vector<std::string>& base64) {
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

webhook_keys::verdict webhook_keys::check(const std::vector<std::string>& signatures, const std::vector<std::string>& timestamps,
                                          std::string_view body, std::int64_t now, std::int64_t tolerance) const {
    if (signatures.empty() || timestamps.empty()) {
        return {signature_result::missing_header};
    }
    if (signatures.size() > 1 || timestamps.size() > 1) {
        return {signature_result::repeated_header};
    }
    const std::string& timestamp = timestamps[0];
    const bool digits = std::all_of(timestamp.begin(), timestamp.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || timestamp.empty() || timestamp.size() > 12) {
        return {digits && timestamp.size() == 13 ? signature_result::milliseconds : signature_result::bad_timestamp};
    }
    std::int64_t signed_at = 0;
    std::from_chars(timestamp.data(), timestamp.data() + timestamp.size(), signed_at);
    std::array<unsigned char, 64> signature{};
    if (!decode(signatures[0], signature)) {
        return {signature_result::bad_encoding};
    }
    const std::string message = (timestamp + '|').append(body);
    for (std::size_t key = 0; key != keys_.size(); ++key) {
        if (verifies(keys_[key], signature, message)) {
            return {now - signed_at > tolerance   ? signature_result::stale
                    : signed_at - now > tolerance ? signature_result::ahead
                                                  : signature_result::valid,
                    key};
        }
    }
    return {signature_result::forged};
}

} // namespace service
