// Two refinements of a code with the same condition.
// expect: a refinement is never reached
// patch: refinement.hpp s/in_phase\(code::undeliverable, phase::request/on_channel(code::undeliverable, channel::whatsapp/
#include <telnyx/errors/refinement.hpp>

int main() { return static_cast<int>(telnyx::errors::refinements.size()) == 0; }
