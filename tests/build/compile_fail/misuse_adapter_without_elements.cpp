// An adapter that does not walk through lists.
// expect: telnyx-errors: this json_adapter lacks `template <class F> static void elements
#ifdef BAD
#define LACKS_ELEMENTS
#endif
#include "adapter.hpp"

int main() {
    const document document{};
    return static_cast<int>(telnyx::errors::read(document).errors().size());
}
