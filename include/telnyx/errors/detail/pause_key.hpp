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
class pause_key { // NOLINT(cppcoreguidelines-pro-type-member-init): see `characters_`
public:
    // Characters of a phone number that say nothing.
    [[nodiscard]] static constexpr bool is_separator(char c) noexcept {
        return c == ' ' || c == '-' || c == '.' || c == '(' || c == ')';
    }

    // Whether an id is a phone number with a plus. One without may be a national number, or a number of another country.
    [[nodiscard]] static constexpr bool is_international(std::string_view id) noexcept {
        if (id.empty() || id[0] != '+') {
            return false;
        }
        std::size_t digits = 0;
        std::size_t separators = 0;
        for (const char c : id) {
            digits += is_digit(c) ? 1U : 0U;
            separators += is_separator(c) ? 1U : 0U;
        }
        return digits != 0 && digits + separators == id.size() - 1;
    }

    void add_id(std::string_view id) noexcept {
        if (begin(id)) {
            id.copy(characters_ + size_, id.size());
            end(size_ + id.size());
        }
    }
    // A phone number, or another address: separators do not count where there is a plus.
    void add_number(std::string_view id) noexcept {
        international_ = is_international(id);
        if (!international_) {
            add_id(id);
        } else if (begin(id)) {
            std::size_t size = size_;
            for (const char c : id) {
                characters_[size] = c;
                size += is_separator(c) ? 0U : 1U; // without a branch
            }
            end(size);
        }
    }
    // A name, whose case does not count.
    void add_name(std::string_view id) noexcept {
        if (begin(id)) {
            std::size_t size = size_;
            for (const char c : id) {
                characters_[size++] = lower(c);
            }
            end(size);
        }
    }

    // Whether the last number is an international one.
    [[nodiscard]] bool is_international() const noexcept { return international_; }
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
    void end(std::size_t size) noexcept {
        size_ = size;
        characters_[start_] = static_cast<char>(static_cast<unsigned char>(size - start_ - 1));
    }

    char characters_[parts * (1 + limits::id_bytes)]; // only those before `size_` are set
    std::size_t size_{0};
    std::size_t start_{0};
    bool too_long_{false};
    bool international_{false};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
