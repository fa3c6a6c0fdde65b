// A row whose cause or action was forgotten.
// expect: no matching (function|constructor).*(code_info|row)
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/"The message queue[^"]*",//
#include <telnyx/errors/table.hpp>

int main() {}
