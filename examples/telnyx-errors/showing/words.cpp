// telnyx-errors, the command line: the vocabulary as text for people. SPDX-License-Identifier: MIT
#include "showing/words.hpp"

#include <array>
#include <ctime>

namespace command_line {
namespace {

namespace te = telnyx::errors;

std::string in_words(te::retry_class value) {
    switch (value) {
    case te::retry_class::automatic: return "The same message may be resent, with backoff";
    case te::retry_class::temporary_hold: return "Wait; do not retry in the meantime";
    case te::retry_class::after_intervention: return "Change something first, then resend";
    case te::retry_class::unspecified: return "Nothing permits resending it";
    case te::retry_class::action_required: return "Someone must fix the configuration first";
    case te::retry_class::permanent: return "Do not resend this message";
    }
    return {};
}

std::string when(const te::decision& decision) {
    std::string result;
    if (decision.delay.known()) {
        result += " in " + span_in_words(decision.delay.milliseconds());
    }
    if (decision.not_before.known()) {
        result += std::string{decision.delay.known() ? "," : ""} + " not before " + local_time(decision.not_before);
    }
    return result;
}

std::string why(te::reason value) {
    switch (value) {
    case te::reason::nothing_failed: return "nothing failed";
    case te::reason::not_final: return "it is still in progress";
    case te::reason::transient: return "the failure is temporary";
    case te::reason::throttled: return "the server asked for fewer requests";
    case te::reason::on_hold: return "it is temporarily on hold";
    case te::reason::needs_intervention: return "the rate, the content or the request must change first";
    case te::reason::action_required: return "someone must resolve it first";
    case te::reason::permanent: return "the failure is permanent";
    case te::reason::opted_out: return "the recipient opted out";
    case te::reason::refused: return "the server rejected the request";
    case te::reason::may_have_been_sent: return "it may have been sent";
    case te::reason::server_said_no: return "the server said not to retry";
    case te::reason::attempts_exhausted: return "the maximum number of attempts was made";
    case te::reason::deadline_exceeded: return "the next attempt would be after the deadline";
    case te::reason::hint_beyond_cap: return "the server asks for a longer wait than the policy allows";
    case te::reason::unknown_code: return "the code is unknown";
    case te::reason::unexplained_failure: return "it failed without an explanation";
    case te::reason::unrecognised: return "the payload is not recognised";
    case te::reason::incomplete: return "the payload exceeds a limit and was read in part";
    }
    return {};
}

} // namespace

std::string span_in_words(std::uint64_t milliseconds) {
    if (milliseconds < 1000) {
        return std::to_string(milliseconds) + " ms";
    }
    const std::uint64_t seconds = milliseconds / 1000 + (milliseconds % 1000 >= 500 ? 1 : 0);
    if (seconds < 120) {
        return std::to_string(seconds) + " s";
    }
    if (seconds < 7200) {
        return std::to_string((seconds + 30) / 60) + " min";
    }
    return std::to_string((seconds + 1800) / 3600) + " h";
}

std::string local_time(te::instant when) {
    const auto seconds = static_cast<std::time_t>(when.unix_seconds());
    std::tm broken_down{};
#ifdef _WIN32
    const bool converted = localtime_s(&broken_down, &seconds) == 0;
#else
    const bool converted = localtime_r(&seconds, &broken_down) != nullptr;
#endif
    std::array<char, 64> text{};
    const std::size_t size = converted ? std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M:%S %z", &broken_down) : 0;
    return size != 0 ? std::string{text.data(), size} : "Unix time " + std::to_string(when.unix_seconds());
}

std::string in_words(const te::judgement& columns) {
    std::string result = in_words(columns.retry);
    if (columns.also == te::retry_class::action_required && columns.also != columns.retry) {
        result += " until the configuration is fixed";
    }
    return result + " (" + std::string{name(columns.basis)} + ").";
}

std::string in_words(te::scope value) {
    switch (value) {
    case te::scope::unknown: return "It is unknown what else fails.";
    case te::scope::message: return "Only this message is affected.";
    case te::scope::recipient: return "All messages to this recipient fail the same way.";
    case te::scope::region: return "All messages to this country fail the same way.";
    case te::scope::carrier: return "All messages to this carrier fail the same way.";
    case te::scope::sender: return "All messages from this sending number fail the same way.";
    case te::scope::campaign: return "All messages of this 10DLC campaign fail the same way.";
    case te::scope::profile: return "All messages of this messaging profile fail the same way.";
    case te::scope::account: return "All messages of this account fail the same way.";
    case te::scope::platform: return "The failure is at Telnyx, and the message may have been accepted anyway.";
    }
    return {};
}

std::string in_words(te::wait value) {
    switch (value) {
    case te::wait::none: return {};
    case te::wait::backoff: return "exponential backoff";
    case te::wait::next_minute: return "until the next minute";
    case te::wait::next_day_pacific: return "until the next midnight, Pacific time";
    case te::wait::fixed_24_hours: return "24 hours after the failure";
    case te::wait::until_state_changes: return "until the pending state changes";
    case te::wait::spend_window: return "until the window of the spend limit resets";
    case te::wait::queue_drains: return "until the queue has room again";
    case te::wait::rate_falls: return "until the sending rate drops";
    case te::wait::as_server_says: return "as the rate-limit headers say";
    }
    return {};
}

std::string in_words(const te::decision& decision) {
    const std::string reason = why(decision.reason);
    switch (decision.step) {
    case te::step::none: return "Nothing to do: " + reason + ".";
    case te::step::retry: return "Resend the same message" + when(decision) + ": " + reason + ".";
    case te::step::hold: return "Hold it and check again" + when(decision) + ": " + reason + ".";
    case te::step::fix_first: return "Fix it first, then resend it" + when(decision) + ": " + reason + ".";
    case te::step::stop: return "Do not resend it: " + reason + ".";
    case te::step::reconcile: return "Check whether it was sent before you resend it: " + reason + ".";
    }
    return {};
}

style style_of(te::retry_class value) {
    switch (value) {
    case te::retry_class::automatic: return style::good;
    case te::retry_class::temporary_hold:
    case te::retry_class::after_intervention: return style::warning;
    case te::retry_class::unspecified:
    case te::retry_class::action_required:
    case te::retry_class::permanent: return style::bad;
    }
    return style::plain;
}

style style_of(te::outcome value) {
    switch (value) {
    case te::outcome::none:
    case te::outcome::in_progress: return style::plain;
    case te::outcome::delivered:
    case te::outcome::received: return style::good;
    case te::outcome::unconfirmed: return style::warning;
    case te::outcome::failed: return style::bad;
    }
    return style::plain;
}

} // namespace command_line
