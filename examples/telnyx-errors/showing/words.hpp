// telnyx-errors, the command line: the vocabulary as text for people. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_SHOWING_WORDS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_SHOWING_WORDS_HPP

#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors.hpp>

#include "showing/terminal.hpp"

namespace command_line {

/// A duration: "4 s".
[[nodiscard]] std::string span_in_words(std::uint64_t milliseconds);
/// A local time with its UTC offset, so that it is unambiguous.
[[nodiscard]] std::string local_time(telnyx::errors::instant when);
/// A day in UTC: "26 Oct 2026".
[[nodiscard]] std::string utc_date(telnyx::errors::instant when);
/// Digits in groups of three. \param separator  between the groups
[[nodiscard]] std::string grouped(std::uint64_t value, std::string_view separator = ",");
/// Whether the message may be resent, and how that is known: "Do not resend this message (documented)."
[[nodiscard]] std::string in_words(const telnyx::errors::judgement& columns);
/// What else fails the same way.
[[nodiscard]] std::string in_words(telnyx::errors::scope which, telnyx::errors::toward whom);
/// What to pause, and until when; empty if nothing else fails.
[[nodiscard]] std::string pause_in_words(const telnyx::errors::decision& decision);
/// Who can act; empty if nothing is to be done.
[[nodiscard]] std::string in_words(telnyx::errors::actor value);
/// Whether the recipient has the message, and what that permits.
[[nodiscard]] std::string receipt_in_words(const telnyx::errors::decision& decision);
/// What is said about consent; empty if nothing is.
[[nodiscard]] std::string in_words(telnyx::errors::consent value);
/// What to wait for; empty if there is nothing to wait for.
[[nodiscard]] std::string in_words(telnyx::errors::wait value);
/// What to do next, as a sentence.
[[nodiscard]] std::string in_words(const telnyx::errors::decision& decision);
/// The style of a retry class.
[[nodiscard]] style style_of(telnyx::errors::retry_class value);
/// The style of an outcome.
[[nodiscard]] style style_of(telnyx::errors::outcome value);

} // namespace command_line

#endif
