// What a code means, with the core alone: no JSON library, no allocation. SPDX-License-Identifier: MIT
#include <cstdint>
#include <iostream>
#include <string_view>

#include <telnyx/errors.hpp>

namespace te = telnyx::errors;

namespace {

// [compile_time]
// The table is there while the program is compiled. What a program relies on, it can have checked.
static_assert(te::lookup(40300).retry == te::retry_class::permanent);
static_assert(te::classify(te::code::recipient_unavailable).retry == te::retry_class::automatic);
static_assert(!te::lookup(40021).known()); // seen in the wild, and in none of Telnyx's lists
// [/compile_time]

// [explain]
void explain(const te::code_info& row) {
    std::cout << row.number() << " - " << row.title << '\n'
              << "  " << row.cause << '\n'
              << "  " << row.action << '\n'
              << "  retry: " << name(row.retry) << ", wait: " << name(row.wait) << ", scope: " << name(row.scope) << '\n';
}
// [/explain]

// [by_number]
bool may_be_sent_again(std::int64_t number) {
    return te::classify(number).retry == te::retry_class::automatic; // decides without a text: none is linked
}
// [/by_number]

// [unknown]
void explain_unknown(std::int64_t number) {
    const te::classification what = te::classify(number); // an ordinary answer for any number
    std::cout << what.number << (what.known() ? " is known" : " is unknown") << ", stage " << name(what.stage) << " ("
              << name(what.basis) << "), retry " << name(what.retry) << '\n';
}
// [/unknown]

} // namespace

int main() {
    // [lookup]
    explain(te::lookup(40318));                // by number
    explain(te::lookup("40016"));              // by text, as bodies spell it
    explain(te::lookup(te::code::queue_full)); // by name
    // [/lookup]

    for (const std::int64_t number : {40006, 40300}) {
        std::cout << number << (may_be_sent_again(number) ? " may" : " may not") << " be sent again as it is\n";
    }
    explain_unknown(40021);
    explain_unknown(99999);

    // [table]
    std::cout << "of " << te::table.size() << " codes these concern the whole account:";
    for (const te::code_info& row : te::table) {
        if (row.scope == te::scope::account) {
            std::cout << ' ' << row.number();
        }
    }
    std::cout << '\n';
    // [/table]
}
