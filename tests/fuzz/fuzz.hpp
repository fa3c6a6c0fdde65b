// What all fuzz targets share: the entry point, a way to say that an oracle was violated, and bytes to decide with.
#ifndef TELNYX_ERRORS_TESTS_FUZZ_HPP
#define TELNYX_ERRORS_TESTS_FUZZ_HPP

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

/// What a target defines; called by libFuzzer, or by replay.cpp for the files of a corpus.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace fuzz {

/// A text with everything but printable ASCII escaped.
inline std::string escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result = "\"";
    for (const char c : text) {
        const auto octet = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\') {
            (result += '\\') += c;
        } else if (octet < 0x20 || octet >= 0x7F) {
            ((result += "\\x") += digits[octet >> 4U]) += digits[octet & 0xFU];
        } else {
            result += c;
        }
    }
    return result += '"';
}

/// An oracle was violated: says what differed, and ends the program.
template <class... Parts>
[[noreturn]] void finding(const char* what, const Parts&... parts) {
    std::fprintf(stderr, "\nfinding: %s\n", what);
    (static_cast<void>(std::fprintf(stderr, "  %s\n", std::string(parts).c_str())), ...);
    std::fflush(stderr);
    std::abort();
}

/// What must be true; `show` is called only where it is not, and gives the text to print.
template <class Show>
void require(bool holds, const char* what, Show show) {
    if (!holds) {
        finding(what, show());
    }
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return size == 0 ? std::string_view{} : std::string_view{reinterpret_cast<const char*>(data), size};
}

/// The bytes of an input as a row of choices. What is missing at its end is zero.
class byte_source {
public:
    explicit byte_source(std::string_view bytes) noexcept : bytes_(bytes) {}

    [[nodiscard]] bool empty() const noexcept { return place_ == bytes_.size(); }
    std::uint8_t octet() noexcept { return empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(bytes_[place_++]); }
    /// A number below `count`, which is at most 256.
    std::size_t below(std::size_t count) noexcept { return octet() % count; }
    bool flag() noexcept { return (octet() & 1U) != 0; }
    /// A number of so many bytes.
    std::uint64_t number(int octets) noexcept {
        std::uint64_t result = 0;
        for (; octets != 0; --octets) {
            result = result << 8U | octet();
        }
        return result;
    }
    /// One of a list.
    template <class T, std::size_t Count>
    const T& one_of(const T (&choices)[Count]) noexcept {
        static_assert(Count <= 256, "a choice is one byte");
        return choices[below(Count)];
    }
    /// A number that is often one of those at which rules change, and otherwise of any size.
    std::uint64_t magnitude() noexcept {
        const std::uint8_t size = octet();
        switch (size >> 5U) {
        case 0: return size & 0x1FU;
        case 1: return number(1);
        case 2: return number(2);
        case 3: return number(4);
        case 4: return number(8);
        case 5: return UINT64_MAX - (size & 0x1FU);
        case 6: return std::uint64_t{1} << (size & 0x1FU);
        default: return std::uint64_t{0x80000000U} << (size & 0x1FU);
        }
    }
    std::string_view text(std::size_t size) noexcept {
        const std::string_view result = bytes_.substr(place_, size);
        place_ += result.size();
        return result;
    }
    std::string_view rest() noexcept { return text(bytes_.size()); }

private:
    std::string_view bytes_;
    std::size_t place_{0};
};

/// Bytes that are the same for the same text, for targets whose input is the text itself and leaves no bytes to decide with.
inline std::string bytes_from(std::string_view text, std::size_t count) {
    std::uint64_t state = 14695981039346656037U;
    for (const char c : text) {
        state = (state ^ static_cast<unsigned char>(c)) * 1099511628211U;
    }
    std::string result;
    for (std::size_t i = 0; i != count; ++i) {
        state = state * 6364136223846793005U + 1442695040888963407U;
        result += static_cast<char>(state >> 56U);
    }
    return result;
}

} // namespace fuzz

#endif
