// fake_telnyx: the truth about every message, for tests. SPDX-License-Identifier: MIT
#include "ledger.hpp"

namespace fake_telnyx {

ledger_counts ledger::counts() const {
    ledger_counts sums;
    sums.messages = entries_.size();
    sums.lookups = lookups;
    sums.events = events;
    for (const auto& each : entries_) {
        const ledger_entry& entry = each.second;
        sums.requests += entry.requests;
        sums.accepted += entry.accepted;
        sums.refused += entry.refused;
        sums.handset += entry.handset;
        sums.duplicates += entry.handset > 1 ? entry.handset - 1 : 0;
        sums.undelivered += entry.deliverable && entry.handset == 0 ? 1 : 0;
        sums.futile += entry.futile;
        sums.early += entry.early;
        sums.after_stop += entry.after_stop;
        sums.after_known += entry.after_known;
    }
    return sums;
}

nlohmann::json ledger::to_json() const {
    nlohmann::json rows = nlohmann::json::array();
    for (const auto& each : entries_) {
        const ledger_entry& entry = each.second;
        rows.push_back({{"id", each.first.first},
                        {"to", each.first.second},
                        {"scenario", entry.scenario},
                        {"deliverable", entry.deliverable},
                        {"status", entry.status},
                        {"requests", entry.requests},
                        {"accepted", entry.accepted},
                        {"refused", entry.refused},
                        {"handset", entry.handset},
                        {"arrived", entry.arrived},
                        {"futile", entry.futile},
                        {"early", entry.early},
                        {"after_stop", entry.after_stop},
                        {"after_stop_known", entry.after_known},
                        {"after_stop_known_at", entry.after_known_at}});
    }
    return rows;
}

nlohmann::json to_json(const std::vector<consent_change>& consents) {
    nlohmann::json rows = nlohmann::json::array();
    for (const consent_change& each : consents) {
        rows.push_back({{"messaging_profile_id", each.profile},
                        {"recipient", each.recipient},
                        {"opted_out", each.opted_out},
                        {"at", each.at},
                        {"told", each.told}});
    }
    return rows;
}

nlohmann::json to_json(const ledger_counts& counts) {
    return {{"messages", counts.messages},
            {"requests", counts.requests},
            {"accepted", counts.accepted},
            {"refused", counts.refused},
            {"handset", counts.handset},
            {"duplicates", counts.duplicates},
            {"undelivered", counts.undelivered},
            {"futile", counts.futile},
            {"early", counts.early},
            {"after_stop", counts.after_stop},
            {"after_stop_known", counts.after_known},
            {"lookups", counts.lookups},
            {"events", counts.events}};
}

} // namespace fake_telnyx
