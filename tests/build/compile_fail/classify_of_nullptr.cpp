// A null pointer converts to a string.
// expect: A code is an integer or a string: no floating-point number, bool or character is one
#include <telnyx/errors/lookup.hpp>

int main() {
#ifdef BAD
    return telnyx::errors::classify(nullptr).known() ? 0 : 1;
#else
    return telnyx::errors::classify("40300").known() ? 0 : 1;
#endif
}
