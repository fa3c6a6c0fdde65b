// telnyx-errors: reading with nlohmann/json. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_NLOHMANN_HPP
#define TELNYX_ERRORS_NLOHMANN_HPP

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <telnyx/errors/body.hpp>
#include <telnyx/errors/body_text.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_decision.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Every instance of nlohmann::basic_json: json, ordered_json, and those with containers of one's own.
template <template <typename, typename, typename...> class Object, template <typename, typename...> class Array, class String,
          class Boolean, class Integer, class Unsigned, class Float, template <typename> class Allocator,
          template <typename, typename = void> class Serializer, class Binary>
struct json_adapter<nlohmann::basic_json<Object, Array, String, Boolean, Integer, Unsigned, Float, Allocator, Serializer, Binary>> {
    using json = nlohmann::basic_json<Object, Array, String, Boolean, Integer, Unsigned, Float, Allocator, Serializer, Binary>;
    using value = const json*;

    [[nodiscard]] static value root(const json& document) noexcept { return &document; }
    [[nodiscard]] static json_type type(value v) noexcept {
        switch (v->type()) {
        case nlohmann::detail::value_t::object: return json_type::object;
        case nlohmann::detail::value_t::array: return json_type::array;
        case nlohmann::detail::value_t::string: return json_type::string;
        case nlohmann::detail::value_t::boolean: return json_type::boolean;
        case nlohmann::detail::value_t::number_integer: return json_type::integer;
        case nlohmann::detail::value_t::number_unsigned:
            return fits(*v->template get_ptr<const Unsigned*>()) ? json_type::integer : json_type::other;
        case nlohmann::detail::value_t::null: return json_type::null;
        case nlohmann::detail::value_t::number_float:
        case nlohmann::detail::value_t::binary:
        case nlohmann::detail::value_t::discarded: return json_type::other;
        }
        return json_type::other; // unreachable: every type has a case
    }
    [[nodiscard]] static std::string_view string(value v) noexcept {
        const String& text = *v->template get_ptr<const String*>();
        return {text.data(), text.size()};
    }
    [[nodiscard]] static std::int64_t integer(value v) noexcept {
        return v->is_number_unsigned() ? static_cast<std::int64_t>(*v->template get_ptr<const Unsigned*>())
                                       : static_cast<std::int64_t>(*v->template get_ptr<const Integer*>());
    }
    [[nodiscard]] static bool boolean(value v) noexcept { return *v->template get_ptr<const Boolean*>(); }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        for (const auto& member : *v->template get_ptr<const typename json::object_t*>()) {
            visit(std::string_view{member.first.data(), member.first.size()}, &member.second);
        }
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        for (const json& element : *v->template get_ptr<const typename json::array_t*>()) {
            if (!visit(&element)) {
                return;
            }
        }
    }

    /// Whether an unsigned number fits into the integers of the reader.
    [[nodiscard]] static constexpr bool fits(Unsigned number) noexcept {
        return number <= static_cast<Unsigned>((std::numeric_limits<std::int64_t>::max)());
    }
};

namespace detail {

// The string in which nlohmann's lexer collects each token, character by character. std::string's push_back is a call into
// the standard library for each of them, a quarter of the time that parsing takes; this one is inlined. The buffer has
// always one character more than `limit_` says, for the zero that the conversions of numbers look for.
class token_string {
public:
    using value_type = char;

    token_string() = default;
    token_string(const char* text) : token_string() { // NOLINT(google-explicit-constructor): basic_json asks for it
        append(text, std::char_traits<char>::length(text));
    }
    token_string(std::size_t count, char c) : token_string() {
        for (; count != 0; --count) {
            push_back(c);
        }
    }

    TELNYX_ERRORS_IN_LINE void push_back(char c) {
        if (size_ == limit_) {
            grow();
        }
        buffer_[size_++] = c;
    }
    // Asked for by the readers of binary formats, which are compiled in with the parser and never used.
    void append(const token_string& more) { append(more.buffer_.data(), more.size_); }
    void clear() noexcept { size_ = 0; }

    [[nodiscard]] const char* data() const noexcept {
        if (limit_ == 0) {
            return "";
        }
        buffer_[size_] = '\0';
        return buffer_.data();
    }
    [[nodiscard]] const char* c_str() const noexcept { return data(); }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] char& operator[](std::size_t index) noexcept { return buffer_[index]; }
    [[nodiscard]] const char& operator[](std::size_t index) const noexcept { return buffer_[index]; }

private:
    void grow();
    void append(const char* text, std::size_t size) {
        for (std::size_t i = 0; i != size; ++i) {
            push_back(text[i]);
        }
    }

    mutable std::vector<char> buffer_{};
    std::size_t size_{0};
    std::size_t limit_{0};
};

TELNYX_ERRORS_OUT_OF_LINE inline void token_string::grow() {
    limit_ = limit_ == 0 ? 255 : limit_ * 2 + 1;
    buffer_.resize(limit_ + 1);
}

// nlohmann's parser with that string. No document of this type is ever made.
using event_parser = nlohmann::basic_json<std::map, std::vector, token_string>;

// What nlohmann's SAX parser calls, by the names it prescribes.
class nlohmann_events {
public:
    using number_integer_t = event_parser::number_integer_t;
    using number_unsigned_t = event_parser::number_unsigned_t;
    using number_float_t = event_parser::number_float_t;
    using string_t = event_parser::string_t;
    using binary_t = event_parser::binary_t;

    explicit nlohmann_events(excerpt_builder& builder) noexcept : builder_(builder) {}

    bool null() { return builder_.null(), true; }
    bool boolean(bool value) { return builder_.boolean(value), true; }
    bool number_integer(number_integer_t value) { return builder_.integer(value), true; }
    bool number_unsigned(number_unsigned_t value) {
        if (json_adapter<nlohmann::json>::fits(value)) {
            builder_.integer(static_cast<std::int64_t>(value));
        } else {
            builder_.other();
        }
        return true;
    }
    template <class Digits>
    bool number_float(number_float_t /*value*/, const Digits& /*digits*/) {
        return builder_.other(), true;
    }
    bool string(string_t& value) { return builder_.string({value.data(), value.size()}), true; }
    bool binary(binary_t& /*value*/) { return builder_.other(), true; }
    bool start_object(std::size_t /*elements*/) { return builder_.begin(json_type::object), true; }
    bool key(string_t& value) { return builder_.key({value.data(), value.size()}), true; }
    bool end_object() { return builder_.end(), true; }
    bool start_array(std::size_t /*elements*/) { return builder_.begin(json_type::array), true; }
    bool end_array() { return builder_.end(), true; }
    template <class Exception>
    bool parse_error(std::size_t /*position*/, const std::string& /*token*/, const Exception& /*error*/) {
        return false;
    }

private:
    excerpt_builder& builder_;
};

[[nodiscard]] inline enum problem parse_text(std::string_view text, excerpt_builder& builder) {
    if (const enum problem early = problem_before_parsing(text); early != problem::none) {
        return early;
    }
    nlohmann_events events{builder};
    return event_parser::sax_parse(text.begin(), text.end(), &events) ? problem::none : problem::malformed;
}

} // namespace detail

/// Reads a text: the answer to a request, the body of a webhook, a stored record. The text is parsed once and not kept.
/// A text that is no JSON - HTML, nothing, cut off, not UTF-8, longer than `limits::body_bytes` - is an answer like any
/// other: `kind::not_json`, with the `problem`.
///
/// \param text   the body as it came over the wire; not needed any more when this returns.
/// \param asked  how the body came, if the caller knows; else the kind of the body tells.
/// \return the report, which owns its texts. O(size of the text).
/// \throws std::bad_alloc, and nothing else
[[nodiscard]] inline report read(std::string_view text, enum phase asked = phase::unknown) {
    detail::excerpt_builder builder{text.size()};
    const enum problem problem = detail::parse_text(text, builder);
    return detail::make_report(problem, builder.document(), asked);
}

/// Reads every body of a text by itself, see `read_each` for documents. The views are valid during the call of `visit`.
/// A text that is no JSON is visited once, as `kind::not_json`.
/// \return whether all bodies were visited. \throws std::bad_alloc, and what `visit` throws
template <class Visitor>
bool read_each(std::string_view text, enum phase asked, Visitor visit) {
    detail::excerpt_builder builder{text.size()};
    const enum problem problem = detail::parse_text(text, builder);
    if (problem != problem::none) {
        const report refused = detail::make_report(problem, builder.document(), asked);
        visit(static_cast<const report_view&>(refused));
        return true;
    }
    return detail::read_each_into<json_adapter<detail::excerpt>>(json_adapter<detail::excerpt>::root(builder.document()), asked,
                                                                 visit);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
