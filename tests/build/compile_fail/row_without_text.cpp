// A row without a cause.
// expect: this row has an empty name, title, cause or action
// patch: table.hpp s/"The message queue at Telnyx is full."/""/
#include <telnyx/errors.hpp>

int main() {}
