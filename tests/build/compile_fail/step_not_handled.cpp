// A switch over the steps without one of them.
// expect: (reconcile)
#include <telnyx/errors.hpp>

int main(int count, char** /*arguments*/) {
    switch (telnyx::errors::decide(40299 + count, {}).step) {
    case telnyx::errors::step::none:
    case telnyx::errors::step::retry:
    case telnyx::errors::step::hold:
    case telnyx::errors::step::fix_first: return 1;
#ifndef BAD
    case telnyx::errors::step::reconcile: return 2;
#endif
    case telnyx::errors::step::stop: break;
    }
}
