// A row with a scope in the place of a wait.
// expect: cannot convert .*scope.* to .*wait|cannot initialize a parameter of type '.*wait' with an rvalue of type '.*scope'
// expect: until
// patch: table.hpp /^ *row\{code::queue_full,/,/^ *".*"\},$/s/wait::queue_drains/scope::sender/
#include <telnyx/errors/table.hpp>

int main() {}
