// telnyx-errors: the version. SPDX-License-Identifier: MIT
//
// The build files, the packages and `telnyx-errors --version` read the version from here. docs/CHANGELOG.md lists the changes.
//
//                                              below 1.0         from 1.0
//   correction of a mistake                    patch version     patch version
//   new code, new function                     patch version     minor version
//   changed retry class of a code              minor version     minor version
//   change that breaks code that compiled      minor version     major version
//
// So a new code never breaks `find_package(telnyx_errors 0.4)`: the packages accept the same minor version below 1.0, and the same
// major version from 1.0.
#ifndef TELNYX_ERRORS_VERSION_HPP
#define TELNYX_ERRORS_VERSION_HPP

/// The major version.
#define TELNYX_ERRORS_VERSION_MAJOR 0
/// The minor version.
#define TELNYX_ERRORS_VERSION_MINOR 4
/// The patch version.
#define TELNYX_ERRORS_VERSION_PATCH 0
/// The three numbers as a string.
#define TELNYX_ERRORS_VERSION_STRING "0.4.0"
/// The inline namespace that keeps two versions in one program apart.
#define TELNYX_ERRORS_VERSION_NAMESPACE v0_4_0

#endif
