// An adapter without the value of the whole document.
// expect: telnyx-errors: this json_adapter lacks `static value root
#ifdef BAD
#define LACKS_ROOT
#endif
#include "adapter.hpp"

int main() {
    const document document{};
    return static_cast<int>(telnyx::errors::read(document).errors().size());
}
