// The simulation: the clients that are compared. SPDX-License-Identifier: MIT
#ifndef FAKE_TELNYX_SIMULATION_CLIENTS_HPP
#define FAKE_TELNYX_SIMULATION_CLIENTS_HPP

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "board.hpp"
#include "world.hpp"

namespace simulation {

using fake_telnyx::milliseconds;

/// A message of the campaign.
struct message {
    std::string id; ///< The client's own.
    fake_telnyx::submission what;
    message_ids ids;
    milliseconds arrival = 0; ///< When the campaign hands it to the client.
};

/// What a client can do, and ask.
class surroundings {
public:
    virtual ~surroundings() = default;
    [[nodiscard]] virtual milliseconds now() const = 0;
    [[nodiscard]] virtual const message& about(std::size_t which) const = 0;
    /// POSTs the message; the answer comes later.
    virtual void send(std::size_t which) = 0;
    /// Calls `timer` for the message at that time.
    virtual void wake(std::size_t which, milliseconds when) = 0;
    /// GET by Telnyx's id, or a search for the message's webhook URL if it is empty.
    [[nodiscard]] virtual fake_telnyx::reply look_up(std::size_t which, const std::string& id) = 0;
    /// From when a message would arrive if it were sent then. Only for the oracle.
    [[nodiscard]] virtual std::optional<milliseconds> foresee(std::size_t which) const = 0;
    /// Random bits for a purpose, which depend on the message and the attempt only.
    [[nodiscard]] virtual std::uint32_t random_bits(std::size_t which, std::uint32_t attempt) const = 0;
};

class client {
public:
    virtual ~client() = default;
    /// The campaign hands over a message.
    virtual void start(std::size_t which) = 0;
    virtual void answer(std::size_t which, const fake_telnyx::reply& reply) = 0;
    virtual void timer(std::size_t which) = 0;
    /// \param which  the message; -1 for an inbound one
    virtual void webhook(std::ptrdiff_t which, const fake_telnyx::webhook& hook) = 0;
};

struct contender {
    const char* name;
    const char* policy; ///< In a sentence.
    std::unique_ptr<client> (*make)(surroundings& around);
};

/// All clients: ours first, then the official SDK, naive, send once, and the oracle last.
[[nodiscard]] const std::vector<contender>& contenders();

} // namespace simulation

#endif
