// Two rows of the same code, one below the other.
// expect: this row stands in the wrong place, or its code has two rows
// expect: rows_are_ascending_and_unique<.*invalid_mms_content>
// patch: table.hpp s/^( *)row\{code::queue_full,/\1row{code::invalid_mms_content,/
#include <telnyx/errors/table.hpp>

int main() {}
