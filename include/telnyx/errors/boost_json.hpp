// telnyx-errors: reading with Boost.JSON (Boost 1.75 or newer). SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_BOOST_JSON_HPP
#define TELNYX_ERRORS_BOOST_JSON_HPP

// First, because it checks the C++ standard.
#include <telnyx/errors/config.hpp>

#include <cstdint>
#include <string_view>

#include <boost/json.hpp>

#include <telnyx/errors/bodies.hpp>
#include <telnyx/errors/limits.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A value of Boost.JSON. The report borrows from it.
template <>
struct json_adapter<boost::json::value> {
    using value = const boost::json::value*;

    [[nodiscard]] static value root(const boost::json::value& document) noexcept { return &document; }
    [[nodiscard]] static json_type type(value v) noexcept {
        switch (v->kind()) {
        case boost::json::kind::object: return json_type::object;
        case boost::json::kind::array: return json_type::array;
        case boost::json::kind::string: return json_type::string;
        case boost::json::kind::bool_: return json_type::boolean;
        case boost::json::kind::int64: return json_type::integer;
        case boost::json::kind::null: return json_type::null;
        case boost::json::kind::uint64: return *v->if_uint64() <= INT64_MAX ? json_type::integer : json_type::other;
        case boost::json::kind::double_: return json_type::other;
        }
        return json_type::other; // unreachable: every kind has a case
    }
    [[nodiscard]] static std::string_view string(value v) noexcept { return {v->if_string()->data(), v->if_string()->size()}; }
    [[nodiscard]] static std::int64_t integer(value v) noexcept {
        return v->is_int64() ? *v->if_int64() : static_cast<std::int64_t>(*v->if_uint64());
    }
    [[nodiscard]] static double number(value v) noexcept {
        return v->is_double() ? *v->if_double() : static_cast<double>(*v->if_uint64());
    }
    [[nodiscard]] static bool boolean(value v) noexcept { return *v->if_bool(); }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        for (const boost::json::key_value_pair& member : *v->if_object()) {
            visit(std::string_view{member.key().data(), member.key().size()}, &member.value());
        }
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        for (const boost::json::value& element : *v->if_array()) {
            if (!visit(&element)) {
                return;
            }
        }
    }
    template <class Visitor>
    static bool parse(std::string_view text, Visitor visit) {
        boost::json::error_code error;
        boost::json::parse_options options;
        options.max_depth = limits::nested_depth + 1;
        const boost::json::value document =
            boost::json::parse(boost::json::string_view{text.data(), text.size()}, error, {}, options);
        if (error) {
            return false;
        }
        visit(value{&document});
        return true;
    }
};

TELNYX_ERRORS_END_NAMESPACE

#endif
