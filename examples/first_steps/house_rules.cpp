// House rules: codes that mean something else for this program.
#include <telnyx/errors/amendment.hpp>

namespace te = telnyx::errors;

// [rules]
constexpr te::amendment rules[] = {
    te::amend(40004, te::retry_class::permanent),
    te::amend(40334, te::retry_class::action_required).with(te::remedy::fix_profile).with(te::scope::profile),
};
static_assert(te::check(rules).passed());

constexpr te::amended_policy policy{rules, te::delivery_policy};
static_assert(te::decide(40004, {}, policy).step == te::step::stop);
// [/rules]

int main() { return te::decide(40334, {}, policy).remedy == te::remedy::fix_profile ? 0 : 1; }
