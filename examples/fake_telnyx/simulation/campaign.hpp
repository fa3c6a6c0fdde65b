// The simulation: campaigns in virtual time. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_SIMULATION_CAMPAIGN_HPP
#define FAKE_TELNYX_SIMULATION_CAMPAIGN_HPP

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "clients.hpp"

namespace simulation {

/// A campaign and what goes wrong in it.
struct world_row {
    std::string name;
    std::string sentence;
    std::vector<std::pair<const char*, int>> mix; ///< Scenarios and how many of 1000 recipients have them.
    std::vector<fake_telnyx::outage> outages{};   ///< With times in milliseconds from the start.
    int seconds = 600;                            ///< In which the messages arrive.
    bool follow_up = false;                       ///< Whether each recipient gets a second message, an hour later.
};

[[nodiscard]] const std::vector<world_row>& worlds();

/// What a client achieved.
struct result {
    std::vector<bool> delivered; ///< By message.
    std::int64_t sends = 0, look_ups = 0, duplicates = 0, after_opt_out = 0, futile = 0;
    std::vector<std::int64_t> waits; ///< From arrival to the handset, in milliseconds, sorted; of those that were delivered.
};

/// Runs a campaign of that many messages. The same world, seed and size give the same arrivals and failures to every client.
[[nodiscard]] result run(const world_row& world, const contender& who, std::uint64_t seed, std::size_t messages);

} // namespace simulation

#endif
