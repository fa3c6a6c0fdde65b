// An adapter whose strings are copies: the report would borrow from what is gone.
// expect: telnyx-errors: this json_adapter lacks `static std::string_view string
#ifdef BAD
#define STRING std::string
#endif
#include "adapter.hpp"

int main() {
    const document document{};
    return static_cast<int>(telnyx::errors::read(document).errors().size());
}
