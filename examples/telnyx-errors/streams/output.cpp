// telnyx-errors, the command line: writes files and standard output. SPDX-License-Identifier: MIT
#include "streams/output.hpp"

#include <algorithm>
#include <cerrno>
#include <climits>
#include <cstddef>
#include <random>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#ifdef _WIN32
#include <io.h>
#else
#include <unistd.h>
#endif

#include "failure.hpp"

namespace command_line {
namespace {

constexpr int standard_output = 1;
constexpr std::size_t buffer_size = 65536;

#ifdef _WIN32
int open_file(const char* name) { return _open(name, _O_WRONLY | _O_CREAT | _O_BINARY, _S_IREAD | _S_IWRITE); }
int create_file(const char* name) { return _open(name, _O_WRONLY | _O_CREAT | _O_EXCL | _O_BINARY, _S_IREAD | _S_IWRITE); }
void close_file(int descriptor) { _close(descriptor); }
long write_file(int descriptor, const char* bytes, std::size_t size) {
    return _write(descriptor, bytes, static_cast<unsigned>(size));
}
bool truncate_file(int descriptor) { return _chsize(descriptor, 0) == 0 && _lseek(descriptor, 0, SEEK_SET) == 0; }
// Lines end with LF, and in CSV with CR LF, on every system.
void prepare_standard_output() { _setmode(standard_output, _O_BINARY); }
#else
// Files that the program creates have phone numbers, so only their owner may read them: also if the program is killed.
constexpr int owner_only = 0600;
// NOLINTBEGIN(cppcoreguidelines-pro-type-vararg)
int open_file(const char* name) { return ::open(name, O_WRONLY | O_CREAT | O_CLOEXEC, owner_only); }
int create_file(const char* name) { return ::open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, owner_only); }
// NOLINTEND(cppcoreguidelines-pro-type-vararg)
void close_file(int descriptor) { ::close(descriptor); }
long write_file(int descriptor, const char* bytes, std::size_t size) { return static_cast<long>(::write(descriptor, bytes, size)); }
bool truncate_file(int descriptor) {
    struct stat about {};
    const bool is_file = ::fstat(descriptor, &about) == 0 && S_ISREG(about.st_mode);
    return !is_file || (::ftruncate(descriptor, 0) == 0 && ::lseek(descriptor, 0, SEEK_SET) == 0);
}
void prepare_standard_output() {}
#endif

} // namespace

output::output() : descriptor_(standard_output) { prepare_standard_output(); }

output::output(std::string_view name) : name_(name), descriptor_(open_file(name_.c_str())) {
    if (descriptor_ < 0) {
        cannot_write();
    }
}

output::output(std::string_view name, std::string& created) : name_(name), descriptor_(-1) {
    std::random_device random;
    for (int attempts = 0; descriptor_ < 0 && attempts != 100; ++attempts) { // a name may be taken
        created = name_ + '.' + std::to_string(random()) + ".new";
        descriptor_ = create_file(created.c_str());
        if (descriptor_ < 0 && errno != EEXIST) {
            break;
        }
    }
    if (descriptor_ < 0) {
        cannot_write();
    }
}

output::~output() {
    try {
        if (!is_broken_) {
            flush();
        }
    } catch (const failure&) { // NOLINT(bugprone-empty-catch): callers that need the error flush
    }
    if (descriptor_ != standard_output) {
        close_file(descriptor_);
    }
}

void output::truncate() {
    buffer_.clear();
    if (!truncate_file(descriptor_)) {
        cannot_write();
    }
}

void output::write(std::string_view text) {
    if (buffer_.size() + text.size() > buffer_size) {
        flush();
    }
    if (text.size() > buffer_size) {
        write_through(text);
    } else {
        buffer_ += text;
    }
}

void output::flush() {
    write_through(buffer_);
    buffer_.clear();
}

void output::write_through(std::string_view text) {
    while (!text.empty()) {
        const long written = write_file(descriptor_, text.data(), (std::min)(text.size(), std::size_t{INT_MAX}));
        if (written >= 0) {
            text.remove_prefix(static_cast<std::size_t>(written));
        } else if (errno != EINTR) {
            cannot_write();
        }
    }
}

void output::cannot_write() {
    is_broken_ = true;
    const std::string reason = std::generic_category().message(errno);
    throw output_failure("cannot write to " + (name_.empty() ? "standard output" : "'" + name_ + "'") + ": " + reason);
}

void occupy_closed_streams() noexcept {
#ifndef _WIN32
    for (const int stream : {0, 1, 2}) {
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF) { // NOLINT(cppcoreguidelines-pro-type-vararg)
            // In the wrong mode, so that reads and writes fail as they would have.
            const int opened = ::open("/dev/null", stream == 0 ? O_WRONLY : O_RDONLY); // NOLINT(cppcoreguidelines-pro-type-vararg)
            static_cast<void>(opened); // the lowest free descriptor, which is this one
        }
    }
#endif
}

} // namespace command_line
