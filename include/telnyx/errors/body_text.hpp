// telnyx-errors: from the events of a streaming JSON parser to a report. SPDX-License-Identifier: MIT
//
// A text is parsed once, by the JSON library; of what the parser tells, only the members that mean something to the reader
// are kept, as an excerpt of the document. The excerpt has a `json_adapter` like any document, so that text and parsed
// documents are read by the same rules.
#ifndef TELNYX_ERRORS_BODY_TEXT_HPP
#define TELNYX_ERRORS_BODY_TEXT_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors/body.hpp>
#include <telnyx/errors/report.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// Containers that may lie around a value for it to be kept. The reader never goes as deep: around a body lie pages, of two
// containers each, and then wrappers, of one; in the body five at most (event, payload, errors, error, source).
inline constexpr std::size_t excerpt_depth = 3 * limits::wrappers + 5;

// The kept part of a document, in the order of the text. A container is followed by what is in it.
class excerpt {
public:
    struct node {
        std::uint32_t end = 0; // the place of what follows this value and all that is in it
        json_type type = json_type::other;
        member name = member::none;   // of a member of an object
        std::int64_t integer = 0;     // of an integer; of a boolean 0 or 1
        std::uint32_t text_first = 0; // of a string: its place among the texts
        std::uint32_t text_size = 0;
    };

    void reserve(std::size_t body_bytes) {
        // Ordinary webhooks keep some 40 values and 500 bytes; what needs more grows as vectors do.
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
    void other() {
        if (wanted()) {
            add(json_type::other);
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
            const std::string_view kept = clip(value);
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

    // Whether the value that comes now is kept. Of a list one element more is kept than is read, so that the reader sees
    // that there was more.
    [[nodiscard]] bool wanted() noexcept {
        if (skipped_depth_ != 0) {
            return false;
        }
        if (depth_ == 0) {
            return true;
        }
        open_container& around = open_[depth_ - 1];
        return around.object ? pending_ != member::none : around.elements++ <= limits::list_elements;
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
    member pending_{member::none};
};

// What remains of a text: the reason why it is no JSON, or the report of its excerpt, which takes the texts over.
[[nodiscard]] inline report make_report(enum problem problem, excerpt& document, enum phase asked) {
    report result;
    report_contents& contents = report_access::contents(result);
    if (problem != problem::none) {
        refuse(contents, problem, asked);
        return result;
    }
    read_into<json_adapter<excerpt>>(contents, json_adapter<excerpt>::root(document), asked);
    report_access::texts(result) = std::move(document.texts_);
    return result;
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
