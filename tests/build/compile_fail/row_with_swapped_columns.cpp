// clang-format off
// A row whose columns stand in the wrong order.
// expect: no matching (function|constructor)
// expect: queue_full|profile_configuration
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/stage::request, category::profile_configuration/category::profile_configuration, stage::request/
#include <telnyx/errors/table.hpp>

int main() {}
