// JSON libraries give numbers as double. 40300.0 is no code, and 40300.7 would become one.
// expect: A code is an integer or a string: no floating-point number, bool or character is one
#include <telnyx/errors/lookup.hpp>

int main() {
#ifdef BAD
    return telnyx::errors::lookup(40300.7).number();
#else
    return telnyx::errors::lookup(40300).number() == 40300 ? 0 : 1;
#endif
}
