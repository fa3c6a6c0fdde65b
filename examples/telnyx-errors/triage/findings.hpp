// telnyx-errors, the command line: what triage extracts from each payload. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FINDINGS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_FINDINGS_HPP

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>
#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/report.hpp>

#include "streams/csv_columns.hpp"
#include "triage/keyed_hash.hpp"

namespace command_line {

/// An error code of a payload.
struct found_code {
    std::string code{};      ///< As in the payload, up to 32 characters; empty for an error without a code.
    std::int64_t number = 0; ///< 0 if the code is not a number.
    /// What to do about this code, independent of the rest of the payload.
    telnyx::errors::step step = telnyx::errors::step::none;
    telnyx::errors::scope scope = telnyx::errors::scope::unknown;
    telnyx::errors::toward toward = telnyx::errors::toward::everyone;
    telnyx::errors::remedy remedy = telnyx::errors::remedy::none;
};

/// A message to one recipient, with the decision about it: `step::none` if it was delivered. Messages in progress are left out.
struct found_message {
    telnyx::errors::decision decision{};
    std::uint64_t recipient = 0;    ///< A hash of the digits of the recipient's number; 0 if unknown.
    bool is_one_of_several = false; ///< Whether the message has several recipients.
    std::string phone_number{};     ///< As printed (maybe masked); only if the message may be resent automatically.
};

/// What a payload says about the consent of a person: a recipient, or the person who wrote an inbound message.
struct found_consent {
    telnyx::errors::consent consent = telnyx::errors::consent::opted_out;
    /// A hash of the digits of the number; 0 if unknown: the response to a refused request does not contain it.
    std::uint64_t person = 0;
    std::uint64_t profile = 0;  ///< A hash of the identifier of the messaging profile; 0 if unknown.
    std::uint64_t sender = 0;   ///< A hash of the sender of the account: where an inbound message went to; 0 if unknown.
    std::string phone_number{}; ///< As printed (maybe masked).
    std::string sender_shown{}; ///< As printed (maybe masked).
    std::int64_t code = 0;
    bool is_keyword = false; ///< Whether the person wrote it.
};

/// What triage extracts from one payload.
struct finding {
    std::uint32_t input = 0; ///< The index of the input.
    std::size_t line = 0;    ///< The line on which it starts, counted from 1.
    telnyx::errors::kind kind = telnyx::errors::kind::unrecognised;
    telnyx::errors::problem problem = telnyx::errors::problem::none;
    telnyx::errors::outcome outcome = telnyx::errors::outcome::none;
    telnyx::errors::decision decision{}; ///< For the payload as a whole.
    std::uint64_t event = 0;             ///< A hash of the identifier of the event; 0 if it has none.
    std::uint64_t message = 0;           ///< A hash of the identifier of the message; 0 if it has none or `messages` is empty.
    std::int32_t http_status = 0;        ///< 0 if unknown.
    std::vector<found_message> messages{};
    std::vector<found_consent> consents{};
    // The following are only set if the payload says something about consent.
    telnyx::errors::instant time{}; ///< When the event occurred; not known if the payload does not say it or if it is not over.
    std::string messaging_profile_id{};
    // The following are only set if the payload needs action.
    std::vector<found_code> codes{}; ///< Each once; one empty code for a failure without a code.
    std::string message_id{};        ///< Also set if the payload says something about consent.
    std::string sender{};
    std::string campaign{};
    std::vector<std::string> carriers{}; ///< Of the recipients with a failure, each once.
    /// The text of invalid JSON or of an unknown payload.
    std::string rejected{};
    /// Whether this is not a payload, but the continuation of the rejected text before it.
    bool is_rest = false;

    /// Whether this is a known payload.
    [[nodiscard]] bool is_body() const noexcept {
        return kind != telnyx::errors::kind::not_json && kind != telnyx::errors::kind::unrecognised;
    }
    /// Whether the payload needs action: it reports a failure or leaves the outcome open.
    [[nodiscard]] bool is_failure() const noexcept { return decision.step != telnyx::errors::step::none; }
};

/// How to read payloads.
struct triage_settings {
    telnyx::errors::instant now{};
    int http_status = 0; ///< For payloads that do not contain it.
    telnyx::errors::phase phase = telnyx::errors::phase::unknown;
    bool show_numbers = false; ///< Otherwise phone numbers are masked.
    csv_settings csv_input{};
    std::vector<telnyx::errors::amendment> amendments{};
    keyed_hash hash{};
};

/// A buffer of findings. It passes them on before it becomes too large, since a block of small payloads has many findings.
class finding_list {
public:
    /// The maximum weight: the number of findings, messages and codes, before the last payload was added.
    static constexpr std::size_t most = 4096;

    /// \param pass_on  receives the findings, in order
    explicit finding_list(std::function<void(std::vector<finding>&&)> pass_on) : pass_on_(std::move(pass_on)) {}

    /// Sets the location of the next findings.
    void set_location(std::uint32_t input, std::size_t line) noexcept {
        input_ = input;
        line_ = line;
    }
    /// Adds a finding at this location.
    finding& add();
    /// Removes the last findings. \param size  how many remain
    void shorten(std::size_t size) { kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(size), kept_.end()); }
    /// Passes the findings on if they have the maximum weight. Must be called after each payload.
    void pass_on_if_full();

    [[nodiscard]] std::size_t size() const noexcept { return kept_.size(); }
    /// Takes the findings that were not passed on.
    [[nodiscard]] std::vector<finding> take() { return std::move(kept_); }

private:
    std::function<void(std::vector<finding>&&)> pass_on_;
    std::vector<finding> kept_{};
    std::size_t weighed_ = 0; // how many findings are included in `weight_`
    std::size_t weight_ = 0;
    std::uint32_t input_ = 0;
    std::size_t line_ = 0;
};

/// Reads payloads. Each thread needs one: it reuses the memory of its parser.
class body_examiner {
public:
    explicit body_examiner(const triage_settings& settings);
    ~body_examiner();
    body_examiner(const body_examiner&) = delete;
    body_examiner& operator=(const body_examiner&) = delete;

    /// Reads a string and adds a finding for each payload in it, and for each row of a page or element of a list that is not one.
    /// \returns `problem::none`, or why the string is not valid JSON; then no finding is added
    [[nodiscard]] telnyx::errors::problem examine(std::string_view text, finding_list& findings);
    /// Adds a finding for each payload in a string that is not valid JSON, or one finding for the string if it has none.
    void examine_invalid(std::string_view text, telnyx::errors::problem why, finding_list& findings);
    /// Adds text that is not searched for payloads.
    static finding& reject(std::string_view text, telnyx::errors::problem why, finding_list& findings);
    /// Adds the continuation of the last rejected text.
    static void reject_rest(std::string_view text, finding_list& findings);

private:
    class parser;

    [[nodiscard]] telnyx::errors::problem read(std::string_view text, finding_list& findings, bool& all_known);
    void examine_rows(std::string_view text, finding_list& findings, unsigned levels);
    void keep(const telnyx::errors::report_view& report, const telnyx::errors::retry_hint& hint, finding& result) const;

    const triage_settings& settings_;
    std::unique_ptr<parser> parser_;
};

} // namespace command_line

#endif
