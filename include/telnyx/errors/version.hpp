// telnyx-errors: the version. SPDX-License-Identifier: MIT
//
// The only place where the version stands: the build files, the packages and `telnyx-errors --version` read it from here.
#ifndef TELNYX_ERRORS_VERSION_HPP
#define TELNYX_ERRORS_VERSION_HPP

/// Major version: changes when code that compiled against the previous one may no longer compile.
#define TELNYX_ERRORS_VERSION_MAJOR 0
/// Minor version: changes when a code, a function or a reclassification is added (while the major version is 0: also for breaks).
#define TELNYX_ERRORS_VERSION_MINOR 1
/// Patch version: changes when only a mistake is corrected.
#define TELNYX_ERRORS_VERSION_PATCH 0
/// The three numbers as text.
#define TELNYX_ERRORS_VERSION_STRING "0.1.0"
/// The inline namespace that keeps two versions apart which share one program.
#define TELNYX_ERRORS_VERSION_NAMESPACE v0_1_0

#endif
