// fake_telnyx: the signatures of webhooks. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_SIGNING_HPP
#define FAKE_TELNYX_SIGNING_HPP

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct evp_pkey_st;

namespace fake_telnyx {

/// An Ed25519 key. Telnyx signs the timestamp header, a "|" and the body, and sends standard base64.
class signing_key {
public:
    /// \param secret  the 32 bytes of the private key. \throws std::runtime_error
    explicit signing_key(std::string_view secret);
    /// The key that follows from a seed: the SHA-256 of it and of the number of rotations so far. For tests only.
    [[nodiscard]] static signing_key from_seed(std::uint64_t seed, std::uint64_t rotation);

    /// The signature of a webhook, as in the header telnyx-signature-ed25519.
    [[nodiscard]] std::string sign(std::string_view timestamp, std::string_view body) const;
    /// The public key: base64 of 32 bytes, as the portal shows it.
    [[nodiscard]] std::string public_key() const;

private:
    std::shared_ptr<evp_pkey_st> key_;
};

} // namespace fake_telnyx

#endif
