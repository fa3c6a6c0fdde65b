// telnyx-errors, the command line: reads files and standard input. SPDX-License-Identifier: MIT
#include "streams/input.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <sys/stat.h>
#ifdef _WIN32
#include <io.h>
#else
#include <poll.h>
#include <unistd.h>
#endif

#include "failure.hpp"
#include "showing/terminal.hpp"
#include "streams/file_identity.hpp"
#include "streams/interruption.hpp"

namespace command_line {
namespace {

constexpr int standard_input = 0;

#ifdef _WIN32
int open_file(const char* name) { return _open(name, _O_RDONLY | _O_BINARY); }
void close_file(int descriptor) { _close(descriptor); }
long read_file(int descriptor, char* buffer, std::size_t size) { return _read(descriptor, buffer, static_cast<unsigned>(size)); }
bool is_tty(int descriptor) { return _isatty(descriptor) != 0; }
void prepare_standard_input() { _setmode(standard_input, _O_BINARY); }
bool inspect_file(const char* name, std::uint64_t& size) {
    struct _stat64 about {};
    size = _stat64(name, &about) == 0 && about.st_size > 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
    return _access(name, 4) == 0;
}
#else
int open_file(const char* name) { return ::open(name, O_RDONLY | O_CLOEXEC); } // NOLINT(cppcoreguidelines-pro-type-vararg)
void close_file(int descriptor) { ::close(descriptor); }
long read_file(int descriptor, char* buffer, std::size_t size) { return static_cast<long>(::read(descriptor, buffer, size)); }
bool is_tty(int descriptor) { return ::isatty(descriptor) != 0; }
void prepare_standard_input() {}
// Does not open the file: that would block on a named pipe.
bool inspect_file(const char* name, std::uint64_t& size) {
    struct stat about {};
    const bool is_file = ::stat(name, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0;
    size = is_file ? static_cast<std::uint64_t>(about.st_size) : 0;
    return ::access(name, R_OK) == 0;
}
#endif

void wait_for_growth() {
#ifndef _WIN32
    ::poll(nullptr, 0, 250); // a signal ends it
#endif
}

[[noreturn]] void cannot_read(const std::string& name) {
    const std::string reason = std::generic_category().message(errno);
    throw failure("cannot read " + (name == "-" ? "standard input" : "'" + name + "'") + ": " + reason);
}

} // namespace

input::input(std::string_view name, std::function<void()> at_end)
    : name_(name), at_end_(std::move(at_end)), descriptor_(standard_input) {
    if (name == "-") {
        prepare_standard_input();
    } else {
        descriptor_ = open_file(name_.c_str());
    }
    if (descriptor_ < 0 && !(errno == EINTR && interrupted())) {
        cannot_read(name_);
    }
    if (is_tty(descriptor_)) {
        print_on_stderr("reading from the terminal: paste a payload, and end with Ctrl-D");
    }
}

input::~input() {
    if (descriptor_ > standard_input) {
        close_file(descriptor_);
    }
}

std::size_t input::read(char* buffer, std::size_t size) {
    while (descriptor_ >= 0) {
        const long got = read_file(descriptor_, buffer, std::min<std::size_t>(size, INT_MAX));
        if (got == 0 && at_end_ && is_growing_file()) {
            at_end_();
            if (begins_again()) {
                *buffer = '\n'; // ends what was the last line
                return 1;
            }
            wait_for_growth();
            if (interrupted()) {
                forget_interruption();
                return 0;
            }
            continue;
        }
        if (got >= 0) {
            return static_cast<std::size_t>(got);
        }
        if (errno != EINTR) {
            cannot_read(name_);
        }
        if (interrupted()) {
            return 0;
        }
    }
    return 0;
}

#ifdef _WIN32
bool input::is_growing_file() const { return false; }
bool input::begins_again() { return false; }
#else
bool input::is_growing_file() const {
    struct stat about {};
    return ::fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode);
}

// Whether the file was truncated, or replaced by another one, which is read from its beginning then.
bool input::begins_again() {
    struct stat open {};
    if (::fstat(descriptor_, &open) == 0 && open.st_size < ::lseek(descriptor_, 0, SEEK_CUR)) {
        print_on_stderr("'" + name_ + "' was truncated: reading it from its beginning");
        ::lseek(descriptor_, 0, SEEK_SET);
        return true;
    }
    const bool is_same = name_ == "-" || file_identity::of(name_) == file_identity::of(descriptor_);
    const int next = is_same ? -1 : open_file(name_.c_str());
    if (next < 0) {
        return false; // or not yet
    }
    print_on_stderr("'" + name_ + "' was replaced: reading the new file");
    close_file(std::exchange(descriptor_, next));
    return true;
}
#endif

std::uint64_t input::size_of(std::string_view name) {
    if (name == "-") {
        return 0;
    }
    const std::string path{name};
    std::uint64_t size = 0;
    if (!inspect_file(path.c_str(), size)) {
        cannot_read(path);
    }
    return size;
}

} // namespace command_line
