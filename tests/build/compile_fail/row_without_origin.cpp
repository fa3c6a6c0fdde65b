// A row from no list.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// patch: table.hpp /^ *\{code::queue_full,/s/O::messaging_reference/O::none/
#include <telnyx/errors.hpp>

int main() {}
