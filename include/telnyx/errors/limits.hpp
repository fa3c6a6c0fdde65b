// telnyx-errors: the limits within which a payload is read. SPDX-License-Identifier: MIT
//
// They bound memory and time for any input. They hold for parsed documents and for strings alike, so that the two agree.
#ifndef TELNYX_ERRORS_LIMITS_HPP
#define TELNYX_ERRORS_LIMITS_HPP

#include <cstddef>

#include <telnyx/errors/config.hpp>

TELNYX_ERRORS_BEGIN_NAMESPACE

namespace limits {

/// Bytes kept of one string (a title, a detail ...). A longer one is cut before the UTF-8 character that crosses the limit.
inline constexpr std::size_t text_bytes = 4096;
/// Elements read of one list (bodies, errors, recipients). More elements make the report `incomplete()`.
inline constexpr std::size_t list_elements = 4096;
/// Errors, and recipients, kept in one report. More of them make the report `incomplete()`.
inline constexpr std::size_t kept_items = 65536;
/// Lists and pages around a body, and as many envelopes inside them. A string that holds JSON is one envelope more. What is nested
/// deeper is not read, and the report is `incomplete()`.
inline constexpr unsigned wrappers = 8;
/// Bytes of a string of a document that is itself parsed as JSON. A longer one is not read, and the report is `incomplete()`.
inline constexpr std::size_t nested_bytes = std::size_t{1} << 20U;
/// Bytes of all such strings of a document together. Further ones are not read, and the report is `incomplete()`.
inline constexpr std::size_t all_nested_bytes = std::size_t{64} << 20U;
/// Lists and objects in each other in such a string. In a deeper one nothing is read, and the report is `incomplete()`.
inline constexpr std::size_t nested_depth = 64;
/// Bytes of a string that is parsed. A longer one is refused as `problem::too_large`.
inline constexpr std::size_t body_bytes = std::size_t{16} << 20U;
/// Bytes of an id by which a `pause_board` holds messages back. A longer one is refused as `addition::too_long`.
inline constexpr std::size_t id_bytes = 200;

} // namespace limits

TELNYX_ERRORS_END_NAMESPACE

#endif
