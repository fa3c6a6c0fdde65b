// The command line. SPDX-License-Identifier: MIT
#ifndef SERVICE_ARGUMENTS_HPP
#define SERVICE_ARGUMENTS_HPP

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace service {

struct arguments {
    std::string host;
    int port = 0;
    std::string api_base = "https://api.telnyx.com";
    std::string api_key;
    std::string token;
    std::vector<std::string> public_keys;
    std::int64_t tolerance = 300;
    std::string database;
    std::string public_url;
    double rate = 50;
    double retry_share = 0.1;
    double give_up_hours = 24;
    double speed = 1;
    int senders = 8;
    std::string kill_point;
    int kill_pass = 1;
};

/// \return the arguments; nothing if the program ends at once, with `exit_status`: --help, or wrong arguments (2, and one line)
[[nodiscard]] std::optional<arguments> parse(int count, char** values, int& exit_status);

} // namespace service

#endif
