// Checks that pass if this file compiles: every enumerator has its row, every row its enumerator; what is a code and what is not.
//
// C++17 cannot list the enumerators of an enumeration, but compilers write their names into the name of a function. So every number
// of the blocks that have codes, and of the blocks beside them, is asked whether it has a name.
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include <telnyx/errors/lookup.hpp>

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

// A value without an enumerator is written as a cast, "Code = (telnyx::errors::code)40099"; an enumerator by its name.
template <te::code Code>
constexpr bool has_enumerator() {
    constexpr std::string_view text = name_written_by_compiler<Code>();
#if defined(__clang__) || defined(__GNUC__)
    return text.find("Code = (") == std::string_view::npos;
#elif defined(_MSC_VER)
    return text.find("<(") == std::string_view::npos;
#endif
}

static_assert(has_enumerator<te::code::not_routable>());
static_assert(has_enumerator<te::code::account_not_level_2_verified>());
static_assert(!has_enumerator<static_cast<te::code>(40099)>());

template <te::code Code>
struct enumerator_and_row {
    static_assert(!has_enumerator<Code>() || te::lookup(Code).known(), "code.hpp: this enumerator has no row in table.hpp");
    static_assert(has_enumerator<Code>() || !te::lookup(Code).known(), "table.hpp: this row has no enumerator in code.hpp");
    static constexpr bool value = true;
};

constexpr int block_size = 100;

template <int First, int... Offset>
constexpr bool numbers_match(std::integer_sequence<int, Offset...> /*offsets*/) {
    return (enumerator_and_row<static_cast<te::code>(First + Offset)>::value && ...);
}

template <int Block>
constexpr bool block_matches() {
    return numbers_match<Block * block_size>(std::make_integer_sequence<int, block_size>{});
}

template <std::size_t Row>
constexpr bool block_of_row_matches() {
    constexpr int block = te::table.begin()[Row].number() / block_size;
    return block_matches<block - 1>() && block_matches<block>() && block_matches<block + 1>();
}

template <std::size_t... Row>
constexpr bool blocks_match(std::index_sequence<Row...> /*rows*/) {
    return (block_of_row_matches<Row>() && ...);
}

static_assert(blocks_match(std::make_index_sequence<te::table.size()>{}));

// What may be asked for: integers, strings and enumerators.
template <class T, class = void>
constexpr bool is_accepted = false;
template <class T>
constexpr bool is_accepted<T, std::void_t<decltype(te::lookup(std::declval<T>())), decltype(te::classify(std::declval<T>()))>> =
    true;

static_assert(is_accepted<short> && is_accepted<int> && is_accepted<long> && is_accepted<long long>);
static_assert(is_accepted<unsigned short> && is_accepted<unsigned> && is_accepted<unsigned long> &&
              is_accepted<unsigned long long>);
static_assert(is_accepted<const char*> && is_accepted<const char (&)[6]> && is_accepted<std::string_view> &&
              is_accepted<const std::string&> && is_accepted<te::code>);
static_assert(!is_accepted<float> && !is_accepted<double> && !is_accepted<long double> && !is_accepted<const double&>);
static_assert(!is_accepted<bool> && !is_accepted<std::nullptr_t> && !is_accepted<void*> && !is_accepted<te::stage>);
static_assert(!is_accepted<char> && !is_accepted<signed char> && !is_accepted<unsigned char> && !is_accepted<wchar_t> &&
              !is_accepted<char16_t> && !is_accepted<char32_t>);
#if defined(__cpp_char8_t)
static_assert(!is_accepted<char8_t>);
#endif

} // namespace
