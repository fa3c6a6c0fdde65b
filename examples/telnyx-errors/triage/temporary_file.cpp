// telnyx-errors, the command line: temporary files. SPDX-License-Identifier: MIT
#include "triage/temporary_file.hpp"

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <system_error>
#include <utility>

#ifndef _WIN32
#include <unistd.h>
#endif

namespace command_line {
namespace {

[[noreturn]] void cannot_use() {
    throw temporary_file_failure("cannot use a temporary file: " + std::generic_category().message(errno));
}

bool seek(std::FILE* file, std::uint64_t position) {
#ifdef _WIN32
    return _fseeki64(file, static_cast<long long>(position), SEEK_SET) == 0;
#else
    return fseeko(file, static_cast<off_t>(position), SEEK_SET) == 0;
#endif
}

#ifdef _WIN32
std::FILE* create_file() { return std::tmpfile(); }
#else
std::FILE* create_file() {
    const char* const directory = std::getenv("TMPDIR"); // NOLINT(concurrency-mt-unsafe): nothing changes it
    std::string name = (directory != nullptr && *directory != '\0' ? directory : P_tmpdir) + std::string{"/telnyx-errors-XXXXXX"};
    const int descriptor = ::mkstemp(name.data());
    if (descriptor < 0) {
        return nullptr;
    }
    ::unlink(name.c_str());
    std::FILE* const file = ::fdopen(descriptor, "w+b");
    if (file == nullptr) {
        ::close(descriptor);
    }
    return file;
}
#endif

constexpr std::size_t most_in_memory = std::size_t{1} << 20U;

} // namespace

std::uint64_t temporary_file::append(const void* bytes, std::size_t size) {
    if (file_ == nullptr && in_memory_.size() + size > most_in_memory) {
        file_.reset(create_file()); // NOLINT(cppcoreguidelines-owning-memory): there is no gsl::owner here
        if (file_ == nullptr) {
            cannot_use();
        }
        is_writing_ = true; // at the start
        write(in_memory_.data(), in_memory_.size());
        in_memory_ = {};
    }
    if (file_ == nullptr) {
        in_memory_.append(static_cast<const char*>(bytes), size);
    } else {
        write(bytes, size);
    }
    return std::exchange(size_, size_ + size);
}

// Writes to the end of the file.
void temporary_file::write(const void* bytes, std::size_t size) {
    if (!is_writing_ && !seek(file_.get(), size_)) {
        cannot_use();
    }
    is_writing_ = true;
    if (std::fwrite(bytes, 1, size, file_.get()) != size) {
        cannot_use();
    }
}

void temporary_file::read(std::uint64_t from, void* bytes, std::size_t size) {
    if (size == 0) {
        return;
    }
    if (file_ == nullptr) {
        std::memcpy(bytes, in_memory_.data() + from, size);
        return;
    }
    if ((is_writing_ || position_ != from) && !seek(file_.get(), from)) {
        cannot_use();
    }
    is_writing_ = false;
    if (std::fread(bytes, 1, size, file_.get()) != size) {
        cannot_use();
    }
    position_ = from + size;
}

} // namespace command_line
