// An adapter whose types are those of its own library.
// expect: telnyx-errors: this json_adapter lacks `static json_type type
#ifdef BAD
#define TYPE int
#endif
#include "adapter.hpp"

int main() {
    const document document{};
    return static_cast<int>(telnyx::errors::read(document).errors().size());
}
