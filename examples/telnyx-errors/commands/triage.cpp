// telnyx-errors, the command line: triage. SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "commands/commands.hpp"
#include "failure.hpp"
#include "streams/interruption.hpp"
#include "showing/json.hpp"
#include "triage/message_ledger.hpp"
#include "showing/progress.hpp"
#include "showing/terminal.hpp"
#include "triage/counts.hpp"
#include "triage/files.hpp"
#include "triage/findings.hpp"
#include "triage/page.hpp"
#include "triage/pipeline.hpp"
#include "triage/summary.hpp"

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

// Joins what is found with what is counted and written.
class collector {
public:
    collector(triage_files& files, triage_counts& counts) : files_(files), counts_(counts), ledger_(files.wants_messages()) {}

    void add(const std::vector<finding>& findings) {
        for (const finding& found : findings) {
            files_.keep_rejected(found);
            if (found.is_rest) {
                continue;
            }
            const news fresh = counts_.add(found);
            if (fresh.is_body && !(fresh.is_copy && found.message == 0)) {
                follow(found); // copies too: were one not quite the same, nothing may depend on which of them came first
            }
            for (const found_opt_out* const recipient : fresh.opt_outs) {
                files_.suppress(*recipient, found);
            }
        }
    }

    /// Tells what becomes of the messages. \param complete  whether all inputs were read to their ends
    void finish(bool complete, std::vector<std::string>& problems) {
        message_ledger::listener told;
        told.fate = [this](const message_fate& fate) { counts_.add(fate); };
        told.opted_out = [this] { ++counts_.opted_out; };
        told.to_send = [this](const message_to_send& message) { files_.send_again(message); };
        if (problem_.empty()) {
            try {
                ledger_.finish(told);
            } catch (const temporary_file_failure& broken) {
                problem_ = broken.what();
            }
        }
        if (!problem_.empty()) {
            counts_.forget_messages();
            problems.push_back(problem_ + "; messages to send again and recipients who opted out are not counted");
        }
        if (!complete || !problem_.empty()) {
            files_.name_no_messages();
        }
    }

private:
    void follow(const finding& found) {
        if (!problem_.empty()) {
            return;
        }
        try {
            ledger_.add(found);
        } catch (const temporary_file_failure& broken) { // the rest of what is counted is of use all the same
            problem_ = broken.what();
        }
    }

    triage_files& files_;
    triage_counts& counts_;
    message_ledger ledger_;
    std::string problem_{}; // with the ledger
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
    triage_files files{asked, names, out};
    const triage_settings settings = settings_of(asked);
    triage_counts counts{settings.hash};
    collector collected{files, counts};

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
        files.tell(summary.problems);
        files.finish([&] { return html_of(summary); }); // before the standard output, whose reader may go away
        files.tell(summary.problems);
    }
    print(summary, asked, out);
    std::vector<std::string> said = summary.problems;
    if (files.wants_messages() && said.empty() && counts.not_json + counts.unrecognised != 0) {
        said.push_back("what was rejected may forbid messages in '" + std::string{asked.retry} + "'");
    }
    for (const std::string& line : said) {
        std::fprintf(stderr, "telnyx-errors: %s\n", visible(line).c_str()); // NOLINT: the status says it too
    }
    return summary.interrupted                                ? broken_off
           : !summary.problems.empty()                        ? failed
           : counts.not_json != 0 || counts.unrecognised != 0 ? not_known
                                                              : classified;
}

} // namespace command_line
