// telnyx-errors, the command line: the standard output, and files. SPDX-License-Identifier: MIT
#include "output.hpp"

#include <cerrno>
#include <system_error>

#ifdef _WIN32
#include <fcntl.h>
#include <io.h>
#endif

#include "failure.hpp"

namespace command_line {

output::output() : file_(stdout) {
#ifdef _WIN32
    _setmode(_fileno(stdout), _O_BINARY); // CSV ends its lines with CR LF, everything else with LF, on every system
#endif
}

output::output(std::string_view name) : name_(name), file_(std::fopen(name_.c_str(), "wb")) {
    if (file_ == nullptr) {
        cannot_write();
    }
}

output::~output() {
    if (file_ != stdout) {
        std::fclose(file_); // NOLINT: whoever wants to know flushes before; there is no gsl::owner here
    }
}

void output::write(std::string_view text) {
    if (std::fwrite(text.data(), 1, text.size(), file_) != text.size()) {
        cannot_write();
    }
}

void output::flush() {
    if (std::fflush(file_) != 0) {
        cannot_write();
    }
}

void output::cannot_write() const {
    const std::string reason = std::generic_category().message(errno);
    throw failure("cannot write to " + (name_.empty() ? "the standard output" : "'" + name_ + "'") + ": " + reason);
}

} // namespace command_line
