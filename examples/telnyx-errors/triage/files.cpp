// telnyx-errors, the command line: the files that triage writes. SPDX-License-Identifier: MIT
#include "triage/files.hpp"

#include <algorithm>
#include <cstdint>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

#include "failure.hpp"
#include "showing/json.hpp"
#include "streams/file_identity.hpp"

namespace command_line {

namespace te = telnyx::errors;

namespace {

std::string code_text(std::int64_t code) { return code == 0 ? std::string{} : std::to_string(code); }

} // namespace

triage_files::triage_files(const arguments& asked, const std::vector<std::string>& inputs, const output& out)
    : asked_(asked), inputs_(inputs) {
    if (std::any_of(inputs.begin(), inputs.end(),
                    [&](const std::string& name) { return file_identity::of(name) == out.identity(); })) {
        throw failure("standard output is redirected to an input");
    }
    std::vector<output*> opened;
    open(html_, asked.html, out, opened);
    open(retry_, asked.retry, out, opened);
    open(suppress_, asked.suppress, out, opened);
    open(rejects_, asked.rejects, out, opened);
    for (output* const file : opened) {
        file->truncate();
    }
}

void triage_files::open(std::optional<output>& file, const std::string& name, const output& out, std::vector<output*>& opened) {
    if (name.empty()) {
        return;
    }
    if (name == "-") {
        throw failure("standard output has the report: name a file instead of '-'");
    }
    const std::string quoted = "'" + name + "'";
    const file_identity identity = file.emplace(name).identity();
    if (std::any_of(inputs_.begin(), inputs_.end(),
                    [&](const std::string& other) { return file_identity::of(other) == identity; })) {
        throw failure(quoted + " is an input and would be overwritten");
    }
    if (out.identity() == identity) {
        throw failure(quoted + " is the file that standard output is redirected to");
    }
    if (std::any_of(opened.begin(), opened.end(), [&](const output* other) { return other->identity() == identity; })) {
        throw failure(quoted + " is given for two outputs");
    }
    opened.push_back(&*file);
}

template <class Writer>
void triage_files::attempt(std::optional<output>& file, Writer write) {
    if (!file) {
        return;
    }
    try {
        write(*file);
    } catch (const failure& broken) {
        problems_.emplace_back(broken.what());
        file.reset();
    }
}

void triage_files::write_rejected(const finding& found) {
    if (found.rejected.empty()) {
        return;
    }
    attempt(rejects_, [&](output& file) {
        if (!found.is_rest && !line_is_complete_) {
            file.write("\n");
        }
        file.write(found.rejected);
        line_is_complete_ = found.rejected.back() == '\n';
    });
}

std::string triage_files::suppression_row(const found_consent& said, const finding& source) const {
    json row;
    row["phone_number"] = said.phone_number.empty() ? json{} : json(said.phone_number);
    row["sender"] = said.sender_shown;
    row["code"] = said.is_keyword ? "keyword" : code_text(said.code);
    row["message_id"] = source.message_id;
    row["input"] = inputs_[source.input];
    row["line"] = source.line;
    row["messaging_profile_id"] = source.messaging_profile_id;
    row["maybe"] = said.consent == te::consent::maybe_opted_out;
    return line_of(row);
}

void triage_files::write_suppressed(const std::string& row) {
    attempt(suppress_, [&](output& file) { file.write(row); });
}

void triage_files::write_resend(const message_to_resend& message) {
    attempt(retry_, [&](output& file) {
        json row;
        row["message_id"] = message.message_id;
        if (!message.phone_number.empty()) {
            row["to"] = message.phone_number;
        }
        row["step"] = word(message.fate.step);
        row["code"] = code_text(message.fate.code);
        row["not_before"] = message.fate.not_before.unix_seconds();
        file.write(line_of(row));
    });
}

void triage_files::discard_resends() {
    attempt(retry_, [&](output& file) {
        file.truncate();
        problems_.push_back("'" + asked_.retry + "' is left empty: input that was not read may rule out messages to resend");
    });
}

void triage_files::move_problems_to(std::vector<std::string>& problems) {
    problems.insert(problems.end(), problems_.begin(), problems_.end());
    problems_.clear();
}

void triage_files::finish(const std::function<std::string()>& page) {
    attempt(rejects_, [&](output& file) { file.write(line_is_complete_ ? "" : "\n"); });
    attempt(html_, [&](output& file) { file.write(page()); });
    for (std::optional<output>* const file : {&html_, &retry_, &suppress_, &rejects_}) {
        attempt(*file, [](output& written) { written.flush(); });
    }
}

} // namespace command_line
