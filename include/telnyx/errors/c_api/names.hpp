// telnyx-errors: the names of the enumerations for the C interface. SPDX-License-Identifier: MIT
//
// Part of <telnyx/errors/c_api.hpp>, which is the header to include.
#ifndef TELNYX_ERRORS_C_API_NAMES_HPP
#define TELNYX_ERRORS_C_API_NAMES_HPP

#include <cstddef>
#include <cstdint>
#include <string_view>

#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/c_api.h>
#include <telnyx/errors/c_api/convert.hpp>
#include <telnyx/errors/config.hpp>
#include <telnyx/errors/embedded/notation.hpp>
#include <telnyx/errors/enumeration.hpp>
#include <telnyx/errors/history_facts.hpp>
#include <telnyx/errors/pause.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace detail::c {

// The only enumeration that C++ does not have.
inline constexpr std::string_view status_names[] = {"ok",          "out_of_memory", "null_pointer",
                                                    "struct_size", "bad_value",     "out_of_range"};

// All names are literals, so they end with a zero.
struct enumeration_row {
    const char* name;
    const std::string_view* names;
    std::int32_t count;
    bool numbers_agree;
};

// The last enumerator tells whether C has the same numbers: the tests compare all of them.
template <class E>
[[nodiscard]] constexpr enumeration_row row_of(const char* name, E last, std::int32_t published) noexcept {
    const auto count = static_cast<std::int32_t>(enumerators<E>.size());
    return {name, names<E>::list, count, published == number_of(last) && published == count - 1};
}

// By enum telnyx_errors_enumeration.
inline constexpr enumeration_row enumeration_rows[] = {
    {"status", status_names, TELNYX_ERRORS_STATUS_OUT_OF_RANGE + 1, true},
    row_of<errors::origin>("origin", errors::origin::whatsapp_guide, TELNYX_ERRORS_ORIGIN_WHATSAPP_GUIDE),
    row_of<errors::stage>("stage", errors::stage::configuration, TELNYX_ERRORS_STAGE_CONFIGURATION),
    row_of<errors::phase>("phase", errors::phase::record, TELNYX_ERRORS_PHASE_RECORD),
    row_of<errors::category>("category", errors::category::account, TELNYX_ERRORS_CATEGORY_ACCOUNT),
    row_of<errors::retry_class>("retry_class", errors::retry_class::permanent, TELNYX_ERRORS_RETRY_CLASS_PERMANENT),
    row_of<errors::basis>("basis", errors::basis::amended, TELNYX_ERRORS_BASIS_AMENDED),
    row_of<errors::wait>("wait", errors::wait::as_server_says, TELNYX_ERRORS_WAIT_AS_SERVER_SAYS),
    row_of<errors::scope>("scope", errors::scope::platform, TELNYX_ERRORS_SCOPE_PLATFORM),
    row_of<errors::toward>("toward", errors::toward::everyone, TELNYX_ERRORS_TOWARD_EVERYONE),
    row_of<errors::remedy>("remedy", errors::remedy::raise_limit, TELNYX_ERRORS_REMEDY_RAISE_LIMIT),
    row_of<errors::channel>("channel", errors::channel::rcs, TELNYX_ERRORS_CHANNEL_RCS),
    row_of<errors::keyword>("keyword", errors::keyword::help, TELNYX_ERRORS_KEYWORD_HELP),
    row_of<errors::outcome>("outcome", errors::outcome::failed, TELNYX_ERRORS_OUTCOME_FAILED),
    row_of<errors::receipt>("receipt", errors::receipt::yes, TELNYX_ERRORS_RECEIPT_YES),
    row_of<errors::actor>("actor", errors::actor::telnyx, TELNYX_ERRORS_ACTOR_TELNYX),
    row_of<errors::kind>("kind", errors::kind::event, TELNYX_ERRORS_KIND_EVENT),
    row_of<errors::problem>("problem", errors::problem::too_large, TELNYX_ERRORS_PROBLEM_TOO_LARGE),
    row_of<errors::recipient_list>("recipient_list", errors::recipient_list::cc, TELNYX_ERRORS_RECIPIENT_LIST_CC),
    row_of<errors::server_wish>("server_wish", errors::server_wish::no_retry, TELNYX_ERRORS_SERVER_WISH_NO_RETRY),
    row_of<errors::jitter>("jitter", errors::jitter::full, TELNYX_ERRORS_JITTER_FULL),
    row_of<errors::step>("step", errors::step::reconcile, TELNYX_ERRORS_STEP_RECONCILE),
    row_of<errors::reason>("reason", errors::reason::contradictory, TELNYX_ERRORS_REASON_CONTRADICTORY),
    row_of<errors::consent>("consent", errors::consent::opted_out, TELNYX_ERRORS_CONSENT_OPTED_OUT),
    row_of<errors::coverage>("coverage", errors::coverage::unknown_time, TELNYX_ERRORS_COVERAGE_UNKNOWN_TIME),
    row_of<errors::progress>("progress", errors::progress::delivered, TELNYX_ERRORS_PROGRESS_DELIVERED),
    row_of<errors::ending>("ending", errors::ending::cancelled, TELNYX_ERRORS_ENDING_CANCELLED),
    row_of<errors::history_column>("history_column", errors::history_column::not_found_after,
                                   TELNYX_ERRORS_HISTORY_COLUMN_NOT_FOUND_AFTER),
    row_of<errors::notation>("notation", errors::notation::escaped, TELNYX_ERRORS_NOTATION_ESCAPED),
    row_of<errors::amendment_problem>("amendment_problem", errors::amendment_problem::unmarked,
                                      TELNYX_ERRORS_AMENDMENT_PROBLEM_UNMARKED),
};
inline constexpr std::int32_t enumeration_count = TELNYX_ERRORS_ENUMERATION_AMENDMENT_PROBLEM + 1;

[[nodiscard]] constexpr bool do_numbers_agree() noexcept {
    for (const enumeration_row& row : enumeration_rows) {
        if (!row.numbers_agree) {
            return false;
        }
    }
    return sizeof(enumeration_rows) / sizeof(enumeration_rows[0]) == static_cast<std::size_t>(enumeration_count);
}
// An enumerator that is new in C++ needs a number in C: the next one, whatever its place is in C++. If its place is not the last
// one, `number_of` and `take_number` must translate.
static_assert(do_numbers_agree(), "c_api/words.h: an enumeration lacks an enumerator, or its numbers differ");

// The row of an enumeration; null if there is none.
[[nodiscard]] constexpr const enumeration_row* find_enumeration(std::int32_t enumeration) noexcept {
    return enumeration >= 0 && enumeration < enumeration_count ? &enumeration_rows[enumeration] : nullptr;
}

} // namespace detail::c

TELNYX_ERRORS_END_NAMESPACE

#endif
