// telnyx-errors: reading objects and lists through an adapter, within the limits. SPDX-License-Identifier: MIT
//
// Part of reader.hpp, which is the header to include.
#ifndef TELNYX_ERRORS_READER_MEMBERS_HPP
#define TELNYX_ERRORS_READER_MEMBERS_HPP

#include <cstddef>
#include <iterator>
#include <string_view>
#include <type_traits>
#include <utility>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/detail/ascii.hpp>
#include <telnyx/errors/detail/member_names.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/report.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail {

// A string beyond `limits::text_bytes`, cut where a UTF-8 character begins.
[[nodiscard]] constexpr std::string_view cut(std::string_view text) noexcept {
    std::size_t size = limits::text_bytes; // a character has at most three bytes after its first
    while (size != limits::text_bytes - 3 && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) {
        --size;
    }
    return text.substr(0, size);
}

// A string within `limits::text_bytes`.
[[nodiscard]] TELNYX_ERRORS_IN_LINE constexpr std::string_view clip(std::string_view text) noexcept {
    return text.size() <= limits::text_bytes ? text : cut(text);
}

// The members of one object that the reader knows: one walk over the object, then each can be asked for.
template <class Adapter>
class members_of {
public:
    using value = typename Adapter::value;

    explicit members_of(value object) { // NOLINT(cppcoreguidelines-pro-type-member-init): `present_` says what is set
        member_set present;             // here, so that nothing else can point to it
        member_set aliased;
        Adapter::members(object, [this, &present, &aliased](auto name, value found) {
            const spelling spelled = identify(name);
            const member which = member_of(spelled);
            values_[static_cast<std::size_t>(which)] = found;
            present.add(which);
            if (is_alias(spelled)) {
                aliased.add(which);
            }
        });
        present_ = present;
        if (aliased.has_any(present) && has_several(object, aliased)) {
            prefer(object, aliased);
        }
    }

    [[nodiscard]] bool has(member which) const noexcept { return present_.has(which); }
    [[nodiscard]] bool has_any(const member_set& some) const noexcept { return present_.has_any(some); }
    // Whether the object has nothing but members of this set, and others that the reader does not know.
    [[nodiscard]] bool has_only(const member_set& some) const noexcept { return present_.is_within(some); }
    // The value of a member that is there.
    [[nodiscard]] value get(member which) const noexcept {
        return values_[static_cast<std::size_t>(which)]; // NOLINT(clang-analyzer-core.uninitialized.UndefReturn): `has` was asked
    }
    // Calls `use` with the value of one member of the object in another, if there are both.
    template <class Use>
    void member_in(member object, member which, Use use) const {
        if (!is(object, json_type::object)) {
            return;
        }
        bool found = false;
        value last{};
        Adapter::members(get(object), [&](auto name, value each) {
            if (is_named(name, which)) {
                found = true;
                last = each;
            }
        });
        if (found) {
            use(last);
        }
    }
    // Gives a member another value.
    void set(member which, value found) noexcept {
        values_[static_cast<std::size_t>(which)] = found;
        present_.add(which);
    }
    // The type of a member that is there.
    [[nodiscard]] json_type type(member which) const { return Adapter::type(get(which)); }
    // Whether the member is there and of this type.
    [[nodiscard]] bool is(member which, json_type expected) const { return has(which) && type(which) == expected; }
    // The string of a member; empty if it is absent or not a string.
    [[nodiscard]] TELNYX_ERRORS_IN_LINE std::string_view text(member which) const {
        return has(which) ? string_in(which) : std::string_view{};
    }
    // The first string of several members that is not empty.
    template <class... Others>
    [[nodiscard]] TELNYX_ERRORS_IN_LINE std::string_view text(member which, Others... others) const {
        const std::string_view found = text(which);
        return found.empty() ? text(others...) : found;
    }
    // Calls `use` with the members of the object in a member, if there is one.
    template <class Use>
    void object(member which, Use use) const {
        if (is(which, json_type::object)) {
            use(members_of{get(which)});
        }
    }

private:
    // Whether an object has more than one name of one of these members.
    [[nodiscard]] static bool has_several(value object, const member_set& some) {
        member_set once;
        member_set again;
        Adapter::members(object, [&once, &again](auto name, value /*found*/) {
            const member which = member_of(identify(name));
            (once.has(which) ? again : once).add(which);
        });
        return again.has_any(some);
    }

    // Settles which value counts of the members that an object has by an alias: of several names, the first whose value is not
    // null; of one name, the last value. So the order of the members does not matter. O(names * members of the object).
    void prefer(value object, const member_set& aliased) {
        member_set settled;
        for (std::size_t place = 1; place != std::size(known_names.which); ++place) {
            const auto name = static_cast<spelling>(place);
            const member which = member_of(name);
            if (aliased.has(which) && !settled.has(which) && take_last(object, name)) {
                settled.add(which);
            }
        }
    }

    // Takes the last value with a name, if there is one that is not null.
    [[nodiscard]] bool take_last(value object, spelling name) {
        bool found = false;
        value last{};
        Adapter::members(object, [&](auto each, value its) {
            if (identify(each) == name) {
                found = true;
                last = its;
            }
        });
        if (!found || Adapter::type(last) == json_type::null) {
            return false;
        }
        values_[static_cast<std::size_t>(member_of(name))] = last;
        return true;
    }

    [[nodiscard]] std::string_view string_in(member which) const {
        return type(which) == json_type::string ? clip(Adapter::string(get(which))) : std::string_view{};
    }

    member_set present_{};
    value values_[member_count];
};

// Whether an adapter can give numbers that are no integers.
template <class Adapter, class Enable = void>
struct has_numbers : std::false_type {};
template <class Adapter>
struct has_numbers<Adapter, std::void_t<decltype(Adapter::number(std::declval<typename Adapter::value>()))>> : std::true_type {};

// Calls `visit(value)` for the elements of a list, at most `limits::list_elements` of them, until it returns false. Returns false
// if there are more elements than that, and they were asked for.
template <class Adapter, class Visitor>
[[nodiscard]] bool for_each_element(typename Adapter::value list, Visitor visit) {
    std::size_t seen = 0;
    bool complete = true;
    Adapter::elements(list, [&](typename Adapter::value element) {
        complete = seen++ != limits::list_elements;
        return complete && visit(element);
    });
    return complete;
}

// The same, noting in the report whether there were more elements.
template <class Adapter, class Visitor>
void visit_elements(report_contents& report, typename Adapter::value list, Visitor visit) {
    report.incomplete = !for_each_element<Adapter>(list, visit) || report.incomplete;
}

[[nodiscard]] constexpr bool begins_with(std::string_view text, std::string_view lower_case) noexcept {
    return equal_ignoring_case(text.substr(0, lower_case.size()), lower_case);
}

template <class Adapter>
[[nodiscard]] bool has_text(const members_of<Adapter>& body, member which) {
    return !body.text(which).empty();
}

// Keeps the first string that is not empty.
inline void keep_first(std::string_view& kept, std::string_view found) noexcept {
    if (kept.empty()) {
        kept = found;
    }
}

} // namespace detail

TELNYX_ERRORS_END_NAMESPACE

#endif
