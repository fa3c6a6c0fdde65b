// telnyx-errors, the command line: Ctrl-C and other signals. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_INTERRUPTION_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_INTERRUPTION_HPP

namespace command_line {

/// Records the first Ctrl-C (SIGINT) and the first SIGTERM, which interrupt a blocking read, also one that begins just after them.
/// The second one ends the program.
void catch_interruption();
/// Whether the program was interrupted.
[[nodiscard]] bool interrupted() noexcept;
/// Takes an interruption for done, and catches the next one.
void forget_interruption();

/// During its lifetime, writing to a pipe without a reader fails instead of ending the program (SIGPIPE).
class broken_pipe_guard {
public:
    broken_pipe_guard();
    ~broken_pipe_guard();
    broken_pipe_guard(const broken_pipe_guard&) = delete;
    broken_pipe_guard& operator=(const broken_pipe_guard&) = delete;

private:
    void (*before_)(int) = nullptr;
};

/// During its lifetime, new threads do not receive these signals, which must interrupt the reading thread.
class thread_signal_guard {
public:
    thread_signal_guard();
    ~thread_signal_guard();
    thread_signal_guard(const thread_signal_guard&) = delete;
    thread_signal_guard& operator=(const thread_signal_guard&) = delete;

private:
    bool changed_ = false;
};

} // namespace command_line

#endif
