// Error codes alone: the cause, the action and the retry class of a code, by number, string and enumerator.
// Shows that the core needs no JSON library, allocates nothing and works at compile time. SPDX-License-Identifier: MIT
#include <cstdint>
#include <iostream>
#include <string_view>

#include <telnyx/errors.hpp>

namespace te = telnyx::errors;

namespace {

// [compile_time]
// The table is usable at compile time: assert what your program relies on.
static_assert(te::lookup(40300).retry == te::retry_class::permanent);
static_assert(te::classify(te::code::recipient_unavailable).retry == te::retry_class::automatic);
static_assert(!te::lookup(40021).known()); // seen in the wild, but not in Telnyx's lists
// [/compile_time]

// [explain]
void explain(const te::code_info& row) {
    std::cout << row.number() << " - " << row.title << '\n'
              << "  " << row.cause << '\n'
              << "  " << row.action << '\n'
              << "  retry: " << name(row.retry) << ", wait: " << name(row.wait) << ", scope: " << name(row.scope) << " toward "
              << name(row.toward) << '\n';
}
// [/explain]

// [by_number]
bool may_be_resent(std::int64_t number) {
    return te::classify(number).retry == te::retry_class::automatic; // uses no strings, so none are linked
}
// [/by_number]

// [unknown]
void explain_unknown(std::int64_t number) {
    const te::code_info& row = te::lookup(number); // never null: an unknown code has a row that permits no retry
    std::cout << number << (row.known() ? " is known" : " is unknown") << ", stage " << name(row.stage) << " (" << name(row.basis)
              << "), retry " << name(row.retry) << '\n';
}
// [/unknown]

} // namespace

int main() {
    // [lookup]
    explain(te::lookup(40318));                // by number
    explain(te::lookup("40016"));              // by string, as in a payload
    explain(te::lookup(te::code::queue_full)); // by enumerator
    // [/lookup]

    for (const std::int64_t number : {40006, 40300}) {
        std::cout << number << (may_be_resent(number) ? " may" : " must not") << " be resent unchanged\n";
    }
    explain_unknown(40021);
    explain_unknown(99999);

    // [table]
    std::cout << "codes that affect the whole account, of " << te::table.size() << ':';
    for (const te::code_info& row : te::table) {
        if (row.scope == te::scope::account) {
            std::cout << ' ' << row.number();
        }
    }
    std::cout << '\n';
    // [/table]
}
