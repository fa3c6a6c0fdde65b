// telnyx-errors: a payload inside other text. SPDX-License-Identifier: MIT
//
// A log line, the message of an exception, the output of `curl -i`, a stack trace: the payload is in there, with text before and
// after it. Include this header together with an adapter, such as <telnyx/errors/nlohmann.hpp>, in any order.
//
// Nothing is ever searched for codes or digits. A payload is found by its first brace and parsed by the JSON library, which decides
// whether it is one. The status and the headers are taken from text that states them, see embedded/http_text.hpp.
#ifndef TELNYX_ERRORS_EMBEDDED_HPP
#define TELNYX_ERRORS_EMBEDDED_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/embedded/finder.hpp>
#include <telnyx/errors/embedded/http_text.hpp>
#include <telnyx/errors/embedded/notation.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/text_reader.hpp>
#include <telnyx/errors/vocabulary.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

/// A payload that was found in a text, and what the text around it says about the response.
template <class Report>
struct embedded_payload {
    /// The payload. Its `http_status()` is that of the text where the payload has none, so `decide(found.report)` takes it into
    /// account. If the text has no payload, its kind is `not_json`.
    Report report{};
    /// The HTTP status that the text states; 0 if it states none.
    int http_status = 0;
    /// What the retry headers in the text say: for `situation::retry_after`.
    retry_hint retry_after{};
    /// How the payload is written in the text.
    errors::notation notation = errors::notation::none;
    /// Where the payload begins in the text.
    std::size_t first = 0;
    /// How many bytes of the text are the payload.
    std::size_t size = 0;
};

/// Reads the payload in a text, with the adapter for strings, such as <telnyx/errors/nlohmann.hpp>. It reads a payload that is
/// written as JSON, as JSON inside a string literal (`{\"errors\":...}`, at any of four levels), or as a literal of Python,
/// JavaScript or Ruby (`{'errors': [{'code': '40300', 'detail': None}]}`).
///
/// Of several payloads, the first one with a known shape is read; else the first one that is valid JSON. Text that is valid JSON
/// from its first to its last character gives the report of `read(text)`; only the content of a single JSON string is read like a
/// text. A list is found only if its first element is an object. Text that was cut off inside its payload has no payload. Objects
/// inside a payload are not payloads: `read` decides about them.
///
/// \param text   the text. Not needed any more when this returns. Text beyond `limits::body_bytes` is refused, as by `read`.
/// \param asked  where the payload came from, if the caller knows; else its kind shows it.
/// \param time   the current time: needed for a Retry-After header with a date.
/// \return the payload. It never fails. O(size of the text). \throws std::bad_alloc, and nothing else
template <class Phase = phase, std::enable_if_t<std::is_same_v<Phase, phase>, int> = 0>
[[nodiscard]] embedded_payload<report> read_embedded(std::string_view text, Phase asked = Phase::unknown, instant time = {});

/// The same with another JSON library.
///
/// \param parser  a parser for which `read(parser, string, phase)` exists, such as that of simdjson: the report borrows its strings
///                from it. Or a function that takes a std::string_view, parses it, and returns a pointer to the document, or a null
///                pointer if it is not valid JSON: the report borrows its strings from the document that was returned last.
/// \return the payload, with a `report_view`. \throws std::bad_alloc, and what the function throws
template <class Parser, class Phase = phase, std::enable_if_t<std::is_same_v<Phase, phase>, int> = 0>
[[nodiscard]] auto read_embedded(Parser&& parser, std::string_view text, Phase asked = Phase::unknown, instant time = {})
    -> embedded_payload<report_view>;

/// Reads every payload in a text, such as a log file, in order: also those without a known shape, and once for each stretch of
/// lines without a payload, as `kind::not_json`. The status in front of a payload counts for it only if it stands on the same line,
/// or if the head of a response stands directly above. Where an object without a known shape (headers, a tag, the request) stands
/// on the line of a payload that has one, the status is that of the payload, and so are the retry headers in the object. A payload
/// within another one, or a row of a page, is not visited by itself.
///
/// \param text   the text, of any size. A single payload in it must not exceed `limits::body_bytes`.
/// \param asked  where the payloads came from, `phase::unknown` if the caller does not know.
/// \param visit  called with a `const embedded_payload<report>&`, which is valid during the call.
/// \param time   the current time: needed for a Retry-After header with a date.
/// \return how many payloads were visited. O(size of the text). \throws std::bad_alloc, and what `visit` throws
template <class Phase, class Visitor, std::enable_if_t<std::is_same_v<Phase, phase>, int> = 0>
std::size_t read_each_embedded(std::string_view text, Phase asked, Visitor visit, instant time = {});

/// The same with another JSON library: `parser` as for `read_embedded`. `visit` is called with a
/// `const embedded_payload<report_view>&`.
template <class Parser, class Phase, class Visitor, std::enable_if_t<std::is_same_v<Phase, phase>, int> = 0>
std::size_t read_each_embedded(Parser&& parser, std::string_view text, Phase asked, Visitor visit, instant time = {});

namespace detail {

// The ways to parse: each is called with JSON text and returns a report. `Phase` is a parameter so that `read` is looked up where
// the caller is compiled, when the adapter is included.

template <class Phase>
struct string_parsing {
    using report_type = report;
    Phase asked;

    [[nodiscard]] report operator()(std::string_view json) const { return read(json, asked); }
};

template <class Parser, class Phase>
struct document_parsing {
    using report_type = report_view;
    Parser& parser;
    Phase asked;

    [[nodiscard]] report_view operator()(std::string_view json) const {
        if constexpr (std::is_invocable_v<Parser&, std::string_view>) {
            const problem early = problem_before_parsing(json);
            const auto* const document = early == problem::none ? parser(json) : nullptr;
            return document != nullptr ? read(*document, asked)
                                       : refused(early == problem::none ? problem::malformed : early, json);
        } else {
            return read(parser, json, asked);
        }
    }

private:
    [[nodiscard]] report_view refused(problem why, std::string_view json) const noexcept {
        report_view result;
        refuse(report_access::contents(result), why, asked, json);
        return result;
    }
};

// Whether a text must be searched: it is not valid JSON as a whole, or a single string whose content says nothing to `read`.
template <class Report>
[[nodiscard]] bool needs_search(std::string_view text, const Report& whole) {
    const std::size_t first = skip_space(text, 0);
    const bool is_string = whole.kind() == kind::unrecognised && text.substr(first, 1) == "\"";
    return whole.problem() == problem::malformed || is_string;
}

// The text as a whole, which is a payload or has none.
template <class Report>
[[nodiscard]] embedded_payload<Report> make_whole(Report report, std::string_view text) {
    embedded_payload<Report> found{};
    found.report = std::move(report);
    found.notation = found.report.kind() == kind::not_json ? notation::none : notation::json;
    found.size = text.size();
    return found;
}

template <class Report>
void set_response(embedded_payload<Report>& found, int status, const retry_hint& hint) noexcept {
    found.http_status = status;
    found.retry_after = hint;
    report_contents& contents = report_access::contents(found.report);
    contents.http_status = contents.http_status != 0 ? contents.http_status : status;
}

// Notes that something in the text begins like a payload and cannot be read.
template <class Report>
void set_unread(Report& report, bool unread) noexcept {
    report_access::contents(report).unreadable += unread ? 1U : 0U;
}

// What both ways to read a text share: the candidates, and the text between those that are payloads.
template <class Parsing>
class embedded_reader {
public:
    using report_type = typename Parsing::report_type;
    using payload = embedded_payload<report_type>;

    embedded_reader(std::string_view text, const Parsing& parse, http_surroundings around)
        : text_(text), parse_(parse), finder_(text), around_(around) {}

    // The first payload with a known shape, else the first one.
    [[nodiscard]] payload read_first() {
        payload whole = read_whole();
        if (!needs_search(text_, whole.report)) {
            return whole;
        }
        payload second{}; // without its report: the parser may parse others after it, so it is read again at the end
        std::string json_of_second;
        while (next()) {
            if (report_.kind() != kind::unrecognised) {
                return take(ignore_prose);
            }
            around_.note_hint(report_.retry_after());
            const bool is_first = second.notation == notation::none;
            json_of_second = is_first ? std::string{finder_.json()} : std::move(json_of_second);
            payload other = take(ignore_prose);
            second = is_first ? std::move(other) : std::move(second);
        }
        if (whole.notation == notation::json) {
            return read_whole();
        }
        return second.notation != notation::none ? read_again(std::move(second), json_of_second)
                                                 : without_payload(std::move(whole));
    }

    // Calls `visit` for every payload, and for every stretch of lines without one. Returns the number of payloads.
    template <class Visitor>
    std::size_t read_each(Visitor& visit) {
        std::size_t visits = 0;
        std::size_t payloads = 0;
        const auto deliver = [&](const payload& found) {
            ++visits;
            payloads += found.notation != notation::none ? 1U : 0U;
            visit(found);
        };
        const auto deliver_prose = [&](std::size_t first, std::size_t last, int status, const retry_hint& hint) {
            deliver(make_prose(first, last, status, hint));
        };
        payload whole = text_.size() <= limits::body_bytes ? read_whole() : make_whole(refused(), text_);
        if (!needs_search(text_, whole.report)) {
            deliver(whole);
            return payloads;
        }
        while (next()) {
            // The status on the line of a payload is not that of an object beside it: headers, a tag, the request.
            const bool beside = report_.kind() == kind::unrecognised && is_beside_payload();
            const payload found = take(deliver_prose, beside);
            beside ? around_.note_hint(found.report.retry_after()) : around_.forget();
            deliver(found);
        }
        if (payloads == 0 && whole.notation == notation::json) {
            deliver(read_whole());
            return payloads;
        }
        read_text_until(text_.size(), deliver_prose);
        if (visits == 0) {
            deliver(without_payload(std::move(whole)));
        }
        return payloads;
    }

private:
    static constexpr auto ignore_prose = [](std::size_t, std::size_t, int, const retry_hint&) {};

    [[nodiscard]] payload read_whole() { return make_whole(parse_(text_), text_); }

    // Goes to the next candidate that is valid JSON, and reads it.
    [[nodiscard]] bool next() {
        while (finder_.next()) {
            report_ = parse_(finder_.json());
            if (report_.kind() != kind::not_json) {
                return true;
            }
        }
        return false;
    }

    // Whether an object without a known shape has a payload with one on its line: then it is the headers of the response, a tag, or
    // the request, and the status on the line is that of the payload. The rest of each line is looked at once.
    [[nodiscard]] bool is_beside_payload() {
        const embedded_place place = finder_.place();
        if (place.first < payload_line_end_ || place.first < next_payload_) {
            return true;
        }
        if (place.end < searched_) {
            return false;
        }
        const std::size_t line_end = (std::min)(text_.find('\n', place.end), text_.size());
        embedded_finder ahead{text_.substr(place.end, line_end - place.end)};
        searched_ = line_end;
        while (ahead.next()) {
            const report_type beside = parse_(ahead.json());
            if (beside.kind() == kind::not_json) {
                continue;
            }
            if (beside.kind() != kind::unrecognised) {
                next_payload_ = place.end + ahead.place().first;
                searched_ = next_payload_;
                break;
            }
            static_cast<void>(ahead.take());
        }
        report_ = parse_(finder_.json()); // the parser may keep only the last document
        return next_payload_ > place.first;
    }

    // The payload that was read, with the response that the text before it describes.
    template <class Prose>
    [[nodiscard]] payload take(Prose prose, bool beside = false) {
        const embedded_place place = finder_.take();
        unread_ = unread_ || begins_payload(text_.substr(last_end_, place.first - last_end_));
        read_text_until(place.first, prose);
        last_end_ = place.end;
        if (report_.kind() != kind::unrecognised) {
            payload_line_end_ = (std::min)(text_.find('\n', place.end), text_.size());
        }
        payload found{std::move(report_), 0, {}, place.notation, place.first, place.end - place.first};
        if (!beside) {
            set_response(found, around_.http_status(), around_.hint());
        }
        return found;
    }

    template <class Prose>
    void read_text_until(std::size_t end, Prose prose) {
        around_.read(text_, last_end_, end, prose);
    }

    [[nodiscard]] payload read_again(payload found, std::string_view json) {
        found.report = parse_(json);
        set_unread(found.report, unread_ || begins_payload(text_.substr(last_end_)));
        set_response(found, found.http_status, found.retry_after);
        return found;
    }

    [[nodiscard]] payload make_prose(std::size_t first, std::size_t last, int status, const retry_hint& hint) const {
        payload prose = make_whole(refused(), text_.substr(first, last - first));
        prose.first = first;
        set_unread(prose.report, begins_payload(text_.substr(first, last - first)));
        set_response(prose, status, hint);
        return prose;
    }

    [[nodiscard]] payload without_payload(payload whole) {
        read_text_until(text_.size(), ignore_prose);
        set_unread(whole.report, whole.report.unreadable() == 0 && begins_payload(text_));
        set_response(whole, around_.http_status(), around_.hint());
        return whole;
    }

    [[nodiscard]] report_type refused() const noexcept {
        report_type result;
        refuse(report_access::contents(result), problem::malformed, parse_.asked, {});
        return result;
    }

    std::string_view text_;
    const Parsing& parse_;
    embedded_finder finder_;
    http_surroundings around_;
    report_type report_{};
    std::size_t last_end_{0};
    std::size_t payload_line_end_{0}; // of the line of the last payload with a known shape
    std::size_t next_payload_{0};     // where the next one begins, if it is known
    std::size_t searched_{0};         // up to here no other one is on the line
    bool unread_{false};              // something that begins like a payload could not be read
};

} // namespace detail

template <class Phase, std::enable_if_t<std::is_same_v<Phase, phase>, int>>
embedded_payload<report> read_embedded(std::string_view text, Phase asked, instant time) {
    const detail::string_parsing<Phase> parse{asked};
    return detail::embedded_reader{text, parse, detail::http_surroundings{time, false}}.read_first();
}

template <class Parser, class Phase, std::enable_if_t<std::is_same_v<Phase, phase>, int>>
auto read_embedded(Parser&& parser, std::string_view text, Phase asked, instant time) -> embedded_payload<report_view> {
    const detail::document_parsing<std::remove_reference_t<Parser>, Phase> parse{parser, asked};
    return detail::embedded_reader{text, parse, detail::http_surroundings{time, false}}.read_first();
}

template <class Phase, class Visitor, std::enable_if_t<std::is_same_v<Phase, phase>, int>>
std::size_t read_each_embedded(std::string_view text, Phase asked, Visitor visit, instant time) {
    const detail::string_parsing<Phase> parse{asked};
    return detail::embedded_reader{text, parse, detail::http_surroundings{time, true}}.read_each(visit);
}

template <class Parser, class Phase, class Visitor, std::enable_if_t<std::is_same_v<Phase, phase>, int>>
std::size_t read_each_embedded(Parser&& parser, std::string_view text, Phase asked, Visitor visit, instant time) {
    const detail::document_parsing<std::remove_reference_t<Parser>, Phase> parse{parser, asked};
    return detail::embedded_reader{text, parse, detail::http_surroundings{time, true}}.read_each(visit);
}

TELNYX_ERRORS_END_NAMESPACE

#endif
