// telnyx-errors, the command line: triage. SPDX-License-Identifier: MIT
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "commands/judge.hpp"
#include "failure.hpp"
#include "rows/pipeline.hpp"
#include "showing/json.hpp"
#include "showing/progress.hpp"
#include "showing/terminal.hpp"
#include "streams/file_identity.hpp"
#include "streams/interruption.hpp"
#include "triage/database.hpp"
#include "triage/files.hpp"
#include "triage/page.hpp"
#include "triage/report.hpp"
#include "triage/store.hpp"
#include "triage/summary.hpp"

namespace command_line {
namespace {

// The inputs; none to report on the database of an earlier run.
std::vector<std::string> inputs_of(const arguments& asked) {
    std::error_code ignored;
    const bool has_database = !asked.database.empty() && std::filesystem::exists(asked.database, ignored);
    return asked.operands.empty() && has_database ? std::vector<std::string>{} : asked.inputs();
}

// The database; one that was created for nothing is removed.
class kept_database {
public:
    kept_database(const std::string& name, bool is_changed)
        : name_(name), existed_(std::filesystem::exists(name, ignored_)), database_(name.empty() ? database::temporary()
                                                                                    : is_changed ? database::changed(name)
                                                                                                 : database::read(name)) {
        if (!existed_ && !name_.empty()) { // it has phone numbers
            std::filesystem::permissions(name_, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored_);
        }
    }
    ~kept_database() {
        if (!existed_ && !name_.empty() && !is_complete_) {
            std::filesystem::remove(name_, ignored_);
        }
    }
    kept_database(const kept_database&) = delete;
    kept_database& operator=(const kept_database&) = delete;

    void commit() {
        database_.run("COMMIT");
        is_complete_ = true;
    }
    [[nodiscard]] database& get() noexcept { return database_; }

private:
    std::error_code ignored_{};
    std::string name_;
    bool existed_;
    bool is_complete_ = false;
    database database_;
};

// Reads all inputs, in order, into a database. \param show  prints a report on what was read so far
// \returns one line for each that could not be read to its end
std::vector<std::string> read_inputs(const std::vector<std::string>& names, const arguments& asked,
                                     const decision_settings& settings, std::uint64_t bytes, database& target, triage_files& files,
                                     const std::function<void()>& show) {
    std::vector<std::string> problems;
    row_store store{target, settings.here.time.unix_seconds()};
    progress_bar bar;
    std::uint64_t taken = 0;
    bool has_news = true;
    std::chrono::steady_clock::time_point next_report{};
    row_listener listener;
    listener.rows = [&](const row_batch& batch) {
        files.write_rejected(batch.rejected());
        for (const row& each : batch.rows()) {
            store.add(each);
        }
        has_news = true;
    };
    for (std::size_t i = 0; i != names.size() && !interrupted();) {
        if (database::is_one(names[i])) {
            store.merge(names[i++]);
            continue;
        }
        std::vector<std::string> others;
        for (; i != names.size() && !database::is_one(names[i]); ++i) {
            others.push_back(names[i]);
        }
        const std::uint64_t before = taken;
        listener.progress = [&](std::uint64_t read) {
            taken = before + read;
            bar.show(taken, bytes);
        };
        if (asked.follow && i == names.size()) {
            listener.idle = [&] { // now and then: after a pause that is long compared with what a report takes
                const auto now = std::chrono::steady_clock::now();
                if (has_news && now >= next_report) {
                    bar.clear();
                    store.finish();
                    show();
                    has_news = false;
                    const auto end = std::chrono::steady_clock::now();
                    next_report = end + (std::max)(10 * (end - now), std::chrono::steady_clock::duration{std::chrono::seconds{2}});
                }
            };
        }
        const std::vector<std::string> found = examine_inputs(others, settings, asked.csv_input, asked.threads, listener);
        problems.insert(problems.end(), found.begin(), found.end());
    }
    bar.clear();
    store.finish();
    return problems;
}

void print(const json& report, const arguments& asked, output& out) {
    if (asked.json) {
        out.write(line_of(asked.mask ? masked_strings(report) : report));
    } else if (asked.csv) {
        out.write(csv_of(report));
    } else {
        page result = make_page(asked.colour);
        write_summary(result, report, asked.show_numbers);
        out.write(result.text());
    }
    out.flush();
}

} // namespace

exit_status triage(const arguments& asked, output& out) {
    const std::vector<std::string> names = inputs_of(asked);
    if (asked.follow && (asked.operands.empty() || database::is_one(names.back()))) {
        throw failure("--follow needs a file that grows");
    }
    const std::uint64_t bytes = size_of_inputs(names); // before anything is written
    const judge judged{asked};
    decision_settings settings = judged.settings();
    settings.here.phase = asked.phase; // here, --status does not imply one
    for (const std::string& name : names) {
        if (!asked.database.empty() && file_identity::of(name) == file_identity::of(asked.database)) {
            throw failure("'" + name + "' is both an input and the database to keep");
        }
    }
    const std::int64_t too_old = settings.here.time.unix_seconds() - static_cast<std::int64_t>(asked.max_age_ms / 1000);
    json earlier;
    if (!asked.compare.empty()) { // before anything is added, so that a database can be compared with what it was
        database before = database::read(asked.compare);
        earlier = report_on(before, settings, too_old);
    }
    kept_database kept{asked.database, !names.empty()};
    std::vector<std::string> not_outputs = names;
    if (!asked.database.empty()) {
        not_outputs.push_back(asked.database);
    }
    if (!asked.compare.empty()) {
        not_outputs.push_back(asked.compare);
    }
    triage_files files{asked, not_outputs, out};

    json report;
    std::vector<std::string> problems;
    {
        const broken_pipe_guard guard; // the files may be pipes
        catch_interruption();
        const auto show = [&] {
            out.write(is_terminal(stdout) ? "\x1b[H\x1b[2J" : "");
            print(report_on(kept.get(), settings, too_old), asked, out);
        };
        if (!names.empty()) {
            problems = read_inputs(names, asked, settings, bytes, kept.get(), files, show);
        }
        const bool complete = !interrupted() && problems.empty();
        if (!asked.database.empty() && !names.empty()) {
            if (complete) {
                kept.commit();
            } else {
                problems.push_back("nothing was added to '" + asked.database + "'");
            }
        }
        kept.get().only_read();
        report = report_on(kept.get(), settings, too_old);
        report["interrupted"] = interrupted();
        if (asked.database.empty()) {
            report["inputs"] = names;
        }
        if (!asked.compare.empty()) {
            compare(report, earlier);
        }
        if (!complete) {
            files.discard_resends();
        }
        files.write_rows(kept.get(), too_old);
        files.move_problems_to(problems);
        report["problems"] = problems;
        files.finish([&] { return html_of(report, asked.show_numbers); }); // before standard output, whose reader may disappear
        files.move_problems_to(problems);
        report["problems"] = problems;
    }
    print(report, asked, out);
    std::vector<std::string> messages = problems;
    const bool any_rejected = count_in(report, "not_json") + count_in(report, "unrecognised") != 0;
    if (!asked.retry.empty() && messages.empty() && any_rejected) {
        messages.push_back("rejected payloads may rule out messages in '" + asked.retry + "'");
    }
    for (const std::string& line : messages) {
        print_on_stderr(line);
    }
    return report["interrupted"] == true ? interrupted_early : !problems.empty() ? failed : any_rejected ? not_recognised : success;
}

} // namespace command_line
