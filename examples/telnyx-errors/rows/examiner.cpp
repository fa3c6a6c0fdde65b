// telnyx-errors, the command line: from texts to rows. SPDX-License-Identifier: MIT
#include "rows/examiner.hpp"

#include <algorithm>
#include <cstring>

#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "streams/body_stream.hpp"

namespace command_line {

namespace te = telnyx::errors;

namespace {

constexpr std::size_t most_rows = 1024; // before they are passed on

} // namespace

std::string_view row_batch::copy_of(std::string_view text) {
    constexpr std::size_t block = 16384;
    if (text.size() > left_) {
        left_ = (std::max)(block, text.size());
        free_ = blocks_.emplace_back(new char[left_]).get(); // NOLINT(cppcoreguidelines-owning-memory): not initialised
    }
    std::memcpy(free_, text.data(), text.size());
    free_ += text.size();
    left_ -= text.size();
    return {free_ - text.size(), text.size()};
}

void row_batch::add(const row& added) {
    if (rows_.empty()) {
        rows_.reserve(512);
    }
    row& kept = rows_.emplace_back(added);
    for (std::size_t i = 0; i != column_count; ++i) {
        value& each = kept[static_cast<column>(i)];
        if (columns_of_rows[i].type == column_type::text && !each.text.empty()) {
            each.text = copy_of(each.text);
        }
    }
}

block_examiner::block_examiner(const decision_settings& settings, const block& source,
                               std::function<void(const row_batch&)> pass_on)
    : source_(source), pass_on_(std::move(pass_on)), maker_(settings),
      reader_(settings.here.phase, settings.lookup, settings.here.time, *this), not_json_(te::read("text", settings.here.phase)) {
    location_[column::input] = source.input;
}

void block_examiner::examine() {
    if (source_.texts.empty()) {
        examine_lines(source_.bytes);
    }
    for (const value_text& text : source_.texts) {
        const std::string_view bytes = std::string_view{source_.bytes}.substr(text.first, text.size);
        switch (text.kind) {
        case text_kind::value: examine_text(bytes, text.line); break;
        case text_kind::rest: reject_rest(bytes); break;
        case text_kind::rejected: reject_line(bytes, text.line); break;
        }
    }
    pass_on_(kept_);
}

// Nearly every line is one object, which need not be searched for brackets. The stream splits all other lines.
void block_examiner::examine_lines(std::string_view bytes) {
    body_stream stream{[this](std::string_view text, std::size_t line) { examine_text(text, line); },
                       [this](std::string_view text, std::size_t /*line*/) { reject_rest(text); }};
    stream.start_at(source_.first_line);
    while (!bytes.empty()) {
        const std::size_t end = bytes.find('\n');
        const std::size_t size = end == std::string_view::npos ? bytes.size() : end + 1;
        if (stream.is_between_values() && is_one_object(bytes.substr(0, end), stream.line())) {
            stream.skip_line();
        } else {
            stream.feed(bytes.substr(0, size));
        }
        bytes.remove_prefix(size);
    }
    stream.finish();
}

bool block_examiner::is_one_object(std::string_view line, std::size_t number) {
    const std::size_t last = line.find_last_not_of(" \t\r");
    line_ = number;
    return !line.empty() && line.front() == '{' && line[last] == '}' && line.size() <= te::limits::body_bytes &&
           reader_.read_json(line);
}

void block_examiner::examine_text(std::string_view text, std::size_t line) {
    line_ = line;
    reader_.read(text);
}

void block_examiner::go_to(const payload_place& where) noexcept {
    location_[column::line] = static_cast<std::int64_t>(line_ + where.lines_before);
}

void block_examiner::keep(const te::report_view& report, const payload_place& where) {
    go_to(where);
    maker_.each(report, where.response, location_, [&](const row& made) { kept_.add(made); });
}

void block_examiner::reject(const te::report_view& report, const payload_place& where) {
    go_to(where);
    row made = maker_.whole(report, where.response, location_);
    made[column::event_id] = made[column::message_id] = std::string_view{}; // nothing else can refer to it
    kept_.add(made);
}

// A line of CSV. Nothing in it is read.
void block_examiner::reject_line(std::string_view text, std::size_t line) {
    line_ = line;
    reject(not_json_, {});
    save(text);
    settle();
}

// The continuation of a text that was rejected.
void block_examiner::reject_rest(std::string_view text) {
    kept_.reject(text, true);
    settle();
}

// Passes the rows on if they are many. Called after each payload.
void block_examiner::settle() {
    for (; weighed_ < kept_.rejected().size(); ++weighed_) {
        weight_ += kept_.rejected()[weighed_].text.size() / sizeof(row);
    }
    if (kept_.rows().size() + weight_ >= most_rows) {
        pass_on_(std::exchange(kept_, {}));
        weighed_ = weight_ = 0;
    }
}

} // namespace command_line
