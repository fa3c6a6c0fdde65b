// telnyx-errors, the command line: the files that triage writes. SPDX-License-Identifier: MIT
#include "triage/files.hpp"

#include <algorithm>
#include <cstdint>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

#include "failure.hpp"
#include "streams/file_identity.hpp"
#include "showing/json.hpp"

namespace command_line {

namespace te = telnyx::errors;

namespace {

std::string code_in_words(std::int64_t code) { return code == 0 ? std::string{} : std::to_string(code); }

} // namespace

triage_files::triage_files(const options& asked, const std::vector<std::string_view>& inputs, const output& out)
    : asked_(asked), inputs_(inputs) {
    if (std::any_of(inputs.begin(), inputs.end(),
                    [&](std::string_view name) { return file_identity::of(name) == out.identity(); })) {
        throw failure("the standard output goes into an input");
    }
    std::vector<output*> opened;
    open(html_, asked.html, out, opened);
    open(retry_, asked.retry, out, opened);
    open(suppress_, asked.suppress, out, opened);
    open(rejects_, asked.rejects, out, opened);
    for (output* const file : opened) {
        file->make_empty();
    }
}

void triage_files::open(std::optional<output>& file, std::string_view name, const output& out, std::vector<output*>& opened) {
    if (name.empty()) {
        return;
    }
    if (name == "-") {
        throw failure("the standard output has the report: name a file instead of '-'");
    }
    const std::string quoted = "'" + std::string{name} + "'";
    const file_identity identity = file.emplace(name).identity();
    if (std::any_of(inputs_.begin(), inputs_.end(), [&](std::string_view other) { return file_identity::of(other) == identity; })) {
        throw failure(quoted + " is an input, and would be overwritten");
    }
    if (out.identity() == identity) {
        throw failure(quoted + " is where the standard output goes");
    }
    if (std::any_of(opened.begin(), opened.end(), [&](const output* other) { return other->identity() == identity; })) {
        throw failure(quoted + " is to be written twice");
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

void triage_files::keep_rejected(const finding& found) {
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

void triage_files::suppress(const found_opt_out& recipient, const finding& said) {
    attempt(suppress_, [&](output& file) {
        json row;
        row["phone_number"] = recipient.phone_number.empty() ? json{} : json(recipient.phone_number);
        row["sender"] = asked_.show_numbers ? said.sender : te::masked(said.sender); // people look at these files too
        row["code"] = code_in_words(recipient.code);
        row["message_id"] = said.message_id;
        row["input"] = std::string{inputs_[said.input]};
        row["line"] = said.line;
        file.write(line_of(row));
    });
}

void triage_files::send_again(const message_to_send& message) {
    attempt(retry_, [&](output& file) {
        json row;
        row["message_id"] = message.message_id;
        if (!message.phone_number.empty()) {
            row["to"] = message.phone_number;
        }
        row["step"] = std::string{name(message.fate.step)};
        row["code"] = code_in_words(message.fate.code);
        row["not_before"] = message.fate.not_before.unix_seconds();
        file.write(line_of(row));
    });
}

void triage_files::name_no_messages() {
    attempt(retry_, [&](output& file) {
        file.make_empty();
        problems_.push_back("'" + std::string{asked_.retry} + "' is left empty: what was not read may forbid what was");
    });
}

void triage_files::tell(std::vector<std::string>& problems) {
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
