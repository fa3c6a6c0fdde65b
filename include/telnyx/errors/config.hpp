// telnyx-errors: every macro of the library but the version. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_CONFIG_HPP
#define TELNYX_ERRORS_CONFIG_HPP

#include <telnyx/errors/version.hpp>

/// The C++ standard in force: MSVC tells the truth in `_MSVC_LANG` only.
#if defined(_MSVC_LANG)
#define TELNYX_ERRORS_CPLUSPLUS _MSVC_LANG
#else
#define TELNYX_ERRORS_CPLUSPLUS __cplusplus
#endif

#if TELNYX_ERRORS_CPLUSPLUS < 201703L
#error "telnyx-errors needs C++17 or newer: compile with -std=c++17, or /std:c++17 for MSVC"
#endif

/// The outer namespace. Whoever vendors the library under his own name defines this before the first include, the same
/// way in every translation unit: `-DTELNYX_ERRORS_NAMESPACE=acme::telnyx_errors`.
#ifndef TELNYX_ERRORS_NAMESPACE
#define TELNYX_ERRORS_NAMESPACE telnyx::errors
#endif

/// Keeps a function out of its callers, or puts it into them: for a function whose short way is the common one.
#if defined(__GNUC__) || defined(__clang__)
#define TELNYX_ERRORS_OUT_OF_LINE __attribute__((noinline))
#define TELNYX_ERRORS_IN_LINE __attribute__((always_inline))
#elif defined(_MSC_VER)
#define TELNYX_ERRORS_OUT_OF_LINE __declspec(noinline)
#define TELNYX_ERRORS_IN_LINE __forceinline
#else
#define TELNYX_ERRORS_OUT_OF_LINE
#define TELNYX_ERRORS_IN_LINE
#endif

/// Keeps a class visible outside its shared library, also under -fvisibility=hidden, so that its type information is the
/// same everywhere.
#if defined(__GNUC__) || defined(__clang__)
#define TELNYX_ERRORS_VISIBLE __attribute__((visibility("default")))
#else
#define TELNYX_ERRORS_VISIBLE
#endif

/// Opens and closes the namespace of the library, the inline namespace of its version included.
#define TELNYX_ERRORS_BEGIN_NAMESPACE                                                                                              \
    namespace TELNYX_ERRORS_NAMESPACE {                                                                                            \
    inline namespace TELNYX_ERRORS_VERSION_NAMESPACE {
#define TELNYX_ERRORS_END_NAMESPACE                                                                                                \
    }                                                                                                                              \
    }

#endif
