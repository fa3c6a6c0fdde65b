// telnyx-errors, the command line: who opted out, from all payloads together. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_CONSENT_LEDGER_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_CONSENT_LEDGER_HPP

#include <cstdint>
#include <functional>
#include <string>

#include <telnyx/errors.hpp>

#include "triage/findings.hpp"
#include "triage/spilled_records.hpp"
#include "triage/temporary_file.hpp"

namespace command_line {

/// Collects what payloads say about the consent of people, and reports at the end who is opted out, or may be. An opt-out holds for
/// a messaging profile; where the payload names no profile, for a sender. A later opt-in of the same person for the same profile or
/// sender lifts it. Of two statements the later one is that with the later time; if one of them has no time, that which was added
/// later.
///
/// Memory: at most 6 MiB. Everything else is in temporary files: 48 bytes per statement, and the row of each opt-out.
class consent_ledger {
public:
    /// Adds what a payload says.
    /// \param is_copy  whether the same event was added before: then its position says nothing about the time of an opt-in
    /// \param row_of   makes the row of a statement; empty if no rows are wanted
    /// \throws temporary_file_failure, and what `row_of` throws
    void add(const finding& found, bool is_copy, const std::function<std::string(const found_consent&)>& row_of);

    /// Receives the result.
    struct listener {
        /// Receives each person who is opted out, or may be.
        std::function<void(std::uint64_t person, telnyx::errors::consent state)> person;
        /// Receives a row for each person and profile, and for each opt-out of an unknown person, in the order of the input.
        std::function<void(const std::string& row)> row;
    };
    /// Reports the result. Must be called once, after everything was added. \throws temporary_file_failure, and what the listener
    /// throws
    void finish(const listener& report);

private:
    static constexpr std::uint64_t no_row = UINT64_MAX;
    static constexpr std::int64_t no_time = INT64_MIN;

    // What a payload says about one person and one profile or sender.
    struct note {
        std::uint64_t person = 0;
        std::uint64_t list = 0; // the profile or the sender; 0: unknown
        std::uint64_t position = 0;
        std::int64_t time = no_time;
        std::uint64_t row = no_row; // its position, which is also the order of the input
        telnyx::errors::consent said = telnyx::errors::consent::opted_out;
    };
    // The opt-ins of a list come first, then the opt-outs, then what may be one.
    struct by_person {
        bool operator()(const note& left, const note& right) const noexcept;
    };
    struct in_order {
        bool operator()(std::uint64_t left, std::uint64_t right) const noexcept { return left < right; }
    };
    class opt_ins;
    class joiner;

    void add_opt_in(const found_consent& said, note about);
    std::uint64_t store_row(const std::string& row);
    [[nodiscard]] std::string stored_row(std::uint64_t position);

    std::uint64_t added_ = 0;
    temporary_file texts_{};
    record_sorter<note, by_person> notes_{};
    record_sorter<std::uint64_t, in_order> rows_{};
};

} // namespace command_line

#endif
