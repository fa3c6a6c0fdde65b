// telnyx-errors, the command line: classify --lines. SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/nlohmann.hpp>

#include "commands/commands.hpp"
#include "commands/judge.hpp"
#include "rows/formats.hpp"
#include "rows/maker.hpp"
#include "streams/text_input.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

// Splits an input into lines. Of a line that is too long for a payload it keeps one byte more than a payload may have.
class line_splitter {
public:
    template <class Visitor>
    void feed(std::string_view bytes, Visitor visit) {
        while (!bytes.empty()) {
            const std::size_t end = bytes.find('\n');
            const std::string_view part = bytes.substr(0, end);
            text_ += part.substr(0, te::limits::body_bytes + 1 - (std::min)(text_.size(), te::limits::body_bytes + 1));
            has_line_ = true;
            bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
            if (end != std::string_view::npos) {
                finish(visit);
            }
        }
    }
    template <class Visitor>
    void finish(Visitor visit) {
        if (has_line_) {
            visit(std::string_view{text_});
        }
        text_.clear();
        has_line_ = false;
    }

private:
    std::string text_{};
    bool has_line_ = false;
};

// A line: a payload, or an envelope with a payload and its situation.
struct asked_line {
    std::string body{};
    te::situation here{};
    std::string problem{}; // of the envelope
};

constexpr std::string_view envelope_members[] = {"body", "status", "headers", "attempt", "now", "phase"};

bool is_envelope(const json& line) {
    return line.is_object() && line.contains("body") && std::all_of(line.items().begin(), line.items().end(), [](const auto& each) {
               return std::find(std::begin(envelope_members), std::end(envelope_members), each.key()) != std::end(envelope_members);
           });
}

// Reads an integer of an envelope. \returns whether it has none, or a valid one
template <class Number>
bool take_number(const json& line, const char* member, std::int64_t least, std::int64_t most, Number& result) {
    const auto found = line.find(member);
    if (found == line.end() || found->is_null()) {
        return true;
    }
    const bool fits = found->is_number_integer() && (!found->is_number_unsigned() || found->get<std::uint64_t>() <= INT64_MAX) &&
                      found->get<std::int64_t>() >= least && found->get<std::int64_t>() <= most;
    result = fits ? static_cast<Number>(found->get<std::int64_t>()) : result;
    return fits;
}

// Headers are {"name": "value"}, {"name": ["value", ...]} or ["name: value", ...].
bool take_headers(const json& headers, te::retry_hint_reader& hints) {
    for (const auto& each : headers.items()) {
        const json values = each.value().is_array() ? each.value() : json::array({each.value()});
        for (const json& one : values) {
            if (!one.is_string()) {
                return false;
            }
            const std::string text = headers.is_array() ? one.get<std::string>() : each.key() + ':' + one.get<std::string>();
            const std::size_t colon = (std::min)(text.find(':'), text.size());
            hints.header(std::string_view{text}.substr(0, colon),
                         std::string_view{text}.substr((std::min)(colon + 1, text.size())));
        }
    }
    return headers.is_structured() || headers.is_null();
}

asked_line opened(const json& envelope, const decision_settings& settings) {
    asked_line result;
    result.here = settings.here;
    std::int64_t now = 0;
    const auto check = [&](bool fits, const char* problem) { result.problem = fits ? result.problem : problem; };
    check(take_number(envelope, "status", 100, 599, result.here.http_status), "status must be a number from 100 to 599");
    check(take_number(envelope, "attempt", 1, (std::numeric_limits<std::uint32_t>::max)(), result.here.attempt),
          "attempt must be a positive number");
    const bool has_now = envelope.contains("now") && !envelope["now"].is_null();
    check(take_number(envelope, "now", INT64_MIN, INT64_MAX, now), "now must be a number of Unix seconds");
    result.here.time = has_now ? te::instant{now} : result.here.time;
    if (const json phase = envelope.value("phase", json{}); !phase.is_null()) {
        const auto named = te::from_name<te::phase>(phase.is_string() ? phase.get<std::string>() : std::string{});
        check(named.known(), "phase must be request, delivery, record or unknown");
        result.here.phase = named.known() ? named.value() : result.here.phase;
    } else if (result.here.http_status != 0 && result.here.phase == te::phase::unknown && !settings.lookup) {
        result.here.phase = te::phase::request; // as --status implies
    }
    te::retry_hint_reader hints{result.here.time};
    check(take_headers(envelope.value("headers", json{}), hints), "headers must be an object or a list of strings");
    result.here.retry_after = hints.hint().empty() ? result.here.retry_after : hints.hint();
    const json& body = envelope["body"];
    result.body = body.is_string() ? body.get<std::string>() : body.dump(-1, ' ', false, json::error_handler_t::replace);
    return result;
}

asked_line asked_in(std::string_view text, const decision_settings& settings) {
    if (text.find("\"body\"") != std::string_view::npos && text.size() <= te::limits::body_bytes) {
        if (const json line = json::parse(text, nullptr, false); is_envelope(line)) {
            return opened(line, settings);
        }
    }
    return {std::string{text}, settings.here, {}};
}

// Answers lines.
class line_answerer {
public:
    line_answerer(const arguments& asked, output& out) : asked_(asked), out_(out), judge_(asked) {}

    void answer(std::string_view text, std::string_view input_name, std::size_t line) {
        asked_line given = asked_in(text, judge_.settings());
        const auto found = te::read_embedded(given.problem.empty() ? given.body : "{}", given.here.phase, given.here.time);
        if (given.here.retry_after.empty()) {
            given.here.retry_after = found.retry_after;
        }
        if (asked_.rows != row_format::none) {
            decision_settings settings = judge_.settings();
            settings.here = given.here;
            row location;
            location[column::input] = input_name;
            location[column::line] = static_cast<std::int64_t>(line);
            std::string result;
            row_maker maker{settings};
            append_row(result, maker.whole(found.report, {}, location), asked_.rows);
            out_.write(result);
            return;
        }
        json result = judge_.answer(found.report, given.here);
        if (!is_known_body(found.report)) {
            result["input"] = std::string{input_name};
            result["line"] = line;
        }
        if (!given.problem.empty()) {
            result["envelope_problem"] = given.problem;
        }
        out_.write(line_of(asked_.mask ? masked_strings(result) : result));
    }

private:
    const arguments& asked_;
    output& out_;
    judge judge_;
};

} // namespace

exit_status answer_lines(const arguments& asked, output& out) {
    line_answerer answerer{asked, out};
    std::string buffer(65536, '\0');
    for (const std::string& input_name : asked.inputs()) {
        text_input source{input_name, asked.csv_input, {}, true};
        line_splitter lines;
        std::size_t number = 0;
        const auto answer = [&](std::string_view text) { answerer.answer(text, input_name, ++number); };
        while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
            lines.feed(std::string_view{buffer}.substr(0, size), answer);
            out.flush(); // before it waits for more
        }
        lines.finish(answer);
    }
    return success;
}

} // namespace command_line
