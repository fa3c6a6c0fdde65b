// telnyx-errors, the command line: what to do about each message, from all payloads together. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_TRIAGE_MESSAGE_LEDGER_HPP
#define TELNYX_ERRORS_COMMAND_LINE_TRIAGE_MESSAGE_LEDGER_HPP

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include <telnyx/errors.hpp>

#include "triage/findings.hpp"
#include "triage/spilled_records.hpp"
#include "triage/temporary_file.hpp"

namespace command_line {

/// The fate of a message that some payload asks to resend, for one of its recipients.
struct message_fate {
    /// Why it is not resent.
    enum class obstacle : std::uint8_t {
        none,         ///< It is resent.
        opted_out,    ///< The recipient opted out or may have, in reply to any message.
        contradicted, ///< Another payload says that it was delivered, may have been sent, or must not be resent.
    };
    enum obstacle obstacle = obstacle::none;
    telnyx::errors::step step = telnyx::errors::step::none; ///< retry, hold or fix_first.
    telnyx::errors::wait wait = telnyx::errors::wait::none;
    telnyx::errors::instant not_before{};
    std::int64_t code = 0; ///< The governing code.
    bool has_id = false;   ///< Whether the message has an identifier. Refused requests have none.
};

/// A message that may be resent or checked again automatically.
struct message_to_resend {
    std::string message_id{};
    std::string phone_number{}; ///< Only if the message has several recipients.
    message_fate fate{};
};

/// Collects what payloads say about messages, and reports the result at the end. With several statements about one message, the
/// strictest one and the latest time decide, in any order. A message is identified by the hashes of its identifier and its
/// recipient.
///
/// Memory: at most 20 MiB. Everything else is in temporary files: 16 bytes per message, and 48 bytes and the name of each that
/// failed.
class message_ledger {
public:
    /// \param wants_names  whether to report the names of messages to resend
    explicit message_ledger(bool wants_names) : wants_names_(wants_names) {}

    /// Adds what a payload says. \throws temporary_file_failure
    void add(const finding& found);
    /// Adds that a recipient opted out, or may have: no message to them is resent. \throws temporary_file_failure
    void withhold_from(std::uint64_t recipient);

    /// Receives the result.
    struct listener {
        /// Receives the fate of each message that some payload asks to resend or to fix first; in no particular order.
        std::function<void(const message_fate&)> fate;
        /// Receives each message to resend or check again automatically, in the order of the input.
        std::function<void(const message_to_resend&)> to_resend;
    };
    /// Reports the result. Must be called once, after everything was added. \throws temporary_file_failure, and what the listener
    /// throws
    void finish(const listener& report);

private:
    // What a payload says about a message, the strictest last.
    enum class standing : std::uint8_t { retry, hold, fix_first, no_resend };
    // The topics of notes, in the order in which those of one recipient are sorted.
    enum class topic : std::uint8_t { opted_out, message };
    static constexpr std::uint64_t no_name = UINT64_MAX;
    static constexpr std::int64_t no_time = INT64_MIN;

    // What one payload says, or several together.
    struct note {
        std::uint64_t message = 0;    // 0: no identifier
        std::uint64_t recipient = 0;  // 0: unknown
        std::uint64_t name = no_name; // its position, which is also the order of the input
        std::int64_t not_before = no_time;
        std::int64_t code = 0;
        enum topic topic = topic::message;
        enum standing standing = standing::retry;
        telnyx::errors::wait wait = telnyx::errors::wait::none;
        bool wants_resend = false; // a payload asks to resend it automatically
        bool has_several = false;  // recipients

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
    // A message that must not be resent.
    struct exclusion {
        std::uint64_t message;
        std::uint64_t recipient;
    };
    class share_joiner;
    // A Bloom filter.
    class bloom_filter {
    public:
        void insert(std::uint64_t hash);
        [[nodiscard]] bool may_contain(std::uint64_t hash) const noexcept;

    private:
        std::vector<std::uint64_t> bits_{};
    };

    [[nodiscard]] static enum standing standing_of(const found_message& message) noexcept;
    std::uint64_t store_name(const finding& found, const found_message& message);
    [[nodiscard]] message_to_resend named(const note& share);
    void join_messages(const listener& report);
    void join_recipients(const listener& report);

    bool wants_names_;
    temporary_file names_{};
    // Most messages were delivered and are never resent: only those in the filter are looked up.
    record_list<exclusion> exclusions_{};
    bloom_filter wanted_{};
    record_sorter<note, by_message> messages_{};
    record_sorter<note, by_recipient> recipients_{};
    record_sorter<note, by_name> to_resend_{};
};

} // namespace command_line

#endif
