// telnyx-errors, the command line: what becomes of each message, by all that is said about it. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_MESSAGE_LEDGER_HPP
#define TELNYX_ERRORS_COMMAND_LINE_MESSAGE_LEDGER_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <telnyx/errors.hpp>

#include "triage/spilled_records.hpp"
#include "triage/temporary_file.hpp"
#include "triage/findings.hpp"

namespace command_line {

/// What is to become of a message that a body would send again, or of the share of one recipient, if there are several.
struct message_fate {
    /// Why it is not sent again, if it is not.
    enum class obstacle : std::uint8_t {
        none,         ///< It is.
        opted_out,    ///< Its recipient opted out, or may have, whatever message that was about.
        contradicted, ///< Another body says that it arrived, may have been sent, or must not be sent again.
    };
    enum obstacle obstacle = obstacle::none;
    telnyx::errors::step step = telnyx::errors::step::none; ///< retry, hold or fix_first.
    telnyx::errors::wait wait = telnyx::errors::wait::none;
    telnyx::errors::instant not_before{};
    std::int64_t code = 0; ///< The one that governs.
    bool has_id = false;   ///< Whether a body names the message. Refused requests have no message yet.
};

/// A message that may be sent again, or looked at again, by itself.
struct message_to_send {
    std::string message_id{};
    std::string phone_number{}; ///< Only where the message has several recipients.
    message_fate fate{};
};

/// Collects what the bodies say about messages and about recipients who opted out, and tells at the end what follows. Of all
/// that is said about one message the strictest counts, and the latest time, in whatever order it was said. Messages are told
/// apart by their identifiers and recipients, as hashes.
///
/// Takes 20 MiB of memory at most, however much there is; what does not fit lies in temporary files: 16 bytes for each message,
/// and 48 and its name for each that failed.
class message_ledger {
public:
    /// \param wants_names  whether messages to send again are to be named at the end
    explicit message_ledger(bool wants_names) : wants_names_(wants_names) {}

    /// Takes what a body says. \throws temporary_file_failure
    void add(const finding& found);

    /// What is told at the end.
    struct listener {
        /// Takes what becomes of each message that a body would send again, or that must be changed first; in no order.
        std::function<void(const message_fate&)> fate;
        /// Called for each recipient who opted out for certain.
        std::function<void()> opted_out;
        /// Takes each message that may be sent again by itself, in the order of the input.
        std::function<void(const message_to_send&)> to_send;
    };
    /// Tells. To be called once, when everything was added. \throws temporary_file_failure, and what the listener throws
    void finish(const listener& told);

private:
    // What may be said about a message, the strictest last.
    enum class standing : std::uint8_t { retry, hold, fix_first, not_again };
    // What a note says; about one recipient in this order.
    enum class topic : std::uint8_t { opted_out, perhaps_opted_out, message };
    static constexpr std::uint64_t no_name = UINT64_MAX;
    static constexpr std::int64_t no_time = INT64_MIN;

    // What one body says, or several together.
    struct note {
        std::uint64_t message = 0;    // 0: no body names it
        std::uint64_t recipient = 0;  // 0: the body does not say
        std::uint64_t name = no_name; // where it lies, which is also its place in the order of the input
        std::int64_t not_before = no_time;
        std::int64_t code = 0;
        enum topic topic = topic::message;
        enum standing standing = standing::retry;
        telnyx::errors::wait wait = telnyx::errors::wait::none;
        bool wants_again = false; // a body would send it again by itself
        bool has_several = false; // recipients

        void add(const note& other) noexcept;
        [[nodiscard]] message_fate fate(enum message_fate::obstacle obstacle) const noexcept;
    };
    struct by_message {
        bool operator()(const note& left, const note& right) const noexcept;
    };
    struct by_recipient {
        bool operator()(const note& left, const note& right) const noexcept;
    };
    struct by_name {
        bool operator()(const note& left, const note& right) const noexcept { return left.name < right.name; }
    };
    // A message that must not be sent again.
    struct bar {
        std::uint64_t message;
        std::uint64_t recipient;
    };
    class share_joiner;
    // Says "no" only of what is not in it, and "perhaps" of a few others too (a Bloom filter).
    class rough_set {
    public:
        void insert(std::uint64_t hash);
        [[nodiscard]] bool may_contain(std::uint64_t hash) const noexcept;

    private:
        std::vector<std::uint64_t> bits_{};
    };

    [[nodiscard]] static enum standing standing_of(const found_message& message) noexcept;
    std::uint64_t keep_name(const finding& found, const found_message& message);
    [[nodiscard]] message_to_send named(const note& share);
    void join_messages(const listener& told);
    void join_recipients(const listener& told);

    bool wants_names_;
    temporary_file names_{};
    // Most messages arrived, and nobody would send them again: their bars are looked at once, and mostly passed over.
    record_list<bar> bars_{};
    rough_set wanted_{};
    record_sorter<note, by_message> messages_{};
    record_sorter<note, by_recipient> recipients_{};
    record_sorter<note, by_name> to_send_{};
};

} // namespace command_line

#endif
