// An adapter without a function.
// expect: telnyx-errors: this json_adapter lacks `static bool boolean
#ifdef BAD
#define LACKS_BOOLEAN
#endif
#include "adapter.hpp"

int main() {
    const document document{};
    return static_cast<int>(telnyx::errors::read(document).errors().size());
}
