// A row without a stage.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// patch: table.hpp /^ *\{code::queue_full,/s/S::request/S::unknown/
#include <telnyx/errors.hpp>

int main() {}
