// A decision is stored as JSON, read again, and logged. So is a board of pauses.
#include <cstddef>
#include <iostream>

#include <telnyx/errors/log_line.hpp>
#include <telnyx/errors/nlohmann_values.hpp>
#include <telnyx/errors/pause_board.hpp>

namespace te = telnyx::errors;

// [values]
bool stored_and_read(const te::decision& next) {
    const nlohmann::json stored = next;
    const auto read = te::value_from<te::decision>(stored);
    return read.known() && read.value.step == next.step && te::log_line(read.value).view() == te::log_line(next).view();
}
// [/values]

// [board]
nlohmann::json stored(const te::pause_board& board) {
    return {{"pauses", board.pauses()}, {"suppressions", board.suppressions().entries()}};
}

// Returns how many entries were refused: log it, messages that fail may be sent.
std::size_t load(te::pause_board& board, const nlohmann::json& document) {
    std::size_t refused = 0;
    for (const nlohmann::json& each : document.at("pauses")) {
        const auto read = te::value_from<te::stored_pause>(each);
        refused += read.known() && board.add(read.value) <= te::addition::joined ? 0U : 1U;
    }
    for (const nlohmann::json& each : document.at("suppressions")) {
        const auto read = te::value_from<te::stored_suppression>(each);
        refused += read.known() && board.suppress(te::ids_of(read.value)) <= te::addition::joined ? 0U : 1U;
    }
    return refused;
}
// [/board]

int main() {
    const te::decision next = te::decide(40008);
    std::cout << te::log_line(next).view() << '\n';
    te::message_ids ids;
    ids.recipient = "+13125550199";
    te::pause_board board{10};
    te::pause_board loaded{10};
    const bool same =
        board.suppress(ids) == te::addition::added && load(loaded, stored(board)) == 0 && stored(loaded) == stored(board);
    return stored_and_read(next) && same ? 0 : 1;
}
