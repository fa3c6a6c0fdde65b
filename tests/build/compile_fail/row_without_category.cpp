// A row without a category.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// patch: table.hpp /^ *\{code::queue_full,/s/C::profile_configuration/C::unknown/
#include <telnyx/errors.hpp>

int main() {}
