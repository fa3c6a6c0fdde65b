// telnyx-errors, the command line: the vocabulary in words for people. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_COMMAND_LINE_WORDS_HPP
#define TELNYX_ERRORS_COMMAND_LINE_WORDS_HPP

#include <cstdint>
#include <string>

#include <telnyx/errors.hpp>

#include "showing/terminal.hpp"

namespace command_line {

/// A span of time.
[[nodiscard]] std::string span_in_words(std::uint64_t milliseconds);
/// An absolute local time, with the offset, so that nobody has to guess whose midnight it is.
[[nodiscard]] std::string local_time(telnyx::errors::instant when);
/// Whether the message may be sent again, and how that is known: "Do not send this message again (documented)."
[[nodiscard]] std::string in_words(const telnyx::errors::judgement& columns);
/// What else fails in the same way.
[[nodiscard]] std::string in_words(telnyx::errors::scope value);
/// What must pass first; empty if nothing must.
[[nodiscard]] std::string in_words(telnyx::errors::wait value);
/// What to do now, in a sentence.
[[nodiscard]] std::string in_words(const telnyx::errors::decision& decision);
/// The style in which a retry class is shown.
[[nodiscard]] style style_of(telnyx::errors::retry_class value);
/// The style in which an outcome is shown.
[[nodiscard]] style style_of(telnyx::errors::outcome value);

} // namespace command_line

#endif
