// telnyx-errors, the command line: from texts to rows. SPDX-License-Identifier: MIT
#include "rows/examiner.hpp"

#include <algorithm>
#include <cstring>

#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/nlohmann.hpp>
#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
#include <telnyx/errors/simdjson.hpp>
#endif

#include "streams/payloads.hpp"

namespace command_line {

namespace te = telnyx::errors;

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

void row_collector::pass_on_if_full() {
    for (; weighed_ < kept_.rejected().size(); ++weighed_) {
        weight_ += kept_.rejected()[weighed_].text.size() / sizeof(row);
    }
    if (kept_.rows().size() + weight_ >= most) {
        pass_on_(take());
        weighed_ = weight_ = 0;
    }
}

#ifdef TELNYX_ERRORS_COMMAND_LINE_SIMDJSON
class body_examiner::parser {
public:
    // Uses the other parser for what simdjson rejects, so that both builds of the program accept the same JSON.
    template <class Visitor>
    bool read_each(std::string_view text, te::phase phase, Visitor visit) {
        bool rejected = false;
        const bool complete = te::read_each(dom_, text, phase, [&](const te::report_view& report) {
            rejected = report.kind() == te::kind::not_json;
            if (!rejected) {
                visit(report);
            }
        });
        return rejected ? te::read_each(text, phase, visit) : complete;
    }

private:
    simdjson::dom::parser dom_{};
};
#else
class body_examiner::parser {
public:
    template <class Visitor>
    static bool read_each(std::string_view text, te::phase phase, Visitor visit) {
        return te::read_each(text, phase, visit);
    }
};
#endif

body_examiner::body_examiner(const decision_settings& settings)
    : settings_(settings), maker_(settings), parser_(std::make_unique<parser>()) {}
body_examiner::~body_examiner() = default;

te::problem body_examiner::examine(std::string_view text, row_collector& found) {
    bool all_known = true;
    const te::problem problem = read(text, found, all_known);
    if (problem == te::problem::none && !all_known) {
        examine_rows(text, found, te::limits::wrappers);
    }
    return problem;
}

// Reads a string that has an unknown payload in it: rejects the rows that are not payloads.
void body_examiner::examine_rows(std::string_view text, row_collector& found, unsigned levels) {
    const auto examine_row = [&](std::string_view each) {
        bool all_known = true;
        if (const te::problem why = read(each, found, all_known); why != te::problem::none) {
            reject(each, why, found); // the two parsers disagree
        } else if (!all_known) {
            examine_rows(each, found, levels - 1);
        }
        found.pass_on_if_full();
    };
    if (levels == 0 || !for_each_row(text, examine_row)) {
        reject(text, te::problem::none, found);
    }
}

void body_examiner::examine_invalid(std::string_view text, te::problem why, row_collector& found) {
    bool any = false;
    std::vector<text_part> without_payload;
    const row location = found.location();
    const auto move_to = [&](const text_part& part) {
        found.set_location(location[column::input].text,
                           static_cast<std::size_t>(location[column::line].number) + part.lines_before);
    };
    const auto examine_part = [&](const te::report_view& report, const te::retry_hint& hint, const text_part& part) {
        if (report.kind() == te::kind::not_json) {
            without_payload.push_back(part);
        } else if (report.kind() != te::kind::unrecognised) {
            any = true;
            move_to(part);
            keep(report, hint, found);
            found.pass_on_if_full();
        }
    };
    if (why == te::problem::malformed) {
        read_payloads(text, settings_.here.phase, settings_.here.time, examine_part);
    }
    if (!any) {
        without_payload = {{text, 0}};
    }
    for (const text_part& part : without_payload) {
        move_to(part);
        reject(part.text, why, found);
        found.pass_on_if_full();
    }
}

void body_examiner::reject(std::string_view text, te::problem why, row_collector& found) {
    const te::report report = te::read(text, settings_.here.phase);
    row made = maker_.whole(report, {}, found.location());
    made[column::kind] = name(why == te::problem::none ? te::kind::unrecognised : te::kind::not_json);
    made[column::problem] = name(why);
    made[column::event_id] = made[column::message_id] = std::string_view{}; // nothing else can refer to it
    found.batch().add(made);
    found.batch().reject(text, false);
}

// Adds the rows of each payload in a string. \param all_known  set to false if there is anything else in it, or nothing, or too
// much at once; then nothing is added
te::problem body_examiner::read(std::string_view text, row_collector& found, bool& all_known) {
    const std::size_t before = found.batch().rows().size();
    te::problem problem = te::problem::none;
    const bool complete = parser_->read_each(text, settings_.here.phase, [&](const te::report_view& report) {
        problem = report.problem();
        const bool is_known = report.kind() != te::kind::unrecognised && found.batch().rows().size() - before < row_collector::most;
        all_known = all_known && (problem != te::problem::none || is_known);
        if (all_known && problem == te::problem::none) {
            keep(report, {}, found);
        }
    });
    if (problem == te::problem::none) {
        all_known = all_known && complete && found.batch().rows().size() != before; // neither an empty list nor nested too deeply
    }
    if (!all_known) {
        found.batch().shorten(before);
    }
    return problem;
}

void body_examiner::keep(const te::report_view& report, const te::retry_hint& hint, row_collector& found) {
    maker_.each(report, hint, found.location(), [&](const row& made) { found.batch().add(made); });
}

} // namespace command_line
