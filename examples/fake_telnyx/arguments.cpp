// fake_telnyx: the arguments. SPDX-License-Identifier: MIT
#include "arguments.hpp"

#include <fstream>
#include <iterator>

#include <CLI/CLI.hpp>

#include "scenarios.hpp"

namespace fake_telnyx {

namespace {

// Names of scenarios, separated by spaces or lines; "all" for all.
std::set<std::string> read_names(const std::string& file) {
    if (file == "all") {
        return {};
    }
    std::ifstream in{file};
    std::set<std::string> names{std::istream_iterator<std::string>{in}, {}};
    if (names.empty()) {
        throw CLI::ValidationError("--scenarios", "cannot read names of scenarios from " + file);
    }
    for (const std::string& name : names) {
        if (find_scenario(name) == nullptr) {
            throw CLI::ValidationError("--scenarios", "unknown scenario " + name + "; --list prints all");
        }
    }
    return names;
}

std::string read_secret(const std::string& file) {
    std::ifstream in{file};
    std::string digits;
    in >> digits;
    std::string secret;
    for (std::size_t i = 0; i + 1 < digits.size(); i += 2) {
        if (digits.find_first_not_of("0123456789abcdefABCDEF") != std::string::npos) {
            break;
        }
        secret += static_cast<char>(std::stoi(digits.substr(i, 2), nullptr, 16));
    }
    if (digits.size() != 64 || secret.size() != 32) {
        throw CLI::ValidationError("--webhook-key", file + " must have 64 hexadecimal digits: an Ed25519 private key");
    }
    return secret;
}

} // namespace

std::optional<arguments> parse(int count, char** values, int& exit_status) {
    arguments result;
    std::string listen = "127.0.0.1:0";
    std::string names = "all";
    std::string key;
    int timeout = 2000;
    int backoff = 500;
    CLI::App app{"Plays the Telnyx messaging API for tests. The number of the recipient chooses what happens: see --list.\n"
                 "It prints \"listening on PORT\" and \"public key KEY\", and runs until SIGTERM or SIGINT.",
                 "fake_telnyx"};
    app.add_option("--listen", listen, "HOST:PORT; port 0: any free one");
    app.add_option("--scenarios", names, "FILE with the names of the scenarios to play, or 'all'; other recipients: delivered");
    app.add_option("--seed", result.seed, "The same seed and requests give the same ids, keys and failures");
    app.add_option("--speed", result.speed,
                   "Divides the waits of the scenarios: with 8640 a day takes 10 s. Waits that a response asks for, and the "
                   "timeout and backoff of webhooks are not divided")
        ->check(CLI::Range(0.001, 1e9));
    app.add_option("--webhook-key", key, "FILE with the private Ed25519 key, 64 hexadecimal digits; default: from the seed");
    app.add_option("--api-key", result.api_key, "The only API key that is accepted; default: any");
    app.add_option("--profile-webhook-url", result.profile_webhook_url,
                   "Where inbound messages are reported; default: the recipient's last webhook_url without the last part");
    app.add_option("--webhook-attempts", result.webhooks.attempts, "Attempts for each URL")->check(CLI::Range(1, 10));
    app.add_option("--webhook-timeout", timeout, "Milliseconds to wait for an answer to a webhook")->check(CLI::Range(10, 60000));
    app.add_option("--webhook-backoff", backoff, "Milliseconds before the second attempt; doubles")->check(CLI::Range(1, 3600000));
    app.add_option("--webhook-threads", result.webhooks.threads, "Webhooks under way at once")->check(CLI::Range(1, 256));
    app.add_option("--threads", result.threads, "Connections served at once")->check(CLI::Range(1, 1024));
    app.add_flag("--list", result.list, "Print the scenarios and the numbers of their recipients, and exit");
    app.add_flag("--print-key", result.print_key, "Print the public key of the webhooks, and exit");
    app.option_defaults()->always_capture_default();
    try {
        app.parse(count, values);
        result.scenarios = read_names(names);
        result.webhook_secret = key.empty() ? "" : read_secret(key);
        const std::size_t colon = listen.rfind(':');
        result.host = listen.substr(0, colon);
        result.port = colon == std::string::npos || !CLI::detail::lexical_cast(listen.substr(colon + 1), result.port) ||
                              result.port < 0 || result.port > 65535
                          ? throw CLI::ValidationError("--listen", "needs HOST:PORT")
                          : result.port;
    } catch (const CLI::ParseError& error) {
        exit_status = app.exit(error) == 0 ? 0 : 2;
        return std::nullopt;
    }
    result.webhooks.timeout = std::chrono::milliseconds{timeout};
    result.webhooks.backoff = std::chrono::milliseconds{backoff};
    return result;
}

} // namespace fake_telnyx
