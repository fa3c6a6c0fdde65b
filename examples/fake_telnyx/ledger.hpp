// fake_telnyx: the truth about every message, for tests. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_LEDGER_HPP
#define FAKE_TELNYX_LEDGER_HPP

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

namespace fake_telnyx {

/// What happened to one of the client's messages for one recipient, over all of its requests.
struct ledger_entry {
    std::string scenario;
    bool deliverable = true;                    ///< Whether a program that does everything right gets it to the handset.
    std::string status;                         ///< The last status; empty if it was never accepted.
    std::uint32_t requests = 0;                 ///< How often it was sent.
    std::uint32_t accepted = 0;                 ///< How often Telnyx accepted it.
    std::uint32_t refused = 0;                  ///< How often Telnyx refused it, or did not get it.
    std::uint32_t handset = 0;                  ///< How often the recipient received it: more than once is a duplicate.
    std::int64_t arrived = 0;                   ///< When the recipient received it first, in milliseconds since 1970; 0: never.
    std::uint32_t futile = 0;                   ///< Requests over a limit that an earlier response or webhook had named.
    std::uint32_t early = 0;                    ///< Requests before the wait was over that a response had asked for.
    std::uint32_t after_stop = 0;               ///< Requests after the recipient opted out ...
    std::uint32_t after_known = 0;              ///< ... of these, those after the client was told so, by a webhook or a 40300.
    std::vector<std::int64_t> after_known_at{}; ///< When those arrived, in milliseconds since 1970.
};

/// A recipient's STOP or START, in the order in which Telnyx got them.
struct consent_change {
    std::string profile, recipient;
    bool opted_out = false;
    std::int64_t at = 0;   ///< When Telnyx got it, in milliseconds since 1970.
    std::int64_t told = 0; ///< When the client acknowledged its webhook; 0: not yet.
};

/// The sums of all entries, and what else the server counts.
struct ledger_counts {
    std::uint64_t messages = 0, requests = 0, accepted = 0, refused = 0, handset = 0, duplicates = 0, undelivered = 0, futile = 0,
                  early = 0, after_stop = 0, after_known = 0, lookups = 0, events = 0;
};

/// Entries by the client's own id and the recipient. The id is the last part of the path of the message's webhook_url; a message
/// without one is known by its text.
class ledger {
public:
    using key = std::pair<std::string, std::string>;

    [[nodiscard]] ledger_entry& entry(const std::string& client_id, const std::string& recipient) {
        return entries_[{client_id, recipient}];
    }
    [[nodiscard]] const std::map<key, ledger_entry>& entries() const noexcept { return entries_; }

    /// Deliverable messages that no handset received are `undelivered`.
    [[nodiscard]] ledger_counts counts() const;
    [[nodiscard]] nlohmann::json to_json() const;

    std::vector<consent_change> consents{};
    std::uint64_t lookups = 0;
    std::uint64_t events = 0;

private:
    std::map<key, ledger_entry> entries_;
};

[[nodiscard]] nlohmann::json to_json(const ledger_counts& counts);
[[nodiscard]] nlohmann::json to_json(const std::vector<consent_change>& consents);

} // namespace fake_telnyx

#endif
