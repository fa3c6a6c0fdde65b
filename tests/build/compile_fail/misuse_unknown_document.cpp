// A document type without an adapter.
// expect: telnyx-errors: include an adapter, such as <telnyx/errors/nlohmann.hpp>, or specialise json_adapter
#include <telnyx/errors/reader.hpp>

struct document {};

int main() {
    const document unknown;
#ifdef BAD
    return static_cast<int>(telnyx::errors::read(unknown).errors().size());
#else
    return sizeof(unknown) == 0;
#endif
}
