// What else is held back after a failure: the library's board, kept in the database. SPDX-License-Identifier: MIT
#ifndef SERVICE_PAUSES_HPP
#define SERVICE_PAUSES_HPP

#include <string_view>

#include <telnyx/errors/pause_board.hpp>

#include "database.hpp"
#include "message.hpp"

namespace service {

namespace te = telnyx::errors;

/// For one thread: the writer's.
class pauses {
public:
    /// Loads what is stored.
    explicit pauses(database& file);

    [[nodiscard]] te::pause_answer ask(const work& message, std::string_view carrier, te::instant now) const;
    /// Pauses what a decision says. \return whether something new is paused
    bool learn(database& file, const te::decision& next, const work& message, std::string_view carrier, const te::situation& here);
    /// A message went through: what it disproves is lifted.
    void succeeded(database& file, const work& message, te::instant sent_at);
    /// A recipient wrote START.
    void opted_in(database& file, std::string_view profile, std::string_view recipient);
    /// Lifts what holds this message back, by hand. \return how many pauses
    std::size_t lift(database& file, const work& message, std::string_view carrier, te::instant now);
    void remove_ended(database& file, te::instant now);

private:
    void store(database& file); // and wakes the messages that something held back: they ask again

    te::pause_board board_;
};

} // namespace service

#endif
