// telnyx-errors, the command line: what triage wants to know of each body. SPDX-License-Identifier: MIT
#include "triage_findings.hpp"

#include <algorithm>
#include <cstddef>

#include <telnyx/errors/nlohmann.hpp>
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
#include <telnyx/errors/simdjson.hpp>
#endif

namespace command_line {

namespace te = telnyx::errors;

namespace {

constexpr std::size_t longest_code = 32;
constexpr std::size_t longest_name = 80;

std::string kept(std::string_view text, std::size_t longest = longest_name) { return std::string{text.substr(0, longest)}; }

constexpr te::retry_policy nominal_policy() {
    te::retry_policy result;
    result.jitter = te::jitter::none;
    return result;
}
constexpr te::retry_policy policy = nominal_policy();

void keep_codes(const te::report_view& report, const te::situation& situation, finding& result) {
    for (const te::error_view& error : report.errors()) {
        const std::string_view code = error.code.view().substr(0, longest_code);
        const bool known = std::any_of(result.codes.begin(), result.codes.end(),
                                       [&](const found_code& seen) { return std::string_view{seen.code} == code; });
        if (!known) {
            const te::decision alone = te::decide(error.number, situation, policy);
            result.codes.push_back({std::string{code}, error.number, alone.step, alone.scope, alone.remedy});
        }
    }
    if (result.codes.empty()) {
        result.codes.push_back({{}, 0, result.decision.step, result.decision.scope, result.decision.remedy});
    }
}

void keep_recipients(const te::report_view& report, const te::situation& situation, const keyed_hash& hash, finding& result) {
    const bool group = report.recipients().size() > 1;
    for (std::size_t i = 0; i != report.recipients().size(); ++i) {
        const te::recipient_view& recipient = report.recipients()[i];
        const te::decision decision = group ? te::decide_for(report, i, situation, policy) : result.decision;
        if (decision.step == te::step::none) {
            continue;
        }
        if (!recipient.carrier.empty() &&
            std::find(result.carriers.begin(), result.carriers.end(), recipient.carrier) == result.carriers.end()) {
            result.carriers.push_back(kept(recipient.carrier));
        }
        const std::uint64_t who = recipient.phone_number.empty() ? 0 : hash(recipient.phone_number);
        if (decision.opted_out == te::answer::yes) {
            result.opt_outs.push_back({who, kept(recipient.phone_number), decision.governing_code});
        }
        result.messages.push_back({decision, who, group ? kept(recipient.phone_number) : std::string{}});
    }
    if (report.recipients().empty()) {
        result.messages.push_back({result.decision, 0, {}});
    }
    if (result.opt_outs.empty() && result.decision.opted_out == te::answer::yes) {
        result.opt_outs.push_back({0, {}, result.decision.governing_code});
    }
}

} // namespace

#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
class body_examiner::parser {
public:
    // What simdjson refuses is asked of the other parser, so that both builds of this program agree on what JSON is.
    template <class Visitor>
    bool read_each(std::string_view text, te::phase phase, Visitor visit) {
        bool refused = false;
        const bool complete = te::read_each(dom_, text, phase, [&](const te::report_view& report) {
            refused = report.kind() == te::kind::not_json;
            if (!refused) {
                visit(report);
            }
        });
        return refused ? te::read_each(text, phase, visit) : complete;
    }

private:
    simdjson::dom::parser dom_{};
};
#else
class body_examiner::parser {
public:
    template <class Visitor>
    static bool read_each(std::string_view text, te::phase phase, Visitor visit) {
        return te::read_each(text, phase, visit);
    }
};
#endif

body_examiner::body_examiner(const triage_settings& settings) : settings_(settings), parser_(std::make_unique<parser>()) {}
body_examiner::~body_examiner() = default;

te::problem body_examiner::examine(std::string_view text, std::vector<finding>& findings) {
    const std::size_t before = findings.size();
    te::problem problem = te::problem::none;
    const bool complete = parser_->read_each(text, settings_.phase, [&](const te::report_view& report) {
        problem = report.problem();
        if (problem == te::problem::none) {
            keep(report, findings.emplace_back());
        }
    });
    if (problem != te::problem::none) {
        return problem;
    }
    if (!complete || findings.size() == before) { // a scalar, an empty list, or what is nested too deeply
        findings.emplace_back();
    }
    const auto unknown = std::find_if(findings.begin() + static_cast<std::ptrdiff_t>(before), findings.end(),
                                      [](const finding& found) { return !found.is_body(); });
    if (unknown != findings.end()) {
        unknown->rejected = text;
    }
    return problem;
}

void body_examiner::reject(std::string_view text, te::problem why, std::vector<finding>& findings) {
    finding& result = findings.emplace_back();
    result.kind = te::kind::not_json;
    result.problem = why;
    result.rejected = text;
}

void body_examiner::keep(const te::report_view& report, finding& result) const {
    result.kind = report.kind();
    if (!result.is_body()) {
        return;
    }
    te::situation situation;
    situation.now = settings_.now;
    situation.phase = settings_.phase;
    situation.http_status = report.http_status() != 0 ? report.http_status() : settings_.http_status;
    result.outcome = report.outcome();
    result.http_status = situation.http_status;
    result.event = report.event_id().empty() ? 0 : settings_.hash(report.event_id());
    result.decision = te::decide(report, situation, policy);
    if (!result.is_failure()) {
        return;
    }
    result.message_id = kept(report.message_id());
    result.sender = kept(report.sender());
    result.campaign = kept(report.campaign_id());
    if (situation.phase == te::phase::unknown) { // for codes by themselves, whose report is not asked
        situation.phase = report.phase();
    }
    keep_codes(report, situation, result);
    keep_recipients(report, situation, settings_.hash, result);
}

} // namespace command_line
