// An enumerator whose row is missing: what the static checks of the tests say.
// expect: has no row
// patch: table.hpp /^ *\{code::queue_full,/d
#include "../static_checks.cpp"

int main() {}
