// A row of which nobody says how it is known.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// patch: table.hpp /^ *\{code::queue_full,/s/B::documented/B::from_block/
#include <telnyx/errors.hpp>

int main() {}
