// Codes as text and as numbers: which texts are codes, which rows they have, and what is decided about them. The first byte
// says whether the rest is the text of a code, or a number and what is asked about it.
#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

#include "../unit/naive_lookup.hpp"
#include "decision_oracle.hpp"
#include "fuzz.hpp"

namespace te = telnyx::errors;

namespace {

// The number that a text writes if it is just what a number is written as; else 0.
std::int64_t number_written_by(std::string_view text) {
    std::int64_t number = 0;
    std::string digits{text.substr(!text.empty() && text[0] == '-' ? 1 : 0)};
    if (digits.empty() || digits.size() > 19 || digits.find_first_not_of("0123456789") != std::string::npos) {
        return 0;
    }
    const std::uint64_t magnitude = std::strtoull(digits.c_str(), nullptr, 10); // 19 digits fit
    if (magnitude > static_cast<std::uint64_t>(INT64_MAX)) {
        return 0;
    }
    number = text[0] == '-' ? -static_cast<std::int64_t>(magnitude) : static_cast<std::int64_t>(magnitude);
    return std::to_string(number) == text ? number : 0;
}

void check_number(std::int64_t number) {
    const te::code_info& row = te::lookup(number);
    const te::judgement& columns = te::classify(number);
    const auto show = [&] { return std::to_string(number) + ": row " + std::to_string(row.number()); };
    fuzz::require(static_cast<const te::judgement&>(columns) == static_cast<const te::judgement&>(row),
                  "lookup and classify disagree", show);
    if (const te::code_info* const expected = naive::row_of(number)) {
        fuzz::require(row.known() && row.number() == number && row.title == expected->title && row.retry == expected->retry,
                      "the row of another code", show);
    } else {
        fuzz::require(!row.known() && !columns.known(), "a code that is in no list is known", show);
        fuzz::require(row.stage == naive::stage_of_block(number), "an unknown code has not the stage of its block", show);
        fuzz::require(row.retry == te::retry_class::unspecified, "an unknown code has a class", show);
    }
    const te::code_text written{number};
    fuzz::require(std::to_string(number) == written.view(), "a number is written out wrongly",
                  [&] { return std::string(written.view()) + " instead of " + std::to_string(number); });
    fuzz::require(number == INT64_MIN || te::code_number(written.view()) == number, "a number written out is another", show);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::byte_source bytes{fuzz::text_of(data, size)};
    const std::size_t way = bytes.below(4);
    if (way < 2) {
        const std::string_view text = bytes.rest();
        const std::int64_t expected = number_written_by(text);
        const std::int64_t number = te::code_number(text);
        fuzz::require(number == expected, "a text is another number", [&] {
            return fuzz::escaped(text) + ": " + std::to_string(number) + " instead of " + std::to_string(expected);
        });
        fuzz::require(&te::lookup(text) == &te::lookup(expected), "a text has another row than its number",
                      [&] { return fuzz::escaped(text) + ": " + std::to_string(te::lookup(text).number()); });
        check_number(expected);
        return 0;
    }
    // Any number, or one near the codes.
    const std::int64_t number = way == 2 ? static_cast<std::int64_t>(bytes.number(8)) : static_cast<std::int64_t>(bytes.number(2));
    const fuzz::question asked = fuzz::question_from(bytes);
    check_number(number);
    fuzz::check_backoff(asked);
    fuzz::check_code_decision(number, asked);
    // Every known code under the same question: there are few, and each must hold.
    if (bytes.below(8) == 7) {
        for (const te::code_info& row : te::table) {
            fuzz::check_code_decision(row.number(), asked);
        }
    }
    return 0;
}
