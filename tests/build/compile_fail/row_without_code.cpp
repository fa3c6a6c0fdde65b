// A row without a code among those that have one.
// expect: this row stands in the wrong place, or its code has two rows
// expect: rows_are_ascending_and_unique<.*invalid_mms_content>
// patch: table.hpp s/^( *)row\{code::queue_full,/\1row{code{},/
#include <telnyx/errors/table.hpp>

int main() {}
