// telnyx-errors, the command line: the file of messages to send again. SPDX-License-Identifier: MIT
#include "retry_file.hpp"

#include <cerrno>
#include <cstddef>
#include <system_error>

#include "failure.hpp"

namespace command_line {
namespace {

[[noreturn]] void cannot_keep() { throw failure("cannot use a temporary file: " + std::generic_category().message(errno)); }

void write_bytes(std::FILE* file, const void* bytes, std::size_t size) {
    if (std::fwrite(bytes, 1, size, file) != size) {
        cannot_keep();
    }
}

bool read_bytes(std::FILE* file, void* bytes, std::size_t size) {
    if (std::fread(bytes, 1, size, file) == size) {
        return true;
    }
    if (std::ferror(file) != 0) {
        cannot_keep();
    }
    return false;
}

} // namespace

retry_file::retry_file(std::string_view name) : target_(name), kept_(std::tmpfile()) {
    if (kept_ == nullptr) {
        cannot_keep();
    }
}

void retry_file::add(std::uint64_t recipient, std::string_view line) {
    const std::uint64_t size = line.size();
    write_bytes(kept_.get(), &recipient, sizeof(recipient));
    write_bytes(kept_.get(), &size, sizeof(size));
    write_bytes(kept_.get(), line.data(), line.size());
}

std::uint64_t retry_file::finish(const std::function<bool(std::uint64_t recipient)>& has_opted_out) {
    if (std::fflush(kept_.get()) != 0 || std::fseek(kept_.get(), 0, SEEK_SET) != 0) {
        cannot_keep();
    }
    std::uint64_t withheld = 0;
    std::uint64_t recipient = 0;
    std::uint64_t size = 0;
    std::string line;
    while (read_bytes(kept_.get(), &recipient, sizeof(recipient)) && read_bytes(kept_.get(), &size, sizeof(size))) {
        line.resize(size);
        if (!read_bytes(kept_.get(), line.data(), line.size())) {
            break;
        }
        if (recipient != 0 && has_opted_out(recipient)) {
            ++withheld;
        } else {
            target_.write(line);
        }
    }
    target_.flush();
    return withheld;
}

} // namespace command_line
