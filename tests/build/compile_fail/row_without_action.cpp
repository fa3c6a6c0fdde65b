// A row with an empty action.
// expect: this row has an empty name, title, cause or action
// expect: rows_have_all_strings<.*queue_full>
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/"Back off[^"]*"/""/
#include <telnyx/errors/table.hpp>

int main() {}
