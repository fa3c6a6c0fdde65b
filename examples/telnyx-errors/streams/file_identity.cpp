// telnyx-errors, the command line: identity of files. SPDX-License-Identifier: MIT
#include "streams/file_identity.hpp"

#include <string>

#ifdef _WIN32
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>

#include <io.h>
#else
#include <sys/stat.h>
#endif

namespace command_line {
namespace {

constexpr int standard_input = 0;

#ifdef _WIN32
bool look(HANDLE file, std::uint64_t& device, std::uint64_t& number) noexcept {
    BY_HANDLE_FILE_INFORMATION about{};
    if (GetFileType(file) != FILE_TYPE_DISK || GetFileInformationByHandle(file, &about) == 0) {
        return false;
    }
    device = about.dwVolumeSerialNumber;
    number = static_cast<std::uint64_t>(about.nFileIndexHigh) << 32U | about.nFileIndexLow;
    return true;
}
bool look(int descriptor, std::uint64_t& device, std::uint64_t& number) noexcept {
    return look(reinterpret_cast<HANDLE>(_get_osfhandle(descriptor)), device, number);
}
bool look(const char* name, std::uint64_t& device, std::uint64_t& number) noexcept {
    const HANDLE file = CreateFileA(name, 0, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr, OPEN_EXISTING,
                                    FILE_FLAG_BACKUP_SEMANTICS, nullptr);
    const bool known = file != INVALID_HANDLE_VALUE && look(file, device, number);
    if (file != INVALID_HANDLE_VALUE) {
        CloseHandle(file);
    }
    return known;
}
#else
bool look(const struct stat& about, std::uint64_t& device, std::uint64_t& number) noexcept {
    device = static_cast<std::uint64_t>(about.st_dev);
    number = static_cast<std::uint64_t>(about.st_ino);
    return S_ISREG(about.st_mode) || S_ISFIFO(about.st_mode);
}
bool look(int descriptor, std::uint64_t& device, std::uint64_t& number) noexcept {
    struct stat about {};
    return ::fstat(descriptor, &about) == 0 && look(about, device, number);
}
bool look(const char* name, std::uint64_t& device, std::uint64_t& number) noexcept {
    struct stat about {};
    return ::stat(name, &about) == 0 && look(about, device, number);
}
#endif

} // namespace

file_identity file_identity::of(std::string_view name) {
    if (name == "-") {
        return of(standard_input);
    }
    file_identity result;
    result.known_ = look(std::string{name}.c_str(), result.device_, result.number_);
    return result;
}

file_identity file_identity::of(int descriptor) noexcept {
    file_identity result;
    result.known_ = look(descriptor, result.device_, result.number_);
    return result;
}

} // namespace command_line
