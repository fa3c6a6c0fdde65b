// A code with two rows, or a row in the wrong place.
// expect: this row stands in the wrong place, or its code has two rows
// expect: rows_are_ascending_and_unique<.*blocked_stop>
// patch: table.hpp s/^( *)row\{code::queue_full,/\1row{code::blocked_stop,/
#include <telnyx/errors/table.hpp>

int main() {}
