// Lookup and classification: every number and every text against a naive search of the same rows.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <limits>
#include <set>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "catch.hpp"
#include "naive_lookup.hpp"
#include "reference.hpp"

namespace te = telnyx::errors;

namespace {

bool is_unknown(const te::judgement& columns) {
    return !columns.known() && columns.retry == te::retry_class::unspecified && columns.category == te::category::unknown &&
           columns.wait == te::wait::none && columns.also == columns.retry;
}

} // namespace

static_assert(te::lookup(40300).retry == te::retry_class::permanent);
static_assert(te::lookup("40300").title == "Blocked due to STOP message");
static_assert(te::lookup(te::code::recipient_unavailable).retry == te::retry_class::automatic);
static_assert(te::classify(40300).retry == te::retry_class::permanent);
static_assert(noexcept(te::lookup(1)) && noexcept(te::lookup(std::string_view{})) && noexcept(te::lookup(te::code::blocked_stop)));
static_assert(
    noexcept(te::classify(1)) && noexcept(te::classify(std::string_view{})) && noexcept(te::classify(te::code::blocked_stop)));
static_assert(sizeof(te::judgement) == 9);
static_assert(te::detail::never_a_code<bool> && te::detail::never_a_code<double> && !te::detail::never_a_code<int>);

// At compile time, a read behind the last page is an error.
static_assert(!te::lookup(static_cast<std::int64_t>(te::detail::number_limit)).known());
static_assert(!te::classify(static_cast<std::int64_t>(te::detail::number_limit) - 1).known());

TEST_CASE("all integers from 0 to 200,000, and the text of each, agree with a naive search") {
    std::size_t hits = 0;
    std::size_t wrong = 0;
    for (std::int64_t number = 0; number <= 200000; ++number) {
        const te::code_info* const expected = naive::row_of(number);
        const std::string text = std::to_string(number);
        const te::code_info& by_number = te::lookup(number);
        const te::code_info& by_text = te::lookup(text);
        const te::judgement& classified = te::classify(number);
        const te::judgement& classified_text = te::classify(text);
        const te::code_info& by_code = te::lookup(static_cast<te::code>(number));
        bool right = &by_number == &by_text && &by_number == &by_code && classified == by_number && classified_text == by_number &&
                     te::code_number(text) == number;
        if (expected != nullptr) {
            ++hits;
            right = right && &by_number == expected;
        } else {
            right =
                right && is_unknown(by_number) && by_number.number() == 0 && by_number.stage == naive::stage_of_block(number) &&
                by_number.basis == (naive::stage_of_block(number) == te::stage::unknown ? te::basis::none : te::basis::from_block);
        }
        if (!right) {
            ++wrong;
            FAIL_CHECK("wrong answer for " << number);
        }
    }
    CHECK(hits == reference::count);
    CHECK(wrong == 0);
}

TEST_CASE("numbers that are no codes are unknown, and kept") {
    for (const std::int64_t number :
         {std::int64_t{reference::unknown_delivery}, std::int64_t{reference::unknown_request},
          std::int64_t{reference::unknown_elsewhere}, std::int64_t{47000}, std::int64_t{0}, std::int64_t{-1}, std::int64_t{1} << 31,
          (std::int64_t{1} << 31) + 40300, (std::int64_t{1} << 32) + 40300, (std::int64_t{1} << 16) + 40300, -std::int64_t{40300},
          (std::numeric_limits<std::int64_t>::min)(), (std::numeric_limits<std::int64_t>::max)()}) {
        INFO(number);
        CHECK(is_unknown(te::lookup(number)));
        CHECK(is_unknown(te::classify(number)));
    }
    CHECK(te::lookup(reference::unknown_delivery).stage == te::stage::delivery);
    CHECK(te::lookup(reference::unknown_request).stage == te::stage::request);
    CHECK(te::lookup(reference::unknown_configuration).stage == te::stage::configuration);
    CHECK(te::lookup(reference::unknown_elsewhere).stage == te::stage::unknown);
}

TEST_CASE("only the canonical decimal is a code") {
    for (const std::string_view text : {" 40310",
                                        "40310 ",
                                        "040310",
                                        "+40310",
                                        "-40310",
                                        "40310.0",
                                        "4.03e4",
                                        "40310x",
                                        "x40310",
                                        "4031",
                                        "403100",
                                        "",
                                        " ",
                                        "40 310",
                                        "4O310",
                                        "0x9d76",
                                        "40310\n",
                                        "\t40310",
                                        "4031\xC3\xB0",
                                        "\xEF\xBC\x94"
                                        "0310",
                                        "40,310",
                                        "1e5",
                                        "00000",
                                        "04031",
                                        "4030:",
                                        "4030/",
                                        "/0310",
                                        ":0310",
                                        "4\x00"
                                        "310",
                                        "99999999999999999999"}) {
        INFO('"' << std::string{text} << '"');
        CHECK(is_unknown(te::lookup(text)));
        CHECK(is_unknown(te::classify(text)));
    }
    CHECK(te::lookup("40310").number() == 40310);
    CHECK(te::lookup(std::string_view{"40310xyz", 5}).number() == 40310);
}

TEST_CASE("each octet of a text matters") {
    const std::string good = "40300";
    for (std::size_t place = 0; place != good.size(); ++place) {
        for (int octet = 0; octet != 256; ++octet) {
            std::string text = good;
            text[place] = static_cast<char>(octet);
            std::int64_t number = 0;
            for (const char c : text) {
                number = c >= '0' && c <= '9' && number >= 0 ? number * 10 + (c - '0') : -1;
            }
            INFO("octet " << octet << " at " << place);
            CHECK(&te::lookup(text) == &te::lookup(number < 10000 ? 0 : number));
        }
    }
}

TEST_CASE("the two readers of code numbers find the same row") {
    for (const std::string_view text :
         {"40300", "04030", "-4030", "4030", "403000", "4030x", "x0300", "", "-", "0", "00000", "99999"}) {
        INFO(text);
        CHECK(te::detail::find_the_same_row(text));
    }
}

TEST_CASE("a text keeps its number") {
    CHECK(te::code_number("75499") == 75499);
    CHECK(te::code_number("404") == 404);
    CHECK(te::code_number("-5") == -5);
    CHECK(te::code_number("999999999999999999") == 999999999999999999);
    CHECK(te::code_number("9223372036854775807") == 9223372036854775807);
    CHECK(te::code_number("-9223372036854775807") == -9223372036854775807);
    CHECK(te::code_number("9223372036854775808") == 0);
    CHECK(te::code_number("10000000000000000000") == 0);
    CHECK(te::code_number("-") == 0);
    CHECK(te::code_number("-0") == 0);
    CHECK(te::code_number("0") == 0);
    CHECK(te::code_number("some_code") == 0);
}

TEST_CASE("every enumerator is its own row") {
    for (const te::code_info& row : te::table) {
        CHECK(&te::lookup(row.id) == &row);
    }
}

TEST_CASE("the status counts where no code is known, and nothing came by another door") {
    // The code outranks the status.
    CHECK(te::classify(40008, te::phase::request, 429) == te::classify(40008));
    CHECK(te::classify(40001, te::phase::unknown, 503).retry == te::retry_class::permanent);
    for (const te::phase through : {te::phase::request, te::phase::unknown}) {
        const te::judgement limited = te::classify(47000, through, 429);
        CHECK(limited.retry == te::retry_class::automatic);
        CHECK(limited.basis == te::basis::from_status);
        CHECK(te::classify(0, through, 401).retry == te::retry_class::action_required);
        CHECK(te::classify(reference::unknown_delivery, through, 200).basis == te::basis::from_block); // no failure by its status
        CHECK(te::classify(reference::unknown_delivery, through, 200).stage == te::stage::delivery);
        CHECK(te::classify(reference::unknown_delivery, through, 0).basis == te::basis::from_block);
        CHECK(te::classify(reference::unknown_delivery, through, 503).scope == te::scope::platform);
    }
    for (const te::phase through : {te::phase::delivery, te::phase::record}) {
        CHECK(te::classify(47000, through, 429).basis == te::basis::none);
        CHECK(te::classify(reference::unknown_delivery, through, 429).basis == te::basis::from_block);
    }
}

TEST_CASE("a text that is almost a number has none") {
    for (const std::string_view text :
         {"/", ":", "1/", "1:", "-/", "1-", "--1", "- 1", "00", "01", "-01", "1a", " 1", "1 ", "+1"}) {
        INFO(text);
        CHECK(te::code_number(text) == 0);
    }
    CHECK(te::code_number("1") == 1);
    CHECK(te::code_number("9") == 9);
    CHECK(te::code_number("10") == 10);
    CHECK(te::code_number("-1") == -1);
    CHECK(te::code_number("-10") == -10);
    CHECK(te::code_number("9223372036854775799") == 9223372036854775799);
    CHECK(te::code_number("9223372036854775806") == 9223372036854775806);
    CHECK(te::code_number("9223372036854775810") == 0);
    CHECK(te::code_number("92233720368547758070") == 0);
    CHECK(te::code_number("-9223372036854775808") == 0); // its digits do not fit into 63 bits
}

TEST_CASE("what the compiler computed, the program computes as well") {
    const te::detail::code_index codes = te::detail::make_code_index();
    CHECK(std::equal(std::begin(codes.rows), std::end(codes.rows), std::begin(te::detail::index_of_codes.rows)));
    CHECK(std::equal(std::begin(codes.pages.displacement), std::end(codes.pages.displacement),
                     std::begin(te::detail::index_of_codes.pages.displacement)));
    CHECK(sizeof(codes.rows) == te::detail::make_page_plan().size);
    CHECK(te::detail::count_rows_in_pages() == te::detail::rows_in_pages);
    te::detail::page_directory pages = te::detail::plan_of_pages.pages;
    CHECK(te::detail::are_blocks_in_one_piece(pages));
    ++pages.displacement[40099 / 128]; // the second page of the block of 40000
    CHECK_FALSE(te::detail::are_blocks_in_one_piece(pages));
    const te::detail::codes_beyond_pages beyond = te::detail::list_codes_beyond_pages();
    CHECK(std::equal(std::begin(beyond.numbers), std::end(beyond.numbers), std::begin(te::detail::codes_beyond.numbers)));
    const te::detail::judgement_table judgements = te::detail::make_judgement_table();
    CHECK(std::equal(std::begin(judgements.of_row), std::end(judgements.of_row), std::begin(te::detail::judgements.of_row)));
    CHECK(std::equal(std::begin(judgements.distinct), std::end(judgements.distinct), std::begin(te::detail::judgements.distinct)));
}

TEST_CASE("a status counts where no code is known, in the answer to a request") {
    const auto basis = [](std::int64_t number, te::phase through, int status) {
        return te::classify(number, through, status).basis;
    };
    CHECK(te::classify(te::code::blocked_stop).retry == te::retry_class::permanent);
    CHECK(basis(40300, te::phase::request, 429) == te::basis::documented);
    CHECK(basis(99999, te::phase::request, 429) == te::basis::from_status);
    CHECK(basis(99999, te::phase::unknown, 429) == te::basis::from_status);
    CHECK(basis(99999, te::phase::request, 0) == te::basis::none);
    CHECK(basis(99999, te::phase::request, 200) == te::basis::none);
    CHECK(basis(99999, te::phase::delivery, 429) == te::basis::none);
    CHECK(basis(99999, te::phase::record, 429) == te::basis::none);
}

TEST_CASE("the index is no larger than the codes need") {
    // Pages of 128 numbers, up to the one of the largest code of five digits. A page is written out if it holds a code or a number
    // of the blocks of which an unknown code has a stage; one more is shared by all the others.
    std::size_t last_page = 0;
    std::set<int> written;
    for (const reference::code_row& row : reference::rows) {
        if (row.number < 100000) {
            written.insert(row.number / 128);
            last_page = static_cast<std::size_t>(row.number) / 128;
        }
    }
    for (int number = 40000; number != 40400; ++number) {
        if (naive::stage_of_block(number) != te::stage::unknown) {
            written.insert(number / 128);
        }
    }
    CHECK(te::detail::page_size == 128);
    CHECK(te::detail::page_count == last_page + 1);
    CHECK(te::detail::number_limit == (last_page + 1) * 128);
    CHECK(te::detail::plan_of_pages.size == (written.size() + 1) * 128);
    CHECK(sizeof(te::detail::index_of_codes) == (last_page + 1) * 2 + (written.size() + 1) * 128);
}

TEST_CASE("five and six digits, octet by octet") {
    for (const std::string all : {"98765", "198765"}) {
        for (std::size_t place = 0; place != all.size(); ++place) {
            for (int octet = 0; octet != 256; ++octet) {
                std::string text = all;
                text[place] = static_cast<char>(octet);
                const bool digit = octet >= '0' && octet <= '9' && (all.size() == 5 || place != 0 || octet != '0');
                INFO("octet " << octet << " at " << place << " of " << all.size());
                CHECK(te::detail::code_digits(text) == (digit ? std::stoi(text) : 0));
            }
        }
    }
    CHECK(te::detail::code_digits("99999") == 99999);
    CHECK(te::detail::code_digits("9999") == 0);
    CHECK(te::detail::code_digits("9999999") == 0);
}

TEST_CASE("each judgement is stored once") {
    std::size_t distinct = 0;
    for (std::size_t row = 0; row != te::detail::rows::count; ++row) {
        bool seen = false;
        for (std::size_t before = 0; before != row; ++before) {
            const te::judgement& left = te::detail::rows::all[before];
            const te::judgement& right = te::detail::rows::all[row];
            seen = seen || left == right;
        }
        distinct += seen ? 0U : 1U;
    }
    CHECK(te::detail::judgement_count == distinct);
}

TEST_CASE("a title names its code, if no other code has it") {
    CHECK(te::code_of_title("Blocked due to STOP message") == te::code::blocked_stop);
    CHECK(te::code_of_title("blocked due to stop message!") == te::code::blocked_stop);
    CHECK(te::code_of_title(te::lookup(40310).name) == te::code{40310});
    CHECK(te::code_of_title("Too many requests") == te::code{}); // of 10011 and 40011
    CHECK(te::code_of_title("") == te::code{});
    CHECK(te::code_of_title(" - ") == te::code{});
    CHECK(te::code_of_title("words") == te::code{});
    for (const te::code_info& row : te::table) {
        const te::code found = te::code_of_title(row.title);
        INFO(row.title);
        CHECK((found == row.id || found == te::code{}));
    }
    static_assert(te::code_of_title("Undeliverable") == te::code_of_title("UNDELIVERABLE"));
}

TEST_CASE("a title disagrees with a known code only, if it says something else than the table") {
    // "Blocked due to STOP message" is the title of 40300.
    const te::code_info& stop = te::lookup(40300);
    CHECK_FALSE(te::detail::disagrees(stop, "Blocked due to STOP message"));
    CHECK_FALSE(te::detail::disagrees(stop, "blocked  due to stop-message."));
    CHECK(te::detail::disagrees(stop, "Too many requests"));
    CHECK_FALSE(te::detail::disagrees(stop, ""));
    CHECK_FALSE(te::detail::disagrees(stop, " .-"));
    CHECK_FALSE(te::detail::disagrees(te::lookup(47000), "Too many requests"));
    CHECK_FALSE(te::detail::disagrees(te::lookup(40099), ""));
}

namespace {

// How many different keys judgements have that differ in one column only, of which the column takes each value.
template <class Enumeration>
std::size_t keys_by_column(Enumeration te::judgement::*column) {
    std::set<std::uint64_t> keys;
    for (const Enumeration each : te::enumerators<Enumeration>) {
        te::judgement columns{};
        columns.remedy = te::remedy::investigate;
        columns.*column = each;
        keys.insert(te::detail::key_of(columns));
    }
    return keys.size();
}

} // namespace

TEST_CASE("judgements that differ in any column are kept apart") {
    CHECK(keys_by_column(&te::judgement::stage) == te::enumerators<te::stage>.size());
    CHECK(keys_by_column(&te::judgement::category) == te::enumerators<te::category>.size());
    CHECK(keys_by_column(&te::judgement::retry) == te::enumerators<te::retry_class>.size());
    CHECK(keys_by_column(&te::judgement::also) == te::enumerators<te::retry_class>.size());
    CHECK(keys_by_column(&te::judgement::basis) == te::enumerators<te::basis>.size());
    CHECK(keys_by_column(&te::judgement::wait) == te::enumerators<te::wait>.size());
    CHECK(keys_by_column(&te::judgement::scope) == te::enumerators<te::scope>.size());
    CHECK(keys_by_column(&te::judgement::toward) == te::enumerators<te::toward>.size());
    CHECK(keys_by_column(&te::judgement::remedy) == te::enumerators<te::remedy>.size());
}

TEST_CASE("pages that would tear a block of codes apart are found") {
    const te::detail::page_directory& pages = te::detail::plan_of_pages.pages;
    CHECK(te::detail::are_blocks_in_one_piece(pages));
    for (const std::size_t number : {40000U, 40099U, 40199U, 40399U}) { // the blocks are 400xx, 401xx and 403xx
        te::detail::page_directory torn = pages;
        std::uint16_t& displacement = torn.displacement[number / te::detail::page_size];
        displacement = static_cast<std::uint16_t>(displacement + te::detail::page_size);
        INFO(number);
        CHECK_FALSE(te::detail::are_blocks_in_one_piece(torn));
    }
}
