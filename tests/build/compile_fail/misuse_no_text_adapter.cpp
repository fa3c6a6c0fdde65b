// A string, without an adapter that parses strings.
// expect: telnyx-errors: include an adapter, such as <telnyx/errors/nlohmann.hpp>, or specialise json_adapter
#include <telnyx/errors/reader.hpp>
#ifndef BAD
#include <telnyx/errors/nlohmann.hpp>
#endif

int main() { return static_cast<int>(telnyx::errors::read("{}", telnyx::errors::phase::request).errors().size()); }
