// Catch2 version 2 builds its main function from the header; version 3 brings it in a library, and this file is empty.
#if TELNYX_ERRORS_TESTS_CATCH_VERSION < 3
#define CATCH_CONFIG_MAIN
#define CATCH_CONFIG_ENABLE_BENCHMARKING
#include <catch2/catch.hpp>
#endif
