// telnyx-errors: everything about payloads that needs no JSON library, in one include. SPDX-License-Identifier: MIT
//
// For adapters: `<telnyx/errors/nlohmann.hpp>` and the others include it. For a JSON library without an adapter here, include this
// header and specialise `json_adapter`.
#ifndef TELNYX_ERRORS_BODIES_HPP
#define TELNYX_ERRORS_BODIES_HPP

#include <telnyx/errors/config.hpp>
#include <telnyx/errors/json_adapter.hpp>
#include <telnyx/errors/limits.hpp>
#include <telnyx/errors/reader.hpp>
#include <telnyx/errors/report.hpp>
#include <telnyx/errors/report_decision.hpp>
#include <telnyx/errors/text_reader.hpp>

#endif
