// telnyx-errors, the command line: classify. SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
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
#include "streams/csv_rows.hpp"
#include "streams/file_identity.hpp"
#include "streams/payload_reader.hpp"
#include "streams/payloads.hpp"
#include "streams/text_input.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t block_size = 65536;

std::string kind_in_words(const te::report_view& report, bool starts_like_json) {
    switch (report.kind()) {
    case te::kind::not_json:
        return report.problem() == te::problem::empty ? "No payload"
               : report.problem() == te::problem::malformed && !starts_like_json
                   ? "Text without a payload"
                   : "Invalid JSON (" + std::string{name(report.problem())} + ")";
    case te::kind::unrecognised: return "JSON, but not a known payload";
    case te::kind::api_error: return "API response";
    case te::kind::webhook: return "Webhook";
    case te::kind::message: return "Message";
    case te::kind::record: return "Detail record";
    case te::kind::event: return "Event";
    }
    return {};
}

// Where a payload is, and what is wrong there.
struct location {
    std::string_view input;
    std::size_t line = 0;
    std::optional<text_place> json_break{}; // in the input
    std::string problem{};                  // of a row of CSV
    std::int64_t bare_code = 0;             // a code of the table that is the whole text
};

// The code of the table that a text is, by itself; else 0.
std::int64_t bare_code_of(std::string_view text) {
    constexpr std::string_view around = " \t\r\n\"'#";
    const std::size_t first = text.find_first_not_of(around);
    const std::int64_t number =
        first == std::string_view::npos ? 0 : te::code_number(text.substr(first, text.find_last_not_of(around) - first + 1));
    return te::lookup(number).known() ? number : 0;
}

std::string place_in_words(const location& where) {
    std::string result = visible(where.input) + ", line " + std::to_string(where.line);
    if (where.json_break) {
        result += "; JSON is broken at line " + std::to_string(where.json_break->line) + ", column " +
                  std::to_string(where.json_break->column);
    }
    return result + (where.problem.empty() ? "" : "; row of CSV: " + where.problem);
}

void write_heading(page& result, const te::report_view& report, const location& where) {
    std::string heading = result.painted(kind_in_words(report, where.json_break.has_value()), style::strong);
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
        result.field("where", place_in_words(where), 2);
    }
    if (where.bare_code != 0) {
        result.field("hint", "A code, not a payload: telnyx-errors explain " + std::to_string(where.bare_code), 2);
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
class body_printer : private payload_sink {
public:
    body_printer(const arguments& asked, output& out)
        : asked_(asked), out_(out), judge_(asked), reader_(settings().here.phase, asked.lookup, asked.now, *this) {}

    void print(std::string_view text, std::string_view input_name, std::size_t line) {
        text_ = text;
        input_ = input_name;
        line_ = line;
        reader_.read(text);
    }
    /// Prints a row of CSV that cannot be read.
    void print_rejected(std::string_view input_name, std::size_t line, const std::string& why) {
        const te::report rejected = te::read("row", settings().here.phase);
        print(rejected, settings().here, {input_name, line, {}, why});
        settle();
    }
    /// Prints why an input was not read to its end.
    void print_problem(const failure& error) {
        print_on_stderr(error.what());
        status_ = failed;
    }
    [[nodiscard]] exit_status status() const noexcept { return status_; }

private:
    void keep(const te::report_view& report, const payload_place& where) override {
        starts_.push_back(printed_.size());
        print(report, settings().situation_of(report, where.response), {input_, line_ + where.lines_before});
    }
    [[nodiscard]] std::size_t kept() const noexcept override { return starts_.size(); }
    void undo(std::size_t kept) override {
        printed_.resize(kept == starts_.size() ? printed_.size() : starts_[kept]);
        starts_.resize(kept);
    }
    void settle() override {
        any_printed_ = any_printed_ || !printed_.empty();
        out_.write(std::exchange(printed_, {}));
        starts_.clear();
    }
    void reject(const te::report_view& report, const payload_place& where) override {
        location here{input_, line_ + where.lines_before};
        here.bare_code = bare_code_of(text_);
        if (report.problem() == te::problem::malformed && where.lines_before == 0) {
            here.json_break = json_break(text_);
            if (here.json_break) {
                here.json_break->line += line_ - 1;
            }
        }
        print(report, settings().situation_of(report, where.response), here);
    }
    void save(std::string_view /*text*/) override {}

    [[nodiscard]] const decision_settings& settings() const noexcept { return judge_.settings(); }

    void print(const te::report_view& report, const te::situation& here, const location& where) {
        const bool known = is_known_body(report);
        const bool is_expected = here.never_left && report.problem() == te::problem::empty;
        if ((!known && !is_expected) || has_unknown_code(report, here)) {
            status_ = status_ == failed ? failed : not_recognised;
        }
        if (!asked_.json) {
            print_page(report, here, where);
            return;
        }
        json result = judge_.answer(report, here);
        if (!known) {
            if (where.json_break) {
                result["broken_at"] = {{"line", where.json_break->line}, {"column", where.json_break->column}};
            }
            if (!where.problem.empty()) {
                result["csv_problem"] = where.problem;
            }
            result["input"] = std::string{where.input};
            result["line"] = where.line;
        }
        printed_ += line_of(asked_.mask ? masked_strings(result) : result);
    }

    [[nodiscard]] bool has_unknown_code(const te::report_view& report, const te::situation& here) const {
        const te::channel channel = decision_settings::channel_of(report, here);
        return std::any_of(report.errors().begin(), report.errors().end(), [&](const te::error_view& error) {
            return !error.code.empty() && !amended_row(error.number, channel, settings().policy).known();
        });
    }

    void print_page(const te::report_view& report, const te::situation& here, const location& where) {
        const te::decision decision = settings().decide(report, here);
        printed_ += any_printed_ || !printed_.empty() ? "\n" : "";
        page result = make_page(asked_.colour);
        write_heading(result, report, where);
        settings().decide_each(report, here, [&](std::size_t i, const te::decision& theirs) {
            const te::recipient_view& recipient = report.recipients()[i];
            result.field("to", quotable(recipient.phone_number) + "  " + quotable(recipient.status), 2,
                         style_of(recipient.outcome));
            if (report.recipients().size() > 1) {
                result.paragraph(in_words(theirs), 11);
            }
        });
        for (const te::error_view& error : report.errors()) {
            write_error(result, error, amended_row(error.number, decision_settings::channel_of(report, here), settings().policy));
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
        printed_ += result.text();
    }

    const arguments& asked_;
    output& out_;
    judge judge_;
    payload_reader reader_;
    exit_status status_ = success;
    std::string_view text_{}; // that is read, and where it is
    std::string_view input_{};
    std::size_t line_ = 1;
    std::string printed_{};             // but not written
    std::vector<std::size_t> starts_{}; // of the payloads in it
    bool any_printed_ = false;          // and written
};

// Reads an input. If it cannot be read to its end, what was read counts, and so do the other inputs.
void read_input(const std::string& name, const arguments& asked, body_printer& printer, output& out) {
    const auto print = [&](std::string_view text, std::size_t line) { printer.print(text, name, line); };
    body_stream payloads{print};
    csv_rows rows{asked.csv_input, print,
                  [&](std::string_view, std::size_t line, const std::string& why) { printer.print_rejected(name, line, why); }};
    bool any = false;
    bool is_csv = false;
    try {
        text_input source{name, asked.csv_input};
        std::string buffer(block_size, '\0');
        while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
            any = true; // NOLINT(clang-analyzer-deadcode.DeadStores): it is read after an exception
            is_csv = source.columns().has_value();
            is_csv ? rows.feed({buffer.data(), size}) : payloads.feed({buffer.data(), size});
            out.flush(); // the reader of a pipe gets each payload as soon as it is complete
        }
        any = true;
    } catch (const output_failure&) {
        throw;
    } catch (const failure& error) {
        printer.print_problem(error);
    }
    if (is_csv) {
        rows.finish();
    } else if (any) {
        payloads.finish();
    }
}

} // namespace

exit_status classify(const arguments& asked, output& out) {
    const std::vector<std::string> inputs = asked.inputs();
    if (std::any_of(inputs.begin(), inputs.end(),
                    [&](const std::string& name) { return file_identity::of(name) == out.identity(); })) {
        throw failure("standard output is redirected to an input");
    }
    if (asked.mask && asked.rows != row_format::none) {
        throw failure("option '--mask' cannot be used with '--rows': rows have whole phone numbers");
    }
    if (asked.lines) {
        return answer_lines(asked, out);
    }
    if (asked.rows != row_format::none) {
        return write_rows(asked, out);
    }
    body_printer printer{asked, out};
    for (const std::string& name : inputs) {
        read_input(name, asked, printer, out);
    }
    return asked.exit_zero ? success : printer.status();
}

} // namespace command_line
