// SHA-256, in hexadecimal. SPDX-License-Identifier: MIT
#ifndef SERVICE_DIGEST_HPP
#define SERVICE_DIGEST_HPP

#include <array>
#include <string>
#include <string_view>

#include <openssl/evp.h>

namespace service {

[[nodiscard]] inline std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int size = 0;
    EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr);
    std::string result;
    for (unsigned int i = 0; i != size; ++i) {
        result.push_back("0123456789abcdef"[digest[i] >> 4U]);
        result.push_back("0123456789abcdef"[digest[i] & 15U]);
    }
    return result;
}

} // namespace service

#endif
