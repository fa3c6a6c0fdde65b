// telnyx-errors, the command line: what triage wants to know of each body. SPDX-License-Identifier: MIT
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
#include <telnyx/errors/report.hpp>

#include "triage/keyed_hash.hpp"

namespace command_line {

/// One error code that a body has, as the counts keep it.
struct found_code {
    std::string code{};      ///< As the body spells it, at most 32 characters; empty if it has none.
    std::int64_t number = 0; ///< 0 if the text is no number.
    /// What is to be done about this code, whatever else the body has.
    telnyx::errors::step step = telnyx::errors::step::none;
    telnyx::errors::scope scope = telnyx::errors::scope::unknown;
    telnyx::errors::remedy remedy = telnyx::errors::remedy::none;
};

/// A message, or one recipient's share of a group message, with the decision about it: `step::none` if it arrived. What is
/// still on its way is none.
struct found_message {
    telnyx::errors::decision decision{};
    std::uint64_t recipient = 0;    ///< A hash of the digits of the recipient's number; 0 if the body does not say.
    bool is_one_of_several = false; ///< Recipients.
    std::string phone_number{};     ///< As it may be shown; only where it may be sent again by itself.
};

/// A recipient who is to be written to no more.
struct found_opt_out {
    /// A hash of the digits of the number; 0 where the body does not say: a refusal does not repeat it.
    std::uint64_t recipient = 0;
    std::string phone_number{}; ///< As it may be shown.
    std::int64_t code = 0;
};

/// What is kept of one body until it is counted.
struct finding {
    std::uint32_t input = 0; ///< Which input.
    std::size_t line = 0;    ///< The line on which it begins, from 1.
    telnyx::errors::kind kind = telnyx::errors::kind::unrecognised;
    telnyx::errors::problem problem = telnyx::errors::problem::none;
    telnyx::errors::outcome outcome = telnyx::errors::outcome::none;
    telnyx::errors::decision decision{}; ///< About the body as a whole.
    std::uint64_t event = 0;             ///< A hash of the event's identifier; 0 if it has none.
    std::uint64_t message = 0;           ///< A hash of the message's identifier; 0 if it has none, or `messages` is empty.
    std::int32_t http_status = 0;        ///< The one it came with; 0 if nothing says.
    std::vector<found_message> messages{};
    // The following are filled only where something is to be done.
    std::vector<found_code> codes{}; ///< Each once; one that is empty for a failure without a code.
    std::string message_id{};
    std::string sender{};
    std::string campaign{};
    std::vector<std::string> carriers{}; ///< Of the recipients for whom it failed, each once.
    std::vector<found_opt_out> opt_outs{};
    /// The text, where it is no JSON or no body that is known.
    std::string rejected{};
    /// Whether this is no body, but more of the text that was rejected before.
    bool is_rest = false;

    /// Whether the body is one that is known.
    [[nodiscard]] bool is_body() const noexcept {
        return kind != telnyx::errors::kind::not_json && kind != telnyx::errors::kind::unrecognised;
    }
    /// Whether it reports a failure, or leaves it open: whether something is to be done.
    [[nodiscard]] bool is_failure() const noexcept { return decision.step != telnyx::errors::step::none; }
};

/// How bodies are looked at.
struct triage_settings {
    telnyx::errors::instant now{};
    int http_status = 0; ///< For bodies that do not say how they came.
    telnyx::errors::phase phase = telnyx::errors::phase::unknown;
    bool show_numbers = false; ///< Else phone numbers are masked.
    keyed_hash hash{};
};

/// Findings on their way. Small bodies have many of them: so that they do not fill the memory, they are handed on before all
/// bodies of a block are read.
class finding_list {
public:
    /// As many are kept, the messages and codes in them included, and what the next text adds.
    static constexpr std::size_t most = 4096;

    /// \param hand_on  takes the findings so far, in their order
    explicit finding_list(std::function<void(std::vector<finding>&&)> hand_on) : hand_on_(std::move(hand_on)) {}

    /// Says where the next texts stand.
    void set_place(std::uint32_t input, std::size_t line) noexcept {
        input_ = input;
        line_ = line;
    }
    /// A new finding, in this place.
    finding& add();
    /// Forgets the last findings, those of the text that is read. \param size  how many remain
    void shorten(std::size_t size) { kept_.erase(kept_.begin() + static_cast<std::ptrdiff_t>(size), kept_.end()); }
    /// Hands on what there is, if it is much. To be called behind each text.
    void relieve();

    [[nodiscard]] std::size_t size() const noexcept { return kept_.size(); }
    /// Takes what was not handed on.
    [[nodiscard]] std::vector<finding> take() { return std::move(kept_); }

private:
    std::function<void(std::vector<finding>&&)> hand_on_;
    std::vector<finding> kept_{};
    std::size_t weighed_ = 0; // how many are in `weight_`
    std::size_t weight_ = 0;
    std::uint32_t input_ = 0;
    std::size_t line_ = 0;
};

/// Looks at the texts of bodies. One for each thread: it keeps a parser warm.
class body_examiner {
public:
    explicit body_examiner(const triage_settings& settings);
    ~body_examiner();
    body_examiner(const body_examiner&) = delete;
    body_examiner& operator=(const body_examiner&) = delete;

    /// Reads a text and adds a finding for each body in it, and for each row of a page, or element of a list, that is none.
    /// \return `problem::none`, or why it is no JSON: then nothing is added
    [[nodiscard]] telnyx::errors::problem examine(std::string_view text, finding_list& findings);
    /// Adds a finding for a text that is no JSON.
    static void reject(std::string_view text, telnyx::errors::problem why, finding_list& findings);
    /// Adds more of the text that was rejected last.
    static void reject_rest(std::string_view text, finding_list& findings);

private:
    class parser;

    [[nodiscard]] telnyx::errors::problem read(std::string_view text, finding_list& findings, bool& all_known);
    void examine_rows(std::string_view text, finding_list& findings, unsigned levels);
    void keep(const telnyx::errors::report_view& report, finding& result) const;

    const triage_settings& settings_;
    std::unique_ptr<parser> parser_;
};

} // namespace command_line

#endif
