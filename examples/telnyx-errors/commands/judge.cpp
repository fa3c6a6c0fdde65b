// telnyx-errors, the command line: decides about payloads as the options of classify say. SPDX-License-Identifier: MIT
#include "commands/judge.hpp"

#include <string>
#include <string_view>

#include "amendments.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

// What only the caller knows.
te::situation situation_of(const arguments& asked) {
    te::situation result;
    result.http_status = asked.http_status;
    result.phase = asked.phase == te::phase::unknown && asked.http_status != 0 && !asked.lookup ? te::phase::request : asked.phase;
    result.channel = asked.channel;
    result.never_left = asked.never_left;
    result.attempt = asked.attempt;
    result.elapsed_ms = asked.elapsed_ms;
    result.time = asked.now;
    result.random_bits = asked.random_bits;
    result.idempotent = asked.idempotent;
    te::retry_hint_reader hints{asked.now};
    for (const std::string_view header : asked.headers) {
        const std::size_t colon = header.find(':');
        hints.header(header.substr(0, colon), header.substr(colon + 1));
    }
    result.retry_after = hints.hint();
    return result;
}

} // namespace

bool is_known_body(const te::report_view& report) {
    return report.kind() != te::kind::not_json && report.kind() != te::kind::unrecognised;
}

judge::judge(const arguments& asked) : amendments_(read_amendments(asked.amendments)) {
    settings_.here = situation_of(asked);
    settings_.policy = te::amended_policy{amendments_};
    settings_.policy.jitter = asked.jitter;
    settings_.lookup = asked.lookup;
}

json judge::answer(const te::report_view& report, const te::situation& here) const {
    json result = report_of(report, decision_settings::channel_of(report, here), settings_.policy);
    if (report.recipients().size() > 1) {
        settings_.decide_each(report, here, [&](std::size_t i, const te::decision& theirs) {
            result["recipients"][i]["decision"] = decision_of(theirs);
        });
    }
    result["decision"] = decision_of(settings_.decide(report, here));
    result["problem"] = std::string{name(report.problem())};
    result["event_id"] = std::string{report.event_id()};
    result["status"] = std::string{report.status()};
    result["description"] = std::string{report.description()};
    result["sender"] = std::string{report.sender()};
    result["incomplete"] = report.incomplete();
    result["channel"] = word(report.channel());
    result["keyword"] = word(report.keyword());
    result["messaging_profile_id"] = std::string{report.messaging_profile_id()};
    return result;
}

} // namespace command_line
