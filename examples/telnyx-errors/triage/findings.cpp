// telnyx-errors, the command line: what triage extracts from each payload. SPDX-License-Identifier: MIT
#include "triage/findings.hpp"

#include <algorithm>
#include <cstddef>
#include <set>
#include <utility>

#include <telnyx/errors/nlohmann.hpp>
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
#include <telnyx/errors/simdjson.hpp>
#endif

#include "streams/page_rows.hpp"
#include "streams/payloads.hpp"

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
te::amended_policy policy_of(const triage_settings& settings) { return {settings.amendments, nominal_policy()}; }

// A set of strings that is fast both for few and for many.
class distinct_strings {
public:
    /// \param text  borrowed \returns whether it is new
    bool insert(std::string_view text) {
        if (few_.size() != most_few) {
            const bool fresh = std::find(few_.begin(), few_.end(), text) == few_.end();
            if (fresh) {
                few_.push_back(text);
            }
            return fresh;
        }
        many_.insert(few_.begin(), few_.end());
        return many_.insert(text).second;
    }

private:
    static constexpr std::size_t most_few = 16;
    std::vector<std::string_view> few_{};
    std::set<std::string_view> many_{};
};

void keep_code(std::string_view code, std::int64_t number, const te::decision& decision, finding& result) {
    result.codes.push_back({std::string{code}, number, decision.step, decision.scope, decision.toward, decision.remedy});
}

// Whether the decision about the payload is that about an error: the error has no code by which it could be judged, or it is the
// one that decides for the only recipient. So the advice about a code is that of `classify`, with all that the payload says.
bool decides_alone(const te::report_view& report, const te::error_view& error, const finding& result) {
    return error.number == 0 || (error.number == result.decision.governing_code && report.recipients().size() <= 1);
}

void keep_codes(const te::report_view& report, const te::situation& situation, const te::amended_policy& policy, finding& result) {
    distinct_strings seen;
    for (const te::error_view& error : report.errors()) {
        const std::string_view code = error.code.view().substr(0, longest_code);
        if (seen.insert(code)) {
            keep_code(code, error.number,
                      decides_alone(report, error, result) ? result.decision : te::decide(error.number, situation, policy), result);
        }
    }
    if (result.codes.empty()) {
        keep_code({}, 0, result.decision, result);
    }
}

std::string shown(std::string_view number, const triage_settings& settings) {
    return settings.show_numbers ? std::string{number} : te::masked(number);
}

// A person or a sender is identified by the last ten digits of the number: "+13125550145", "(312) 555-0145" and "0013125550145" are
// the same. If two people in different countries share them, the worst result is a message that is not resent.
std::uint64_t hash_of_number(std::string_view number, const keyed_hash& hash) {
    constexpr std::size_t most = 10;
    char digits[most];
    std::size_t first = most;
    for (std::size_t i = number.size(); i != 0 && first != 0; --i) {
        if (const char c = number[i - 1]; c >= '0' && c <= '9') {
            digits[--first] = c;
        }
    }
    return number.empty() ? 0 : hash(first == most ? number : std::string_view{digits + first, most - first});
}

// Identifiers are compared without regard to case.
std::string folded(std::string_view id) {
    std::string result{id};
    std::transform(result.begin(), result.end(), result.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

std::uint64_t hash_of_message(std::string_view id, const keyed_hash& hash) { return id.empty() ? 0 : hash(folded(id)); }

// Not the hash of a number with the same characters.
std::uint64_t hash_of_profile(std::string_view id, const keyed_hash& hash) {
    return id.empty() ? 0 : hash("profile " + folded(id));
}

// Adds what the payload says about the consent of a recipient. \param number  empty if unknown
void keep_consent(const te::report_view& report, const te::decision& decision, std::string_view number,
                  const triage_settings& settings, finding& result) {
    found_consent& said = result.consents.emplace_back();
    said.consent = decision.consent;
    said.person = hash_of_number(number, settings.hash);
    said.profile = hash_of_profile(report.messaging_profile_id(), settings.hash);
    said.sender = hash_of_number(report.sender(), settings.hash);
    said.phone_number = shown(number, settings);
    said.sender_shown = shown(kept(report.sender()), settings);
    said.code = decision.governing_code;
}

// Adds what the payload says about one recipient.
void keep_recipient(const te::report_view& report, const te::recipient_view& recipient, const te::decision& decision,
                    const triage_settings& settings, distinct_strings& carriers, finding& result) {
    const bool fails = decision.step != te::step::none;
    const std::string_view carrier = recipient.carrier.substr(0, longest_name);
    if (fails && !carrier.empty() && carriers.insert(carrier)) {
        result.carriers.emplace_back(carrier);
    }
    const bool delivered = !fails && recipient.outcome == te::outcome::delivered;
    if (report.inbound() || !(fails || delivered)) {
        return; // a received message cannot be resent; one in progress is left out
    }
    const std::string_view number = recipient.phone_number.substr(0, longest_name);
    found_message& message = result.messages.emplace_back();
    message.decision = decision;
    message.recipient = hash_of_number(recipient.phone_number, settings.hash);
    message.is_one_of_several = report.recipients().size() > 1;
    if (decision.step == te::step::retry || decision.step == te::step::hold) {
        message.phone_number = shown(number, settings);
    }
    if (decision.consent >= te::consent::maybe_opted_out) {
        keep_consent(report, decision, number, settings, result);
    }
}

// Adds what an inbound message says about the person who wrote it.
void keep_inbound_consent(const te::report_view& report, const triage_settings& settings, finding& result) {
    found_consent& said = result.consents.emplace_back();
    said.consent = result.decision.consent;
    said.is_keyword = true;
    said.person = hash_of_number(report.sender(), settings.hash);
    said.phone_number = shown(kept(report.sender()), settings);
    said.profile = hash_of_profile(report.messaging_profile_id(), settings.hash);
    if (report.recipients().size() == 1) { // others may be people in the same conversation
        said.sender = hash_of_number(report.recipients()[0].phone_number, settings.hash);
        said.sender_shown = shown(kept(report.recipients()[0].phone_number), settings);
    }
}

// What the consents of a payload have in common.
void complete_consents(const te::report_view& report, const triage_settings& settings, finding& result) {
    const te::instant occurred = te::parse_rfc3339(report.occurred_at());
    const te::instant time = occurred.known() ? occurred : te::parse_rfc3339(report.completed_at());
    const bool is_over = time.known() && time.unix_seconds() <= settings.now.unix_seconds();
    result.time = is_over ? time : te::instant{};
    result.messaging_profile_id = kept(report.messaging_profile_id());
    result.message_id = report.message_id();
}

void keep_messages(const te::report_view& report, const te::situation& situation, const triage_settings& settings,
                   finding& result) {
    distinct_strings carriers;
    if (report.recipients().size() > 1) {
        te::decide_each(report, situation, policy_of(settings), [&](std::size_t i, const te::decision& decision) {
            keep_recipient(report, report.recipients()[i], decision, settings, carriers, result);
        });
    } else if (!report.recipients().empty()) {
        keep_recipient(report, report.recipients()[0], result.decision, settings, carriers, result);
    } else if (result.is_failure() ? report.kind() == te::kind::api_error || !report.message_id().empty()
                                   : result.outcome == te::outcome::delivered && !report.message_id().empty()) {
        result.messages.emplace_back().decision = result.decision; // the recipient is unknown
    }
    if (report.inbound()) {
        if (result.decision.consent != te::consent::unchanged) {
            keep_inbound_consent(report, settings, result);
        }
    } else if (result.consents.empty() && result.decision.consent >= te::consent::maybe_opted_out) {
        keep_consent(report, result.decision, {}, settings, result);
    }
    if (!result.consents.empty()) {
        complete_consents(report, settings, result);
    }
}

} // namespace

#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
class body_examiner::parser {
public:
    // Uses the other parser for what simdjson rejects, so that both builds of the program accept the same JSON.
    template <class Visitor>
    bool read_each(std::string_view text, te::phase phase, Visitor visit) {
        bool rejected = false;
        const bool complete = te::read_each(dom_, text, phase, [&](const te::report_view& report) {
            rejected = report.kind() == te::kind::not_json;
            if (!rejected) {
                visit(report);
            }
        });
        return rejected ? te::read_each(text, phase, visit) : complete;
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

finding& finding_list::add() {
    finding& result = kept_.emplace_back();
    result.input = input_;
    result.line = line_;
    return result;
}

void finding_list::pass_on_if_full() {
    for (; weighed_ < kept_.size(); ++weighed_) {
        const finding& next = kept_[weighed_];
        weight_ += 1 + next.messages.size() + next.codes.size() + next.consents.size() + next.carriers.size() +
                   next.rejected.size() / sizeof(finding);
    }
    if (weight_ >= most) {
        pass_on_(std::exchange(kept_, {}));
        weighed_ = weight_ = 0;
    }
}

te::problem body_examiner::examine(std::string_view text, finding_list& findings) {
    bool all_known = true;
    const te::problem problem = read(text, findings, all_known);
    if (problem == te::problem::none && !all_known) {
        examine_rows(text, findings, te::limits::wrappers);
    }
    return problem;
}

// Reads a string that has an unknown payload in it: rejects the rows that are not payloads.
void body_examiner::examine_rows(std::string_view text, finding_list& findings, unsigned levels) {
    const auto examine_row = [&](std::string_view row) {
        bool all_known = true;
        if (const te::problem why = read(row, findings, all_known); why != te::problem::none) {
            reject(row, why, findings); // the two parsers disagree
        } else if (!all_known) {
            examine_rows(row, findings, levels - 1);
        }
        findings.pass_on_if_full();
    };
    if (levels == 0 || !for_each_row(text, examine_row)) {
        findings.add().rejected = text;
    }
}

void body_examiner::examine_invalid(std::string_view text, te::problem why, finding_list& findings) {
    bool any = false;
    std::vector<text_part> without_payload;
    const auto examine_part = [&](const te::report_view& report, const te::retry_hint& hint, const text_part& part) {
        if (report.kind() == te::kind::not_json) {
            without_payload.push_back(part);
        } else if (report.kind() != te::kind::unrecognised) {
            any = true;
            finding& found = findings.add();
            found.line += part.lines_before;
            keep(report, hint, found);
            findings.pass_on_if_full();
        }
    };
    if (why == te::problem::malformed) {
        read_payloads(text, settings_.phase, settings_.now, examine_part);
    }
    if (!any) {
        without_payload = {{text, 0}};
    }
    for (const text_part& part : without_payload) {
        reject(part.text, why, findings).line += part.lines_before;
        findings.pass_on_if_full();
    }
}

finding& body_examiner::reject(std::string_view text, te::problem why, finding_list& findings) {
    finding& result = findings.add();
    result.kind = te::kind::not_json;
    result.problem = why;
    result.rejected = text;
    return result;
}

void body_examiner::reject_rest(std::string_view text, finding_list& findings) {
    finding& result = findings.add();
    result.is_rest = true;
    result.rejected = text;
}

// Adds a finding for each payload in a string. \param all_known  set to false if there is anything else in it, or nothing, or too
// much at once; then no finding is added
te::problem body_examiner::read(std::string_view text, finding_list& findings, bool& all_known) {
    const std::size_t before = findings.size();
    te::problem problem = te::problem::none;
    const bool complete = parser_->read_each(text, settings_.phase, [&](const te::report_view& report) {
        problem = report.problem();
        const bool is_known = report.kind() != te::kind::unrecognised && findings.size() - before != finding_list::most;
        all_known = all_known && (problem != te::problem::none || is_known);
        if (all_known && problem == te::problem::none) {
            keep(report, {}, findings.add());
        }
    });
    if (problem == te::problem::none) {
        all_known = all_known && complete && findings.size() != before; // neither an empty list nor nested too deeply
    }
    if (!all_known) {
        findings.shorten(before);
    }
    return problem;
}

void body_examiner::keep(const te::report_view& report, const te::retry_hint& hint, finding& result) const {
    result.kind = report.kind();
    te::situation situation;
    situation.time = settings_.now;
    situation.phase = settings_.phase;
    situation.retry_after = hint;
    situation.http_status = report.http_status() != 0 ? report.http_status() : settings_.http_status;
    result.outcome = report.outcome();
    result.http_status = situation.http_status;
    result.event = report.event_id().empty() ? 0 : settings_.hash(report.event_id());
    const te::amended_policy policy = policy_of(settings_);
    result.decision = te::decide(report, situation, policy);
    if (situation.phase == te::phase::unknown) { // for the codes, which are decided without the report
        situation.phase = report.phase();
    }
    keep_messages(report, situation, settings_, result);
    result.message = result.messages.empty() ? 0 : hash_of_message(report.message_id(), settings_.hash);
    if (result.is_failure()) {
        result.message_id = report.message_id();
        result.sender = kept(report.sender());
        result.campaign = kept(report.campaign_id());
        keep_codes(report, situation, policy, result);
    }
}

} // namespace command_line
