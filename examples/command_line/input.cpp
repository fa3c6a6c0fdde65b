// telnyx-errors, the command line: files and the standard input, as bytes. SPDX-License-Identifier: MIT
#include "input.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>

#include <fcntl.h>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "failure.hpp"

namespace command_line {
namespace {

constexpr int standard_input = 0;

#ifdef _WIN32
int open_file(const char* name) { return _open(name, _O_RDONLY | _O_BINARY); }
void close_file(int descriptor) { _close(descriptor); }
long read_file(int descriptor, char* buffer, std::size_t size) { return _read(descriptor, buffer, static_cast<unsigned>(size)); }
bool is_person(int descriptor) { return _isatty(descriptor) != 0; }
void prepare_standard_input() { _setmode(standard_input, _O_BINARY); }
#else
int open_file(const char* name) { return ::open(name, O_RDONLY | O_CLOEXEC); } // NOLINT(cppcoreguidelines-pro-type-vararg)
void close_file(int descriptor) { ::close(descriptor); }
long read_file(int descriptor, char* buffer, std::size_t size) { return static_cast<long>(::read(descriptor, buffer, size)); }
bool is_person(int descriptor) { return ::isatty(descriptor) != 0; }
void prepare_standard_input() {}
#endif

[[noreturn]] void cannot_read(const std::string& name) {
    const std::string reason = std::generic_category().message(errno);
    throw failure("cannot read " + (name == "-" ? "the standard input" : "'" + name + "'") + ": " + reason);
}

} // namespace

input::input(std::string_view name) : name_(name), descriptor_(standard_input) {
    if (name == "-") {
        prepare_standard_input();
        return;
    }
    descriptor_ = open_file(name_.c_str());
    if (descriptor_ < 0) {
        cannot_read(name_);
    }
}

input::~input() {
    if (descriptor_ != standard_input) {
        close_file(descriptor_);
    }
}

std::size_t input::read(char* buffer, std::size_t size) {
    for (;;) {
        const long got = read_file(descriptor_, buffer, std::min<std::size_t>(size, INT_MAX));
        if (got >= 0) {
            return static_cast<std::size_t>(got);
        }
        if (errno != EINTR) {
            cannot_read(name_);
        }
    }
}

bool input::is_terminal() const noexcept { return is_person(descriptor_); }

} // namespace command_line
