// telnyx-errors: reading with RapidJSON (1.1 or newer). SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_RAPIDJSON_HPP
#define TELNYX_ERRORS_RAPIDJSON_HPP

// First, because it checks the C++ standard.
#include <telnyx/errors/config.hpp>

#include <cstdint>
#include <string_view>
#include <type_traits>

#include <rapidjson/document.h>

#include <telnyx/errors/bodies.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A value of RapidJSON in UTF-8, or a document of them, with any allocator. The report borrows from it.
template <class Allocator>
struct json_adapter<rapidjson::GenericValue<rapidjson::UTF8<char>, Allocator>> {
    using json = rapidjson::GenericValue<rapidjson::UTF8<char>, Allocator>;
    using value = const json*;

    [[nodiscard]] static value root(const json& document) noexcept { return &document; }
    [[nodiscard]] static json_type type(value v) noexcept {
        switch (v->GetType()) {
        case rapidjson::kObjectType: return json_type::object;
        case rapidjson::kArrayType: return json_type::array;
        case rapidjson::kStringType: return json_type::string;
        case rapidjson::kTrueType:
        case rapidjson::kFalseType: return json_type::boolean;
        case rapidjson::kNumberType: return v->IsInt64() ? json_type::integer : json_type::other;
        case rapidjson::kNullType: return json_type::null;
        }
        return json_type::other; // unreachable: every type has a case
    }
    [[nodiscard]] static std::string_view string(value v) noexcept { return {v->GetString(), v->GetStringLength()}; }
    [[nodiscard]] static std::int64_t integer(value v) noexcept { return v->GetInt64(); }
    [[nodiscard]] static double number(value v) noexcept { return v->GetDouble(); }
    [[nodiscard]] static bool boolean(value v) noexcept { return v->IsTrue(); }
    template <class Visitor>
    static void members(value v, Visitor visit) {
        for (auto member = v->MemberBegin(); member != v->MemberEnd(); ++member) {
            visit(string(&member->name), &member->value);
        }
    }
    template <class Visitor>
    static void elements(value v, Visitor visit) {
        for (auto element = v->Begin(); element != v->End(); ++element) {
            if (!visit(element)) {
                return;
            }
        }
    }
    template <class Visitor>
    static bool parse(std::string_view text, Visitor visit) {
        constexpr unsigned flags = rapidjson::kParseValidateEncodingFlag | rapidjson::kParseIterativeFlag;
        rapidjson::GenericDocument<rapidjson::UTF8<char>, Allocator> document;
        document.template Parse<flags>(text.data(), text.size());
        if (document.HasParseError()) {
            return false;
        }
        visit(static_cast<value>(&document));
        return true;
    }
};

/// A document is a value.
template <class Allocator, class StackAllocator>
struct json_adapter<rapidjson::GenericDocument<rapidjson::UTF8<char>, Allocator, StackAllocator>>
    : json_adapter<rapidjson::GenericValue<rapidjson::UTF8<char>, Allocator>> {};

TELNYX_ERRORS_END_NAMESPACE

#endif
