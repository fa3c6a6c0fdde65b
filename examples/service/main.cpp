// A service that sends messages through Telnyx and receives their webhooks. See README.md. SPDX-License-Identifier: MIT
#include <csignal>
#include <fstream>
#include <iostream>

#include <fcntl.h>
#include <sys/file.h>

#include <CLI/CLI.hpp>

#include "../shared/amendment_list.hpp"
#include "server.hpp"

namespace {

using namespace service; // NOLINT(google-build-using-namespace): the program is this namespace

struct arguments {
    std::string host = "127.0.0.1", api_base = "https://api.telnyx.com", api_key, token, amendments, database, public_url;
    std::vector<std::string> public_keys;
    int port = 8080, requests = 8;
    std::int64_t tolerance = 300;
    double rate = 50, speed = 1;
    policies how{};
};

std::string read_secret(const std::string& name) {
    std::ifstream in{name};
    std::string secret;
    std::string more;
    if (!(in >> secret) || in >> more) {
        throw CLI::ValidationError(name + " must have one word");
    }
    return secret;
}

// What CLI11 does not check by itself.
void complete(arguments& given) {
    if (given.token.empty() && given.host != "127.0.0.1" && given.host != "::1" && given.host != "localhost") {
        throw CLI::ValidationError("--host", "beyond this machine needs --token-file: anyone could send messages");
    }
    if (given.public_url.rfind("http", 0) != 0 || given.public_url.find_first_of("?# ") != std::string::npos) {
        throw CLI::ValidationError("--public-url", given.public_url + " is not a URL without a query");
    }
    given.public_url.erase(given.public_url.find_last_not_of('/') + 1);
    if (!given.amendments.empty()) {
        std::ifstream in{given.amendments};
        given.how.amendments =
            examples::amendments_in(std::string{std::istreambuf_iterator<char>{in}, {}}, given.amendments, "docs/house-rules.md");
    }
}

void add_options(CLI::App& app, arguments& to) {
    app.add_option("--host", to.host, "The address to listen on");
    app.add_option("--port", to.port, "The port to listen on; 0: any free one")->check(CLI::Range(0, 65535));
    app.add_option("--api-base", to.api_base, "Telnyx, or a server that plays it");
    app.add_option("--api-key-file", to.api_key, "FILE with the API key")->transform(read_secret)->required();
    app.add_option("--public-key", to.public_keys, "Telnyx's public key for webhooks, in base64. While a key is rotated: both")
        ->required();
    app.add_option("--tolerance", to.tolerance, "Seconds that a webhook may be old, or ahead")->check(CLI::Range(1, 86400));
    app.add_option("--database", to.database, "SQLite FILE, on a local disk")->required();
    app.add_option("--public-url", to.public_url, "Where Telnyx reaches this service, such as https://sms.example.com")->required();
    app.add_option("--token-file", to.token, "FILE with the bearer token of your programs; needed to listen beyond this machine")
        ->transform([](const std::string& name) { return name.empty() ? name : read_secret(name); });
    app.add_option("--amendments", to.amendments, "FILE with your own judgements for codes: see docs/house-rules.md")
        ->check(CLI::ExistingFile);
    app.add_option("--rate", to.rate, "Requests to send, a second")->check(CLI::Range(0.01, 100000.0));
    app.add_option("--requests", to.requests, "Requests to send, and look-ups, under way at once")->check(CLI::Range(1, 64));
    app.add_option("--retry-share", to.how.retry_share, "Retries for each message that goes through")->check(CLI::Range(0.0, 10.0));
    app.add_option("--give-up-after", to.how.give_up_hours, "Hours of retries before a person is asked")
        ->check(CLI::Range(0.01, 72.0));
    app.add_option("--redeliver-after", to.how.redelivery_minutes, "Minutes from a report of failure to a resend, at least")
        ->check(CLI::Range(0.0, 1440.0));
    app.add_option("--speed", to.speed, "For tests: divides all waits")->check(CLI::Range(1.0, 1e6));
    app.add_option("--test-stop-at", kill_name, "For tests: the place at which the process kills itself")
        ->check(CLI::IsMember(std::vector<std::string>(std::begin(kill_points), std::end(kill_points))));
    app.add_option("--test-stop-after", kill_passes, "For tests: at its how manyth pass")->check(CLI::Range(1, 1000000));
    app.option_defaults()->always_capture_default();
}

// The kernel releases the lock when the process ends, however it ends. So what is leased in the file was leased by a process that
// is no more.
void lock_database(const std::string& path) {
    // NOLINTNEXTLINE(cppcoreguidelines-pro-type-vararg): POSIX
    const int file = open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || flock(file, LOCK_EX | LOCK_NB) != 0) {
        throw std::runtime_error{"cannot lock " + path + ".lock: another service may be using this database"};
    }
}

void run(const arguments& given, const sigset_t& ends) {
    const webhook_keys keys{given.public_keys};
    lock_database(given.database);
    database file{given.database};
    file.run("INSERT INTO settings VALUES('origin_ms', ?) ON CONFLICT DO NOTHING", service_clock::wall_ms());
    const service_clock clock{given.speed, file.number("SELECT value FROM settings WHERE name = 'origin_ms'")};
    metrics counters;
    queue messages{clock, counters, given.how};
    const int recovered = messages.recover(file);
    const api telnyx{given.api_base, given.api_key, given.public_url, clock};
    writer changes{file};
    shop here{clock, changes, messages, telnyx, counters, given.requests};
    server http{here, given.database, keys, given.tolerance, given.token};
    const int port = http.bind(given.host, given.port);
    if (port < 0) {
        throw std::runtime_error{"cannot listen on " + given.host + ":" + std::to_string(given.port)};
    }
    std::atomic<bool> stopping{false};
    std::vector<std::thread> threads;
    // Without one of them the others must not go on: one that sends must not be deaf to STOP. What is under way is looked up at the
    // next start.
    const auto begin = [&stopping, &threads](std::string_view name, auto work) {
        threads.emplace_back([&stopping, name, work] {
            work();
            if (!stopping) {
                log(line("error", "thread_ended").add("thread", name));
                std::_Exit(1);
            }
        });
    };
    begin("http", [&] { http.listen(); });
    begin("judge", [&] { judge_arrivals(here); });
    begin("look_up", [&] { perform_all(here, here.to_look_up, 0, &queue::claim_to_look_up); });
    begin("send", [&] { perform_all(here, here.to_send, 1 / given.rate, &queue::claim_to_send); });
    log(line("info", "started").add("port", std::to_string(port)).add("recovered", std::to_string(recovered)));
    std::cout << "listening on " << port << std::endl; // NOLINT(performance-avoid-endl): the caller waits for this line

    int signal = 0;
    sigwait(&ends, &signal);
    log(line("info", "stopping").add("signal", std::to_string(signal)));
    stopping = true;
    pthread_sigmask(SIG_UNBLOCK, &ends, nullptr); // a second one ends it at once
    for (waker* const each : {&here.to_send, &here.to_look_up, &here.to_judge}) {
        each->ring(true); // requests under way are waited for
    }
    http.stop();
    for (std::thread& each : threads) {
        each.join();
    }
    log(line("info", "stopped"));
}

} // namespace

int main(int count, char** values) {
    CLI::App app{
        "Sends messages through Telnyx and receives their webhooks. Survives kill -9: no message is sent twice, none is lost,\n"
        "and no message is sent after STOP. It prints \"listening on PORT\", and runs until SIGTERM or SIGINT.\n\n"
        "  POST /messages            {\"id\", \"from\", \"to\", \"text\", \"messaging_profile_id\"}: 202 when it is stored\n"
        "  GET  /messages/ID         its state; /messages?state=needs_person: what waits for a person\n"
        "  POST /messages/ID/resend  a person decided; also /close, and /lift for the pauses that hold it back\n"
        "  GET  /metrics, /health    for Prometheus; POST /webhooks: for Telnyx\n",
        "service"};
    arguments given;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr); // inherited by all threads: `run` waits for them
    std::signal(SIGPIPE, SIG_IGN);              // NOLINT(cert-err33-c): it fails only for a number that is not a signal
    try {
        add_options(app, given);
        app.parse(count, values);
        complete(given);
        run(given, ends);
        return 0;
    } catch (const CLI::CallForHelp& help) {
        return app.exit(help);
    } catch (const CLI::Error& error) {
        std::cerr << "service: " << error.what() << "; see --help\n";
        return 2;
    } catch (const std::invalid_argument& error) {
        std::cerr << "service: " << error.what() << "; see --help\n";
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "service: " << error.what() << '\n';
        return 1;
    }
}
