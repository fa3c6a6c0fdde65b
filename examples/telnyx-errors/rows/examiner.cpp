// telnyx-errors, the command line: from texts to rows. SPDX-License-Identifier: MIT
#include "rows/examiner.hpp"

#include <algorithm>
#include <cstring>

#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/nlohmann.hpp>
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
#include <telnyx/errors/simdjson.hpp>
#endif

#include "streams/body_stream.hpp"
#include "streams/payloads.hpp"

namespace command_line {

namespace te = telnyx::errors;

namespace {

constexpr std::size_t most_rows = 1024; // before the last payload was added

} // namespace

// Uses simdjson where it is there, and the other parser for what simdjson rejects: both builds of the program accept the same JSON.
class block_examiner::json_parser {
public:
    template <class Visitor>
    bool read_each(std::string_view text, te::phase phase, Visitor visit) {
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
        bool rejected = false;
        const bool complete = te::read_each(fast_, text, phase, [&](const te::report_view& report) {
            rejected = report.kind() == te::kind::not_json;
            if (!rejected) {
                visit(report);
            }
        });
        if (!rejected) {
            return complete;
        }
#endif
        return te::read_each(text, phase, visit);
    }

private:
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
    simdjson::dom::parser fast_{}; // keeps its memory
#endif
};

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
    : settings_(settings), source_(source), pass_on_(std::move(pass_on)), maker_(settings),
      parser_(std::make_unique<json_parser>()) {
    location_[column::input] = source.input;
}

block_examiner::~block_examiner() = default;

void block_examiner::examine() {
    if (source_.texts.empty()) {
        examine_lines(source_.bytes);
    }
    for (const value_text& text : source_.texts) {
        const std::string_view bytes = std::string_view{source_.bytes}.substr(text.first, text.size);
        switch (text.kind) {
        case text_kind::value: examine_text(bytes, text.line); break;
        case text_kind::rest: reject_rest(bytes); break;
        case text_kind::rejected:
            go_to(text.line);
            reject(bytes, te::problem::malformed);
            break;
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
    return !line.empty() && line.front() == '{' && line[last] == '}' && line.size() <= te::limits::body_bytes &&
           examine_json(line, number) == te::problem::none;
}

void block_examiner::examine_text(std::string_view text, std::size_t line) {
    if (const te::problem problem = examine_json(text, line); problem != te::problem::none) {
        examine_invalid(text, problem, line);
    }
}

// Adds the rows of each payload in a string. Rejects each row of a page or element of a list that is not one.
// \returns `problem::none`, or why the string is not valid JSON; then nothing is added
te::problem block_examiner::examine_json(std::string_view text, std::size_t line) {
    go_to(line);
    bool all_known = true;
    const te::problem problem = read(text, all_known);
    if (problem == te::problem::none && !all_known) {
        examine_rows(text, te::limits::wrappers);
    }
    pass_on_if_full();
    return problem;
}

// Reads a string that has an unknown payload in it: rejects the rows that are not payloads.
void block_examiner::examine_rows(std::string_view text, unsigned levels) {
    const auto examine_row = [&](std::string_view each) {
        bool all_known = true;
        if (const te::problem why = read(each, all_known); why != te::problem::none) {
            reject(each, why); // the two parsers disagree
        } else if (!all_known) {
            examine_rows(each, levels - 1);
        }
        pass_on_if_full();
    };
    if (levels == 0 || !for_each_row(text, examine_row)) {
        reject(text, te::problem::none);
    }
}

// Adds the rows of each payload in a string that is not valid JSON, or rejects the string if it has none.
void block_examiner::examine_invalid(std::string_view text, te::problem why, std::size_t line) {
    bool any = false;
    std::vector<text_part> without_payload;
    const auto examine_part = [&](const te::report_view& report, const te::retry_hint& hint, const text_part& part) {
        if (report.kind() == te::kind::not_json) {
            without_payload.push_back(part);
        } else if (report.kind() != te::kind::unrecognised) {
            any = true;
            go_to(line + part.lines_before);
            keep(report, hint);
            pass_on_if_full();
        }
    };
    if (why == te::problem::malformed) {
        read_payloads(text, settings_.here.phase, settings_.lookup, settings_.here.time, examine_part);
    }
    if (!any) {
        without_payload = {{text, 0}};
    }
    for (const text_part& part : without_payload) {
        go_to(line + part.lines_before);
        reject(part.text, why);
    }
}

// Adds the rows of each payload in a string. \param all_known  set to false if there is anything else in it, or nothing, or too
// much at once; then nothing is added
te::problem block_examiner::read(std::string_view text, bool& all_known) {
    const std::size_t before = kept_.rows().size();
    te::problem problem = te::problem::none;
    const auto keep_known = [&](const te::report_view& report) {
        problem = report.problem();
        const bool is_known = report.kind() != te::kind::unrecognised && kept_.rows().size() - before < most_rows;
        all_known = all_known && (problem != te::problem::none || is_known);
        if (all_known && problem == te::problem::none) {
            keep(report, {});
        }
    };
    bool complete = true;
    if (settings_.lookup) { // a page is one answer
        const te::report page = te::read(text, settings_.here.phase);
        keep_known(page);
    } else {
        complete = parser_->read_each(text, settings_.here.phase, keep_known);
    }
    if (problem == te::problem::none) {
        all_known = all_known && complete && kept_.rows().size() != before; // neither an empty list nor nested too deeply
    }
    if (!all_known) {
        kept_.shorten(before);
    }
    return problem;
}

void block_examiner::keep(const te::report_view& report, const te::retry_hint& hint) {
    maker_.each(report, hint, location_, [&](const row& made) { kept_.add(made); });
}

void block_examiner::reject(std::string_view text, te::problem why) {
    const te::report report = te::read(text, settings_.here.phase);
    row made = maker_.whole(report, {}, location_);
    made[column::kind] = name(why == te::problem::none ? te::kind::unrecognised : te::kind::not_json);
    made[column::problem] = name(why);
    made[column::event_id] = made[column::message_id] = std::string_view{}; // nothing else can refer to it
    kept_.add(made);
    kept_.reject(text, false);
    pass_on_if_full();
}

// The continuation of a text that was rejected.
void block_examiner::reject_rest(std::string_view text) {
    kept_.reject(text, true);
    pass_on_if_full();
}

// Called after each payload.
void block_examiner::pass_on_if_full() {
    for (; weighed_ < kept_.rejected().size(); ++weighed_) {
        weight_ += kept_.rejected()[weighed_].text.size() / sizeof(row);
    }
    if (kept_.rows().size() + weight_ >= most_rows) {
        pass_on_(std::exchange(kept_, {}));
        weighed_ = weight_ = 0;
    }
}

} // namespace command_line
