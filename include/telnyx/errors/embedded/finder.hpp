// telnyx-errors: the payloads that a text may contain. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_EMBEDDED_FINDER_HPP
#define TELNYX_ERRORS_EMBEDDED_FINDER_HPP

#include <cstddef>
#include <string>
#include <string_view>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/embedded/escapes.hpp>
#include <telnyx/errors/embedded/literals.hpp>
#include <telnyx/errors/embedded/notation.hpp>
#include <telnyx/errors/embedded/spans.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

struct embedded_place {
    errors::notation notation = errors::notation::none;
    std::size_t first = 0;
    std::size_t end = 0;
};

// Walks over the candidates of a text, in order: what begins like an object, and ends. A beginning may be read in several ways, one
// after the other.
//
// It is linear in the size of the text. A candidate that ends, or breaks off, is passed over as a whole: the search goes on behind
// the place that was reached. So each character is looked at once for each way to read it. Only a candidate that was taken may end
// before the place that another way to read it had reached; what is read twice for this reason is counted, and limited.
class embedded_finder {
public:
    explicit embedded_finder(std::string_view text) noexcept : text_(text) {}

    // Goes to the next candidate: the next way to read the same beginning, or the next beginning. Returns false if there is none.
    // \throws std::bad_alloc
    [[nodiscard]] bool next() {
        for (;;) {
            while (way_ != ways) {
                if (try_way(way_++)) {
                    return true;
                }
            }
            if (!go_to_next_opening()) {
                return false;
            }
        }
    }

    // The JSON text of the candidate. Valid until `next()`.
    [[nodiscard]] std::string_view json() const noexcept {
        return place_.notation == notation::json ? text_.substr(place_.first, place_.end - place_.first)
                                                 : std::string_view{translated_};
    }

    // Where the candidate is.
    [[nodiscard]] const embedded_place& place() const noexcept { return place_; }

    // The candidate is a payload: goes on behind it.
    [[nodiscard]] embedded_place take() noexcept {
        way_ = ways;
        const std::size_t twice = reached_ - place_.end;
        if (twice <= text_.size() - read_twice_) {
            read_twice_ += twice;
            reached_ = place_.end;
        }
        return place_;
    }

private:
    static constexpr int ways = 5;
    static constexpr std::size_t longest_escape = 16; // a translator that breaks off before it does not need more text

    [[nodiscard]] bool go_to_next_opening() noexcept {
        for (;;) {
            first_ = text_.find_first_of("{[", reached_);
            if (first_ == no_place) {
                return false;
            }
            reached_ = first_ + 1;
            opening_ = opening_at(text_, first_);
            if (opening_.next != '\0') {
                way_ = 0;
                return true;
            }
        }
    }

    // The ways to read a beginning, in order. A literal of bytes is unescaped before its content is taken for JSON.
    [[nodiscard]] bool try_way(int way) {
        switch (way) {
        case 0: return is_in_bytes() && try_escaped({2, 0});
        case 1: return opening_.backslashes == 0 && !opening_.has_escaped_space && try_json();
        case 2: return try_escaped_as_opened();
        case 3: return opening_.backslashes == 0 && !opening_.has_escaped_space && try_literal();
        default: return opening_.next == '\'' && opening_.backslashes < 2 && try_escaped_literal();
        }
    }

    [[nodiscard]] bool try_json() noexcept {
        return (opening_.next == '"' || opening_.next == '}') && try_span(notation::json, {1, 0});
    }

    [[nodiscard]] bool try_span(errors::notation how, quoting quotes) noexcept {
        span_scanner scanner{text_, first_, quotes};
        const bool ends = scanner.find_end();
        reach(scanner.place());
        place_ = {how, first_, scanner.place()};
        return ends;
    }

    [[nodiscard]] bool try_literal() {
        const char next = opening_.next;
        if (!is_quote(next) && !is_word_character(next) && next != ':') {
            return false;
        }
        translated_.clear();
        literal_translator translator{text_, first_, translated_};
        const bool ends = translator.translate();
        reach(translator.place());
        place_ = {notation::literal, first_, translator.place()};
        return ends;
    }

    // {\'code\': \'40300\'}, in what Python prints for an exception. Its end is not known before it is translated, so the text is
    // unescaped in parts that double: at most four times what is used of it.
    [[nodiscard]] bool try_escaped_literal() {
        const std::string_view rest = text_.substr(first_);
        for (std::size_t size = 64;; size *= 2) {
            const std::string plain = unescaped(rest.substr(0, size), false);
            translated_.clear();
            literal_translator translator{plain, 0, translated_};
            const bool ends = translator.translate();
            if (ends || translator.place() + longest_escape < plain.size() || size >= rest.size()) {
                place_ = {notation::escaped, first_, first_ + escaped_size(rest, translator.place())};
                reach(place_.end);
                return ends;
            }
        }
    }

    // {\"code\" and so on, at any depth; or '{"code"', where only the backslashes are escaped.
    [[nodiscard]] bool try_escaped_as_opened() {
        const std::size_t count = opening_.next == 'u' ? 1 : opening_.backslashes;
        if (opening_.next != '"' && (opening_.next != 'u' || opening_.backslashes != 1)) {
            return false;
        }
        if (count == 0) {
            return (opening_.has_escaped_space || is_after_quote()) && !is_in_bytes() && try_escaped({2, 0});
        }
        constexpr std::size_t most_backslashes = 15; // four levels
        return count <= most_backslashes && (count & (count + 1)) == 0 && try_escaped({count + 1, count});
    }

    [[nodiscard]] bool try_escaped(quoting quotes) {
        if (!try_span(notation::escaped, quotes)) {
            return false;
        }
        translated_ = unescaped(text_.substr(place_.first, place_.end - place_.first), is_in_bytes());
        for (std::size_t unit = quotes.unit; unit > 2; unit /= 2) {
            translated_ = unescaped(translated_, false);
        }
        return true;
    }

    void reach(std::size_t place) noexcept { reached_ = reached_ < place ? place : reached_; }

    [[nodiscard]] bool is_after_quote() const noexcept { return first_ != 0 && is_quote(text_[first_ - 1]); }
    [[nodiscard]] bool is_in_bytes() const noexcept {
        const bool prefixed = is_after_quote() && first_ > 1 && lower(text_[first_ - 2]) == 'b';
        return prefixed && (first_ == 2 || !is_word_character(text_[first_ - 3]));
    }

    std::string_view text_;
    std::string translated_{};
    embedded_place place_{};
    opening opening_{};
    std::size_t first_{0};
    std::size_t reached_{0};
    std::size_t read_twice_{0};
    int way_{ways};
};

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
