// A row without an action.
// expect: this row has an empty name, title, cause or action
// patch: table.hpp /^ *\{code::queue_full,/s/"Back off[^"]*"/""/
#include <telnyx/errors.hpp>

int main() {}
