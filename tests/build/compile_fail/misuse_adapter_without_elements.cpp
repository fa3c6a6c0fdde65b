// An adapter that does not walk through lists.
// expect: telnyx-errors: this json_adapter lacks `template <class F> static void elements
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
    static bool boolean(value /*v*/) { return false; }
    template <class Visitor>
    static void members(value /*v*/, Visitor /*visit*/) {}
#ifndef BAD
    template <class Visitor>
    static void elements(value /*v*/, Visitor /*visit*/) {}
#endif
};

int main() {
    const document document{};
    return static_cast<int>(te::read(document).errors().size());
}
