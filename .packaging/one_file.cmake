# Writes the library as one header: cmake -Dinclude=DIRECTORY -Doutput=DIRECTORY -P one_file.cmake
#
#   telnyx_errors.hpp            the core, decisions about bodies and the reader; no JSON library
#   telnyx_errors_nlohmann.hpp   the adapter for nlohmann/json, which includes the first
#
# Each header keeps its include guard, so that a program may see this copy and the directory of headers side by side.
cmake_minimum_required(VERSION 3.16)

set(written "")

# Appends a header, and before it those that it includes and that were not written yet, to the variable `text`.
macro(append_header header)
    list(APPEND written "${header}")
    file(READ "${include}/${header}" rest_${depth})
    while(rest_${depth} MATCHES "#include <(telnyx/[a-z_/]+\\.hpp)>\n")
        set(line_${depth} "${CMAKE_MATCH_0}")
        set(inner_${depth} "${CMAKE_MATCH_1}")
        string(FIND "${rest_${depth}}" "${line_${depth}}" place)
        string(SUBSTRING "${rest_${depth}}" 0 ${place} before)
        string(LENGTH "${line_${depth}}" length)
        math(EXPR place "${place} + ${length}")
        string(SUBSTRING "${rest_${depth}}" ${place} -1 rest_${depth})
        string(APPEND text "${before}")
        if(NOT inner_${depth} IN_LIST written)
            set(inner "${inner_${depth}}")
            math(EXPR depth "${depth} + 1")
            append_header_("${inner}")
            math(EXPR depth "${depth} - 1")
        endif()
    endwhile()
    string(APPEND text "${rest_${depth}}")
endmacro()
# A macro cannot call itself by name before it is defined; this one can be called by it.
macro(append_header_ header)
    append_header("${header}")
endmacro()

file(STRINGS "${include}/telnyx/errors/version.hpp" version REGEX "^#define TELNYX_ERRORS_VERSION_STRING ")
string(REGEX REPLACE ".*\"([0-9.]+)\".*" "\\1" version "${version}")
set(banner "// telnyx-errors ${version} as one file, written by its build: change the headers it was made from.\n// SPDX-License-Identifier: MIT\n")

set(depth 0)
set(text "${banner}#ifndef TELNYX_ERRORS_ONE_FILE\n#define TELNYX_ERRORS_ONE_FILE\n\n")
foreach(header IN ITEMS telnyx/errors.hpp telnyx/errors/bodies.hpp)
    if(NOT header IN_LIST written)
        append_header("${header}")
    endif()
endforeach()
string(APPEND text "\n#endif\n")
file(WRITE "${output}/telnyx_errors.hpp" "${text}")

set(text "${banner}#ifndef TELNYX_ERRORS_ONE_FILE_NLOHMANN\n#define TELNYX_ERRORS_ONE_FILE_NLOHMANN\n\n#include \"telnyx_errors.hpp\"\n\n")
append_header("telnyx/errors/nlohmann.hpp")
string(APPEND text "\n#endif\n")
file(WRITE "${output}/telnyx_errors_nlohmann.hpp" "${text}")
