// The C interface without payloads, as a WebAssembly module.
#include <telnyx/errors/c_api/core.hpp>
