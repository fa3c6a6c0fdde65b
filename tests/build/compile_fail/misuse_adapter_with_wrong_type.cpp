// An adapter whose types are those of its own library.
// expect: telnyx-errors: this json_adapter lacks `static json_type type
#include <telnyx/errors/reader.hpp>

namespace te = telnyx::errors;

struct document {};

template <>
struct te::json_adapter<document> {
    using value = const document*;
    static value root(const document& whole) { return &whole; }
#ifndef BAD
    static te::json_type type(value /*v*/) { return te::json_type::null; }
#else
    static int type(value /*v*/) { return 0; }
#endif
    static std::string_view string(value /*v*/) { return {}; }
    static std::int64_t integer(value /*v*/) { return 0; }
    static bool boolean(value /*v*/) { return false; }
    template <class Visitor>
    static void members(value /*v*/, Visitor /*visit*/) {}
    template <class Visitor>
    static void elements(value /*v*/, Visitor /*visit*/) {}
};

int main() {
    const document document{};
    return static_cast<int>(te::read(document).errors().size());
}
