// Values from any JSON: what is read, written and read again is equal, and what is stored of it is too.
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <telnyx/errors/log_line.hpp>
#include <telnyx/errors/nlohmann_values.hpp>
#include <telnyx/errors/pause_board.hpp>

#include "fuzz.hpp"

namespace te = telnyx::errors;
using nlohmann::json;

namespace {

// What is written compares everything that a value says: an enumerator that is written wrongly is refused when it is read again.
template <class T>
te::value_result<T> checked(const json& document) {
    te::value_result<T> first = te::value_from<T>(document);
    if (!first.known()) {
        fuzz::require(json(first.value) == json(T{}), "what was not read changes the value", [&] { return document.dump(); });
        return first;
    }
    const json written = first.value;
    const te::value_result<T> second = te::value_from<T>(written);
    fuzz::require(second.known(), "what was written is refused", [&] {
        return written.dump() + " because of " + std::string{name(second.problem)} + " " + std::string{second.member};
    });
    fuzz::require(json(second.value) == written, "what is read again differs",
                  [&] { return written.dump() + " and then " + json(second.value).dump(); });
    const json text = json::parse(written.dump());
    fuzz::require(text == written, "the JSON text differs", [&] { return written.dump(); });
    return first;
}

void check_history(const te::history& history) {
    fuzz::require(te::restore(te::store(history)) == history, "a history is restored as another", [] { return std::string{}; });
    const te::decision next = te::decide(history);
    checked<te::decision>(next);
}

void check_pause(const te::stored_pause& stored) {
    te::pause held;
    fuzz::require(te::restore(stored, held), "a pause that was read is not restored", [&] { return json(stored).dump(); });
    te::pause_board board{1};
    if (board.add(stored) != te::addition::added) {
        return;
    }
    const json written = board.pauses();
    te::pause_board again{1};
    fuzz::require(again.add(checked<te::stored_pause>(written.at(0)).value) == te::addition::added &&
                      json(again.pauses()) == written,
                  "a board is loaded as another", [&] { return written.dump(); });
}

void check_suppression(const te::stored_suppression& stored) {
    te::pause_board board{1};
    if (board.suppress(te::ids_of(stored)) == te::addition::added) {
        const std::vector<te::stored_suppression> entries = board.suppressions().entries();
        const te::stored_suppression again = checked<te::stored_suppression>(json(entries.at(0))).value;
        fuzz::require(entries.size() == 1 && board.ask(te::ids_of(again), {}).suppressed,
                      "a suppression that was stored does not suppress", [&] { return json(stored).dump(); });
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const json document = json::parse(fuzz::text_of(data, size), nullptr, false);
    if (document.is_discarded()) {
        return 0;
    }
    if (const auto read = checked<te::decision>(document); read.known()) {
        fuzz::require(te::log_line(read.value).view() == te::log_line(json(read.value).get<te::decision>()).view(),
                      "the lines of the log differ", [&] { return document.dump(); });
    }
    if (const auto read = checked<te::report>(document); read.known()) {
        const te::report_view& view = read.value;
        checked<te::decision>(te::decide(view));
        te::history history;
        history.add(view, 0);
        check_history(history);
    }
    if (const auto read = checked<te::amendment>(document); read.known()) {
        static_cast<void>(te::check(te::amendment_list{&read.value, 1}));
    }
    if (const auto read = checked<te::history>(document); read.known()) {
        check_history(read.value);
    }
    if (const auto read = checked<te::stored_pause>(document); read.known()) {
        check_pause(read.value);
    }
    if (const auto read = checked<te::stored_suppression>(document); read.known()) {
        check_suppression(read.value);
    }
    checked<te::pause_answer>(document);
    checked<te::judgement>(document);
    const auto here = checked<te::situation>(document);
    const auto policy = checked<te::retry_policy>(document);
    if (here.known() && policy.known()) {
        checked<te::decision>(te::decide(40008, here.value, policy.value));
    }
    return 0;
}
