// A row whose enumerator is missing.
// expect: queue_full
// patch: code.hpp /^ *queue_full = /d
#include <telnyx/errors/table.hpp>

int main() {}
