// A row with a second retry class that the reference does not document.
// expect: this row has a second retry class that the reference does not document, or that is the stricter one
// expect: rows_have_one_class_or_two_documented<.*invalid_invitation>
// patch: table.hpp /^ *row\{code::invalid_invitation,/,/^ *".*"\},$/s/(derived\([^)]*\))/\1.and_also(retry_class::automatic)/
#include <telnyx/errors/table.hpp>

int main() {}
