// An enumerator whose row is missing: what the static checks of the tests say.
// expect: has no row
// expect: enumerator_and_row<.*queue_full>
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/d
#include "../static_checks.cpp"

int main() {}
