// telnyx-errors, the command line: Ctrl-C and other signals. SPDX-License-Identifier: MIT
#include "streams/interruption.hpp"

#include <csignal>
#include <initializer_list>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace command_line {
namespace {

volatile std::sig_atomic_t interruption = 0; // NOLINT(cppcoreguidelines-avoid-non-const-global-variables): for signals

extern "C" void remember(int signal) {
    interruption = 1;
    std::signal(signal, SIG_DFL); // NOLINT(cert-err33-c): a handler cannot report it
#ifndef _WIN32
    ::alarm(1);
#endif
}

#ifndef _WIN32
// The signal may come just before a read that blocks. An alarm each second from then on ends that read too.
extern "C" void repeat(int /*signal*/) { ::alarm(1); }

sigset_t all_signals() {
    sigset_t signals{};
    sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGALRM}) {
        sigaddset(&signals, signal);
    }
    return signals;
}
#endif

} // namespace

void catch_interruption() {
#ifdef _WIN32
    std::signal(SIGINT, remember);
    std::signal(SIGTERM, remember);
#else
    struct sigaction action {};
    action.sa_handler = remember; // NOLINT(cppcoreguidelines-pro-type-union-access)
    sigemptyset(&action.sa_mask); // without SA_RESTART: a blocking read returns
    struct sigaction repetition = action;
    repetition.sa_handler = repeat; // NOLINT(cppcoreguidelines-pro-type-union-access)
    sigaction(SIGALRM, &repetition, nullptr);
    for (const int signal : {SIGINT, SIGTERM}) {
        struct sigaction before {};
        sigaction(signal, nullptr, &before);
        if (before.sa_handler != SIG_IGN) { // NOLINT(cppcoreguidelines-pro-type-union-access): respect nohup and `&`
            sigaction(signal, &action, nullptr);
        }
    }
#endif
}

bool interrupted() noexcept { return interruption != 0; }

void forget_interruption() {
    interruption = 0;
#ifndef _WIN32
    ::alarm(0);
#endif
    catch_interruption();
}

#ifdef _WIN32 // which has no SIGPIPE, and no signals for a thread
broken_pipe_guard::broken_pipe_guard() = default;
broken_pipe_guard::~broken_pipe_guard() = default;
thread_signal_guard::thread_signal_guard() = default;
thread_signal_guard::~thread_signal_guard() = default;
#else
broken_pipe_guard::broken_pipe_guard() : before_(std::signal(SIGPIPE, SIG_IGN)) {}
broken_pipe_guard::~broken_pipe_guard() {
    if (before_ != SIG_ERR) {
        std::signal(SIGPIPE, before_); // NOLINT(cert-err33-c): restored
    }
}

thread_signal_guard::thread_signal_guard() {
    const sigset_t signals = all_signals();
    changed_ = pthread_sigmask(SIG_BLOCK, &signals, nullptr) == 0;
}
thread_signal_guard::~thread_signal_guard() {
    if (changed_) {
        const sigset_t signals = all_signals();
        pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
    }
}
#endif

} // namespace command_line
