// telnyx-errors: the definitions of the C interface. SPDX-License-Identifier: MIT
//
// Exactly one C++ file of the program includes this header; it defines the functions of <telnyx/errors/c_api.h>. Payloads are read
// with nlohmann/json. Where no payload is read, <telnyx/errors/c_api/core.hpp> alone needs no JSON library.
//
//     #include <telnyx/errors/c_api.hpp>
//
// docs/languages.md has the lines for CMake, Meson, a plain command and a shared library.
#ifndef TELNYX_ERRORS_C_API_HPP
#define TELNYX_ERRORS_C_API_HPP

#include <telnyx/errors/c_api/core.hpp>
#include <telnyx/errors/c_api/reading.hpp>

#endif
