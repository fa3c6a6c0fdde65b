// telnyx-errors: ids as keys, in a buffer of a fixed size. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_DETAIL_PAUSE_KEY_HPP
#define TELNYX_ERRORS_DETAIL_PAUSE_KEY_HPP

#include <cstddef>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/limits.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The ids of a pause one after the other, each after a byte with its size, so that different ids never give the same key. The
// caller has trimmed them.
class pause_key {
public:
    // Characters of a phone number that say nothing.
    [[nodiscard]] static constexpr bool is_separator(char c) noexcept {
        return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')';
    }

    // Whether an id is a phone number with a plus. One without may be a national number, or a number of another country.
    [[nodiscard]] static constexpr bool is_international(std::string_view id) noexcept {
        if (id.size() < 2 || id[0] != '+') {
            return false;
        }
        bool digits = false;
        for (const char c : id.substr(1)) {
            if (!is_digit(c) && !is_separator(c)) {
                return false;
            }
            digits = digits || is_digit(c);
        }
        return digits;
    }

    void add_id(std::string_view id) noexcept {
        if (begin(id)) {
            for (const char c : id) {
                put(c);
            }
            end();
        }
    }
    // A phone number, or another address: separators do not count where there is a plus.
    void add_number(std::string_view id) noexcept {
        if (begin(id)) {
            const bool international = is_international(id);
            for (const char c : id) {
                if (!international || !is_separator(c)) {
                    put(c);
                }
            }
            end();
        }
    }
    // A name, whose case does not count.
    void add_name(std::string_view id) noexcept {
        if (begin(id)) {
            for (const char c : id) {
                put(lower(c));
            }
            end();
        }
    }

    // Whether an id was too long: then there is no key.
    [[nodiscard]] bool too_long() const noexcept { return too_long_; }
    [[nodiscard]] std::string_view view() const noexcept { return {characters_, size_}; }

    // An id of a key.
    [[nodiscard]] static std::string_view part(std::string_view key, std::size_t index) noexcept {
        for (; index != 0; --index) {
            key.remove_prefix(1 + static_cast<unsigned char>(key[0]));
        }
        return key.substr(1, static_cast<unsigned char>(key[0]));
    }

private:
    static constexpr std::size_t parts = 3;
    static_assert(limits::id_bytes < 256, "pause_key.hpp: a byte holds the size of an id");

    [[nodiscard]] bool begin(std::string_view id) noexcept {
        too_long_ = too_long_ || id.size() > limits::id_bytes;
        start_ = size_;
        size_ += too_long_ ? 0U : 1U;
        return !too_long_;
    }
    void put(char c) noexcept { characters_[size_++] = c; }
    void end() noexcept { characters_[start_] = static_cast<char>(static_cast<unsigned char>(size_ - start_ - 1)); }

    char characters_[parts * (1 + limits::id_bytes)]; // only those before `size_` are set
    std::size_t size_{0};
    std::size_t start_{0};
    bool too_long_{false};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
