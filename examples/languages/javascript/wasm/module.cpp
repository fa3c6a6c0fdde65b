// The C interface as a WebAssembly module.
#include <cerrno> // nlohmann/json uses it without including it

#include <telnyx/errors/c_api.hpp>
