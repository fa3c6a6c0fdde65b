// What else to hold back after a failure: a board of pauses that a sender asks before each message, and that is stored as plain
// values. Shows narrowed pauses, ends by time and by hand, and opt-outs. SPDX-License-Identifier: MIT
#include <cstdint>
#include <iostream>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>
#include <telnyx/errors/pause_board.hpp>

namespace te = telnyx::errors;

namespace {

// [failed]
// After a failure: hold back what else would fail.
void on_failure(te::pause_board& board, const te::decision& next, const te::message_ids& ids, const te::situation& here) {
    const te::applied done = board.apply(next, ids, here);
    if (!done.complete()) { // an id is not known, or the board is full: messages that fail may be sent
        std::cout << next.governing_code << ": coverage " << name(done.coverage) << ", pause " << name(done.paused) << '\n';
    }
}
// [/failed]

// [ask]
// Before each message.
bool may_send(const te::pause_board& board, const te::message_ids& ids, te::instant now) {
    const te::pause_answer answer = board.ask(ids, now);
    if (answer.may_send) {
        return true;
    }
    std::cout << "held back: " << name(answer.reason) << ", " << name(answer.scope) << " toward " << name(answer.toward);
    if (answer.suppressed) {
        std::cout << ", until they write START\n"; // drop the message
    } else if (answer.not_before.known()) {
        std::cout << ", until " << answer.not_before.unix_seconds() << '\n'; // ask again then
    } else {
        std::cout << ", until a " << name(answer.actor) << " acts\n"; // keep the message, alert them
    }
    return false;
}
// [/ask]

// [store]
// On startup: the pauses and suppressions that were stored.
te::pause_board load(const std::vector<te::stored_pause>& pauses, const std::vector<te::stored_suppression>& suppressions) {
    te::pause_board board{100000};
    for (const te::stored_pause& each : pauses) {
        const te::addition answer = board.add(each);
        if (answer > te::addition::nothing) {
            std::cout << "a stored pause is " << name(answer) << '\n';
        }
    }
    for (const te::stored_suppression& each : suppressions) {
        if (board.suppress(te::ids_of(each)) > te::addition::nothing) {
            std::cout << "a stored suppression was refused\n";
        }
    }
    return board;
}
// [/store]

} // namespace

int main() {
    te::situation here;
    here.time = te::instant{1768507200}; // noon in Los Angeles
    here.phase = te::phase::delivery;
    te::message_ids ids;
    ids.sender = "+13035550100";
    ids.campaign = "CAMP1";
    ids.messaging_profile = "40019664-0000-4000-8000-000000000005";
    ids.recipient = "+13125550171";
    ids.carrier = "T-Mobile USA, Inc.";
    ids.region = "US";

    te::pause_board board{100000};
    on_failure(board, te::decide(te::code::tmobile_sending_limit, here), ids, here); // narrowed to the campaign: no brand
    bool right = !may_send(board, ids, here.time);
    right = right && may_send(board, ids, here.time.plus(std::int64_t{12} * 60 * 60)); // midnight

    on_failure(board, te::decide(te::code::toll_free_not_verified, here), ids, here);
    right = right && !may_send(board, ids, here.time);
    board = load(board.pauses(), board.suppressions().entries());
    right = right && !may_send(board, ids, here.time);
    right = right && board.lift(te::scope::sender, te::toward::everyone, ids) == 1; // a person has verified the number

    here.phase = te::phase::request;
    on_failure(board, te::decide(te::code::blocked_stop, here), ids, here);
    right = right && !may_send(board, ids, here.time);
    return right ? 0 : 1;
}
