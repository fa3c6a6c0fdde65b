// A row without a name.
// expect: this row has an empty name, title, cause or action
// patch: table.hpp /^ *\{code::queue_full,/s/"Queue full"/""/
#include <telnyx/errors.hpp>

int main() {}
