// telnyx-errors, the command line: inputs that may be packed. SPDX-License-Identifier: MIT
#include "streams/unpacked_input.hpp"

#include <algorithm>
#include <cstring>
#include <string>

#ifdef TELNYX_ERRORS_COMMAND_LINE_ZLIB
#include <zlib.h>
#endif

#include "failure.hpp"
#include "streams/input.hpp"
#include "streams/interruption.hpp"

namespace command_line {

class unpacked_input::unpacker {
public:
    explicit unpacker(std::string_view name)
        : name_(name == "-" ? "the standard input" : "'" + std::string{name} + "'"), source_(name) {}
    ~unpacker() { // NOLINT(modernize-use-equals-default): not without zlib
#ifdef TELNYX_ERRORS_COMMAND_LINE_ZLIB
        if (packed_) {
            inflateEnd(&stream_);
        }
#endif
    }
    unpacker(const unpacker&) = delete;
    unpacker& operator=(const unpacker&) = delete;

    std::size_t read(char* buffer, std::size_t size) {
        if (!looked_) {
            look();
        }
        if (packed_) {
            return unpack(buffer, size);
        }
        if (first_ != last_) {
            const std::size_t count = (std::min)(size, last_ - first_);
            std::memcpy(buffer, held_ + first_, count);
            first_ += count;
            return count;
        }
        const std::size_t count = source_.read(buffer, size);
        taken_ += count;
        return count;
    }
    [[nodiscard]] std::uint64_t taken() const noexcept { return taken_; }

private:
    bool refill() {
        first_ = 0;
        last_ = source_.read(held_, sizeof(held_));
        taken_ += last_;
        return last_ != 0;
    }

    // The first two bytes tell; a pipe may hand them over one by one.
    void look() {
        looked_ = true;
        while (last_ < 2) {
            const std::size_t count = source_.read(held_ + last_, sizeof(held_) - last_);
            if (count == 0) {
                break;
            }
            last_ += count;
            taken_ += count;
        }
        packed_ = last_ >= 2 && static_cast<unsigned char>(held_[0]) == 0x1F && static_cast<unsigned char>(held_[1]) == 0x8B;
#ifdef TELNYX_ERRORS_COMMAND_LINE_ZLIB
        if (packed_ && inflateInit2(&stream_, 15 + 16) != Z_OK) {
            throw failure("cannot unpack " + name_ + ": not enough memory");
        }
#else
        if (packed_) {
            throw failure("cannot read " + name_ + ": it is gzip, and this program was built without zlib");
        }
#endif
    }

#ifdef TELNYX_ERRORS_COMMAND_LINE_ZLIB
    // What was unpacked before the data turned out to be damaged counts: it is handed out, and the next call throws.
    std::size_t unpack(char* buffer, std::size_t size) {
        stream_.next_out = reinterpret_cast<Bytef*>(buffer); // NOLINT: zlib's bytes are unsigned
        stream_.avail_out = static_cast<uInt>((std::min)(size, std::size_t{1} << 30U));
        const uInt asked = stream_.avail_out;
        while (stream_.avail_out == asked && !damaged_) {
            if (first_ == last_ && !refill()) {
                if (inside_ && !interrupted()) {
                    throw failure("cannot unpack " + name_ + ": it ends too early");
                }
                return 0;
            }
            if (!inside_ && any_member_ && held_[first_] == '\0') {
                ++first_; // tapes and disks are padded with zeros
                continue;
            }
            stream_.next_in = reinterpret_cast<Bytef*>(held_ + first_); // NOLINT: as above
            stream_.avail_in = static_cast<uInt>(last_ - first_);
            inside_ = true;
            const int state = inflate(&stream_, Z_NO_FLUSH);
            first_ = last_ - stream_.avail_in;
            if (state == Z_STREAM_END) { // another member may follow
                inside_ = false;
                any_member_ = true;
                inflateReset(&stream_);
            } else if (state != Z_OK && state != Z_BUF_ERROR) {
                damaged_ = true;
            }
        }
        if (stream_.avail_out == asked) {
            throw failure("cannot unpack " + name_ + ": the data is damaged");
        }
        return asked - stream_.avail_out;
    }
    z_stream stream_{};
    bool inside_ = false;     // a member
    bool any_member_ = false; // was read to its end
    bool damaged_ = false;
#else
    std::size_t unpack(char* /*buffer*/, std::size_t /*size*/) { return 0; }
#endif

    std::string name_;
    input source_;
    bool looked_ = false;
    bool packed_ = false;
    std::uint64_t taken_ = 0;
    char held_[65536]{};
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

unpacked_input::unpacked_input(std::string_view name) : unpacker_(std::make_unique<unpacker>(name)) {}
unpacked_input::~unpacked_input() = default;
std::size_t unpacked_input::read(char* buffer, std::size_t size) { return unpacker_->read(buffer, size); }
std::uint64_t unpacked_input::taken() const noexcept { return unpacker_->taken(); }

} // namespace command_line
