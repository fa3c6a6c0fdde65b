// Compiles the headers that CMakeLists.txt precompiles for the unit tests. SPDX-License-Identifier: MIT
