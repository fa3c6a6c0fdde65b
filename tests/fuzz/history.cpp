// The integers of a history: any of them are restored, joined and decided, and the laws of the join hold. The input is three
// histories of eight integers of eight bytes each; what is missing is 0.
#include <cstddef>
#include <cstdint>
#include <string>

#include <telnyx/errors/bodies.hpp>
#include <telnyx/errors/history.hpp>

#include "fuzz.hpp"

namespace te = telnyx::errors;

namespace {

te::history merged(te::history left, const te::history& right) {
    left.merge(right);
    return left;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    fuzz::byte_source bytes{fuzz::text_of(data, size)};
    te::history each[3];
    for (te::history& one : each) {
        te::history_integers columns{};
        for (std::int64_t& column : columns) {
            column = static_cast<std::int64_t>(bytes.number(8));
        }
        one = te::restore(columns);
        fuzz::require(te::restore(te::store(one)) == one, "a restored history is restored as another",
                      [] { return std::string{}; });
    }
    const te::history whole = merged(merged(each[0], each[1]), each[2]);
    fuzz::require(whole == merged(each[2], merged(each[1], each[0])) && merged(whole, each[1]) == whole,
                  "the order of histories matters", [] { return std::string{}; });
    fuzz::require(te::restore(te::store(whole)) == whole, "a joined history is restored as another", [] { return std::string{}; });
    const te::decision next = te::decide(whole);
    const bool resends = next.step == te::step::retry || next.step == te::step::hold || next.step == te::step::fix_first;
    fuzz::require(next.consent == whole.consent() && (next.consent < te::consent::maybe_opted_out || !resends),
                  "a recipient who opted out is resent to", [] { return std::string{}; });
    fuzz::require(!(whole.progress() == te::progress::delivered && resends), "a delivered message is resent",
                  [] { return std::string{}; });
    return 0;
}
