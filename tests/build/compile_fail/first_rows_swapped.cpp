// The first row in the place of the second.
// expect: this row stands in the wrong place, or its code has two rows
// patch: table.hpp s/^( *)\{code::inactive_phone_number,/\1{code::invalid_url,/
#include <telnyx/errors.hpp>

int main() {}
