// telnyx-errors: reading with nlohmann/json. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_NLOHMANN_HPP
#define TELNYX_ERRORS_NLOHMANN_HPP

// First, because it checks the C++ standard.
#include <telnyx/errors/config.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

#if NLOHMANN_JSON_VERSION_MAJOR * 10000 + NLOHMANN_JSON_VERSION_MINOR * 100 + NLOHMANN_JSON_VERSION_PATCH < 30901
#error "telnyx-errors needs nlohmann/json 3.9.1 or newer"
#endif

#include <telnyx/errors/bodies.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// Parses and reads a string: an API response, a webhook, a stored record. It is parsed once and not kept. It never fails: a string
/// that is not valid JSON (HTML, empty, cut off, not UTF-8, longer than `limits::body_bytes`) gives `kind::not_json`, and the
/// report has the `problem`.
///
/// \param text   the payload, as it was received. Not needed any more when this returns.
/// \param asked  where the payload came from, if the caller knows; else its kind shows it.
/// \return the report, which owns its strings. O(size of the string).
/// \throws std::bad_alloc, and nothing else
[[nodiscard]] inline report read(std::string_view text, phase asked = phase::unknown);

/// Parses a string and reads every body of it by itself, see `read_each` for documents. The views are valid during the call of
/// `visit`. A string that is not valid JSON is one body of `kind::not_json`.
/// \return whether all bodies were read. \throws std::bad_alloc, and what `visit` throws
template <class Visitor>
bool read_each(std::string_view text, phase asked, Visitor visit);

/// Reads every specialisation of nlohmann::basic_json: json, ordered_json, and those with custom containers, numbers, strings or,
/// where nlohmann/json has one, a custom base class.
template <class Json>
struct json_adapter<Json, std::enable_if_t<nlohmann::detail::is_basic_json<Json>::value>> {
    using value = const Json*;
    using number_unsigned_t = typename Json::number_unsigned_t;

    [[nodiscard]] static value root(const Json& document) noexcept { return &document; }
    [[nodiscard]] static json_type type(value v) noexcept {
        using value_t = typename Json::value_t;
        switch (v->type()) {
        case value_t::object: return json_type::object;
        case value_t::array: return json_type::array;
        case value_t::string: return json_type::string;
        case value_t::boolean: return json_type::boolean;
        case value_t::number_integer: return json_type::integer;
        case value_t::number_unsigned:
            return fits(*v->template get_ptr<const number_unsigned_t*>()) ? json_type::integer : json_type::other;
        case value_t::null: return json_type::null;
        case value_t::number_float:
        case value_t::binary:
        case value_t::discarded: return json_type::other;
        }
        return json_type::other; // unreachable: every type has a case
    }
    [[nodiscard]] static std::string_view string(value v) noexcept {
        const auto& text = *v->template get_ptr<const typename Json::string_t*>();
        return {text.data(), text.size()};
    }
    [[nodiscard]] static std::int64_t integer(value v) noexcept {
        return v->is_number_unsigned() ? static_cast<std::int64_t>(*v->template get_ptr<const number_unsigned_t*>())
                                       : static_cast<std::int64_t>(*v->template get_ptr<const typename Json::number_integer_t*>());
    }
    [[nodiscard]] static double number(value v) noexcept {
        return v->is_number_unsigned() ? static_cast<double>(*v->template get_ptr<const number_unsigned_t*>())
               : v->is_number_float()  ? static_cast<double>(*v->template get_ptr<const typename Json::number_float_t*>())
                                       : std::numeric_limits<double>::quiet_NaN();
    }
    [[nodiscard]] static bool boolean(value v) noexcept { return *v->template get_ptr<const typename Json::boolean_t*>(); }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        for (const auto& member : *v->template get_ptr<const typename Json::object_t*>()) {
            visit(std::string_view{member.first.data(), member.first.size()}, &member.second);
        }
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        for (const Json& element : *v->template get_ptr<const typename Json::array_t*>()) {
            if (!visit(&element)) {
                return;
            }
        }
    }

    template <class Visitor>
    static bool parse(std::string_view text, Visitor visit) {
        const Json document = Json::parse(text.data(), text.data() + text.size(), nullptr, false);
        if (document.is_discarded()) {
            return false;
        }
        visit(&document);
        return true;
    }

    /// Whether an unsigned number fits into the integers of the reader.
    [[nodiscard]] static constexpr bool fits(number_unsigned_t number) noexcept {
        return number <= static_cast<number_unsigned_t>((std::numeric_limits<std::int64_t>::max)());
    }
};

namespace detail {

// The versions of nlohmann/json that the tests try (tests/tools/matrix.sh, row nlohmann) are parsed with its own parser class and
// with a string of ours. Any other version is parsed with `sax_parse`, which is documented, and slower in both senses: it also
// compiles the readers of five binary formats, which costs more than this whole header.
#if NLOHMANN_JSON_VERSION_MAJOR == 3 && NLOHMANN_JSON_VERSION_MINOR <= 12

// The string in which nlohmann's lexer collects each token, character by character. `std::string::push_back` is a call into
// the standard library for each of them, a quarter of the time that parsing takes; this one is inlined. The buffer always has
// one character more than `limit_` says, for the zero at which the conversions of numbers stop.
class token_string {
public:
    using value_type = char;

    token_string() = default;
    token_string(const char* text) { // NOLINT(google-explicit-constructor): until 3.10 a document is made to report an error
        for (; *text != '\0'; ++text) {
            push_back(*text);
        }
    }

    TELNYX_ERRORS_IN_LINE void push_back(char c) {
        if (size_ == limit_) {
            grow();
        }
        buffer_[size_++] = c;
    }
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

    mutable std::vector<char> buffer_{};
    std::size_t size_{0};
    std::size_t limit_{0};
};

TELNYX_ERRORS_OUT_OF_LINE inline void token_string::grow() {
    limit_ = limit_ == 0 ? 255 : limit_ * 2 + 1;
    buffer_.resize(limit_ + 1);
}

// Names the types of the parser. No document of this type holds anything.
using parsed_json = nlohmann::basic_json<std::map, std::vector, token_string>;

template <class Events>
[[nodiscard]] bool parse_events(std::string_view text, Events& events) {
    const char* const end = text.data() + text.size();
    using input = decltype(nlohmann::detail::input_adapter(text.data(), end));
    return nlohmann::detail::parser<parsed_json, input>{nlohmann::detail::input_adapter(text.data(), end)}.sax_parse(&events);
}

#else

using parsed_json = nlohmann::json;

template <class Events>
[[nodiscard]] bool parse_events(std::string_view text, Events& events) {
    return parsed_json::sax_parse(text.begin(), text.end(), &events);
}

#endif

// What nlohmann's SAX parser calls, by the names it prescribes.
class nlohmann_events {
public:
    using number_integer_t = parsed_json::number_integer_t;
    using number_unsigned_t = parsed_json::number_unsigned_t;
    using number_float_t = parsed_json::number_float_t;
    using string_t = parsed_json::string_t;
    using binary_t = parsed_json::binary_t;

    explicit nlohmann_events(excerpt_builder& builder) noexcept : builder_(builder) {}

    bool null() { return builder_.null(), true; }
    bool boolean(bool value) { return builder_.boolean(value), true; }
    bool number_integer(number_integer_t value) { return builder_.integer(value), true; }
    bool number_unsigned(number_unsigned_t value) {
        if (json_adapter<nlohmann::json>::fits(value)) {
            builder_.integer(static_cast<std::int64_t>(value));
        } else {
            builder_.number(static_cast<double>(value));
        }
        return true;
    }
    template <class Digits>
    bool number_float(number_float_t value, const Digits& /*digits*/) {
        return builder_.number(value), true;
    }
    bool string(string_t& value) { return builder_.string({value.data(), value.size()}), true; }
    bool binary(binary_t& /*value*/) { return builder_.number(std::numeric_limits<double>::quiet_NaN()), true; }
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

[[nodiscard]] inline problem parse_text(std::string_view text, excerpt_builder& builder) {
    if (const problem early = problem_before_parsing(text); early != problem::none) {
        return early;
    }
    nlohmann_events events{builder};
    return parse_events(text, events) ? problem::none : problem::malformed;
}

// The adapter of excerpts, for strings of a document that are JSON themselves.
struct nlohmann_excerpt : json_adapter<excerpt> {
    template <class Visitor>
    static bool parse(std::string_view text, Visitor visit) {
        excerpt_builder builder{text.size()};
        nlohmann_events events{builder};
        if (!parse_events(text, events)) {
            return false;
        }
        visit(root(builder.document()));
        return true;
    }
};

} // namespace detail

inline report read(std::string_view text, phase asked) {
    detail::excerpt_builder builder{text.size()};
    const errors::problem problem = detail::parse_text(text, builder);
    return detail::make_report<detail::nlohmann_excerpt>(problem, text, builder.document(), asked);
}

template <class Visitor>
bool read_each(std::string_view text, phase asked, Visitor visit) {
    detail::excerpt_builder builder{text.size()};
    const errors::problem problem = detail::parse_text(text, builder);
    if (problem != problem::none) {
        const report refused = detail::make_report(problem, text, builder.document(), asked);
        visit(static_cast<const report_view&>(refused));
        return true;
    }
    return detail::read_each_into<detail::nlohmann_excerpt>(detail::nlohmann_excerpt::root(builder.document()), asked, visit);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
