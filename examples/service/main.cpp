// A service that sends messages through Telnyx and receives their webhooks. See README.md. SPDX-License-Identifier: MIT
#include <csignal>
#include <cstdint>
#include <exception>
#include <functional>
#include <iostream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "arguments.hpp"
#include "kill_point.hpp"
#include "log.hpp"
#include "server.hpp"
#include "workers.hpp"

namespace {

using namespace service; // NOLINT(google-build-using-namespace): the program is this namespace

// The kernel releases the lock when the process ends, however it ends. So what is leased in the file was leased by a process that
// is no more.
void lock_database(const std::string& path) {
    const int file = open((path + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0 || flock(file, LOCK_EX | LOCK_NB) != 0) {
        throw std::runtime_error{"cannot lock " + path + ".lock: another service may be using this database"};
    }
}

std::int64_t origin_of(database& file) {
    file.run("INSERT INTO settings VALUES('origin_ms', ?) ON CONFLICT DO NOTHING", service_clock::wall_ms());
    return file.number("SELECT value FROM settings WHERE name = 'origin_ms'");
}

void run(const arguments& given, const sigset_t& ends) {
    const webhook_keys keys{given.public_keys};
    lock_database(given.database);
    database file{given.database};
    const service_clock clock{given.speed, origin_of(file)};
    metrics counters;
    pauses board{file};
    retry_budget budget{given.retry_share, 100, 1};
    judge rules{clock, counters, board, budget, static_cast<std::uint64_t>(given.give_up_hours * 3600000)};
    queue messages{clock, counters, board, budget, rules};
    const api telnyx{given.api_base, given.api_key, given.public_url, clock};
    writer changes{file};
    shop all{clock, changes, messages, rules, telnyx, counters, rate_limit{given.rate}};
    server http{all, given.database, keys, given.tolerance, given.token};

    const std::int64_t recovered = changes.run([&rules](database& opened) { return rules.recover(opened); });
    const int port = http.bind(given.host, given.port);
    if (port < 0) {
        throw std::runtime_error{"cannot listen on " + given.host + ":" + std::to_string(given.port)};
    }
    std::vector<std::thread> threads;
    threads.emplace_back([&] { http.listen(); });
    threads.emplace_back([&] { judge_arrivals(all, board); });
    threads.emplace_back([&] { look_up_messages(all); });
    threads.emplace_back([&] { look_up_messages(all); });
    for (int i = 0; i != given.senders; ++i) {
        threads.emplace_back([&] { send_messages(all); });
    }
    log("info", "started", {{"port", port}, {"recovered", recovered}});
    std::cout << "listening on " << port << std::endl; // NOLINT(performance-avoid-endl): the caller waits for this line

    int signal = 0;
    sigwait(&ends, &signal);
    log("info", "stopping", {{"signal", signal}});
    pthread_sigmask(SIG_UNBLOCK, &ends, nullptr); // a second one ends it at once
    all.messages_due.stop();                      // requests under way are waited for
    all.events_due.stop();
    http.stop();
    for (std::thread& each : threads) {
        each.join();
    }
    log("info", "stopped");
}

} // namespace

int main(int count, char** values) {
    int exit_status = 0;
    const auto given = parse(count, values, exit_status);
    if (!given) {
        return exit_status;
    }
    planned_kill.name = given->kill_point;
    planned_kill.passes = given->kill_pass;
    sigset_t ends;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, nullptr); // inherited by all threads: `run` waits for them
    std::signal(SIGPIPE, SIG_IGN);
    try {
        run(*given, ends);
    } catch (const std::invalid_argument& error) {
        std::cerr << "service: " << error.what() << "; see --help\n";
        return 2;
    } catch (const std::exception& error) {
        std::cerr << "service: " << error.what() << '\n';
        return 1;
    }
    return 0;
}
