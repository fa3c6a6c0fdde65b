// telnyx-errors, the command line: the files that triage writes. SPDX-License-Identifier: MIT
#include "triage/files.hpp"

#include <algorithm>
#include <filesystem>

#include "failure.hpp"
#include "showing/json.hpp"
#include "streams/file_identity.hpp"
#include "triage/embedded.hpp"

namespace command_line {
namespace {

namespace fs = std::filesystem;

json known_or_null(const statement& query, int column) { return query.is_null(column) ? json{} : json(query.integer(column)); }

} // namespace

triage_files::triage_files(const arguments& asked, const std::vector<std::string>& inputs, const output& out) : asked_(asked) {
    if (std::any_of(inputs.begin(), inputs.end(),
                    [&](const std::string& name) { return file_identity::of(name) == out.identity(); })) {
        throw failure("standard output is redirected to an input");
    }
    std::vector<written_file*> opened;
    open(html_, asked.html, inputs, out, opened);
    open(retry_, asked.retry, inputs, out, opened);
    open(suppress_, asked.suppress, inputs, out, opened);
    open(rejects_, asked.rejects, inputs, out, opened);
    for (written_file* const which : opened) {
        write_aside(*which);
    }
}

triage_files::~triage_files() {
    for (const written_file* const which : {&html_, &retry_, &suppress_, &rejects_}) {
        std::error_code ignored;
        if (!which->aside.empty()) {
            fs::remove(which->aside, ignored);
        }
    }
}

void triage_files::open(written_file& which, const std::string& name, const std::vector<std::string>& inputs, const output& out,
                        std::vector<written_file*>& opened) {
    if (name.empty()) {
        return;
    }
    if (name == "-") {
        throw failure("standard output has the report: name a file instead of '-'");
    }
    const std::string quoted = "'" + name + "'";
    std::error_code ignored;
    which.name = name;
    which.is_new = !fs::exists(name, ignored);
    const file_identity identity = which.file.emplace(name).identity();
    if (std::any_of(inputs.begin(), inputs.end(), [&](const std::string& other) { return file_identity::of(other) == identity; })) {
        throw failure(quoted + " is an input and would be overwritten");
    }
    if (out.identity() == identity) {
        throw failure(quoted + " is the file that standard output is redirected to");
    }
    if (std::any_of(opened.begin(), opened.end(), [&](const written_file* other) { return other->file->identity() == identity; })) {
        throw failure(quoted + " is given for two outputs");
    }
    opened.push_back(&which);
}

// A file that was there keeps its permissions; a new one is for its owner alone.
void triage_files::write_aside(written_file& which) {
    std::error_code error;
    if (!fs::is_regular_file(which.name, error)) {
        return;
    }
    which.name = fs::canonical(which.name).string(); // a link stays a link
    try {
        which.file.emplace(which.name, which.aside);
        if (const fs::file_status before = fs::status(which.name, error); !which.is_new && !error) {
            fs::permissions(which.aside, before.permissions(), error);
        }
    } catch (const failure&) { // a directory in which nothing can be created
        which.aside.clear();
        which.file.emplace(which.name).truncate();
    }
}

template <class Writer>
void triage_files::attempt(written_file& which, Writer write) {
    if (!which.file) {
        return;
    }
    try {
        write(*which.file);
    } catch (const failure& broken) {
        problems_.emplace_back(broken.what());
        which.file.reset();
    }
}

void triage_files::write_rejected(const std::vector<rejected_text>& rejected) {
    for (const rejected_text& each : rejected) {
        attempt(rejects_, [&](output& file) {
            if (!each.is_rest && !line_is_complete_) {
                file.write("\n");
            }
            file.write(each.text);
            line_is_complete_ = each.text.empty() ? line_is_complete_ : each.text.back() == '\n';
        });
    }
}

void triage_files::write_rows(database& source, std::int64_t too_old) {
    attempt(retry_, [&](output& file) {
        statement query = source.prepare(embedded::retry);
        query.bind(1, too_old);
        query.bind(2, std::int64_t{asked_.per_second});
        while (wants_resends_ && query.step()) {
            json row;
            row["message_id"] = query.text(0);
            if (!query.text(1).empty()) {
                row["to"] = query.text(1);
            }
            row["step"] = query.text(2);
            row["code"] = query.text(3);
            row["not_before"] = known_or_null(query, 4);
            row["failed_at"] = known_or_null(query, 5);
            row["sender"] = query.text(6);
            row["messaging_profile_id"] = query.text(7);
            file.write(line_of(row));
        }
    });
    attempt(suppress_, [&](output& file) {
        statement query = source.prepare(embedded::suppress);
        while (query.step()) {
            json row;
            row["phone_number"] = query.text(0).empty() ? json{} : json(query.text(0));
            row["sender"] = query.text(1);
            row["code"] = query.text(2);
            row["message_id"] = query.text(3);
            row["input"] = query.text(4);
            row["line"] = known_or_null(query, 5);
            row["messaging_profile_id"] = query.text(6);
            row["maybe"] = query.integer(7) != 0;
            file.write(line_of(row));
        }
    });
}

void triage_files::discard_resends() {
    wants_resends_ = false;
    if (retry_.file) {
        problems_.push_back("'" + asked_.retry + "' is left empty: input that was not read may rule out messages to resend");
    }
}

void triage_files::move_problems_to(std::vector<std::string>& problems) {
    problems.insert(problems.end(), problems_.begin(), problems_.end());
    problems_.clear();
}

void triage_files::finish(const std::function<std::string()>& page) {
    attempt(rejects_, [&](output& file) { file.write(line_is_complete_ ? "" : "\n"); });
    attempt(html_, [&](output& file) { file.write(page()); });
    for (written_file* const which : {&html_, &retry_, &suppress_, &rejects_}) {
        attempt(*which, [&](output& written) {
            written.flush();
            std::error_code error;
            if (!which->aside.empty()) {
                fs::rename(which->aside, which->name, error);
            }
            if (error) {
                throw failure("cannot write to '" + which->name + "': " + error.message());
            }
            which->aside.clear();
        });
    }
}

} // namespace command_line
