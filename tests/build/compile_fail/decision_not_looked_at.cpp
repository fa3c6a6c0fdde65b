// A decision that is ignored.
// expect: (nodiscard|unused-result|ignoring return value)
#include <telnyx/errors.hpp>

int main() {
    const telnyx::errors::situation now;
#ifdef BAD
    telnyx::errors::decide(40300, now);
#else
    return static_cast<int>(telnyx::errors::decide(40300, now).step) == 4 ? 0 : 1;
#endif
}
