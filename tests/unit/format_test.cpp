// std::format, where the standard library has it, and {fmt}, where it is installed.
#include <string>

#include <telnyx/errors/format.hpp>
#include <telnyx/errors/lookup.hpp>

#if defined(TELNYX_ERRORS_TESTS_FMT)
#include <telnyx/errors/fmt_format.hpp>
#endif

#include "catch.hpp"

namespace te = telnyx::errors;

#if defined(__cpp_lib_format) || defined(TELNYX_ERRORS_TESTS_FMT)
#define CHECK_FORMATS(library)                                                                                                     \
    CHECK(library::format("{}", te::retry_class::permanent) == "permanent");                                                       \
    CHECK(library::format("[{:>10}]", te::step::stop) == "[      stop]");                                                          \
    CHECK(library::format("[{:.<12}]", te::code::blocked_stop) == "[40300.......]");                                               \
    CHECK(library::format("{}", te::lookup(40300)) == "40300 Blocked (STOP)");                                                     \
    CHECK(library::format("{}", te::instant{1795512600}) == "2026-11-24T09:30:00Z");                                               \
    CHECK(library::format("{}", te::lookup(40010).also) == "action_required");                                                     \
    CHECK(library::format("{}", te::decide(40300, te::situation{})) == "stop (permanent)")
#endif

#if defined(__cpp_lib_format)
TEST_CASE("std::format") { CHECK_FORMATS(std); }
#endif

#if defined(TELNYX_ERRORS_TESTS_FMT)
TEST_CASE("fmt::format") { CHECK_FORMATS(fmt); }
#endif
