// A row without a category.
// expect: this row lacks an origin, a stage, a category, a basis, a scope or a remedy
// expect: rows_have_all_columns<.*queue_full>
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/category::profile_configuration/category::unknown/
#include <telnyx/errors/table.hpp>

int main() {}
