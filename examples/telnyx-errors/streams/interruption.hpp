// telnyx-errors, the command line: Ctrl-C, and other signals. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_INTERRUPTION_HPP
#define TELNYX_ERRORS_COMMAND_LINE_INTERRUPTION_HPP

namespace command_line {

/// From now on the first Ctrl-C (SIGINT) and the first SIGTERM only are remembered, and interrupt a read that waits. The
/// second one ends the program, as without this.
void heed_interruption();
/// Whether the program was asked to end.
[[nodiscard]] bool interrupted() noexcept;

/// While it lives, writing into a pipe whose reader went away fails, and does not end the program without a word.
class heeded_pipes {
public:
    heeded_pipes();
    ~heeded_pipes();
    heeded_pipes(const heeded_pipes&) = delete;
    heeded_pipes& operator=(const heeded_pipes&) = delete;

private:
    void (*before_)(int) = nullptr;
};

/// While it lives, threads that are started do not get these signals: a read waits in the thread that made them.
class shielded_threads {
public:
    shielded_threads();
    ~shielded_threads();
    shielded_threads(const shielded_threads&) = delete;
    shielded_threads& operator=(const shielded_threads&) = delete;

private:
    bool changed_ = false;
};

} // namespace command_line

#endif
