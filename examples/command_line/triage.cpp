// telnyx-errors, the command line: triage. SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdio>
#include <filesystem>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "commands.hpp"
#include "failure.hpp"
#include "interruption.hpp"
#include "json_output.hpp"
#include "progress.hpp"
#include "retry_file.hpp"
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
    return settings;
}

// A slip of the finger must not empty the traffic of a month.
void refuse_to_overwrite(const options& asked, const std::vector<std::string_view>& names) {
    const std::string_view written[] = {asked.html, asked.retry, asked.suppress, asked.rejects};
    for (std::size_t i = 0; i != std::size(written); ++i) {
        if (written[i].empty()) {
            continue;
        }
        const auto is_same = [&](std::string_view other) {
            std::error_code ignored; // a file that is not there yet is no other
            return other == written[i] || std::filesystem::equivalent(std::string{other}, std::string{written[i]}, ignored);
        };
        if (std::any_of(names.begin(), names.end(), is_same)) {
            throw failure("'" + std::string{written[i]} + "' is an input, and would be overwritten");
        }
        if (std::any_of(std::begin(written), std::begin(written) + i, is_same)) {
            throw failure("'" + std::string{written[i]} + "' is to be written twice");
        }
    }
}

std::string code_in_words(std::int64_t code) { return code == 0 ? std::string{} : std::to_string(code); }

// Counts findings, and writes what goes into files as it comes.
class collector {
public:
    collector(const options& asked, triage_counts& counts) : asked_(asked), counts_(counts) {
        if (!asked.rejects.empty()) {
            rejects_.emplace(asked.rejects);
        }
        if (!asked.suppress.empty()) {
            suppress_.emplace(asked.suppress);
        }
        if (!asked.retry.empty()) {
            retry_.emplace(asked.retry);
        }
    }

    void add(const std::vector<finding>& findings) {
        for (const finding& found : findings) {
            const news fresh = counts_.add(found);
            if (rejects_ && !found.rejected.empty()) {
                rejects_->write(found.rejected);
                rejects_->write(found.rejected.back() == '\n' ? "" : "\n");
            }
            for (const found_opt_out* const recipient : fresh.opt_outs) {
                write(*recipient, found);
            }
            for (const found_message* const message : fresh.messages) {
                write(*message, found);
            }
        }
    }

    /// Writes what remains. \return how many messages were withheld, if there is a file of messages
    std::optional<std::uint64_t> finish() {
        for (std::optional<output>* const file : {&rejects_, &suppress_}) {
            if (*file) {
                (*file)->flush();
            }
        }
        if (!retry_) {
            return std::nullopt;
        }
        return retry_->finish([this](std::uint64_t recipient) { return counts_.has_opted_out(recipient); });
    }

private:
    // Programs read these files, but people look at them too.
    [[nodiscard]] std::string shown(const std::string& number) const { return asked_.show_numbers ? number : te::masked(number); }

    void write(const found_opt_out& recipient, const finding& found) {
        if (!suppress_) {
            return;
        }
        json row;
        row["phone_number"] = recipient.phone_number.empty() ? json{} : json(shown(recipient.phone_number));
        row["sender"] = shown(found.sender);
        row["code"] = code_in_words(recipient.code);
        row["message_id"] = found.message_id;
        row["input"] = asked_.operands.empty() ? "-" : std::string{asked_.operands[found.input]};
        row["line"] = found.line;
        suppress_->write(line_of(row));
    }

    void write(const found_message& message, const finding& found) {
        if (!retry_) {
            return;
        }
        json row;
        row["message_id"] = found.message_id;
        if (!message.phone_number.empty()) {
            row["to"] = shown(message.phone_number);
        }
        row["step"] = std::string{name(message.decision.step)};
        row["code"] = code_in_words(message.decision.governing_code);
        row["not_before"] = message.decision.not_before.unix_seconds();
        retry_->add(message.recipient, line_of(row));
    }

    const options& asked_;
    triage_counts& counts_;
    std::optional<output> rejects_{};
    std::optional<output> suppress_{};
    std::optional<retry_file> retry_{};
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
    refuse_to_overwrite(asked, names);
    const triage_settings settings = settings_of(asked);
    triage_counts counts{settings.hash};
    collector collected{asked, counts};
    std::optional<output> html;
    if (!asked.html.empty()) { // before an hour's work, not behind it
        html.emplace(asked.html);
    }

    heed_interruption();
    progress_bar bar;
    triage_listener listener;
    listener.findings = [&](const std::vector<finding>& findings) { collected.add(findings); };
    listener.progress = [&](const triage_progress& so_far) { bar.show(so_far.bytes_taken, so_far.bytes_in_all); };
    const unsigned processors = std::clamp(std::thread::hardware_concurrency(), 1U, most_threads);

    triage_summary summary{counts};
    summary.inputs.assign(names.begin(), names.end());
    summary.problems = examine_inputs(names, settings, asked.threads == 0 ? processors : asked.threads, listener);
    bar.clear();
    summary.interrupted = interrupted();
    summary.show_numbers = asked.show_numbers;
    summary.now = settings.now;
    summary.withheld = collected.finish();
    print(summary, asked, out);
    if (html) {
        html->write(html_of(summary));
        html->flush();
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
