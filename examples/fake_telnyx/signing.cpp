// fake_telnyx: the signatures of webhooks. SPDX-License-Identifier: MIT
#include "signing.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace fake_telnyx {

namespace {

const unsigned char* unsigned_bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

std::string base64(const unsigned char* data, std::size_t size) {
    std::string text((size + 2) / 3 * 4 + 1, '\0');
    text.resize(
        static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), data, static_cast<int>(size))));
    return text;
}

[[noreturn]] void fail(const char* what) { throw std::runtime_error(std::string{"OpenSSL cannot "} + what); }

} // namespace

signing_key::signing_key(std::string_view secret)
    : key_(EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nullptr, unsigned_bytes(secret), secret.size()), EVP_PKEY_free) {
    if (key_ == nullptr) {
        fail("use the key: it must have 32 bytes");
    }
}

signing_key signing_key::from_seed(std::uint64_t seed, std::uint64_t rotation) {
    const std::string text = "fake_telnyx " + std::to_string(seed) + ' ' + std::to_string(rotation);
    std::array<unsigned char, EVP_MAX_MD_SIZE> hash{};
    unsigned size = 0;
    if (EVP_Digest(text.data(), text.size(), hash.data(), &size, EVP_sha256(), nullptr) != 1) {
        fail("compute SHA-256");
    }
    return signing_key{std::string_view{reinterpret_cast<const char*>(hash.data()), size}};
}

std::string signing_key::sign(std::string_view timestamp, std::string_view body) const {
    std::string text{timestamp};
    text += '|';
    text += body;
    std::array<unsigned char, 64> signature{};
    std::size_t size = signature.size();
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    if (context == nullptr || EVP_DigestSignInit(context.get(), nullptr, nullptr, nullptr, key_.get()) != 1 ||
        EVP_DigestSign(context.get(), signature.data(), &size, unsigned_bytes(text), text.size()) != 1) {
        fail("sign");
    }
    return base64(signature.data(), size);
}

std::string signing_key::public_key() const {
    std::array<unsigned char, 32> raw{};
    std::size_t size = raw.size();
    if (EVP_PKEY_get_raw_public_key(key_.get(), raw.data(), &size) != 1) {
        fail("show the public key");
    }
    return base64(raw.data(), size);
}

} // namespace fake_telnyx
