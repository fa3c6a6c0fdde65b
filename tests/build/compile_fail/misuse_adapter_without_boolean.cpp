// An adapter without a function.
// expect: telnyx-errors: this json_adapter lacks `static bool boolean
#include <telnyx/errors/reader.hpp>

namespace te = telnyx::errors;

struct document {};

template <>
struct te::json_adapter<document> {
    using value = const document*;
    static value root(const document& whole) { return &whole; }
    static te::json_type type(value /*v*/) { return te::json_type::null; }
    static std::string_view string(value /*v*/) { return {}; }
    static std::int64_t integer(value /*v*/) { return 0; }
#ifndef BAD
    static bool boolean(value /*v*/) { return false; }
#endif
    template <class Visitor>
    static void members(value /*v*/, Visitor /*visit*/) {}
    template <class Visitor>
    static void elements(value /*v*/, Visitor /*visit*/) {}
};

int main() {
    const document document{};
    return static_cast<int>(te::read(document).errors().size());
}
