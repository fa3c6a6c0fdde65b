// A row without a title.
// expect: this row has an empty name, title, cause or action
// patch: table.hpp /^ *\{code::queue_full,/s/"Message queue full"/""/
#include <telnyx/errors.hpp>

int main() {}
