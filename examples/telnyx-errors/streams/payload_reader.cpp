// telnyx-errors, the command line: reads the payloads in a text. SPDX-License-Identifier: MIT
#include "streams/payload_reader.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/nlohmann.hpp>
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
#include <telnyx/errors/simdjson.hpp>
#endif

#include "streams/characters.hpp"
#include "streams/payloads.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t most_kept = 1024; // before the last payload was added

bool is_known(const te::report_view& report) {
    return report.kind() != te::kind::unrecognised && report.kind() != te::kind::not_json;
}

// Replaces what other programs write into and around payloads, and keeps the lines: the doubled quotes in a field of CSV, and the
// lines of `curl -v` between the head of a response and its payload. \returns nothing if there is none of it
std::optional<std::string> without_traces(std::string_view text) {
    const bool is_csv = text.find(R"("{"")") != std::string_view::npos || text.find(R"("[{"")") != std::string_view::npos;
    const bool is_curl = starts_with(text, "< HTTP/") || text.find("\n< HTTP/") != std::string_view::npos;
    if (!is_csv && !is_curl) {
        return std::nullopt;
    }
    std::string result;
    bool is_blank = false; // the line becomes blank
    for (std::size_t place = 0; place != text.size(); ++place) {
        const char c = text[place];
        if (place == 0 || text[place - 1] == '\n') {
            const std::string_view line = text.substr(place, 2);
            is_blank = is_curl && (starts_with(line, "*") || line == "<\n" || line == "<\r"); // the last header has "<" below it
        }
        result += is_blank && !is_space(c) ? ' ' : c;
        place += is_csv && c == '"' && text.substr(place + 1, 1) == "\"" ? 1U : 0U;
    }
    return result;
}

} // namespace

// Uses simdjson where it is there, and the other parser for what simdjson rejects: both builds of the program accept the same JSON.
class payload_reader::json_parser {
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

    // The reader of embedded payloads calls this.
    friend te::report_view read(json_parser& parser, std::string_view text, te::phase phase) {
        parser.last_ = text;
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
        te::report_view result = te::read(parser.fast_, text, phase);
        if (result.kind() != te::kind::not_json) {
            return result;
        }
#endif
        parser.report_ = te::read(text, phase);
        const te::report_view& view = parser.report_;
        return view;
    }
    // The last text that it called that with.
    [[nodiscard]] std::string_view last() const noexcept { return last_; }

private:
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
    simdjson::dom::parser fast_{}; // keeps its memory
#endif
    std::string_view last_{};
    te::report report_{};
};

// Where JSON comes from.
struct payload_reader::source {
    std::string_view text; // what is rejected if it is not a payload
    payload_place where{};
};

// What was found when all payloads of a text were read at once.
struct payload_reader::attempt {
    te::problem problem = te::problem::none; // if there is one, nothing was kept
    std::size_t payloads = 0;
    bool has_unknown = false;  // or something was left out, or there is nothing
    bool has_too_many = false; // to keep them all
};

payload_reader::payload_reader(te::phase phase, bool whole, te::instant time, payload_sink& sink)
    : phase_(phase), whole_(whole), time_(time), sink_(sink), nothing_(te::read("{}", phase)),
      parser_(std::make_unique<json_parser>()) {}

payload_reader::~payload_reader() = default;

void payload_reader::read(std::string_view text) {
    const te::problem problem = read_json(text, {text, {}}, te::limits::wrappers);
    if (problem == te::problem::malformed) {
        read_text(text);
    } else if (problem != te::problem::none) {
        const te::report report = te::read(text, phase_);
        reject(text, report, {});
    }
}

bool payload_reader::read_json(std::string_view text) {
    return read_json(text, {text, {}}, te::limits::wrappers) == te::problem::none;
}

// Nearly every text has one payload, which is read once. \returns `problem::none`, or why it is not valid JSON; then nothing was
// received
te::problem payload_reader::read_json(std::string_view json, const source& from, unsigned levels) {
    if (whole_) {
        return read_whole(json, from);
    }
    const std::size_t before = sink_.kept();
    const attempt found = keep_at_once(json, from);
    if (found.problem != te::problem::none) {
        return found.problem;
    }
    // What is not a payload in the list of an envelope is not visited.
    const std::optional<element_list> list = levels == 0 ? std::nullopt : list_in_envelope(json);
    const bool has_more = list && (list->elements > found.payloads || found.has_unknown);
    if (found.has_unknown || found.has_too_many || has_more) {
        sink_.undo(before);
        const bool was_read = (found.has_unknown && levels != 0 && read_rows(json, from, levels)) ||
                              (has_more && read_elements(json, *list, from, levels));
        if (!was_read) {
            keep_each(json, from);
        }
    }
    sink_.settle();
    return te::problem::none;
}

// Reads text that is not JSON. If nothing in it is known, it is saved as a whole.
void payload_reader::read_text(std::string_view given) {
    const std::optional<std::string> rewritten = without_traces(given);
    const std::string_view text = rewritten ? std::string_view{*rewritten} : given;
    is_text_ = true;
    any_known_ = false;
    rejected_.clear();
    payload_place where;
    std::size_t place = 0; // up to which lines are counted
    const auto read_part = [&](const auto& found) {
        const std::size_t first = (std::min)(text.find_first_not_of(" \t\r\n", found.first), text.size());
        where.lines_before += static_cast<std::size_t>(
            std::count(text.begin() + static_cast<std::ptrdiff_t>(place), text.begin() + static_cast<std::ptrdiff_t>(first), '\n'));
        place = first;
        where.response = {found.http_status, found.retry_after};
        const source from{text.substr(found.first, found.size), where};
        if (found.report.kind() == te::kind::not_json) {
            reject(from.text, found.report, where);
        } else { // it may be a list
            read_json(parser_->last(), from, te::limits::wrappers);
        }
    };
    te::read_each_embedded(*parser_, text, phase_, read_part, time_);
    is_text_ = false;
    if (!any_known_) {
        rejected_ = {std::string{given}};
    }
    for (const std::string& each : rejected_) {
        sink_.save(each);
    }
    sink_.settle();
}

// Keeps all payloads of a text, unless there is anything else in it, or too much: then not all of it was kept.
payload_reader::attempt payload_reader::keep_at_once(std::string_view json, const source& from) {
    const std::size_t before = sink_.kept();
    attempt found;
    const bool complete = parser_->read_each(json, phase_, [&](const te::report_view& report) {
        found.problem = report.problem();
        found.has_unknown = found.has_unknown || !is_known(report);
        found.has_too_many = found.has_too_many || sink_.kept() - before >= most_kept;
        ++found.payloads;
        if (!found.has_unknown && !found.has_too_many) {
            sink_.keep(report, from.where);
            any_known_ = true;
        }
    });
    found.has_unknown = found.has_unknown || !complete || found.payloads == 0; // nested too deeply, or an empty list
    return found;
}

// Reads a text as one payload. \returns as above
te::problem payload_reader::read_whole(std::string_view json, const source& from) {
    const te::report report = te::read(json, phase_);
    if (report.kind() == te::kind::not_json) {
        return report.problem();
    }
    if (is_known(report)) {
        sink_.keep(report, from.where);
        any_known_ = true;
        sink_.settle();
    } else {
        reject(from.text, report, from.where);
    }
    return te::problem::none;
}

// Reads the rows of a page or the elements of a list one by one. \returns whether there are any
bool payload_reader::read_rows(std::string_view json, const source& from, unsigned levels) {
    return for_each_row(json, [&](std::string_view row) {
        if (const te::problem why = read_json(row, {row, from.where}, levels - 1); why != te::problem::none) {
            const te::report report = te::read(row, phase_);
            reject(row, report, from.where); // the two parsers disagree
        }
    });
}

// Reads the elements of a list one by one, each in its envelope. \returns whether they are what the envelope is read for
bool payload_reader::read_elements(std::string_view json, const element_list& list, const source& from, unsigned levels) {
    bool is_beside = false;
    parser_->read_each(list.without_elements(json), phase_,
                       [&](const te::report_view& report) { is_beside = is_beside || is_known(report); });
    if (is_beside) {
        return false;
    }
    for_each_element(json, list, [&](std::string_view element) {
        read_json(list.with_element(json, element), {element, from.where}, levels - 1);
    });
    return true;
}

// Reads the payloads of a text that has something else in it.
void payload_reader::keep_each(std::string_view json, const source& from) {
    bool any = false;
    bool any_unknown = false;
    const bool complete = parser_->read_each(json, phase_, [&](const te::report_view& report) {
        any = true;
        if (is_known(report)) {
            sink_.keep(report, from.where);
            any_known_ = true;
        } else {
            any_unknown = true;
            sink_.reject(report, from.where);
        }
        sink_.settle();
    });
    if (!complete || !any) {
        any_unknown = true;
        sink_.reject(nothing_, from.where);
    }
    if (any_unknown) {
        save(from.text);
    }
}

void payload_reader::reject(std::string_view text, const te::report_view& report, const payload_place& where) {
    sink_.reject(report, where);
    save(text);
    sink_.settle();
}

void payload_reader::save(std::string_view text) {
    if (is_text_) {
        rejected_.emplace_back(text);
    } else {
        sink_.save(text);
    }
}

} // namespace command_line
