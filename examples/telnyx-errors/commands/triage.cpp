// telnyx-errors, the command line: triage. SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "amendments.hpp"
#include "commands/commands.hpp"
#include "failure.hpp"
#include "showing/json.hpp"
#include "showing/progress.hpp"
#include "showing/terminal.hpp"
#include "streams/interruption.hpp"
#include "triage/consent_ledger.hpp"
#include "triage/counts.hpp"
#include "triage/files.hpp"
#include "triage/findings.hpp"
#include "triage/message_ledger.hpp"
#include "triage/page.hpp"
#include "triage/pipeline.hpp"
#include "triage/summary.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr unsigned most_threads = 256;

triage_settings settings_of(const arguments& asked) {
    triage_settings settings;
    const auto today = std::chrono::system_clock::now().time_since_epoch();
    settings.now = asked.now.known() ? asked.now : te::instant{std::chrono::duration_cast<std::chrono::seconds>(today).count()};
    settings.http_status = asked.http_status;
    settings.phase = asked.phase;
    settings.show_numbers = asked.show_numbers;
    settings.csv_input = asked.csv_input;
    settings.amendments = read_amendments(asked.amendments);
    return settings;
}

// Connects findings with counts, the ledger and the files.
class collector {
public:
    collector(triage_files& files, triage_counts& counts) : files_(files), counts_(counts), messages_(files.wants_messages()) {}

    void add(const std::vector<finding>& findings) {
        for (const finding& found : findings) {
            files_.write_rejected(found);
            if (found.is_rest) {
                continue;
            }
            const counted_finding counted = counts_.add(found);
            if (counted.is_body) {
                record(found, counted.is_copy); // copies too: they may differ, and the result must not depend on their order
            }
        }
    }

    /// Counts and writes who opted out, and the fate of the messages. \param complete  whether all inputs were read to their ends
    void finish(bool complete, std::vector<std::string>& problems) {
        if (problem_.empty()) {
            try {
                finish_consents();
                finish_messages();
            } catch (const temporary_file_failure& error) {
                problem_ = error.what();
            }
        }
        if (!problem_.empty()) {
            counts_.forget_messages();
            problems.push_back(problem_ + "; messages to resend and opt-outs are neither counted nor written completely");
        }
        if (!complete || !problem_.empty()) {
            files_.discard_resends();
        }
    }

private:
    void finish_consents() {
        consent_ledger::listener report;
        report.person = [this](std::uint64_t person, te::consent state) {
            counts_.add(state);
            messages_.withhold_from(person);
        };
        report.row = [this](const std::string& row) { files_.write_suppressed(row); };
        consents_.finish(report);
    }
    void finish_messages() {
        message_ledger::listener report;
        report.fate = [this](const message_fate& fate) { counts_.add(fate); };
        report.to_resend = [this](const message_to_resend& message) { files_.write_resend(message); };
        messages_.finish(report);
    }

    void record(const finding& found, bool is_copy) {
        if (!problem_.empty()) {
            return;
        }
        try {
            if (!found.consents.empty()) {
                const auto row_of = [&](const found_consent& said) { return files_.suppression_row(said, found); };
                consents_.add(found, is_copy,
                              files_.wants_opt_outs() ? row_of : std::function<std::string(const found_consent&)>{});
            }
            if (!(is_copy && found.message == 0)) {
                messages_.add(found);
            }
        } catch (const temporary_file_failure& error) { // the other counts are still useful
            problem_ = error.what();
        }
    }

    triage_files& files_;
    triage_counts& counts_;
    message_ledger messages_;
    consent_ledger consents_{};
    std::string problem_{}; // of the ledgers
};

void print(const triage_summary& summary, const arguments& asked, output& out) {
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

exit_status triage(const arguments& asked, output& out) {
    const std::vector<std::string> names = asked.inputs();
    const std::uint64_t bytes = size_of_inputs(names); // before anything is written
    const triage_settings settings = settings_of(asked);
    triage_files files{asked, names, out};
    triage_counts counts;
    collector collected{files, counts};

    triage_summary summary{counts};
    summary.inputs = names;
    summary.show_numbers = asked.show_numbers;
    summary.now = settings.now;
    {
        const broken_pipe_guard guard; // the files may be pipes
        catch_interruption();
        progress_bar bar;
        triage_listener listener;
        listener.findings = [&](const std::vector<finding>& findings) { collected.add(findings); };
        listener.progress = [&](std::uint64_t taken) { bar.show(taken, bytes); };
        const unsigned processors = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);
        summary.problems = examine_inputs(names, settings, asked.threads == 0 ? processors : asked.threads, listener);
        bar.clear();
        summary.interrupted = interrupted();
        collected.finish(!summary.interrupted && summary.problems.empty(), summary.problems);
        files.move_problems_to(summary.problems);
        files.finish([&] { return html_of(summary); }); // before standard output, whose reader may disappear
        files.move_problems_to(summary.problems);
    }
    print(summary, asked, out);
    std::vector<std::string> messages = summary.problems;
    if (files.wants_messages() && messages.empty() && counts.not_json + counts.unrecognised != 0) {
        messages.push_back("rejected payloads may rule out messages in '" + asked.retry + "'");
    }
    for (const std::string& line : messages) {
        std::fprintf(stderr, "telnyx-errors: %s\n", visible(line).c_str()); // NOLINT: the exit status reports it too
    }
    return summary.interrupted                                ? interrupted_early
           : !summary.problems.empty()                        ? failed
           : counts.not_json != 0 || counts.unrecognised != 0 ? not_recognised
                                                              : success;
}

} // namespace command_line
