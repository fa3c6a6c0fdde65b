// telnyx-errors, the command line: commands and options, as tables that parse and explain. SPDX-License-Identifier: MIT
#include "options.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>
#include <system_error>

#include "failure.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr unsigned bits(command which) { return static_cast<unsigned>(which); }

constexpr unsigned readers = bits(command::explain) | bits(command::classify);
constexpr unsigned body_readers = bits(command::classify) | bits(command::triage);
constexpr unsigned every =
    readers | bits(command::table) | bits(command::triage) | bits(command::help) | 1U << 31U; // the last bit: without a command

std::string quoted(std::string_view text) { return "'" + std::string{text} + "'"; }

// A word that an option takes, and what it stands for.
template <class Value>
struct choice {
    std::string_view word;
    Value value;
};

template <class Value, std::size_t Count>
Value chosen(std::string_view option, std::string_view argument, const choice<Value> (&choices)[Count]) {
    std::string expected;
    for (std::size_t i = 0; i != Count; ++i) {
        if (choices[i].word == argument) {
            return choices[i].value;
        }
        expected += (i == 0 ? "" : i + 1 == Count ? " or " : ", ") + std::string{choices[i].word};
    }
    throw failure("option '" + std::string{option} + "' takes " + expected + ", not " + quoted(argument));
}

void set_colour(options& result, std::string_view argument) {
    constexpr choice<colour_choice> choices[] = {
        {"always", colour_choice::always}, {"never", colour_choice::never}, {"auto", colour_choice::automatic}};
    result.colour = chosen("--color", argument, choices);
}

void set_format(options& result, std::string_view argument) {
    constexpr choice<table_format> choices[] = {{"text", table_format::text},
                                                {"markdown", table_format::markdown},
                                                {"csv", table_format::csv},
                                                {"json", table_format::json}};
    result.format = chosen("--format", argument, choices);
}

void set_phase(options& result, std::string_view argument) {
    constexpr choice<te::phase> choices[] = {{name(te::phase::request), te::phase::request},
                                             {name(te::phase::delivery), te::phase::delivery},
                                             {name(te::phase::record), te::phase::record},
                                             {name(te::phase::unknown), te::phase::unknown}};
    result.phase = chosen("--phase", argument, choices);
}

void set_status(options& result, std::string_view argument) {
    const bool three_digits =
        argument.size() == 3 && std::all_of(argument.begin(), argument.end(), [](char c) { return c >= '0' && c <= '9'; });
    const int status = three_digits ? (argument[0] - '0') * 100 + (argument[1] - '0') * 10 + (argument[2] - '0') : 0;
    if (status < 100 || status > 599) {
        throw failure("option '--status' takes a number from 100 to 599, not " + quoted(argument));
    }
    result.http_status = status;
}

// A number in decimal, with a minus where it is allowed; anything else, or what does not fit, is refused.
template <class Number>
Number parsed_number(std::string_view option, std::string_view argument) {
    Number number{};
    const char* const end = argument.data() + argument.size();
    const auto [stopped, error] = std::from_chars(argument.data(), end, number);
    if (error != std::errc{} || stopped != end) {
        throw failure("option '" + std::string{option} + "' takes a number, not " + quoted(argument));
    }
    return number;
}

void set_jitter(options& result, std::string_view argument) {
    constexpr choice<te::jitter> choices[] = {{name(te::jitter::none), te::jitter::none},
                                              {name(te::jitter::equal), te::jitter::equal},
                                              {name(te::jitter::full), te::jitter::full}};
    result.jitter = chosen("--jitter", argument, choices);
    result.random_bits = static_cast<std::uint32_t>(std::random_device{}());
}

void set_threads(options& result, std::string_view argument) {
    result.threads = parsed_number<unsigned>("--threads", argument);
    if (result.threads == 0 || result.threads > 256) {
        throw failure("option '--threads' takes a number from 1 to 256, not " + quoted(argument));
    }
}

std::string_view named_file(std::string_view option, std::string_view argument) {
    if (argument.empty()) {
        throw failure("option '" + std::string{option} + "' takes the name of a file");
    }
    return argument;
}

void add_header(options& result, std::string_view argument) {
    if (argument.find(':') == std::string_view::npos) {
        throw failure("option '--header' takes 'Name: value', not " + quoted(argument));
    }
    result.headers.push_back(argument);
}

constexpr option_row option_rows[] = {
    {"--json", "", "", readers | bits(command::triage),
     "Print JSON, for programs: an object for each code or body, or one of all counts.",
     [](options& result, std::string_view) { result.json = true; }},
    {"--csv", "", "", bits(command::triage), "Print the failures by code as CSV.",
     [](options& result, std::string_view) { result.csv = true; }},
    {"--html", "", "FILE", bits(command::triage), "Also write one page of HTML with charts, which needs nothing but itself.",
     [](options& result, std::string_view argument) { result.html = named_file("--html", argument); }},
    {"--retry", "", "FILE", bits(command::triage),
     "Also write the messages to be sent again or looked at again by themselves, an object a line: message_id, step, code, "
     "not_before in Unix seconds and, of a group message, to. What another body forbids, and messages to recipients who opted "
     "out, are left out. If not all input could be read, the file is empty.",
     [](options& result, std::string_view argument) { result.retry = named_file("--retry", argument); }},
    {"--suppress", "", "FILE", bits(command::triage),
     "Also write the recipients who opted out, an object a line: phone_number, sender, code, message_id, input, line. "
     "phone_number is null where a body does not say whom it was for.",
     [](options& result, std::string_view argument) { result.suppress = named_file("--suppress", argument); }},
    {"--rejects", "", "FILE", bits(command::triage),
     "Also write the texts that are no JSON or no known body, as they are, each from the beginning of a line; of a page the rows "
     "that are none.",
     [](options& result, std::string_view argument) { result.rejects = named_file("--rejects", argument); }},
    {"--show-numbers", "", "", bits(command::triage),
     "Do not mask phone numbers in text, HTML and the files of --retry and --suppress.",
     [](options& result, std::string_view) { result.show_numbers = true; }},
    {"--threads", "", "NUMBER", bits(command::triage),
     "How many threads work, at most 256. As many as there are processors is the default.", set_threads},
    {"--phase", "", "PHASE", body_readers,
     "How the bodies came: request (the answer to a request), delivery (a webhook), record (a stored message or a detail "
     "record) or unknown. It outranks what the shape of a body shows. Without it the shape tells.",
     set_phase},
    {"--status", "", "NUMBER", body_readers,
     "The HTTP status that the bodies came with, from 100 to 599, where they do not say theirs. For classify it implies --phase "
     "request where --phase is not given.",
     set_status},
    {"--header", "", "HEADER", bits(command::classify),
     "A header of the answer, as 'Retry-After: 5'; may be given several times. Retry-After, retry-after-ms, x-should-retry and "
     "x-ratelimit-reset say when to try again.",
     add_header},
    {"--attempt", "", "NUMBER", bits(command::classify), "How many tries were made, the failed one included. 1 is the default.",
     [](options& result, std::string_view argument) { result.attempt = parsed_number<std::uint32_t>("--attempt", argument); }},
    {"--now", "", "UNIX", body_readers,
     "What time it is, in Unix seconds. Without it, the decisions of classify have delays, but no times that depend on the time of "
     "day; triage takes the time at which it starts.",
     [](options& result, std::string_view argument) { result.now = te::instant{parsed_number<std::int64_t>("--now", argument)}; }},
    {"--idempotent", "", "", bits(command::classify),
     "The request may be repeated without harm: retry where it may have been sent.",
     [](options& result, std::string_view) { result.idempotent = true; }},
    {"--jitter", "", "KIND", bits(command::classify),
     "How delays are spread: none (the default: nominal delays), equal (between half and all of it) or full.", set_jitter},
    {"--format", "", "FORMAT", bits(command::table), "text (the default), markdown, csv or json.", set_format},
    {"--color", "", "WHEN", every,
     "Colour the output always, never, or only where it goes to a terminal (auto, the default). What programs read (JSON, CSV, "
     "Markdown) is never coloured.",
     set_colour},
    {"--help", "-h", "", every, "Print this text, or the one of the command, and exit.",
     [](options& result, std::string_view) { result.help = true; }},
    {"--version", "", "", every, "Print the version and exit.", [](options& result, std::string_view) { result.version = true; }},
};

constexpr command_row command_rows[] = {
    {command::explain, "explain", "CODE...", "what an error code means and what to do about it",
     "Says of each code what it means, what to do about it, whether the message may be sent again, what must pass before, and what "
     "else fails in the same way. A code is five digits, as bodies have it.\n"
     "Of a code that is in no list of Telnyx it says what is known: the block that it lies in.",
     "telnyx-errors explain 40300 | one code\n"
     "telnyx-errors explain --json 40016 40018 | two codes, for a program\n"},
    {command::classify, "classify", "[FILE|-]...", "what a body from Telnyx says",
     "Reads the bodies in files, or in the standard input, and says of each what it is, what became of the message for each "
     "recipient, and what its errors mean, and what to do now. It knows answers of the API, webhooks, messages, detail records, "
     "their parts, and the "
     "error objects of SDKs.\n"
     "An input holds one body, one a line, several one after another, or lists and pages of them, all in JSON. A list is read "
     "element by element, and a line when it is complete, so that the output keeps up with a pipe.\n"
     "A line that is broken is reported as not_json, and reading goes on behind it. An input that does not begin like JSON, such "
     "as a page of HTML, is one text as a whole.\n"
     "For people, phone numbers are masked and control characters are shown as \\xNN. With --json, texts are as they are in the "
     "body.",
     "telnyx-errors classify answer.json --status 409 | the answer to a request\n"
     "telnyx-errors classify --json webhooks.ndjson | one object a line\n"
     "tail -f webhooks.ndjson | telnyx-errors classify | as they come\n"},
    {command::triage, "triage", "[FILE|-]...", "what failed in much traffic, and what to do about it",
     "Reads many bodies, of all kinds and mixed, as a stream and on all processors, and counts: failures by code with what to do "
     "about each; the senders, campaigns and carriers with most of them; what is to be sent again and when; who opted out; and "
     "what a client would have sent again that looks at the HTTP status only.\n"
     "Inputs are as for classify, also packed with gzip where the program was built with zlib. An event that is there twice, which "
     "its identifier shows, is counted once; the last million identifiers are remembered. A body with several codes is in the row "
     "of each. Text that is no JSON, or no known body, is counted, located and, with --rejects, kept.\n"
     "Ctrl-C ends it with what was counted so far.",
     "telnyx-errors triage webhooks.ndjson | a month of webhooks\n"
     "telnyx-errors triage --html report.html logs/*.ndjson.gz | a page for an incident report\n"
     "telnyx-errors triage --json --retry again.ndjson --suppress stop.ndjson - | for programs\n"},
    {command::table, "table", "", "all known codes",
     "Prints the row of every known code. As text, columns that do not fit into the terminal are left out; with --format all are "
     "there.",
     "telnyx-errors table | to look at\n"
     "telnyx-errors table --format csv > codes.csv | for a spreadsheet\n"},
    {command::help, "help", "[COMMAND]", "this text, or the one of a command", "Prints how the program, or a command, is used.",
     "telnyx-errors help classify | how classify is used\n"},
};

// The arguments, one after another.
class argument_list {
public:
    explicit argument_list(const std::vector<std::string_view>& arguments) : next_(arguments.begin()), end_(arguments.end()) {}

    [[nodiscard]] bool empty() const { return next_ == end_; }
    std::string_view take() { return *next_++; }

private:
    std::vector<std::string_view>::const_iterator next_;
    std::vector<std::string_view>::const_iterator end_;
};

const option_row& find_option(std::string_view name) {
    const auto* const found = std::find_if(std::begin(option_rows), std::end(option_rows), [&](const option_row& row) {
        return row.name == name || (!row.shorter.empty() && row.shorter == name);
    });
    if (found == std::end(option_rows)) {
        throw failure("unknown option " + quoted(name) + "; 'telnyx-errors --help' lists the options");
    }
    return *found;
}

// Reads one option, and returns its row.
const option_row& parse_option(options& result, std::string_view argument, argument_list& rest) {
    const std::size_t equals = argument.find('=');
    const std::string_view name = argument.substr(0, equals);
    const option_row& row = find_option(name);
    if (row.argument.empty()) {
        if (equals != std::string_view::npos) {
            throw failure("option " + quoted(row.name) + " takes no argument");
        }
        row.set(result, {});
        return row;
    }
    if (equals == std::string_view::npos && rest.empty()) {
        throw failure("option " + quoted(row.name) + " needs an argument, " + std::string{row.argument});
    }
    row.set(result, equals == std::string_view::npos ? rest.take() : argument.substr(equals + 1));
    return row;
}

void take_command(options& result) {
    if (result.operands.empty()) {
        return;
    }
    const std::string_view name = result.operands.front();
    const command_row* const row = find_command(name);
    if (row == nullptr) {
        throw failure("unknown command " + quoted(name) + "; 'telnyx-errors --help' lists the commands");
    }
    result.command = row->id;
    result.operands.erase(result.operands.begin());
}

void check_options(const options& result, const std::vector<const option_row*>& given) {
    if (result.command == command::none) {
        return;
    }
    for (const option_row* const row : given) {
        if (!row->belongs_to(result.command)) {
            const std::string_view command = find_command(result.command)->name;
            throw failure("option " + quoted(row->name) + " does not belong to '" + std::string{command} +
                          "'; see 'telnyx-errors " + std::string{command} + " --help'");
        }
    }
}

void check_operands(const options& result) {
    if (result.help || result.version) {
        return;
    }
    switch (result.command) {
    case command::none: throw failure("no command given; see 'telnyx-errors --help'");
    case command::explain:
        if (result.operands.empty()) {
            throw failure("no code given; see 'telnyx-errors explain --help'");
        }
        break;
    case command::table:
        if (!result.operands.empty()) {
            throw failure("unexpected argument " + quoted(result.operands.front()) + "; see 'telnyx-errors table --help'");
        }
        break;
    case command::help:
        if (result.operands.size() > 1 || (result.operands.size() == 1 && find_command(result.operands.front()) == nullptr)) {
            throw failure("unknown command " + quoted(result.operands.back()) + "; 'telnyx-errors --help' lists the commands");
        }
        break;
    case command::triage:
        if (result.json && result.csv) {
            throw failure("options '--json' and '--csv' exclude each other");
        }
        break;
    case command::classify: break;
    }
}

} // namespace

rows<option_row> all_options() { return {std::begin(option_rows), std::end(option_rows)}; }
rows<command_row> all_commands() { return {std::begin(command_rows), std::end(command_rows)}; }

const command_row* find_command(std::string_view name) {
    const auto* const found =
        std::find_if(std::begin(command_rows), std::end(command_rows), [&](const command_row& row) { return row.name == name; });
    return found == std::end(command_rows) ? nullptr : found;
}

const command_row* find_command(command which) {
    const auto* const found =
        std::find_if(std::begin(command_rows), std::end(command_rows), [&](const command_row& row) { return row.id == which; });
    return found == std::end(command_rows) ? nullptr : found;
}

options parse(const std::vector<std::string_view>& arguments) {
    options result;
    std::vector<const option_row*> given;
    bool options_ended = false;
    argument_list rest{arguments};
    while (!rest.empty()) {
        const std::string_view argument = rest.take();
        if (!options_ended && argument == "--") {
            options_ended = true;
        } else if (!options_ended && argument.size() > 1 && argument.front() == '-') {
            given.push_back(&parse_option(result, argument, rest));
        } else {
            result.operands.push_back(argument);
        }
    }
    take_command(result);
    check_options(result, given);
    check_operands(result);
    return result;
}

} // namespace command_line
