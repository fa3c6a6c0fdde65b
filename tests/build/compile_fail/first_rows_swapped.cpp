// The first row in the place of the second.
// expect: this row stands in the wrong place, or its code has two rows
// expect: rows_are_ascending_and_unique<.*invalid_phone_number>
// patch: table.hpp s/^( *)row\{code::inactive_phone_number,/\1row{code::invalid_url,/
#include <telnyx/errors/table.hpp>

int main() {}
