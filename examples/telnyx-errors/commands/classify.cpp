// telnyx-errors, the command line: classify. SPDX-License-Identifier: MIT
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "streams/body_stream.hpp"
#include "commands/commands.hpp"
#include "streams/input.hpp"
#include "showing/json.hpp"
#include "showing/terminal.hpp"
#include "showing/words.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t block_size = 65536;

bool is_known_body(const te::report_view& report) {
    return report.kind() != te::kind::not_json && report.kind() != te::kind::unrecognised;
}

std::string what_it_is(const te::report_view& report) {
    switch (report.kind()) {
    case te::kind::not_json: return "Not JSON (" + std::string{name(report.problem())} + ")";
    case te::kind::unrecognised: return "JSON, but no body that this version knows";
    case te::kind::api_error: return "Answer of the API";
    case te::kind::webhook: return "Webhook";
    case te::kind::message: return "Message";
    case te::kind::record: return "Detail record";
    case te::kind::event: return "Event";
    }
    return {};
}

void write_heading(page& result, const te::report_view& report, const std::string& place) {
    std::string heading = result.painted(what_it_is(report), style::strong);
    if (!report.event_type().empty()) {
        heading += "  " + quotable(report.event_type());
    }
    if (!report.message_id().empty()) {
        heading += "  " + visible(report.message_id().substr(0, 80)); // an identifier looks like a phone number to the mask
    }
    if (report.outcome() != te::outcome::none) {
        heading += "  " + result.painted(name(report.outcome()), style_of(report.outcome()));
    }
    result.line(heading);
    if (!is_known_body(report)) {
        result.field("where", place, 2);
    }
    if (!report.status().empty() && report.recipients().empty()) {
        result.field("status", quotable(report.status()), 2);
    }
    if (!report.description().empty()) {
        result.field("says", quotable(report.description()), 2);
    }
}

void write_error(page& result, const te::error_view& error) {
    const te::code_info& info = error.info();
    const std::string code = error.code.empty() ? "no code" : quotable(error.code, 60);
    result.paragraph(code + "  " + std::string{error.known() ? info.name : std::string_view{"unknown"}}, 2, style::strong);
    if (!error.title.empty()) {
        result.field("title", quotable(error.title), 4);
    }
    if (!error.detail.empty()) {
        result.field("detail", quotable(error.detail), 4);
    }
    if (!error.pointer.empty() || !error.parameter.empty()) {
        result.field("at", quotable(error.pointer.empty() ? error.parameter : error.pointer), 4);
    }
    if (error.title_disagrees()) {
        result.field("careful", "The body gives this code another title than the reference does: it may mean something else here.",
                     4, style::warning);
    }
    result.field("cause", info.cause, 4);
    result.field("action", info.action, 4);
    result.field("retry", in_words(info), 4, style_of(info.retry));
    result.field("scope", in_words(info.scope), 4);
}

// Reads bodies and prints each.
class body_printer {
public:
    body_printer(const options& asked, output& out) : asked_(asked), out_(out) {
        situation_.http_status = asked.http_status;
        situation_.phase = asked.phase == te::phase::unknown && asked.http_status != 0 ? te::phase::request : asked.phase;
        situation_.attempt = asked.attempt;
        situation_.now = asked.now;
        situation_.idempotent = asked.idempotent;
        te::retry_hint_reader hints{asked.now};
        for (const std::string_view header : asked.headers) {
            const std::size_t colon = header.find(':');
            hints.header(header.substr(0, colon), header.substr(colon + 1));
        }
        situation_.retry_after = hints.hint();
        policy_.jitter = asked.jitter;
    }

    void print(std::string_view text, std::string_view input_name, std::size_t line) {
        const bool complete =
            te::read_each(text, situation_.phase, [&](const te::report_view& report) { print(report, input_name, line); });
        bool any = std::exchange(any_, false);
        if (!complete || !any) { // an empty list, or what is nested too deeply: it is not lost
            print(te::report_view{}, input_name, line);
            any_ = false;
        }
    }
    [[nodiscard]] exit_status status() const noexcept { return status_; }

private:
    void print(const te::report_view& report, std::string_view input_name, std::size_t line) {
        any_ = true;
        if (!is_known_body(report)) {
            status_ = not_known;
        }
        const te::decision decision = te::decide(report, situation_, policy_, asked_.random_bits);
        if (asked_.json) {
            print_json(report, decision, input_name, line);
        } else {
            print_page(report, decision, visible(input_name) + ", line " + std::to_string(line));
        }
    }

    void print_json(const te::report_view& report, const te::decision& decision, std::string_view input_name, std::size_t line) {
        json result = report_of(report);
        if (report.recipients().size() > 1) {
            te::decide_each(report, situation_, policy_, asked_.random_bits, [&](std::size_t i, const te::decision& his) {
                result["recipients"][i]["decision"] = decision_of(his);
            });
        }
        result["decision"] = decision_of(decision);
        result["problem"] = std::string{name(report.problem())};
        result["event_id"] = std::string{report.event_id()};
        result["status"] = std::string{report.status()};
        result["description"] = std::string{report.description()};
        result["sender"] = std::string{report.sender()};
        result["incomplete"] = report.incomplete();
        if (!is_known_body(report)) {
            result["input"] = std::string{input_name};
            result["line"] = line;
        }
        out_.write(line_of(result));
    }

    void print_page(const te::report_view& report, const te::decision& decision, const std::string& place) {
        page result = make_page(asked_.colour);
        if (std::exchange(printed_, true)) {
            result.gap();
        }
        write_heading(result, report, place);
        te::decide_each(report, situation_, policy_, asked_.random_bits, [&](std::size_t i, const te::decision& his) {
            const te::recipient_view& recipient = report.recipients()[i];
            result.field("to", quotable(recipient.phone_number) + "  " + quotable(recipient.status), 2,
                         style_of(recipient.outcome));
            if (report.recipients().size() > 1) {
                result.paragraph(in_words(his), 11);
            }
        });
        for (const te::error_view& error : report.errors()) {
            write_error(result, error);
        }
        if (report.incomplete()) {
            result.field("careful", "There was more than is kept of one body.", 2, style::warning);
        }
        result.field("now", in_words(decision), 2, style::strong);
        if (decision.opted_out != te::answer::no) {
            result.field("opt-out",
                         decision.opted_out == te::answer::yes ? "The recipient has opted out: send him nothing more."
                                                               : "The code says so, the text does not: find out before sending.",
                         2, style::bad);
        }
        out_.write(result.text());
    }

    const options& asked_;
    output& out_;
    te::situation situation_{};
    te::retry_policy policy_{};
    exit_status status_ = classified;
    bool printed_ = false;
    bool any_ = false;
};

} // namespace

exit_status classify(const options& asked, output& out) {
    body_printer printer{asked, out};
    std::vector<std::string_view> names = asked.operands;
    if (names.empty()) {
        names.emplace_back("-");
    }
    std::string buffer(block_size, '\0');
    for (const std::string_view input_name : names) {
        input source{input_name};
        body_stream bodies{[&](std::string_view text, std::size_t line) { printer.print(text, input_name, line); }};
        while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
            bodies.feed(std::string_view{buffer}.substr(0, size));
            out.flush(); // whoever reads from a pipe gets each body when it is complete
        }
        bodies.finish();
    }
    return printer.status();
}

} // namespace command_line
