// telnyx-errors, the command line: bytes that do not fit into memory. SPDX-License-Identifier: MIT
#include "temporary_file.hpp"

#include <cerrno>
#include <string>
#include <system_error>

namespace command_line {
namespace {

[[noreturn]] void cannot_use() {
    throw temporary_file_failure("cannot use a temporary file: " + std::generic_category().message(errno));
}

bool go_to(std::FILE* file, std::uint64_t place) {
#ifdef _WIN32
    return _fseeki64(file, static_cast<long long>(place), SEEK_SET) == 0;
#else
    return fseeko(file, static_cast<off_t>(place), SEEK_SET) == 0;
#endif
}

constexpr std::uint64_t nowhere = UINT64_MAX;

} // namespace

std::uint64_t temporary_file::append(const void* bytes, std::size_t size) {
    if (file_ == nullptr) {
        file_.reset(std::tmpfile()); // NOLINT(cppcoreguidelines-owning-memory): there is no gsl::owner here
        if (file_ == nullptr) {
            cannot_use();
        }
    }
    if (place_ != size_ && !go_to(file_.get(), size_)) {
        cannot_use();
    }
    place_ = nowhere; // until it is known to be right
    if (std::fwrite(bytes, 1, size, file_.get()) != size) {
        cannot_use();
    }
    const std::uint64_t begin = size_;
    size_ += size;
    place_ = size_;
    return begin;
}

void temporary_file::read(std::uint64_t from, void* bytes, std::size_t size) {
    if (size == 0) {
        return;
    }
    if (file_ == nullptr || ((place_ != from || place_ == size_) && !go_to(file_.get(), from))) {
        cannot_use();
    }
    place_ = nowhere;
    if (std::fread(bytes, 1, size, file_.get()) != size) {
        cannot_use();
    }
    place_ = from + size;
}

} // namespace command_line
