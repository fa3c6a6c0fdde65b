// A row that names its retry class twice.
// expect: names its retry class twice
// patch: table.hpp /^ *\{code::queue_full,/s/no_other/also(R::after_intervention)/
#include <telnyx/errors.hpp>

int main() {}
