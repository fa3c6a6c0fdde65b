// telnyx-errors: every macro of the library except the version. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_CONFIG_HPP
#define TELNYX_ERRORS_CONFIG_HPP

#include <telnyx/errors/version.hpp>

/// The C++ standard in force. MSVC reports it in `_MSVC_LANG` only.
#if defined(_MSVC_LANG)
#define TELNYX_ERRORS_CPLUSPLUS _MSVC_LANG
#else
#define TELNYX_ERRORS_CPLUSPLUS __cplusplus
#endif

#if TELNYX_ERRORS_CPLUSPLUS < 201703L
#error "telnyx-errors needs C++17 or newer: compile with -std=c++17, or /std:c++17 for MSVC"
// A missing file is a fatal error: the compiler stops here instead of listing what C++17 would have allowed.
#include <telnyx/errors/needs_cxx17_or_newer>
#endif

/// The namespace around `errors`. To vendor the library under another name, define this before the first include, with the same
/// value in every translation unit: `-DTELNYX_ERRORS_NAMESPACE=acme::vendored` gives `acme::vendored::errors`.
#ifndef TELNYX_ERRORS_NAMESPACE
#define TELNYX_ERRORS_NAMESPACE telnyx
#endif

/// Keeps a function out of its callers, or inlines it into them: for a function whose short path is the common one. With -Os
/// and -Oz the compiler chooses what to inline.
#if defined(__GNUC__) || defined(__clang__)
#define TELNYX_ERRORS_OUT_OF_LINE __attribute__((noinline))
#if defined(__OPTIMIZE_SIZE__)
#define TELNYX_ERRORS_IN_LINE inline
#else
#define TELNYX_ERRORS_IN_LINE __attribute__((always_inline))
#endif
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

/// Marks a result that borrows from the object it is called on, or from a parameter. clang and MSVC warn when it outlives them.
#if defined(__clang__)
#define TELNYX_ERRORS_LIFETIMEBOUND [[clang::lifetimebound]]
#elif defined(_MSC_VER) && _MSC_VER >= 1930
#define TELNYX_ERRORS_LIFETIMEBOUND [[msvc::lifetimebound]]
#else
#define TELNYX_ERRORS_LIFETIMEBOUND
#endif

/// Whether exceptions are on: without them, memory that runs out ends the program where the JSON library allocates.
#if defined(__cpp_exceptions)
#define TELNYX_ERRORS_EXCEPTIONS 1
#else
#define TELNYX_ERRORS_EXCEPTIONS 0
#endif

/// Opens and closes the namespace of the library, including the inline namespace of its version.
#define TELNYX_ERRORS_BEGIN_NAMESPACE                                                                                              \
    namespace TELNYX_ERRORS_NAMESPACE::errors {                                                                                    \
    inline namespace TELNYX_ERRORS_VERSION_NAMESPACE {
#define TELNYX_ERRORS_END_NAMESPACE                                                                                                \
    }                                                                                                                              \
    }

#endif
