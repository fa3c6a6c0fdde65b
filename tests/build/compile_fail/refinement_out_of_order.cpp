// A refinement of a code that stands too far back.
// expect: refinements stand in the order of their codes
// patch: refinement.hpp s/with_title\(code::recipient_unavailable/with_title(code::too_many_requests/
#include <telnyx/errors/refinement.hpp>

int main() { return static_cast<int>(telnyx::errors::refinements.size()) == 0; }
