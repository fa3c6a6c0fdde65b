// telnyx-errors, the command line: inputs that may be compressed. SPDX-License-Identifier: MIT
#include "streams/decompressed_input.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>
#include <string>
#include <utility>

#ifdef TELNYX_ERRORS_COMMAND_LINE_LIBARCHIVE
#include <archive.h>
#include <archive_entry.h>
#else
struct archive;
#endif

#include "failure.hpp"
#include "streams/input.hpp"
#include "streams/interruption.hpp"

namespace command_line {
namespace {

using namespace std::string_view_literals;

using supporting = int (*)(archive*);
#ifdef TELNYX_ERRORS_COMMAND_LINE_LIBARCHIVE
constexpr supporting gzip = archive_read_support_filter_gzip;
constexpr supporting bzip2 = archive_read_support_filter_bzip2;
constexpr supporting xz = archive_read_support_filter_xz;
constexpr supporting zstd = archive_read_support_filter_zstd;
constexpr supporting zip = archive_read_support_format_zip;
constexpr supporting tar = archive_read_support_format_tar;
#else
int without_libarchive(archive* /*reading*/) { return 0; }
constexpr supporting gzip = without_libarchive, bzip2 = gzip, xz = gzip, zstd = gzip, zip = gzip, tar = gzip;
#endif

// The first bytes of a format. '?' stands for any byte.
struct signature {
    std::string_view bytes;
    std::string_view name; // after "it is"
    supporting support;    // null: it is not read
    std::size_t place = 0;
};

constexpr signature signatures[] = {
    {"\x1F\x8B"sv, "compressed with gzip", gzip},
    {"BZh?1AY&SY"sv, "compressed with bzip2", bzip2},
    {"BZh?\x17\x72\x45\x38\x50\x90"sv, "compressed with bzip2", bzip2}, // an empty one
    {"\xFD"
     "7zXZ\0"sv,
     "compressed with xz", xz},
    {"\x28\xB5\x2F\xFD"sv, "compressed with zstd", zstd},
    {"\x04\x22\x4D\x18"sv, "compressed with lz4", nullptr},
    {"PK\3\4"sv, "a ZIP archive", zip},
    {"PK\5\6"sv, "an empty ZIP archive", nullptr},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", nullptr},
    {"Rar!\x1A\7"sv, "a RAR archive", nullptr},
    {"%PDF-"sv, "a PDF document", nullptr},
    {"\x89PNG\r\n\x1A\n"sv, "a PNG image", nullptr},
    {"\xFF\xD8\xFF"sv, "a JPEG image", nullptr},
    {"GIF8?a"sv, "a GIF image", nullptr},
    {"SQLite format 3\0"sv, "an SQLite database", nullptr},
    {"PAR1\x15"sv, "a Parquet file", nullptr},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "an Excel or Word document", nullptr},
    {"\x7F"
     "ELF"sv,
     "a program", nullptr},
    {"ustar"sv, "a tar archive", tar, 257},
};
constexpr std::size_t longest_signature = 262;

// Whether the bytes have a signature, as far as there are any.
bool may_have(std::string_view bytes, const signature& format) {
    for (std::size_t i = 0; i != format.bytes.size() && format.place + i < bytes.size(); ++i) {
        if (format.bytes[i] != '?' && format.bytes[i] != bytes[format.place + i]) {
            return false;
        }
    }
    return true;
}

} // namespace

class decompressed_input::reader {
public:
    reader(std::string_view name, std::function<void()> at_end)
        : name_(name == "-" ? "standard input" : "'" + std::string{name} + "'"), source_(name, std::move(at_end)) {}
    ~reader() {
#ifdef TELNYX_ERRORS_COMMAND_LINE_LIBARCHIVE
        archive_read_free(archive_);
#endif
    }
    reader(const reader&) = delete;
    reader& operator=(const reader&) = delete;

    std::size_t read(char* buffer, std::size_t size) {
        if (!detected_) {
            detect();
        }
        if (format_ != nullptr) {
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
    [[noreturn]] void cannot_read(const std::string& why) const { throw failure("cannot read " + name_ + ": " + why); }

    // Reads until the first bytes show the format; a pipe may deliver them one by one.
    void detect() {
        detected_ = true;
        do {
            const std::size_t count = source_.read(held_ + last_, sizeof(held_) - last_);
            taken_ += count;
            last_ += count;
            is_at_end_ = count == 0;
        } while (!is_at_end_ && is_undecided());
        const std::string_view held{held_, last_};
        for (const signature& each : signatures) {
            if (held.size() >= each.place + each.bytes.size() && may_have(held, each)) {
                format_ = &each;
                begin();
                return;
            }
        }
    }
    [[nodiscard]] bool is_undecided() const {
        const std::string_view held{held_, last_};
        // A tar archive begins with a name and zeros.
        const bool may_be_tar = held.find('\0') != std::string_view::npos;
        return held.size() < longest_signature &&
               std::any_of(std::begin(signatures), std::end(signatures), [&](const signature& each) {
                   return held.size() < each.place + each.bytes.size() && may_have(held, each) && (each.place == 0 || may_be_tar);
               });
    }

#ifdef TELNYX_ERRORS_COMMAND_LINE_LIBARCHIVE
    void begin() {
        if (format_->support == nullptr) {
            cannot_read("it is " + std::string{format_->name});
        }
        archive_ = archive_read_new();
        bool supported = archive_ != nullptr;
        for (const supporting support :
             {format_->support, tar, +archive_read_support_format_raw, +archive_read_support_format_empty}) {
            supported = supported && support(archive_) == ARCHIVE_OK; // ARCHIVE_WARN: by another program, which must not be run
        }
        if (!supported) {
            cannot_read("it is " + std::string{format_->name} + ", which this program's libarchive does not support");
        }
        check(archive_read_open(archive_, this, nullptr, next_block, nullptr));
        if (is_compressed() && archive_filter_count(archive_) < 2) {
            cut_off();
        }
        const int state = archive_read_next_header(archive_, &entry_);
        check(state);
        if (interrupted() || state == ARCHIVE_EOF) {
            is_done_ = true;
        } else if (is_archive()) {
            to_file();
        }
    }
    [[nodiscard]] bool is_compressed() const { return format_->support != zip && format_->support != tar; }
    [[nodiscard]] bool is_archive() const {
        const int format = archive_format(archive_);
        return format != ARCHIVE_FORMAT_RAW && format != ARCHIVE_FORMAT_EMPTY;
    }

    static la_ssize_t next_block(archive* /*reading*/, void* self, const void** block) {
        reader& me = *static_cast<reader*>(self);
        *block = me.held_ + me.first_;
        if (me.first_ == me.last_ && !me.is_at_end_) {
            try {
                *block = me.held_;
                me.last_ = me.source_.read(me.held_, sizeof(me.held_));
                me.first_ = 0;
                me.taken_ += me.last_;
                me.is_at_end_ = me.last_ == 0;
            } catch (const failure& error) { // libarchive is written in C
                me.problem_ = error.what();
                return ARCHIVE_FATAL;
            }
        }
        return static_cast<la_ssize_t>(me.last_ - std::exchange(me.first_, me.last_));
    }

    // Goes to the file in an archive, which must be the only one.
    void to_file() {
        while (!interrupted() && !is_file()) {
            if (const int state = archive_read_next_header(archive_, &entry_); state == ARCHIVE_EOF) {
                cannot_read("it is an archive without a file");
            } else {
                check(state);
            }
        }
        file_ = path();
        if (file_ == "[Content_Types].xml" || file_ == "mimetype") {
            cannot_read("it is a document of a spreadsheet or a word processor; save it as CSV or text");
        }
    }
    [[nodiscard]] std::string path() const {
        const char* const name = archive_entry_pathname(entry_);
        return name == nullptr ? std::string{} : name;
    }
    [[nodiscard]] bool is_file() const {
        return archive_entry_filetype(entry_) == AE_IFREG && path().compare(0, 9, "__MACOSX/") != 0;
    }

    std::size_t decompress(char* buffer, std::size_t size) {
        if (is_done_) {
            return 0;
        }
        const la_ssize_t count = archive_read_data(archive_, buffer, size);
        if (count > 0) {
            return static_cast<std::size_t>(count);
        }
        is_done_ = true;
        check(static_cast<int>(count));
        if (!interrupted()) {
            require_end();
        }
        return 0;
    }

    // There must be nothing else: another file, or other data.
    void require_end() {
        for (int state = ARCHIVE_OK; is_archive() && state != ARCHIVE_EOF && !interrupted();) {
            state = archive_read_next_header(archive_, &entry_);
            if (state != ARCHIVE_EOF) {
                check(state);
                if (is_file()) {
                    cannot_read("it is an archive of several files; only '" + file_ + "' was read");
                }
            }
        }
        if (is_archive()) {
            return;
        }
        const auto used = static_cast<std::uint64_t>(archive_filter_bytes(archive_, -1));
        auto rest = static_cast<std::size_t>(taken_ - used); // at the end of what was read last
        while (!is_at_end_ || rest != 0) {
            const char* const begin = held_ + last_ - (std::min)(rest, last_);
            if (std::any_of(begin, static_cast<const char*>(held_ + last_), [](char c) { return c != '\0'; })) {
                throw failure("cannot decompress " + name_ + ": other data follows");
            }
            last_ = is_at_end_ ? 0 : source_.read(held_, sizeof(held_));
            taken_ += last_;
            is_at_end_ = last_ == 0;
            rest = last_;
        }
    }

    void check(int state) {
        if (state >= ARCHIVE_WARN || interrupted()) {
            return;
        }
        if (!problem_.empty()) {
            throw failure(problem_);
        }
        const char* const reason = archive_error_string(archive_);
        if (archive_errno(archive_) == ENOMEM) {
            cannot_read("its compression needs too much memory");
        }
        // The messages about input that ends too early; without a message, it ends in a trailer.
        if (reason == nullptr || std::strstr(reason, "runcated") != nullptr || std::strstr(reason, "No progress") != nullptr) {
            cut_off();
        }
        throw failure("cannot decompress " + name_ + ": the data is corrupt");
    }
    [[noreturn]] void cut_off() const { throw failure("cannot decompress " + name_ + ": unexpected end of data"); }

    archive* archive_ = nullptr;
    archive_entry* entry_ = nullptr;
    std::string file_{};    // its name in the archive
    std::string problem_{}; // of the source
    bool is_done_ = false;
#else
    void begin() const {
        cannot_read("it is " + std::string{format_->name} +
                    (format_->support == nullptr ? "" : ", and this program was built without libarchive"));
    }
    static std::size_t decompress(char* /*buffer*/, std::size_t /*size*/) { return 0; }
#endif

    std::string name_;
    input source_;
    const signature* format_ = nullptr; // null: not compressed
    bool detected_ = false;
    bool is_at_end_ = false;
    std::uint64_t taken_ = 0;
    char held_[65536]{};
    std::size_t first_ = 0;
    std::size_t last_ = 0;
};

decompressed_input::decompressed_input(std::string_view name, std::function<void()> at_end)
    : reader_(std::make_unique<reader>(name, std::move(at_end))) {}
decompressed_input::~decompressed_input() = default;
std::size_t decompressed_input::read(char* buffer, std::size_t size) { return reader_->read(buffer, size); }
std::uint64_t decompressed_input::taken() const noexcept { return reader_->taken(); }

} // namespace command_line
