// telnyx-errors, the command line: its arguments. SPDX-License-Identifier: MIT
#include "arguments.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <functional>
#include <initializer_list>
#include <iterator>
#include <limits>
#include <map>
#include <random>
#include <string_view>
#include <system_error>
#include <utility>

#include <CLI/CLI.hpp>

#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/version.hpp>

#include "commands/commands.hpp"
#include "options.hpp"
#include "showing/json.hpp"
#include "suggestions.hpp"
#include "time_argument.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

std::string in_quotes(std::string_view text) { return "'" + std::string{text} + "'"; }

// --- Validators. Their messages follow the name of the option; CLI11 converts the values that pass.

CLI::Validator expect(const std::string& expected, const std::function<bool(std::string& value)>& accept) {
    const auto check = [=](std::string& value) {
        return accept(value) ? std::string{} : "takes " + expected + ", not " + in_quotes(value);
    };
    return {check, {}};
}

template <class Number>
CLI::Validator number(const std::string& expected, Number least = (std::numeric_limits<Number>::min)(),
                      Number most = (std::numeric_limits<Number>::max)()) {
    return expect(expected, [=](const std::string& value) {
        Number result{};
        const char* const end = value.data() + value.size();
        const auto [stopped, error] = std::from_chars(value.data(), end, result);
        return error == std::errc{} && stopped == end && result >= least && result <= most;
    });
}

// Replaces the word for an enumerator with its number.
template <class Enumeration>
CLI::Validator word(const std::vector<std::pair<std::string_view, Enumeration>>& words) {
    std::string expected;
    for (const auto& each : words) {
        expected += (expected.empty() ? "" : &each == &words.back() ? " or " : ", ") + std::string{each.first};
    }
    CLI::Validator result = expect(expected, [=](std::string& value) {
        const auto found = std::find_if(words.begin(), words.end(), [&](const auto& each) { return each.first == value; });
        if (found != words.end()) {
            value = std::to_string(static_cast<int>(found->second));
        }
        return found != words.end();
    });
    std::string names; // for words_of
    for (const auto& each : words) {
        names += std::string{each.first} + ' ';
    }
    return result.name(names);
}

template <class Enumeration>
CLI::Validator name_of(std::initializer_list<Enumeration> values) {
    std::vector<std::pair<std::string_view, Enumeration>> words;
    for (const Enumeration value : values) {
        words.emplace_back(name(value), value);
    }
    return word(words);
}

// Replaces a duration such as "5h" with its milliseconds.
CLI::Validator duration() {
    return expect("a number with a unit (s, m, h or d)", [](std::string& value) {
        constexpr std::pair<char, std::uint64_t> units[] = {{'s', 1000}, {'m', 60000}, {'h', 3600000}, {'d', 86400000}};
        std::uint32_t amount = 0; // its product with a unit fits 64 bits
        const char* const end = value.data() + value.size();
        const auto [stopped, error] = std::from_chars(value.data(), end, amount);
        const auto* const unit =
            std::find_if(std::begin(units), std::end(units),
                         [last = end - stopped == 1 ? *stopped : '\0'](const auto& each) { return each.first == last; });
        if (error != std::errc{} || unit == std::end(units)) {
            return false;
        }
        value = std::to_string(amount * unit->second);
        return true;
    });
}

// Reads "status=NAME,code=NAME". \returns whether it has this form
bool take_columns(std::string_view list, std::map<std::string, std::string>& columns) {
    while (!list.empty()) {
        const std::string_view pair = list.substr(0, list.find(','));
        const std::size_t equals = pair.find('=');
        if (equals == std::string_view::npos || equals + 1 == pair.size() || !is_csv_column(pair.substr(0, equals))) {
            return false;
        }
        columns[std::string{pair.substr(0, equals)}] = pair.substr(equals + 1);
        list.remove_prefix((std::min)(pair.size() + 1, list.size()));
    }
    return !columns.empty();
}

// --- The options of each command.

// Adds an option with a value. \param type  what the help calls the value \param validator  also converts it
template <class Value>
CLI::Option* add(CLI::App& app, const char* name, Value& value, const char* type, const CLI::Validator& validator,
                 const std::string& description) {
    return app.add_option(name, value, description)->type_name(type)->transform(validator);
}

void add_file(CLI::App& app, const char* name, std::string& file, const std::string& description) {
    add(app, name, file, "FILE", expect("the name of a file", [](const std::string& value) { return !value.empty(); }),
        description);
}

void add_general_options(CLI::App& app, arguments& result) {
    app.option_defaults()->group(general_options);
    add(app, "--color", result.colour, "WHEN",
        word<colour_choice>(
            {{"always", colour_choice::always}, {"never", colour_choice::never}, {"auto", colour_choice::automatic}}),
        "Colour the output: always, never or auto (only on a terminal). Default: auto. JSON and CSV are never coloured.");
    app.add_flag("-h", result.summary, "Print one line for each option and exit.");
    app.add_flag("--help", result.help, "Print the complete help and exit.");
    app.add_flag("--version", result.version, "Print the version and exit; with --json also that of the table of codes.");
}

void add_amendments_option(CLI::App& app, arguments& result) {
    add_file(app, "--amendments", result.amendments,
             "Your own judgements for known or new codes: a JSON list of objects such as {\"code\": 40004, \"retry\": "
             "\"permanent\"}, with wait, scope, toward, remedy, channel and looser as optional members. One that is less strict "
             "than the table needs \"looser\": true. Opt-outs cannot be amended.");
}

void add_explain_options(CLI::App& app, arguments& result) {
    app.add_flag("--json", result.json, "Print JSON, one object per code and line.");
    add_amendments_option(app, result);
}

// The options of all commands that read payloads. \param notes  ends of descriptions
void add_payload_options(CLI::App& app, arguments& result, const std::string& threads_note, const std::string& mask_note,
                         const std::string& status_note) {
    add(app, "--threads", result.threads, "NUMBER", number("a number from 1 to 256", 1U, 256U),
        "Number of threads, from 1 to 256. Default: one per processor." + threads_note);
    app.add_flag("--mask", result.mask, "Mask phone numbers in JSON." + mask_note);
    add(app, "--phase", result.phase, "PHASE",
        name_of({te::phase::request, te::phase::delivery, te::phase::record, te::phase::unknown}),
        "Where the payloads come from: request (a response to an API request), delivery (a webhook), record (a stored message or a "
        "detail record) or unknown. Overrides the phase inferred from each payload. Default: unknown, which uses the inferred "
        "phase.");
    add(app, "--status", result.http_status, "NUMBER", number("a number from 100 to 599", 100, 599),
        "HTTP status of the responses, from 100 to 599, for payloads that do not contain it." + status_note);
    app.add_option_function<std::string>(
           "--now", [&result](const std::string& value) { result.now = time_of(value); },
           "Current time, for output that can be reproduced: 2026-11-26, '2026-11-26 12:00', 2026-11-26T12:00:00+01:00 or Unix "
           "seconds. UTC, unless an offset is given. Default: the time of the system's clock.")
        ->type_name("TIME")
        ->check(CLI::Validator{[](std::string& value) { return time_of(value).known() ? std::string{} : problem_with_time(value); },
                               {}});
    app.add_option_function<std::string>(
           "--columns", [&result](const std::string& value) { take_columns(value, result.csv_input.columns); },
           "The columns of CSV inputs, where their names are not recognised: status='Final state',code=Reason. What a column "
           "contains is one of: " +
               csv_column_names() + '.')
        ->type_name("LIST")
        ->check(expect("a list such as status=NAME,code=NAME", [](const std::string& value) {
            std::map<std::string, std::string> columns;
            return take_columns(value, columns);
        }));
    app.add_flag("--broken-body", result.csv_input.broken_last_column,
                 "The last column of CSV inputs has text with quotes that are not doubled, as exports with message bodies do.");
}

void add_classify_options(CLI::App& app, arguments& result) {
    CLI::Option* const json = app.add_flag("--json", result.json, "Print JSON, one object per payload and line.");
    add(app, "--rows", result.rows, "FORMAT",
        word<row_format>({{"csv", row_format::csv}, {"tsv", row_format::tsv}, {"ndjson", row_format::ndjson}}),
        "Write one row for each payload and recipient, with fixed columns: csv (with a header), tsv (as the TabSeparated format of "
        "ClickHouse) or ndjson. See docs/rows.md.")
        ->excludes(json);
    app.add_flag("--lines", result.lines,
                 "Answer each line of the input with one line, in order and at once, whatever it contains: a JSON object or, with "
                 "--rows, one row. A line is a payload, or an object with a payload and its situation: {\"body\", \"status\", "
                 "\"headers\", \"attempt\", \"now\", \"phase\"}. The exit status is 0 if all lines were read.");
    app.add_flag("--exit-zero", result.exit_zero, "Exit with status 0 even if some payload or code was not recognised.");
    add_payload_options(app, result, " Only for --rows.", " Not with --rows, which have whole numbers.",
                        " Implies --phase request unless --phase is given.");
    app.add_option_function<std::string>(
           "--header", [&result](const std::string& value) { result.headers.push_back(value); },
           "A response header such as 'Retry-After: 5'; may be repeated. Retry-After, retry-after-ms, x-should-retry and "
           "x-ratelimit-reset determine when to retry.")
        ->type_name("HEADER")
        ->check(expect("'Name: value'", [](const std::string& value) { return value.find(':') != std::string::npos; }))
        ->trigger_on_parse();
    add(app, "--attempt", result.attempt, "NUMBER", number<std::uint32_t>("a positive number", 1),
        "Number of attempts made so far, including the failed one. Default: 1.");
    app.add_flag("--idempotent", result.idempotent,
                 "The request can be repeated safely: retry even if the message may have been sent.");
    add(app, "--channel", result.channel, "CHANNEL",
        name_of({te::channel::sms, te::channel::mms, te::channel::whatsapp, te::channel::rcs}),
        "Channel of the messages: sms, mms, whatsapp or rcs, for payloads that do not contain it. Some codes mean something else "
        "on WhatsApp.");
    app.add_flag("--never-left", result.never_left,
                 "The request was never sent: the connection was refused, or the host name was not resolved. Counts only without "
                 "a payload and without a status; then the input is empty, and the request may be retried.");
    app.add_flag("--lookup", result.lookup,
                 "The payloads are responses to the question whether a message was sent: GET of a message, or a list of messages "
                 "or detail records that was searched for it. Use it with --elapsed and with the --status of the response.");
    add(app, "--elapsed", result.elapsed_ms, "DURATION", duration(),
        "Time since the first attempt: a number with a unit, such as 90s, 15m, 5h or 2d. Default: 0s.");
    add(app, "--jitter", result.jitter, "KIND", name_of({te::jitter::none, te::jitter::equal, te::jitter::full}),
        "How delays are randomised: none, equal (between half of the delay and all of it) or full (between zero and all of it). "
        "Default: none.");
    add_amendments_option(app, result);
}

[[maybe_unused]] void add_triage_options(CLI::App& app, arguments& result) {
    CLI::Option* const json = app.add_flag("--json", result.json, "Print one JSON object with all counts.");
    app.add_flag("--csv", result.csv, "Print the failures by error code as CSV.")->excludes(json);
    add_file(app, "--html", result.html, "Also write a self-contained HTML page with a chart and tables that sort.");
    add_file(app, "--retry", result.retry,
             "Also write the messages that may be resent or checked again automatically, one JSON object per line: message_id, "
             "step, code, not_before and failed_at in Unix seconds, sender, messaging_profile_id and, for a group message, to. "
             "Messages that another payload rules out, and messages to recipients who opted out or may have, are left out. If some "
             "input could not be read, the file is empty. Phone numbers are not masked.");
    add(app, "--max-age", result.max_age_ms, "DURATION", duration(),
        "Leave messages that failed longer ago out of the file of --retry: a number with a unit, such as 90s, 15m, 5h or 2d. "
        "Default: 24h.");
    add(app, "--per-second", result.per_second, "NUMBER", number("a positive number", 1U),
        "How many of the messages that wait for the same time are resent in a second: their times in the file of --retry are "
        "spread. Default: 10.");
    add_file(app, "--suppress", result.suppress,
             "Also write the people who opted out, one JSON object per line for each person and messaging profile: phone_number, "
             "sender, code, message_id, input, line, messaging_profile_id, maybe. code is 'keyword' if the person wrote STOP. "
             "phone_number is null if the payload does not name the person. maybe is true if nothing confirms the opt-out: check "
             "these rows. People who wrote START later are left out. Phone numbers are not masked.");
    add_file(app, "--rejects", result.rejects,
             "Also write invalid JSON and unknown payloads, unchanged, each starting on a new line. For a page or a list, only the "
             "rejected rows are written.");
    app.add_flag("--show-numbers", result.show_numbers, "Do not mask phone numbers in text and in HTML.");
    add_file(app, "--database", result.database,
             "Keep the rows in this SQLite database, which is created if it does not exist. Later runs add to it, and the report "
             "is about all of it. Without inputs, report on it. See docs/database.md.");
    add_file(app, "--compare", result.compare,
             "Compare with an earlier period: a database that --database kept. The report has its counts and rates by code beside "
             "the new ones.");
    app.add_flag("--follow", result.follow,
                 "The last input is a file that grows, with whole payloads on each line: after its end, wait for more, also of a "
                 "new file of this name, and print the report again now and then. Ctrl-C ends it with the final report.");
    add_payload_options(app, result, "", "", "");
    add_amendments_option(app, result);
}

void add_table_options(CLI::App& app, arguments& result) {
    add(app, "--format", result.format, "FORMAT",
        word<table_format>({{"text", table_format::text}, {"csv", table_format::csv}, {"json", table_format::json}}),
        "text, csv or json. Default: text.");
}

} // namespace

// --- The commands.

const std::vector<command_row>& commands() {
    static const std::vector<command_row> rows = {
        {"explain",
         explain,
         add_explain_options,
         "CODE|WORD...",
         "explain error codes",
         {"Explains each error code: what it means, what to do about it, whether the message may be resent, what to wait for, and "
          "what else fails for the same reason. A code has five digits, as in payloads. Without a command, codes are explained.",
          "For a code that is not in any list that Telnyx publishes, it prints what follows from the range of the code, and the "
          "known codes that it may be a misspelling of.",
          "Words are searched for in the names, titles, causes, actions and remedies of all codes. The best matches come first."},
         {{"telnyx-errors 40300", "one code"},
          {"telnyx-errors explain spam", "all codes about spam"},
          {"telnyx-errors explain --json 40016 40018", "two codes, for a program"}}},
        {"classify",
         classify,
         add_classify_options,
         "[FILE|-]...",
         "explain API responses, webhooks and message records",
         {"Reads payloads from files or from standard input. For each payload it prints what it is, the outcome for each "
          "recipient, what each error means and what to do next. It recognises API responses, webhooks, messages, detail records, "
          "parts of these, and the error objects of SDKs.",
          "An input contains one JSON payload, one per line, several in a row, or lists and pages of payloads. A list is processed "
          "element by element, and a line as soon as it is complete, so that the output keeps up with a pipe. Payloads are also "
          "found inside text: log lines, stack traces, the output of 'curl -i', exports of detail records as CSV. Inputs may be "
          "UTF-16, and compressed with gzip, bzip2, xz or zstd, or be a ZIP or tar archive of one file.",
          "A line that cannot be read is reported as not_json, and reading continues with the next line. Text before the first "
          "payload is one answer, and HTML is, unless two lines have JSON objects: then each line is read by itself.",
          "In text output, phone numbers are masked and control characters are printed as \\xNN. JSON output has all strings "
          "unchanged."},
         {{"telnyx-errors classify response.json --status 409", "the response to a request"},
          {"telnyx-errors classify --json webhooks.ndjson", "one object per line"},
          {"telnyx-errors classify --rows csv webhooks.ndjson", "a table, one row per payload and recipient"},
          {"telnyx-errors classify --lookup --elapsed 5h --status 404 response.json", "was the message sent?"},
          {"telnyx-errors classify --never-left < /dev/null", "the connection was refused"},
          {"tail -f webhooks.ndjson | telnyx-errors classify", "as they arrive"}}},
#ifdef TELNYX_ERRORS_COMMAND_LINE_SQLITE
        {"triage",
         triage,
         add_triage_options,
         "[FILE|-]...",
         "summarise the failures in many payloads",
         {"Reads any number of payloads, of all kinds and in any mix, as a stream and on all processors, and reports the failures "
          "by error code, with what to do about each; the senders, campaigns and carriers with the most failures; which messages "
          "to resend and when; which recipients opted out; and what a client that retries by HTTP status alone would have resent, "
          "with its cost where payloads carry one.",
          "Inputs are the same as for classify. An event that was delivered twice, which its identifier shows, is counted once. An "
          "input that is a database of --database is merged. A payload with several error codes is in the row of each. Invalid "
          "JSON and unknown payloads are counted and located, and saved with --rejects.",
          "Ctrl-C ends triage early and prints what was counted so far."},
         {{"telnyx-errors triage webhooks.ndjson", "a month of webhooks"},
          {"telnyx-errors triage --html report.html logs/*.ndjson.gz", "a page for an incident report"},
          {"telnyx-errors triage --json --retry resend.ndjson --suppress stop.ndjson -", "for programs"}}},
#endif
        {"table",
         print_table,
         add_table_options,
         "",
         "print all known error codes",
         {"Prints one row for each known error code. Text is cut to the width of the terminal; the other formats have all "
          "columns."},
         {{"telnyx-errors table", "an overview"}, {"telnyx-errors table --format csv > codes.csv", "for a spreadsheet"}}},
    };
    return rows;
}

namespace {

// --- Parsing.

// CLI11 would take the next argument as the value of "--option=".
void refuse_empty_values(const std::vector<std::string>& given) {
    for (const std::string& argument : given) {
        if (argument.compare(0, 2, "--") == 0 && argument.find('=') == argument.size() - 1) {
            throw failure("option " + in_quotes(argument.substr(0, argument.size() - 1)) + " needs a value after '='");
        }
    }
}

// Reports what CLI11 and the validators say: "--option: problem", or a sentence.
[[noreturn]] void refuse(const CLI::ParseError& error, const CLI::App& app) {
    const std::string message = error.what();
    std::string name = message.substr(0, message.find_first_of(": "));
    const bool has_problem = message.compare(name.size(), 2, ": ") == 0;
    const std::string problem = has_problem ? message.substr(name.size() + 1) : "";
    name.insert(0, name.front() == '-' ? "" : "--"); // CLI11 2.1 leaves the dashes out of some messages
    const CLI::Option* const option = app.get_option_no_throw(name);
    if (option != nullptr && dynamic_cast<const CLI::ArgumentMismatch*>(&error) != nullptr) {
        throw failure("option " + in_quotes(name) +
                      (option->get_items_expected_max() == 0 ? " takes no value" : " needs a value, " + option->get_type_name()));
    }
    throw failure(has_problem ? "option " + in_quotes(name) + problem : message);
}

// What CLI11 did not recognise: the operands, among which there must be no options.
std::vector<std::string> operands_of(const CLI::App& app, const std::string& where, const std::string& help) {
    std::vector<std::string> operands = app.remaining();
    for (const std::string& argument : operands) {
        if (argument.size() > 1 && argument.front() == '-') {
            const std::string name = argument.substr(0, argument.find('='));
            const std::string meant = did_you_mean(name, names_of_options(app));
            throw failure("unknown option " + in_quotes(name) + where + (meant.empty() ? "; see " + in_quotes(help) : meant));
        }
    }
    return operands;
}

[[noreturn]] void refuse_command(const std::string& name) {
    std::vector<std::string> names{"help"};
    for (const command_row& row : commands()) {
        names.emplace_back(row.name);
    }
    const std::string meant = did_you_mean(name, names);
    throw failure("unknown command " + in_quotes(name) + (meant.empty() ? "; 'telnyx-errors --help' lists the commands" : meant));
}

// Takes the command and its operands. \returns null without a command
const command_row* take_command(const CLI::App& app, const std::vector<std::string>& rest, arguments& result) {
    for (const std::string& name : operands_of(app, " before the command", "telnyx-errors --help")) {
        refuse_command(name);
    }
    for (const command_row& row : commands()) {
        if (app.got_subcommand(row.name)) {
            const std::string help = std::string{"telnyx-errors "} + row.name + " --help";
            result.run = row.run;
            result.operands = operands_of(*app.get_subcommand(row.name), std::string{" for '"} + row.name + "'", help);
            result.operands.insert(result.operands.end(), rest.begin(), rest.end());
            if (*row.operands == '\0' && !result.operands.empty()) {
                throw failure("unexpected argument " + in_quotes(result.operands.front()) + "; see " + in_quotes(help));
            }
            return &row;
        }
    }
    return nullptr;
}

std::string version_in_words(bool as_json) {
    if (!as_json) {
        return "telnyx-errors " TELNYX_ERRORS_VERSION_STRING "\n";
    }
    json result;
    result["name"] = "telnyx-errors";
    result["version"] = TELNYX_ERRORS_VERSION_STRING;
    result["table"] = {{"version", TELNYX_ERRORS_VERSION_STRING}, {"codes", std::size(te::table)}};
    return line_of(result);
}

std::string generated(const std::string& what, CLI::App& app) {
    return what == "man"    ? man_page(app)
           : what == "bash" ? bash_completion(app)
           : what == "zsh"  ? zsh_completion(app)
                            : fish_completion(app);
}

} // namespace

arguments parse(const std::vector<std::string>& given) {
    arguments result;
    CLI::App app{"what Telnyx messaging errors mean, and what to do about them", "telnyx-errors"};
    app.set_help_flag(); // none: help is one of the general options
    app.allow_extras();  // operands are what CLI11 does not recognise: it would read '[a,b]' as two values
    app.allow_windows_style_options(false);
    app.require_subcommand(0, 1);
    app.option_defaults()->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)->disable_flag_override();
    for (const command_row& row : commands()) {
        CLI::App& command_app = *app.add_subcommand(row.name, row.summary);
        row.add_options(command_app, result);
        add_general_options(command_app, result);
    }
    add_general_options(app, result);
    app.add_flag("--json", result.json, "With --version: print JSON.");
    app.add_option("--generate", result.generate,
                   "Print the man page (man), or the completions for a shell (bash, zsh or fish), and exit.")
        ->type_name("WHAT")
        ->check(word<int>({{"man", 0}, {"bash", 0}, {"zsh", 0}, {"fish", 0}}));

    const auto end_of_options = std::find(given.begin(), given.end(), "--");
    const std::vector<std::string> rest(end_of_options == given.end() ? end_of_options : std::next(end_of_options), given.end());
    std::vector<std::string> reversed(std::make_reverse_iterator(end_of_options), given.rend()); // as CLI11 takes them
    refuse_empty_values(reversed);
    if (!reversed.empty() && reversed.back() == "help") {
        reversed.back() = "--help";
    } else if (!reversed.empty() && !reversed.back().empty() &&
               reversed.back().find_first_not_of("0123456789") == std::string::npos) { // a code
        reversed.emplace_back("explain");
    }
    try {
        app.parse(std::move(reversed));
    } catch (const CLI::ParseError& error) {
        refuse(error, app.get_subcommands().empty() ? app : *app.get_subcommands().front());
    }

    const command_row* const row = take_command(app, rest, result);
    if (result.version) {
        result.message = version_in_words(result.json);
    } else if (!result.generate.empty()) {
        result.message = generated(result.generate, app);
    } else if (result.help) {
        result.message = long_help(app, row, result.colour);
    } else if (result.summary) {
        result.message = short_help(app, row, result.colour);
    } else if (row == nullptr && given.empty()) {
        result.usage = short_help(app, row, colour_choice::never);
    } else if (row == nullptr) {
        throw failure("no command given; see 'telnyx-errors --help'");
    }
    if (!result.now.known()) {
        const auto today = std::chrono::system_clock::now().time_since_epoch();
        result.now = te::instant{std::chrono::duration_cast<std::chrono::seconds>(today).count()};
    }
    if (result.jitter != te::jitter::none) {
        result.random_bits = static_cast<std::uint32_t>(std::random_device{}());
    }
    return result;
}

} // namespace command_line
