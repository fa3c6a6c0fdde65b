// A string's character converts to an integer.
// expect: A code is an integer or a string: no floating-point number, bool or character is one
#include <telnyx/errors/lookup.hpp>

int main() {
#ifdef BAD
    return telnyx::errors::classify("40300"[0]).known() ? 0 : 1;
#else
    return telnyx::errors::classify("40300").known() ? 0 : 1;
#endif
}
