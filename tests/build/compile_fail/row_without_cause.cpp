// A row with an empty cause.
// expect: this row has an empty name, title, cause or action
// expect: rows_have_all_strings<.*queue_full>
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/"The message queue[^"]*"/""/
#include <telnyx/errors/table.hpp>

int main() {}
