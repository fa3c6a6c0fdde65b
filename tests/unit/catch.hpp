// Catch2, version 2 or 3: the versions put their header in different places. CMakeLists.txt says which one there is.
#ifndef TELNYX_ERRORS_TESTS_CATCH_HPP
#define TELNYX_ERRORS_TESTS_CATCH_HPP

#if TELNYX_ERRORS_TESTS_CATCH_VERSION >= 3
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <catch2/catch.hpp>
#endif

#endif
