// telnyx-errors, the command line: Ctrl-C, and other signals. SPDX-License-Identifier: MIT
#include "streams/interruption.hpp"

#include <csignal>
#include <initializer_list>

namespace command_line {
namespace {

volatile std::sig_atomic_t asked_to_end = 0; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): signals reach no other

extern "C" void remember(int signal) {
    asked_to_end = 1;
    std::signal(signal, SIG_DFL); // NOLINT(cert-err33-c): a handler has nobody to tell
}

#ifndef _WIN32
sigset_t both_signals() {
    sigset_t signals{};
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    return signals;
}
#endif

} // namespace

void heed_interruption() {
#ifdef _WIN32
    std::signal(SIGINT, remember);
    std::signal(SIGTERM, remember);
#else
    struct sigaction action {};
    action.sa_handler = remember; // NOLINT(cppcoreguidelines-pro-type-union-access)
    sigemptyset(&action.sa_mask); // and no SA_RESTART: a read that waits shall return
    for (const int signal : {SIGINT, SIGTERM}) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN) { // NOLINT(cppcoreguidelines-pro-type-union-access): nohup and `&` stay in force
            sigaction(signal, &action, nullptr);
        }
    }
#endif
}

bool interrupted() noexcept { return asked_to_end != 0; }

#ifdef _WIN32 // has no such signal
heeded_pipes::heeded_pipes() = default;
heeded_pipes::~heeded_pipes() = default;
#else
heeded_pipes::heeded_pipes() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
heeded_pipes::~heeded_pipes() {
    if (before_ != SIG_ERR) {
        std::signal(SIGPIPE, before_); // NOLINT(cert-err33-c): as it was
    }
}
#endif

shielded_threads::shielded_threads() {
#ifndef _WIN32
    const sigset_t signals = both_signals();
    changed_ = pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0;
#endif
}

shielded_threads::~shielded_threads() {
#ifndef _WIN32
    if (changed_) {
        const sigset_t signals = both_signals();
        pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    }
#endif
}

} // namespace command_line
