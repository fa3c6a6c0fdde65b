// telnyx-errors: the core, in one include. SPDX-License-Identifier: MIT
//
// Codes, their meaning and what to do about them: no JSON, no allocation, and no standard header except <cstdint>, <cstddef> and
// <string_view>. Payloads are read by <telnyx/errors/nlohmann.hpp>, or by another adapter.
#ifndef TELNYX_ERRORS_ERRORS_HPP
#define TELNYX_ERRORS_ERRORS_HPP

// First, because it checks the C++ standard.
#include <telnyx/errors/config.hpp>

#include <telnyx/errors/backoff.hpp>
#include <telnyx/errors/code.hpp>
#include <telnyx/errors/decision.hpp>
#include <telnyx/errors/http.hpp>
#include <telnyx/errors/instant.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/lookup.hpp>
#include <telnyx/errors/mask.hpp>
#include <telnyx/errors/refinement.hpp>
#include <telnyx/errors/situation.hpp>
#include <telnyx/errors/table.hpp>
#include <telnyx/errors/version.hpp>
#include <telnyx/errors/vocabulary.hpp>

#endif
