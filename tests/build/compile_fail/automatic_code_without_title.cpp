// An automatic code that is resent under another title.
// expect: an automatic code lacks a refinement
// patch: refinement.hpp s/refused_with_other_title\(code::rejected_by_destination,/refused_with_other_title(code::bad_request,/
#include <telnyx/errors/refinement.hpp>

int main() { return static_cast<int>(telnyx::errors::refinements.size()) == 0; }
