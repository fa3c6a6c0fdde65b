// Two rows of the same code, one below the other.
// expect: this row stands in the wrong place, or its code has two rows
// patch: table.hpp s/^( *)\{code::queue_full,/\1{code::invalid_mms_content,/
#include <telnyx/errors.hpp>

int main() {}
