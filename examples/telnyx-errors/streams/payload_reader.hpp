// telnyx-errors, the command line: reads the payloads in a text. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOAD_READER_HPP
#define TELNYX_ERRORS_COMMAND_LINE_STREAMS_PAYLOAD_READER_HPP

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

#include "streams/payloads.hpp"

namespace command_line {

/// What the text around a payload says about its response.
struct stated_response {
    int http_status = 0; ///< 0 if it says none.
    telnyx::errors::retry_hint retry_after{};
};

/// Where a payload is in a text, and what the text says about it.
struct payload_place {
    stated_response response{};
    std::size_t lines_before = 0; ///< How many lines of the text come before it.
};

/// Receives payloads in the order of a text.
class payload_sink {
public:
    payload_sink() = default;
    payload_sink(const payload_sink&) = delete;
    payload_sink& operator=(const payload_sink&) = delete;
    virtual ~payload_sink() = default;

    /// Receives a known payload.
    virtual void keep(const telnyx::errors::report_view& report, const payload_place& where) = 0;
    /// How many were kept since `settle`, in any unit.
    [[nodiscard]] virtual std::size_t kept() const noexcept = 0;
    /// Forgets what was kept since `kept` returned this: it will be read in another way.
    virtual void undo(std::size_t kept) = 0;
    /// What was received so far is certain.
    virtual void settle() = 0;
    /// Receives an unknown payload, or text without one.
    virtual void reject(const telnyx::errors::report_view& report, const payload_place& where) = 0;
    /// Receives the text of what was rejected. It may stand for several of them.
    virtual void save(std::string_view text) = 0;
};

/// Reads each payload in a text that a `body_stream` split off: also the ones inside text that is not JSON, in lists, in pages and
/// in the lists of envelopes. Nothing in a text is lost: what is not a known payload is rejected.
class payload_reader {
public:
    /// \param phase  where the payloads come from
    /// \param whole  whether a list or a page is one payload, as the answer to a look-up is, and not each of its rows
    /// \param time   the current time: needed for a Retry-After header with a date
    /// \param sink   borrowed
    payload_reader(telnyx::errors::phase phase, bool whole, telnyx::errors::instant time, payload_sink& sink);
    ~payload_reader();
    payload_reader(const payload_reader&) = delete;
    payload_reader& operator=(const payload_reader&) = delete;

    /// Reads a text. Settles before much is kept, since a text may have many payloads, and at the end.
    void read(std::string_view text);
    /// Reads a text if it is valid JSON. \returns whether it is
    bool read_json(std::string_view text);

private:
    class json_parser;
    struct source;
    struct attempt;

    telnyx::errors::problem read_json(std::string_view json, const source& from, unsigned levels);
    void read_text(std::string_view given);
    attempt keep_at_once(std::string_view json, const source& from);
    telnyx::errors::problem read_whole(std::string_view json, const source& from);
    bool read_rows(std::string_view json, const source& from, unsigned levels);
    bool read_elements(std::string_view json, const element_list& list, const source& from, unsigned levels);
    void keep_each(std::string_view json, const source& from);
    void reject(std::string_view text, const telnyx::errors::report_view& report, const payload_place& where);
    void save(std::string_view text);

    telnyx::errors::phase phase_;
    bool whole_;
    telnyx::errors::instant time_;
    payload_sink& sink_;
    telnyx::errors::report nothing_; // of what was left out
    std::unique_ptr<json_parser> parser_;
    bool is_text_ = false; // text that is not JSON is read
    bool any_known_ = false;
    std::vector<std::string> rejected_{}; // in this text
};

} // namespace command_line

#endif
