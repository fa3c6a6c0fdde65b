// telnyx-errors, the command line: the standard output. SPDX-License-Identifier: MIT
#include "output.hpp"

#include <cerrno>
#include <cstdio>
#include <string>
#include <system_error>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

#include "failure.hpp"

namespace command_line {
namespace {

[[noreturn]] void cannot_write() {
    throw failure("cannot write to the standard output: " + std::generic_category().message(errno));
}

} // namespace

output::output() {
#ifdef _WIN32
    _setmode(_fileno(stdout), _O_BINARY); // CSV ends its lines with CR LF, everything else with LF, on every system
#endif
}

void output::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
        cannot_write();
    }
}

void output::flush() {
    if (std::fflush(stdout) != 0) {
        cannot_write();
    }
}

} // namespace command_line
