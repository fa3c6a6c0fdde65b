// telnyx-errors, the command line: classify. SPDX-License-Identifier: MIT
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "amendments.hpp"
#include "commands/commands.hpp"
#include "commands/judge.hpp"
#include "showing/json.hpp"
#include "showing/terminal.hpp"
#include "showing/words.hpp"
#include "streams/body_stream.hpp"
#include "streams/input.hpp"
#include "streams/payloads.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t block_size = 65536;

std::string kind_in_words(const te::report_view& report) {
    switch (report.kind()) {
    case te::kind::not_json:
        return report.problem() == te::problem::empty ? "No payload" : "Invalid JSON (" + std::string{name(report.problem())} + ")";
    case te::kind::unrecognised: return "JSON, but not a known payload";
    case te::kind::api_error: return "API response";
    case te::kind::webhook: return "Webhook";
    case te::kind::message: return "Message";
    case te::kind::record: return "Detail record";
    case te::kind::event: return "Event";
    }
    return {};
}

void write_heading(page& result, const te::report_view& report, const std::string& location) {
    std::string heading = result.painted(kind_in_words(report), style::strong);
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
        result.field("where", location, 2);
    }
    if (!report.status().empty() && report.recipients().empty()) {
        result.field("status", quotable(report.status()), 2);
    }
    if (!report.description().empty()) {
        result.field("message", quotable(report.description()), 2);
    }
}

void write_error(page& result, const te::error_view& error, const te::code_info& info) {
    const std::string code = error.code.empty() ? "no code" : quotable(error.code, 60);
    result.paragraph(code + "  " + std::string{error.known() ? info.name : std::string_view{"unknown"}}, 2, style::strong);
    if (!error.title.empty()) {
        result.field("title", quotable(error.title), 4);
    }
    if (!error.detail.empty()) {
        result.field("detail", quotable(error.detail), 4);
    }
    if (const te::code_info& hint = te::lookup(te::code_of_title(error.title)); error.code.empty() && hint.known()) {
        result.field("hint",
                     "This is the title of " + std::to_string(hint.number()) + ". The payload has no code: decided as unknown.", 4);
    }
    if (!error.pointer.empty() || !error.parameter.empty()) {
        result.field("at", quotable(error.pointer.empty() ? error.parameter : error.pointer), 4);
    }
    if (error.title_disagrees()) {
        result.field("warning", "The payload gives this code a different title: the code may mean something else here.", 4,
                     style::warning);
    }
    result.field("cause", info.cause, 4);
    result.field("action", info.action, 4);
    result.field("retry", in_words(info), 4, style_of(info.retry));
    result.field("scope", in_words(info.scope, info.toward), 4);
}

// Reads payloads and prints what they say.
class body_printer {
public:
    body_printer(const arguments& asked, output& out) : asked_(asked), out_(out), judge_(asked) {}

    void print(std::string_view text, std::string_view input_name, std::size_t line) {
        bool any = false;
        const bool complete =
            read_payloads(text, settings().here.phase, asked_.now, [&](const te::report_view& report, const te::retry_hint& hint) {
                te::situation here = settings().here;
                here.retry_after = asked_.headers.empty() ? hint : here.retry_after;
                print(report, here, input_name, line);
                any = true;
            });
        if (!complete || !any) { // an empty list, or nested too deeply: report the payload anyway
            print(te::report_view{}, settings().here, input_name, line);
        }
    }
    [[nodiscard]] exit_status status() const noexcept { return status_; }

private:
    [[nodiscard]] const decision_settings& settings() const noexcept { return judge_.settings(); }

    void print(const te::report_view& report, const te::situation& here, std::string_view input_name, std::size_t line) {
        const bool known = is_known_body(report);
        if (!known && !(here.never_left && report.problem() == te::problem::empty)) {
            status_ = not_recognised;
        }
        if (!asked_.json) {
            print_page(report, here, visible(input_name) + ", line " + std::to_string(line));
            return;
        }
        json result = judge_.answer(report, here);
        if (!known) {
            result["input"] = std::string{input_name};
            result["line"] = line;
        }
        out_.write(line_of(asked_.mask ? masked_strings(result) : result));
    }

    void print_page(const te::report_view& report, const te::situation& here, const std::string& location) {
        const te::decision decision = judge_.decide(report, here);
        page result = make_page(asked_.colour);
        if (std::exchange(printed_, true)) {
            result.gap();
        }
        write_heading(result, report, location);
        judge_.decide_each(report, here, [&](std::size_t i, const te::decision& theirs) {
            const te::recipient_view& recipient = report.recipients()[i];
            result.field("to", quotable(recipient.phone_number) + "  " + quotable(recipient.status), 2,
                         style_of(recipient.outcome));
            if (report.recipients().size() > 1) {
                result.paragraph(in_words(theirs), 11);
            }
        });
        for (const te::error_view& error : report.errors()) {
            write_error(result, error, amended_row(error.number, judge_.channel_of(report, here), settings().policy));
        }
        if (report.incomplete()) {
            result.field("warning", "The payload exceeds a limit: only its first part was read.", 2, style::warning);
        }
        result.field("next", in_words(decision), 2, style::strong);
        if (const std::string pause = pause_in_words(decision); !pause.empty()) {
            result.field("pause", pause, 2, style::strong);
        }
        if (decision.step != te::step::none) {
            result.field("who", in_words(decision.actor()), 2);
            result.field("receipt", receipt_in_words(decision), 2);
        }
        if (decision.consent != te::consent::unchanged) {
            result.field("consent", in_words(decision.consent), 2,
                         decision.consent == te::consent::opted_in ? style::good : style::bad);
        }
        out_.write(result.text());
    }

    const arguments& asked_;
    output& out_;
    judge judge_;
    exit_status status_ = success;
    bool printed_ = false;
};

} // namespace

exit_status classify(const arguments& asked, output& out) {
    if (asked.lines) {
        return answer_lines(asked, out);
    }
    if (asked.rows != row_format::none) {
        return write_rows(asked, out);
    }
    body_printer printer{asked, out};
    std::string buffer(block_size, '\0');
    for (const std::string& input_name : asked.inputs()) {
        input source{input_name};
        body_stream bodies{[&](std::string_view text, std::size_t line) { printer.print(text, input_name, line); }};
        while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
            bodies.feed(std::string_view{buffer}.substr(0, size));
            out.flush(); // the reader of a pipe gets each payload as soon as it is complete
        }
        bodies.finish();
    }
    return asked.exit_zero ? success : printer.status();
}

} // namespace command_line
