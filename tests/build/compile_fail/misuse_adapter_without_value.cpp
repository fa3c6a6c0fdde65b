// An adapter without its handle.
// expect: telnyx-errors: this json_adapter lacks `using value =
#ifdef BAD
#define LACKS_VALUE
#endif
#include "adapter.hpp"

int main() {
    const document document{};
    return static_cast<int>(telnyx::errors::read(document).errors().size());
}
