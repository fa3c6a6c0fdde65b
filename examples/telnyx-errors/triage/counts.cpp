// telnyx-errors, the command line: the counts of triage. SPDX-License-Identifier: MIT
#include "triage/counts.hpp"

#include <algorithm>
#include <iterator>

#include <telnyx/errors/sdk_comparison.hpp>

namespace command_line {

namespace te = telnyx::errors;

counted_finding triage_counts::add(const finding& found) {
    counted_finding result;
    ++bodies;
    if (!found.is_body()) {
        add_rejected(found);
        return result;
    }
    result.is_body = true;
    if (found.event != 0 && !events_.insert(found.event)) {
        ++duplicates;
        result.is_copy = true;
        return result;
    }
    ++kinds[found.kind];
    ++outcomes[found.outcome];
    ++steps[found.decision.step];
    add_unnamed_opt_outs(found);
    if (!found.is_failure()) {
        return result;
    }
    ++failed;
    add_codes(found);
    senders.add(found.sender);
    campaigns.add(found.campaign);
    for (const std::string& carrier : found.carriers) {
        carriers.add(carrier);
    }
    add_to_sdk(found);
    return result;
}

void triage_counts::add_rejected(const finding& found) {
    ++kinds[found.kind];
    ++(found.kind == te::kind::not_json ? not_json : unrecognised);
    if (locations.size() < most_locations) {
        locations.push_back({found.input, found.line, found.problem});
    }
}

void triage_counts::add_codes(const finding& found) {
    for (const found_code& code : found.codes) {
        auto row = failures_.find(code.code);
        if (row == failures_.end()) {
            const bool is_kept = failures_.size() < most_codes;
            row = failures_.try_emplace(is_kept ? code.code : "other").first;
            row->second.number = is_kept ? code.number : 0;
        }
        ++row->second.count;
        ++row->second.advice[{code.step, code.scope, code.toward, code.remedy}];
    }
}

void triage_counts::add_to_sdk(const finding& found) {
    if (found.kind != te::kind::api_error) {
        return;
    }
    ++sdk.refusals;
    const bool wrong = found.decision.step != te::step::retry;
    if (found.http_status != 0) {
        const bool again = te::sdk_resends(found.http_status);
        sdk.resent += again ? 1U : 0U;
        sdk.wrongly += again && wrong ? 1U : 0U;
    } else if (te::sdk_may_resend(found.decision.governing_code)) {
        ++sdk.maybe;
        sdk.maybe_wrongly += wrong ? 1U : 0U;
    } else {
        const bool recorded = std::any_of(std::begin(te::observed_statuses), std::end(te::observed_statuses),
                                          [&](const auto& row) { return row.code == found.decision.governing_code; });
        sdk.unknown += recorded ? 0U : 1U;
    }
}

void triage_counts::add(const message_fate& fate) {
    switch (fate.obstacle) {
    case message_fate::obstacle::opted_out: ++withheld; return;
    case message_fate::obstacle::contradicted: ++contradicted; return;
    case message_fate::obstacle::none: break;
    }
    schedule_count& row = schedule_[{fate.step, fate.wait}];
    ++row.messages;
    row.without_id += fate.has_id ? 0U : 1U;
    if (fate.not_before.known()) {
        const auto earlier = [](te::instant left, te::instant right) { return left.unix_seconds() < right.unix_seconds(); };
        row.earliest = !row.earliest.known() || earlier(fate.not_before, row.earliest) ? fate.not_before : row.earliest;
        row.latest = !row.latest.known() || earlier(row.latest, fate.not_before) ? fate.not_before : row.latest;
    }
}

void triage_counts::forget_messages() {
    schedule_.clear();
    withheld = contradicted = opted_out = maybe_opted_out = 0;
}

void triage_counts::add_unnamed_opt_outs(const finding& found) {
    for (const found_consent& said : found.consents) {
        if (said.person == 0) {
            opted_out_unnamed += said.consent == te::consent::opted_out ? 1U : 0U;
            maybe_opted_out_unnamed += said.consent == te::consent::maybe_opted_out ? 1U : 0U;
        }
    }
}

std::vector<failure_count> triage_counts::failures() const {
    std::vector<failure_count> rows;
    rows.reserve(failures_.size());
    for (const auto& [code, row] : failures_) {
        const auto most = std::max_element(row.advice.begin(), row.advice.end(),
                                           [](const auto& left, const auto& right) { return left.second < right.second; });
        rows.push_back({code, row.number, row.count, most->first});
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const failure_count& left, const failure_count& right) { return left.count > right.count; });
    return rows;
}

std::vector<schedule_count> triage_counts::schedule() const {
    std::vector<schedule_count> rows;
    rows.reserve(schedule_.size());
    for (const auto& [key, row] : schedule_) {
        rows.push_back(row);
        rows.back().step = key.first;
        rows.back().wait = key.second;
    }
    return rows;
}

} // namespace command_line
