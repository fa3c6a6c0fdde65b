// Checks that are true as soon as this file compiles: every enumerator has its row, and a few sentences of the documents.
//
// C++17 cannot list the enumerators of an enumeration, but compilers write their names into the name of a function; so every
// number of the blocks in which codes lie is asked whether it has a name.
#include <cstddef>
#include <string_view>
#include <utility>

#include <telnyx/errors.hpp>

namespace te = telnyx::errors;

namespace {

template <te::code Code>
constexpr std::string_view name_written_by_compiler() {
#if defined(__clang__) || defined(__GNUC__)
    return __PRETTY_FUNCTION__;
#elif defined(_MSC_VER)
    return __FUNCSIG__;
#endif
}

// A value without an enumerator is written as a cast, "Code = (telnyx::errors::code)40021"; an enumerator by its name.
template <te::code Code>
constexpr bool has_enumerator() {
    constexpr std::string_view text = name_written_by_compiler<Code>();
#if defined(__clang__) || defined(__GNUC__)
    return text.find("Code = (") == std::string_view::npos;
#elif defined(_MSC_VER)
    return text.find("<(") == std::string_view::npos;
#endif
}

template <te::code Code>
struct enumerator_and_row {
    static_assert(!has_enumerator<Code>() || te::lookup(Code).known(), "code.hpp: this enumerator has no row in table.hpp");
    static_assert(has_enumerator<Code>() || !te::lookup(Code).known(), "table.hpp: this row has no enumerator in code.hpp");
    static constexpr int count = has_enumerator<Code>() ? 1 : 0;
};

template <int First, int... Offset>
constexpr int enumerators_in(std::integer_sequence<int, Offset...> /*offsets*/) {
    return (enumerator_and_row<static_cast<te::code>(First + Offset)>::count + ... + 0);
}

template <int First>
constexpr int enumerators_in_block() {
    return enumerators_in<First>(std::make_integer_sequence<int, 100>{});
}

static_assert(has_enumerator<te::code::not_routable>());
static_assert(has_enumerator<te::code::account_not_level_2_verified>());
static_assert(!has_enumerator<static_cast<te::code>(40021)>());

constexpr int enumerators = enumerators_in_block<10000>() + enumerators_in_block<20000>() + enumerators_in_block<20100>() +
                            enumerators_in_block<40000>() + enumerators_in_block<40100>() + enumerators_in_block<40200>() +
                            enumerators_in_block<40300>() + enumerators_in_block<40400>() + enumerators_in_block<41000>();
static_assert(enumerators == static_cast<int>(te::table.size()),
              "a code lies outside the blocks that are checked here: add its block");

} // namespace
