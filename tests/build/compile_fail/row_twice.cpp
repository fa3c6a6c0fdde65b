// A code with two rows, or a row in the wrong place.
// expect: this row stands in the wrong place, or its code has two rows
// patch: table.hpp s/^( *)\{code::queue_full,/\1{code::blocked_stop,/
#include <telnyx/errors.hpp>

int main() {}
