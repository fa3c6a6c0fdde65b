// The simulation: what a client holds back. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_SIMULATION_BOARD_HPP
#define FAKE_TELNYX_SIMULATION_BOARD_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>

#include <telnyx/errors/pause_board.hpp>

namespace simulation {

/// The ids of a message.
struct message_ids {
    std::string sender, campaign, brand, profile, account, content, recipient, carrier, region;
};

/// The library's pauses and suppressions, and a probe: while it is not known whether Telnyx is back, one message at a time finds
/// out. Times are milliseconds since 1970.
class board {
public:
    static constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();

    /// Holds back what the decision says fails in the same way.
    void add(const telnyx::errors::decision& what, const message_ids& ids, std::int64_t now) {
        namespace te = telnyx::errors;
        const bool platform = what.step == te::step::reconcile && what.scope == te::scope::platform;
        if (platform || what.reason == te::reason::never_left) {
            probe_ms_ = std::min<std::int64_t>(probe_ms_ == 0 ? 1000 : probe_ms_ * 2, 60000);
            probe_at_ = now + probe_ms_;
            return;
        }
        te::situation here;
        here.time = te::instant{(now + 999) / 1000}; // in seconds: not too early
        static_cast<void>(kept_.apply(what, views_of(ids), here));
    }

    /// From when the message may be sent; `never` if that needs a person, or the recipient.
    [[nodiscard]] std::int64_t ask(const message_ids& ids, std::int64_t now) {
        namespace te = telnyx::errors;
        const te::pause_answer held = kept_.ask(views_of(ids), te::instant{now / 1000});
        if (!held.may_send) {
            return held.not_before.known() ? std::max(now + 1, held.not_before.unix_seconds() * 1000) : never;
        }
        if (probe_ms_ == 0) {
            return now;
        }
        if (now < probe_at_) {
            return probe_at_;
        }
        probe_at_ = now + probe_ms_;
        return now;
    }

    /// Telnyx answered.
    void succeeded() { probe_ms_ = 0; }

private:
    [[nodiscard]] static telnyx::errors::message_ids views_of(const message_ids& ids) {
        telnyx::errors::message_ids views;
        views.sender = ids.sender;
        views.campaign = ids.campaign;
        views.brand = ids.brand;
        views.messaging_profile = ids.profile;
        views.account = ids.account;
        views.content = ids.content;
        views.recipient = ids.recipient;
        views.carrier = ids.carrier;
        views.region = ids.region;
        return views;
    }

    static constexpr std::size_t most_pauses = 100000;
    telnyx::errors::pause_board kept_{most_pauses};
    std::int64_t probe_ms_ = 0;
    std::int64_t probe_at_ = 0;
};

} // namespace simulation

#endif
