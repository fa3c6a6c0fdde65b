// A refinement that says what the table says.
// expect: it changes nothing
// patch: refinement.hpp /inactive_phone_number/,/wrong_recipient/s/wrong_recipient/wrong_sender/
#include <telnyx/errors/refinement.hpp>

int main() { return static_cast<int>(telnyx::errors::refinements.size()) == 0; }
