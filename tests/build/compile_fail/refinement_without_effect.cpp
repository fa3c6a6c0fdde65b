// A refinement that says what the table says.
// expect: it changes nothing
// patch: refinement.hpp /inactive_phone_number/,/recipient_is_wrong/s/recipient_is_wrong/wrong_sender/
#include <telnyx/errors/refinement.hpp>

int main() { return static_cast<int>(telnyx::errors::refinements.size()) == 0; }
