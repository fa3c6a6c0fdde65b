// A document that holds nothing, and its adapter, which a macro makes incomplete: LACKS_VALUE, LACKS_ROOT, LACKS_BOOLEAN or
// LACKS_ELEMENTS; TYPE and STRING replace a result; MEMBERS_OF_ONE_TYPE takes one type of function only.
#include <cstdint>
#include <string>
#include <string_view>

#include <telnyx/errors/reader.hpp>

#ifndef TYPE
#define TYPE telnyx::errors::json_type
#endif
#ifndef STRING
#define STRING std::string_view
#endif

struct document {};

template <>
struct telnyx::errors::json_adapter<document> {
#ifndef LACKS_VALUE
    using value = const document*;
#endif
#ifndef LACKS_ROOT
    static const document* root(const document& whole) { return &whole; }
#endif
    static TYPE type(const document* /*v*/) { return TYPE{}; }
    static STRING string(const document* /*v*/) { return {}; }
    static std::int64_t integer(const document* /*v*/) { return 0; }
#ifndef LACKS_BOOLEAN
    static bool boolean(const document* /*v*/) { return false; }
#endif
#ifndef MEMBERS_OF_ONE_TYPE
    template <class Visitor>
    static void members(const document* /*v*/, Visitor /*visit*/) {}
#else
    static void members(const document* /*v*/, void (*visit)(std::string_view)) { visit({}); }
#endif
#ifndef LACKS_ELEMENTS
    template <class Visitor>
    static void elements(const document* /*v*/, Visitor /*visit*/) {}
#endif
};
