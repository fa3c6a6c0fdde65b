// The C interface without payloads, as a WebAssembly module.
#pragma clang attribute push(__attribute__((minsize)), apply_to = function)
#include <telnyx/errors/c_api/core.hpp>
#pragma clang attribute pop
