// A row from no list.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// expect: rows_have_all_columns<.*queue_full>
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/ reference,$/ origin::none,/
#include <telnyx/errors/table.hpp>

int main() {}
