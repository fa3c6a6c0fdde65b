// telnyx-errors: from the events of a JSON parser to a report. SPDX-License-Identifier: MIT
//
// For adapters that parse strings. The JSON library parses the string once, by events. `excerpt_builder` keeps only the members
// that the reader knows, as an excerpt of the document. The excerpt has a `json_adapter` like any document, so the same rules read
// strings and documents.
//
//     detail::excerpt_builder builder{text.size()};
//     const problem found = ...;   // problem_before_parsing(text), or the parser's result; the parser calls the builder
//     return detail::make_report(found, text, builder.document(), asked);
//
// With an adapter derived from `json_adapter<detail::excerpt>` that has `parse`, strings of the document that are JSON are read,
// too.
#ifndef TELNYX_ERRORS_TEXT_READER_HPP
#define TELNYX_ERRORS_TEXT_READER_HPP

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/member_names.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// The problem of a string that shows before it is parsed; the same for every JSON library.
[[nodiscard]] constexpr problem problem_before_parsing(std::string_view text) noexcept {
    if (text.size() > limits::body_bytes) {
        return problem::too_large;
    }
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos ? problem::empty : problem::none;
}

// The report of a string that is not valid JSON. If its end is missing, its errors are not known.
inline void refuse(report_contents& contents, problem why, phase asked, std::string_view text) noexcept {
    contents.unreadable = why == problem::malformed && looks_like_json(text) && begins_payload(text) ? 1 : 0;
    contents.kind = kind::not_json;
    contents.problem = why;
    contents.phase = asked;
}

// Containers around a value that is kept. The reader never goes as deep: around a body are pages, of two containers each, and then
// wrappers, of one; in the body are at most seven (event, payload, to, recipient, errors, error, source).
inline constexpr std::size_t excerpt_depth = 3 * limits::wrappers + 7;

// The kept part of a document, in the order of the string. A container is followed by its contents.
class excerpt {
public:
    struct node {
        std::uint32_t end = 0; // the place of what follows this value and its contents
        json_type type = json_type::other;
        spelling name = spelling::none; // of a member of an object
        std::int64_t integer = 0;       // of an integer; of a boolean 0 or 1; of another number its bits
        std::uint32_t text_first = 0;   // of a string: its place among the characters
        std::uint32_t text_size = 0;
    };

    void reserve(std::size_t body_bytes) {
        // Ordinary webhooks keep some 40 values and 500 characters. Larger ones grow as vectors do.
        nodes_.reserve(body_bytes < 512 ? 16 : 64);
        texts_.reserve(body_bytes < 512 ? 256 : 1024);
    }

    std::vector<node> nodes_{};
    std::vector<char> texts_{};
};

struct excerpt_value {
    const excerpt* source = nullptr;
    std::size_t place = 0;
};

} // namespace detail

template <>
struct json_adapter<detail::excerpt> {
    using value = detail::excerpt_value;

    [[nodiscard]] static value root(const detail::excerpt& document) noexcept { return {&document, 0}; }
    [[nodiscard]] static json_type type(value v) noexcept { return node(v).type; }
    [[nodiscard]] static std::string_view string(value v) noexcept {
        return {v.source->texts_.data() + node(v).text_first, node(v).text_size};
    }
    [[nodiscard]] static std::int64_t integer(value v) noexcept { return node(v).integer; }
    [[nodiscard]] static double number(value v) noexcept {
        double found = 0;
        std::memcpy(&found, &node(v).integer, sizeof(found));
        return found;
    }
    [[nodiscard]] static bool boolean(value v) noexcept { return node(v).integer != 0; }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        for (std::size_t place = v.place + 1; place < node(v).end; place = v.source->nodes_[place].end) {
            visit(v.source->nodes_[place].name, value{v.source, place});
        }
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        for (std::size_t place = v.place + 1; place < node(v).end; place = v.source->nodes_[place].end) {
            if (!visit(value{v.source, place})) {
                return;
            }
        }
    }

private:
    [[nodiscard]] static const detail::excerpt::node& node(value v) noexcept { return v.source->nodes_[v.place]; }
};

namespace detail {

// Takes the events of a parser and keeps the excerpt. The events may end anywhere: then the document is not used.
class excerpt_builder {
public:
    explicit excerpt_builder(std::size_t body_bytes) { document_.reserve(body_bytes); }

    void key(std::string_view name) noexcept {
        if (skipped_depth_ == 0) {
            pending_ = identify(name);
        }
    }
    void null() {
        if (wanted()) {
            add(json_type::null);
        }
    }
    // A number that is no integer of 64 bits; NaN for anything else that has no type of its own.
    void number(double value) {
        if (wanted()) {
            std::memcpy(&add(json_type::other).integer, &value, sizeof(value));
        }
    }
    void boolean(bool value) {
        if (wanted()) {
            add(json_type::boolean).integer = value ? 1 : 0;
        }
    }
    void integer(std::int64_t value) {
        if (wanted()) {
            add(json_type::integer).integer = value;
        }
    }
    void string(std::string_view value) {
        if (wanted()) {
            const std::string_view kept = value.size() <= limits::text_bytes ? value : cut(value);
            excerpt::node& node = add(json_type::string);
            node.text_first = static_cast<std::uint32_t>(document_.texts_.size());
            node.text_size = static_cast<std::uint32_t>(kept.size());
            document_.texts_.insert(document_.texts_.end(), kept.begin(), kept.end());
        }
    }
    void begin(json_type type) {
        if (depth_ == excerpt_depth || !wanted()) {
            ++skipped_depth_;
            return;
        }
        open_[depth_++] = open_container{static_cast<std::uint32_t>(document_.nodes_.size()), 0, type == json_type::object};
        add(type);
    }
    void end() noexcept {
        if (skipped_depth_ != 0) {
            --skipped_depth_;
            return;
        }
        document_.nodes_[open_[--depth_].place].end = static_cast<std::uint32_t>(document_.nodes_.size());
    }

    [[nodiscard]] excerpt& document() noexcept { return document_; }

private:
    struct open_container {
        std::uint32_t place;
        std::uint32_t elements;
        bool object;
    };

    // Whether the next value is kept. Of a list one element more is kept than the reader reads, so that it sees that there are
    // more.
    [[nodiscard]] bool wanted() noexcept {
        if (skipped_depth_ != 0) {
            return false;
        }
        if (depth_ == 0) {
            return true;
        }
        open_container& around = open_[depth_ - 1];
        return around.object ? pending_ != spelling::none : around.elements++ <= limits::list_elements;
    }

    // A string that may hold a payload is kept whole, and one byte more than the reader reads of it, so that it sees that it is too
    // long.
    [[nodiscard]] static std::string_view cut(std::string_view text) noexcept {
        return may_hold_payload(text) ? text.substr(0, limits::nested_bytes + 1) : clip(text);
    }

    excerpt::node& add(json_type type) {
        excerpt::node node{};
        node.end = static_cast<std::uint32_t>(document_.nodes_.size() + 1);
        node.type = type;
        node.name = pending_;
        document_.nodes_.push_back(node);
        return document_.nodes_.back();
    }

    excerpt document_{};
    open_container open_[excerpt_depth]{};
    std::size_t depth_{0};
    std::size_t skipped_depth_{0};
    spelling pending_{spelling::none};
};

// Moves the digits of integer codes to the strings of the report, so that views of them stay valid when the report is moved.
// \throws std::bad_alloc
inline void own_digits(report_contents& contents, std::vector<char>& texts) {
    const std::size_t more = contents.digits_size();
    if (texts.capacity() - texts.size() < more) {
        std::vector<char> larger;
        larger.reserve(texts.size() + more);
        larger.insert(larger.end(), texts.begin(), texts.end());
        contents.rebase(texts, larger.data());
        texts.swap(larger);
    }
    contents.move_digits_to(texts);
}

// The report of a string: the problem that it has, or what its excerpt says. The report takes the characters of the excerpt.
// `Adapter` is that of excerpts, or one derived from it that can `parse` strings of the document.
// \throws std::bad_alloc
template <class Adapter = json_adapter<excerpt>>
[[nodiscard]] report make_report(problem found, std::string_view text, excerpt& document, phase asked) {
    report result;
    report_contents& contents = report_access::contents(result);
    if (found != problem::none) {
        refuse(contents, found, asked, text);
        return result;
    }
    read_into<Adapter>(contents, Adapter::root(document), asked);
    own_digits(contents, document.texts_);
    report_access::texts(result) = std::move(document.texts_);
    return result;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
