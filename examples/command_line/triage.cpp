// telnyx-errors, the command line: triage. SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "failure.hpp"
#include "interruption.hpp"
#include "json_output.hpp"
#include "message_ledger.hpp"
#include "progress.hpp"
#include "terminal.hpp"
#include "triage_counts.hpp"
#include "triage_findings.hpp"
#include "triage_page.hpp"
#include "triage_pipeline.hpp"
#include "triage_summary.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr unsigned most_threads = 256;

triage_settings settings_of(const options& asked) {
    triage_settings settings;
    const auto today = std::chrono::system_clock::now().time_since_epoch();
    settings.now = asked.now.known() ? asked.now : te::instant{std::chrono::duration_cast<std::chrono::seconds>(today).count()};
    settings.http_status = asked.http_status;
    settings.phase = asked.phase;
    settings.show_numbers = asked.show_numbers;
    return settings;
}

// The files that are written, each with what the option is for. All are open, and what was in them is there still, until it is
// known that none of them is an input, or another one: a slip of the finger must not empty the traffic of a month.
struct files {
    std::optional<output> html{};
    std::optional<output> retry{};
    std::optional<output> suppress{};
    std::optional<output> rejects{};

    files(const options& asked, const std::vector<std::string_view>& inputs, const output& out) {
        std::vector<output*> opened;
        for (const auto& [name, file] :
             {std::pair{asked.html, &html}, {asked.retry, &retry}, {asked.suppress, &suppress}, {asked.rejects, &rejects}}) {
            if (name.empty()) {
                continue;
            }
            if (name == "-") {
                throw failure("the standard output has the report: name a file instead of '-'");
            }
            const std::string quoted = "'" + std::string{name} + "'";
            const file_identity identity = file->emplace(name).identity();
            const auto is_same = [&](const auto& other) { return file_identity::of(other) == identity; };
            if (std::any_of(inputs.begin(), inputs.end(), is_same)) {
                throw failure(quoted + " is an input, and would be overwritten");
            }
            if (out.identity() == identity) {
                throw failure(quoted + " is where the standard output goes");
            }
            if (std::any_of(opened.begin(), opened.end(), [&](const output* other) { return other->identity() == identity; })) {
                throw failure(quoted + " is to be written twice");
            }
            opened.push_back(&**file);
        }
        if (std::any_of(inputs.begin(), inputs.end(),
                        [&](std::string_view name) { return file_identity::of(name) == out.identity(); })) {
            throw failure("the standard output goes into an input");
        }
        for (output* const file : opened) {
            file->make_empty();
        }
    }
};

std::string code_in_words(std::int64_t code) { return code == 0 ? std::string{} : std::to_string(code); }

// Counts findings, and writes what goes into files as it comes.
class collector {
public:
    collector(const options& asked, files& written, triage_counts& counts)
        : asked_(asked), files_(written), counts_(counts), ledger_(written.retry.has_value()) {}

    void add(const std::vector<finding>& findings) {
        for (const finding& found : findings) {
            write_rejected(found);
            if (found.is_rest) {
                continue;
            }
            const news fresh = counts_.add(found);
            if (fresh.is_body && !(fresh.is_copy && found.message == 0)) {
                follow(found); // copies too: were one not quite the same, nothing may depend on which of them came first
            }
            for (const found_opt_out* const recipient : fresh.opt_outs) {
                write(*recipient, found);
            }
        }
    }

    /// Tells what becomes of the messages, and writes what remains.
    /// \param complete  whether all inputs were read to their ends
    void finish(bool complete, std::vector<std::string>& problems) {
        if (files_.rejects && !line_is_complete_) {
            files_.rejects->write("\n");
        }
        const bool writes = files_.retry && complete && ledger_problem_.empty();
        message_ledger::listener told;
        told.fate = [this](const message_fate& fate) { counts_.add(fate); };
        told.opted_out = [this] { ++counts_.opted_out; };
        told.to_send = [this, writes](const message_to_send& message) {
            if (writes) {
                write(message);
            }
        };
        if (ledger_problem_.empty()) {
            try {
                ledger_.finish(told);
            } catch (const temporary_file_failure& broken) {
                ledger_problem_ = broken.what();
            }
        }
        if (!ledger_problem_.empty()) {
            counts_.forget_messages();
            problems.push_back(ledger_problem_ + "; messages to send again and recipients who opted out are not counted");
        }
        if (files_.retry && !(complete && ledger_problem_.empty())) {
            files_.retry->make_empty();
            problems.push_back("'" + std::string{asked_.retry} + "' is left empty: what was not read may forbid what was");
        }
        for (std::optional<output>* const file : {&files_.rejects, &files_.suppress, &files_.retry}) {
            if (*file) {
                (*file)->flush();
            }
        }
    }

private:
    void follow(const finding& found) {
        if (!ledger_problem_.empty()) {
            return;
        }
        try {
            ledger_.add(found);
        } catch (const temporary_file_failure& broken) { // the rest of what is counted is of use all the same
            ledger_problem_ = broken.what();
        }
    }

    void write_rejected(const finding& found) {
        if (!files_.rejects || found.rejected.empty()) {
            return;
        }
        if (!found.is_rest && !line_is_complete_) {
            files_.rejects->write("\n");
        }
        files_.rejects->write(found.rejected);
        line_is_complete_ = found.rejected.back() == '\n';
    }

    void write(const found_opt_out& recipient, const finding& found) {
        if (!files_.suppress) {
            return;
        }
        json row;
        row["phone_number"] = recipient.phone_number.empty() ? json{} : json(recipient.phone_number);
        row["sender"] = asked_.show_numbers ? found.sender : te::masked(found.sender); // people look at these files too
        row["code"] = code_in_words(recipient.code);
        row["message_id"] = found.message_id;
        row["input"] = asked_.operands.empty() ? "-" : std::string{asked_.operands[found.input]};
        row["line"] = found.line;
        files_.suppress->write(line_of(row));
    }

    void write(const message_to_send& message) {
        json row;
        row["message_id"] = message.message_id;
        if (!message.phone_number.empty()) {
            row["to"] = message.phone_number;
        }
        row["step"] = std::string{name(message.fate.step)};
        row["code"] = code_in_words(message.fate.code);
        row["not_before"] = message.fate.not_before.unix_seconds();
        files_.retry->write(line_of(row));
    }

    const options& asked_;
    files& files_;
    triage_counts& counts_;
    message_ledger ledger_;
    std::string ledger_problem_{};
    bool line_is_complete_ = true; // of the rejects
};

void print(const triage_summary& summary, const options& asked, output& out) {
    if (asked.json) {
        out.write(line_of(json_of(summary)));
    } else if (asked.csv) {
        out.write(csv_of(summary));
    } else {
        page result = make_page(asked.colour);
        write_summary(result, summary);
        out.write(result.text());
    }
    out.flush();
}

} // namespace

exit_status triage(const options& asked, output& out) {
    std::vector<std::string_view> names = asked.operands;
    if (names.empty()) {
        names.emplace_back("-");
    }
    const std::uint64_t bytes = size_of_inputs(names); // before anything is written
    files written{asked, names, out};
    const triage_settings settings = settings_of(asked);
    triage_counts counts{settings.hash};
    collector collected{asked, written, counts};

    triage_summary summary{counts};
    summary.inputs.assign(names.begin(), names.end());
    summary.show_numbers = asked.show_numbers;
    summary.now = settings.now;
    {
        const heeded_pipes files_may_be_pipes;
        heed_interruption();
        progress_bar bar;
        triage_listener listener;
        listener.findings = [&](const std::vector<finding>& findings) { collected.add(findings); };
        listener.progress = [&](std::uint64_t taken) { bar.show(taken, bytes); };
        const unsigned processors = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
        summary.problems = examine_inputs(names, settings, asked.threads == 0 ? processors : asked.threads, listener);
        bar.clear();
        summary.interrupted = interrupted();
        collected.finish(!summary.interrupted && summary.problems.empty(), summary.problems);
        if (written.html) { // before the standard output, whose reader may go away
            written.html->write(html_of(summary));
            written.html->flush();
        }
    }
    print(summary, asked, out);
    if (written.retry && summary.problems.empty() && counts.not_json + counts.unrecognised != 0) {
        std::fprintf(stderr, "telnyx-errors: what was rejected may forbid messages in '%s'\n", visible(asked.retry).c_str());
    }
    for (const std::string& problem : summary.problems) {
        std::fprintf(stderr, "telnyx-errors: %s\n", visible(problem).c_str()); // NOLINT: the status says it too
    }
    return summary.interrupted                                ? broken_off
           : !summary.problems.empty()                        ? failed
           : counts.not_json != 0 || counts.unrecognised != 0 ? not_known
                                                              : classified;
}

} // namespace command_line
