// An adapter that takes a function of one type only.
// expect: telnyx-errors: this json_adapter lacks `template <class F> static void members
#ifdef BAD
#define MEMBERS_OF_ONE_TYPE
#endif
#include "adapter.hpp"

int main() {
    const document document{};
    return static_cast<int>(telnyx::errors::read(document).errors().size());
}
