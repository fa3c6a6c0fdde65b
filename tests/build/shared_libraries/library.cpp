// Compiled into two shared libraries and a plugin, each with its own copy of the categories. TELNYX_ERRORS_TESTS_NAME is the
// prefix of its exported functions.
#include <system_error>

#include <telnyx/errors/system_error.hpp>

#define EXPORTED extern "C" __attribute__((visibility("default")))
#define JOIN_(left, right) left##right
#define JOIN(left, right) JOIN_(left, right)

namespace te = telnyx::errors;

EXPORTED void JOIN(TELNYX_ERRORS_TESTS_NAME, _make)(int code, std::error_code* error) { *error = te::error_code_of(code); }

// 1: permanent, 2: automatic, 4: action required, 8: opted out, 16: throttled, 32: configuration.
EXPORTED int JOIN(TELNYX_ERRORS_TESTS_NAME, _ask)(const std::error_code* error) {
    return (*error == te::retry_class::permanent ? 1 : 0) | (*error == te::retry_class::automatic ? 2 : 0) |
           (*error == te::retry_class::action_required ? 4 : 0) | (*error == te::condition::opted_out ? 8 : 0) |
           (*error == te::condition::throttled ? 16 : 0) | (*error == te::condition::configuration ? 32 : 0);
}

EXPORTED const void* JOIN(TELNYX_ERRORS_TESTS_NAME, _category)() { return &te::error_category(); }
EXPORTED long JOIN(TELNYX_ERRORS_TESTS_NAME, _number)(const std::error_code* error) {
    return static_cast<long>(te::number_of(*error));
}
