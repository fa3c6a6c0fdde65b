// The command line. SPDX-License-Identifier: MIT
#include "arguments.hpp"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>

#include <CLI/CLI.hpp>

#include "kill_point.hpp"

namespace service {

namespace {

std::string read_secret(const char* option, const std::string& file) {
    std::ifstream in{file};
    std::string secret;
    std::string more;
    in >> secret;
    if (secret.empty() || in >> more) {
        throw CLI::ValidationError(option, file + " must have one word");
    }
    return secret;
}

void split_address(const std::string& listen, arguments& result) {
    const std::size_t colon = listen.rfind(':');
    const char* const end = listen.data() + listen.size();
    const char* const first = colon == std::string::npos ? end : listen.data() + colon + 1;
    const auto [last, error] = std::from_chars(first, end, result.port);
    if (error != std::errc{} || last != end || result.port < 0 || result.port > 65535 || colon == 0) {
        throw CLI::ValidationError("--listen", listen + " is not HOST:PORT");
    }
    result.host = listen.substr(0, colon);
}

} // namespace

std::optional<arguments> parse(int count, char** values, int& exit_status) {
    arguments result;
    std::string listen = "127.0.0.1:8080";
    std::string key_file;
    std::string token_file;
    std::string kill;
    CLI::App app{
        "Sends messages through Telnyx and receives their webhooks. Survives kill -9: no message is sent twice, none is lost,\n"
        "and no message is sent after STOP. It prints \"listening on PORT\", and runs until SIGTERM or SIGINT.\n\n"
        "  POST /messages            {\"id\", \"from\", \"to\", \"text\", \"messaging_profile_id\"}: 202 when it is stored\n"
        "  GET  /messages/ID         its state; /messages?state=needs_person: what waits for a person\n"
        "  POST /messages/ID/resend  a person decided; also /close, and /lift for the pauses that hold it back\n"
        "  GET  /metrics, /health    for Prometheus; POST /webhooks: for Telnyx\n",
        "service"};
    app.add_option("--listen", listen, "HOST:PORT to serve; port 0: any free one");
    app.add_option("--api-base", result.api_base, "Telnyx, or a server that plays it");
    app.add_option("--api-key-file", key_file, "FILE with the API key")->required();
    app.add_option("--public-key", result.public_keys, "Telnyx's public key for webhooks, in base64. While a key is rotated: both")
        ->required();
    app.add_option("--tolerance", result.tolerance, "Seconds that a webhook may be old, or ahead")->check(CLI::Range(1, 86400));
    app.add_option("--database", result.database, "SQLite FILE, on a local disk")->required();
    app.add_option("--public-url", result.public_url, "Where Telnyx reaches this service, such as https://sms.example.com")
        ->required();
    app.add_option("--token-file", token_file, "FILE with the bearer token of your programs; needed to listen beyond this machine");
    app.add_option("--rate", result.rate, "Requests to send, a second")->check(CLI::Range(0.01, 100000.0));
    app.add_option("--senders", result.senders, "Requests under way at once")->check(CLI::Range(1, 64));
    app.add_option("--retry-share", result.retry_share, "Retries for each message that goes through")->check(CLI::Range(0.0, 10.0));
    app.add_option("--give-up-after", result.give_up_hours, "Hours of retries before a person is asked")
        ->check(CLI::Range(0.01, 72.0));
    app.add_option("--speed", result.speed, "For tests: divides all waits")->check(CLI::Range(1.0, 1e6));
    app.add_option("--test-stop-at", kill, "For tests: NAME or NAME:N, the place at whose Nth pass the process kills itself");
    app.option_defaults()->always_capture_default();
    try {
        app.parse(count, values);
        split_address(listen, result);
        result.api_key = read_secret("--api-key-file", key_file);
        if (!token_file.empty()) {
            result.token = read_secret("--token-file", token_file);
        } else if (result.host != "127.0.0.1" && result.host != "::1" && result.host != "localhost") {
            throw CLI::ValidationError("--listen", "beyond this machine needs --token-file: anyone could send messages");
        }
        if (result.public_url.rfind("http", 0) != 0 || result.public_url.find_first_of("?# ") != std::string::npos) {
            throw CLI::ValidationError("--public-url", result.public_url + " is not a URL without a query");
        }
        result.public_url.erase(result.public_url.find_last_not_of('/') + 1);
        const std::size_t colon = kill.find(':');
        result.kill_point = kill.substr(0, colon);
        if (!kill.empty() &&
            (std::find(std::begin(kill_points), std::end(kill_points), result.kill_point) == std::end(kill_points) ||
             (colon != std::string::npos && (result.kill_pass = std::atoi(kill.c_str() + colon + 1)) < 1))) {
            throw CLI::ValidationError("--test-stop-at", kill + " is no place to stop at");
        }
        return result;
    } catch (const CLI::CallForHelp&) {
        std::cout << app.help();
        exit_status = 0;
    } catch (const CLI::Error& error) {
        std::cerr << "service: " << error.what() << "; see --help\n";
        exit_status = 2;
    }
    return std::nullopt;
}

} // namespace service
