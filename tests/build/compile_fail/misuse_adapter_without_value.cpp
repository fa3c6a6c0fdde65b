// An adapter without its handle.
// expect: telnyx-errors: this json_adapter lacks `using value =
#include <telnyx/errors/reader.hpp>

namespace te = telnyx::errors;

struct document {};

template <>
struct te::json_adapter<document> {
#ifndef BAD
    using value = const document*;
#endif
    static const document* root(const document& whole) { return &whole; }
    static te::json_type type(const document* /*v*/) { return te::json_type::null; }
    static std::string_view string(const document* /*v*/) { return {}; }
    static std::int64_t integer(const document* /*v*/) { return 0; }
    static bool boolean(const document* /*v*/) { return false; }
    template <class Visitor>
    static void members(const document* /*v*/, Visitor /*visit*/) {}
    template <class Visitor>
    static void elements(const document* /*v*/, Visitor /*visit*/) {}
};

int main() {
    const document document{};
    return static_cast<int>(te::read(document).errors().size());
}
