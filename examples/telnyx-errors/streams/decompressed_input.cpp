// telnyx-errors, the command line: inputs that may be compressed. SPDX-License-Identifier: MIT
#include "streams/decompressed_input.hpp"

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

class decompressed_input::decompressor {
public:
    explicit decompressor(std::string_view name)
        : name_(name == "-" ? "standard input" : "'" + std::string{name} + "'"), source_(name) {}
    ~decompressor() { // NOLINT(modernize-use-equals-default): with zlib
#ifdef TELNYX_ERRORS_COMMAND_LINE_ZLIB
        if (compressed_) {
            inflateEnd(&stream_);
        }
#endif
    }
    decompressor(const decompressor&) = delete;
    decompressor& operator=(const decompressor&) = delete;

    std::size_t read(char* buffer, std::size_t size) {
        if (!detected_) {
            detect();
        }
        if (compressed_) {
            return decompress(buffer, size);
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

    // Checks the first two bytes; a pipe may deliver them one by one.
    void detect() {
        detected_ = true;
        while (last_ < 2) {
            const std::size_t count = source_.read(held_ + last_, sizeof(held_) - last_);
            if (count == 0) {
                break;
            }
            last_ += count;
            taken_ += count;
        }
        compressed_ = last_ >= 2 && static_cast<unsigned char>(held_[0]) == 0x1F && static_cast<unsigned char>(held_[1]) == 0x8B;
#ifdef TELNYX_ERRORS_COMMAND_LINE_ZLIB
        if (compressed_ && inflateInit2(&stream_, 15 + 16) != Z_OK) {
            throw failure("cannot decompress " + name_ + ": out of memory");
        }
#else
        if (compressed_) {
            throw failure("cannot read " + name_ + ": it is compressed with gzip, and this program was built without zlib");
        }
#endif
    }

#ifdef TELNYX_ERRORS_COMMAND_LINE_ZLIB
    // Data before the corrupt part counts: it is returned first, and the next call throws.
    std::size_t decompress(char* buffer, std::size_t size) {
        stream_.next_out = reinterpret_cast<Bytef*>(buffer); // NOLINT: zlib uses unsigned bytes
        stream_.avail_out = static_cast<uInt>((std::min)(size, std::size_t{1} << 30U));
        const uInt asked = stream_.avail_out;
        while (stream_.avail_out == asked && !corrupt_) {
            if (first_ == last_ && !refill()) {
                if (inside_ && !interrupted()) {
                    throw failure("cannot decompress " + name_ + ": unexpected end of data");
                }
                return 0;
            }
            if (!inside_ && any_member_ && held_[first_] == '\0') {
                ++first_; // padding after a member, as on tapes and disks
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
                corrupt_ = true;
            }
        }
        if (stream_.avail_out == asked) {
            throw failure("cannot decompress " + name_ + ": the data is corrupt");
        }
        return asked - stream_.avail_out;
    }
    z_stream stream_{};
    bool inside_ = false;     // a member
    bool any_member_ = false; // was read to its end
    bool corrupt_ = false;
#else
    std::size_t decompress(char* /*buffer*/, std::size_t /*size*/) { return 0; }
#endif

    std::string name_;
    input source_;
    bool detected_ = false;
    bool compressed_ = false;
    std::uint64_t taken_ = 0;
    char held_[65536]{};
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

decompressed_input::decompressed_input(std::string_view name) : decompressor_(std::make_unique<decompressor>(name)) {}
decompressed_input::~decompressed_input() = default;
std::size_t decompressed_input::read(char* buffer, std::size_t size) { return decompressor_->read(buffer, size); }
std::uint64_t decompressed_input::taken() const noexcept { return decompressor_->taken(); }

} // namespace command_line
