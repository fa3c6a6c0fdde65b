// fake_telnyx: the arguments. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_ARGUMENTS_HPP
#define FAKE_TELNYX_ARGUMENTS_HPP

#include <cstdint>
#include <optional>
#include <set>
#include <string>

#include "webhooks.hpp"

namespace fake_telnyx {

struct arguments {
    std::string host = "127.0.0.1";
    int port = 0;
    std::uint64_t seed = 1;
    double speed = 1;
    std::set<std::string> scenarios{}; ///< Empty: all.
    std::string webhook_secret{};      ///< 32 bytes; empty: from the seed.
    std::string api_key{};             ///< Empty: any.
    std::string profile_webhook_url{};
    webhook_rules webhooks{};
    std::size_t threads = 128;
    bool list = false;
    bool print_key = false;
};

/// Parses the arguments. Prints help and errors itself.
/// \return nothing if the program is to end, with `exit_status`
[[nodiscard]] std::optional<arguments> parse(int count, char** values, int& exit_status);

} // namespace fake_telnyx

#endif
