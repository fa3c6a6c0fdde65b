// A row without a remedy.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// patch: table.hpp /^ *\{code::queue_full,/s/M::reduce_rate/M::none/
#include <telnyx/errors.hpp>

int main() {}
