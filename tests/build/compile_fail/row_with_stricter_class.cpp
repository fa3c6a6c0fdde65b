// A row whose second retry class is stricter than the first.
// expect: this row has a second retry class that the reference does not document, or that is the stricter one
// expect: rows_have_one_class_or_two_documented<.*queue_full>
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/(documented\([^)]*\))/\1.and_also(retry_class::permanent)/
#include <telnyx/errors/table.hpp>

int main() {}
