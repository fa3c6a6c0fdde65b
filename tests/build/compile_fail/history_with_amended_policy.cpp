// A history that is decided with amendments: they count where payloads are added, and would be ignored here.
// expect: amend in history::add
#include <telnyx/errors/history.hpp>

namespace te = telnyx::errors;

constexpr te::amendment rules[] = {te::amend(40004, te::retry_class::permanent)};

te::step next_step(te::history& history, const te::report_view& report) {
    constexpr te::amended_policy policy{rules, te::delivery_policy};
    history.add(report, 0, {}, policy.amendments);
#ifdef BAD
    return te::decide(history, {}, policy).step;
#else
    return te::decide(history, {}, te::delivery_policy).step;
#endif
}
