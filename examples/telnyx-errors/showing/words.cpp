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

std::string time_in_words(te::instant when, const char* format, bool is_utc) {
    const auto seconds = static_cast<std::time_t>(when.unix_seconds());
    std::tm broken_down{};
#ifdef _WIN32
    const bool converted = (is_utc ? gmtime_s(&broken_down, &seconds) : localtime_s(&broken_down, &seconds)) == 0;
#else
    const bool converted = (is_utc ? gmtime_r(&seconds, &broken_down) : localtime_r(&seconds, &broken_down)) != nullptr;
#endif
    std::array<char, 64> text{};
    const std::size_t size = converted ? std::strftime(text.data(), text.size(), format, &broken_down) : 0;
    return size != 0 ? std::string{text.data(), size} : "Unix time " + std::to_string(when.unix_seconds());
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
    case te::reason::wait_too_long: return "the server asks for a longer wait than the policy allows";
    case te::reason::unknown_code: return "the code is unknown";
    case te::reason::unexplained_failure: return "it failed without an explanation";
    case te::reason::unrecognised: return "the payload is not recognised";
    case te::reason::incomplete: return "the payload exceeds a limit and was read in part";
    case te::reason::never_left: return "the request never left";
    case te::reason::wait_is_over: return "the required wait is over";
    case te::reason::held_too_long: return "it was held for longer than the policy allows";
    case te::reason::title_disagrees: return "the title does not match the code";
    case te::reason::cancelled: return "it was cancelled before it was sent";
    case te::reason::not_reported: return "it was sent, and the carrier does not report whether it arrived";
    case te::reason::unknown_status: return "the status is unknown";
    case te::reason::missing_payload: return "the payload of the event is missing";
    case te::reason::unreadable_errors: return "some of the errors cannot be read";
    case te::reason::redirected: return "the server redirected the request and did not process it";
    case te::reason::unexpected_response: return "the server reported success, but the response is not JSON";
    case te::reason::nothing_found: return "the response has no rows";
    case te::reason::contradictory: return "payloads about the message contradict each other";
    }
    return {};
}

// A look-up did not find the message.
std::string not_found_in_words(const te::decision& decision) {
    if (decision.step == te::step::retry) {
        return "Resend the same message" + when(decision) + ": it was not found, and it cannot be in the queue any more.";
    }
    return "Look it up again" + when(decision) + ", and do not resend it yet: it was not found, but it may still be in the queue.";
}

std::string messages_of(te::scope which) {
    switch (which) {
    case te::scope::unknown:
    case te::scope::platform: return {};
    case te::scope::message: return "this message";
    case te::scope::content: return "messages with this content";
    case te::scope::sender: return "messages from this sender";
    case te::scope::campaign: return "messages of this 10DLC campaign";
    case te::scope::brand: return "messages of this 10DLC brand";
    case te::scope::profile: return "messages of this messaging profile";
    case te::scope::account: return "messages of this account";
    }
    return {};
}

std::string destinations_of(te::toward which) {
    switch (which) {
    case te::toward::recipient: return " to this recipient";
    case te::toward::carrier: return " to this carrier";
    case te::toward::region: return " to this country";
    case te::toward::everyone: return {};
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

std::string local_time(te::instant when) { return time_in_words(when, "%Y-%m-%d %H:%M:%S %z", false); }

std::string utc_date(te::instant when) {
    const std::string date = time_in_words(when, "%d %b %Y", true);
    return date.substr(date.front() == '0' ? 1 : 0);
}

std::string grouped(std::uint64_t value, std::string_view separator) {
    const std::string digits = std::to_string(value);
    std::string result;
    for (std::size_t i = 0; i != digits.size(); ++i) {
        result += i != 0 && (digits.size() - i) % 3 == 0 ? separator : "";
        result += digits[i];
    }
    return result;
}

std::string in_words(const te::judgement& columns) {
    std::string result = in_words(columns.retry);
    if (columns.also == te::retry_class::action_required && columns.also != columns.retry) {
        result += " until the configuration is fixed";
    }
    return result + " (" + std::string{name(columns.basis)} + ").";
}

std::string in_words(te::scope which, te::toward whom) {
    switch (which) {
    case te::scope::unknown: return "It is unknown what else fails.";
    case te::scope::message: return "Only this message is affected.";
    case te::scope::platform: return "The failure is at Telnyx, and the message may have been accepted anyway.";
    default: return "All " + messages_of(which) + destinations_of(whom) + " fail the same way.";
    }
}

std::string pause_in_words(const te::decision& decision) {
    const bool fails_on = decision.step == te::step::hold || decision.step == te::step::fix_first ||
                          (decision.step == te::step::stop && decision.reason == te::reason::permanent);
    const std::string messages = messages_of(decision.scope);
    if (!fails_on || messages.empty() || decision.scope == te::scope::message || decision.consent >= te::consent::maybe_opted_out) {
        return {};
    }
    const std::string until = decision.not_before.known()       ? " until " + local_time(decision.not_before)
                              : decision.delay.known()          ? " for " + span_in_words(decision.delay.milliseconds())
                              : decision.step == te::step::stop ? ""
                                                                : " until it is fixed";
    return "Pause all " + messages + destinations_of(decision.toward) + until + ".";
}

std::string in_words(te::actor value) {
    switch (value) {
    case te::actor::none: return {};
    case te::actor::program: return "The program can act by itself.";
    case te::actor::person: return "A person must act.";
    case te::actor::telnyx: return "Only Telnyx can resolve it: contact support.";
    }
    return {};
}

std::string receipt_in_words(const te::decision& decision) {
    switch (decision.receipt) {
    case te::receipt::no:
        return decision.consent >= te::consent::maybe_opted_out
                   ? "The recipient does not have the message."
                   : "The recipient does not have the message: another channel may take over.";
    case te::receipt::maybe: return "The recipient may have the message: do not send it another way.";
    case te::receipt::yes: return "The recipient has the message.";
    }
    return {};
}

std::string in_words(te::consent value) {
    switch (value) {
    case te::consent::unchanged: return {};
    case te::consent::opted_in: return "The person who wrote opted back in.";
    case te::consent::maybe_opted_out:
        return "The recipient may have opted out, but nothing confirms it: check before messaging them again.";
    case te::consent::opted_out:
        return "The recipient opted out of messages from this messaging profile: do not message them again.";
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
    if (decision.reason == te::reason::nothing_found && decision.step != te::step::none) {
        return not_found_in_words(decision);
    }
    const std::string reason = why(decision.reason);
    switch (decision.step) {
    case te::step::none:
        return (decision.reason == te::reason::not_final ? "Nothing to do yet: " : "Nothing to do: ") + reason + ".";
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
    case te::outcome::cancelled:
    case te::outcome::unreported:
    case te::outcome::in_progress: return style::plain;
    case te::outcome::delivered:
    case te::outcome::received: return style::good;
    case te::outcome::unknown:
    case te::outcome::unconfirmed: return style::warning;
    case te::outcome::failed: return style::bad;
    }
    return style::plain;
}

} // namespace command_line
