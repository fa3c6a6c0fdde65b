// fake_telnyx: a server that plays the Telnyx messaging API, for tests and demonstrations. SPDX-License-Identifier: MIT
#include <atomic>
#include <csignal>
#include <exception>
#include <iostream>

#include "api.hpp"
#include "arguments.hpp"
#include "scenarios.hpp"

namespace {

std::atomic<fake_telnyx::api*> running{nullptr};

void print_scenarios() {
    for (const fake_telnyx::scenario& row : fake_telnyx::scenarios()) {
        std::cout << row.number << "xxxxxxx  " << row.name << "  " << row.sentence << '\n';
    }
    std::cout << "+1800CCCCCCx..  refused_CODE  Every request is refused with the code CCCCCC.\n"
                 "+1801CCCCCCx..  failed_CODE  Accepted, and not delivered, with the code CCCCCC.\n"
                 "Any other number is delivered.\n";
}

} // namespace

int main(int count, char** values) {
    try {
        int exit_status = 0;
        const auto asked = fake_telnyx::parse(count, values, exit_status);
        if (!asked) {
            return exit_status;
        }
        if (asked->list) {
            print_scenarios();
            return 0;
        }
        if (asked->print_key) {
            const auto key = asked->webhook_secret.empty() ? fake_telnyx::signing_key::from_seed(asked->seed, 0)
                                                           : fake_telnyx::signing_key{asked->webhook_secret};
            std::cout << key.public_key() << '\n';
            return 0;
        }
        fake_telnyx::api api{*asked};
        running = &api;
        for (const int signal : {SIGINT, SIGTERM}) {
            // NOLINTNEXTLINE(cert-err33-c): it fails only for a number that is not a signal
            std::signal(signal, [](int /*signal*/) { running.load()->stop(); });
        }
        const bool served = api.run();
        std::signal(SIGINT, SIG_DFL);  // NOLINT(cert-err33-c): as above
        std::signal(SIGTERM, SIG_DFL); // NOLINT(cert-err33-c)
        return served ? 0 : 2;
    } catch (const std::exception& error) {
        std::cerr << "fake_telnyx: " << error.what() << '\n';
        return 2;
    }
}
