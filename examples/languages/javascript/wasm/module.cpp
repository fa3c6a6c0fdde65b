// The C interface as a WebAssembly module. It is compiled for size, except for the JSON parser and the standard library: those run
// for every character of a payload, and take half as long without `minsize`.
#include <algorithm>
#include <cerrno> // nlohmann/json uses it without including it
#include <functional>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#pragma clang attribute push(__attribute__((minsize)), apply_to = function)
#include <telnyx/errors/c_api.hpp>
#pragma clang attribute pop
