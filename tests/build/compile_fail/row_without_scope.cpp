// A row of which a column was forgotten.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// patch: table.hpp /^ *\{code::queue_full,/s/P::sender/P::unknown/
#include <telnyx/errors.hpp>

int main() {}
