// The bodies of a string, without an adapter that parses strings.
// expect: telnyx-errors: include an adapter, such as <telnyx/errors/nlohmann.hpp>, or specialise json_adapter
#include <telnyx/errors/reader.hpp>
#ifndef BAD
#include <telnyx/errors/nlohmann.hpp>
#endif

int main() {
    const auto ignore = [](const telnyx::errors::report_view& /*report*/) {};
    return telnyx::errors::read_each("{}", telnyx::errors::phase::request, ignore) ? 0 : 1;
}
