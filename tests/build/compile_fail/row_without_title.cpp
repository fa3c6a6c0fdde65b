// A row with an empty title.
// expect: this row has an empty name, title, cause or action
// expect: rows_have_all_strings<.*queue_full>
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/"Message queue full"/""/
#include <telnyx/errors/table.hpp>

int main() {}
