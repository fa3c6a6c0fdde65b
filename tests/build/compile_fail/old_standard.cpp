// An older standard gets one line of explanation.
// expect: telnyx-errors needs C\+\+17 or newer
#ifdef BAD
#undef __cplusplus
#define __cplusplus 201402L
#endif
#include <telnyx/errors.hpp>

int main() {}
