// The C interface, compiled once.
#include <telnyx/errors/c_api.hpp>
