/* Functions of the C and C++ libraries that would bring in formatted output, and with it imports that write to files. The module
 * shows no message, so none of them writes one. */
#include <stddef.h>

/* Called by nlohmann/json for the text of a syntax error, which is dropped. */
int snprintf(char* text, size_t size, const char* format, ...) {
    (void)format;
    if (size != 0) {
        *text = '\0';
    }
    return 0;
}

/* Called by the C++ library before it ends the program; from LLVM 19 on under the second name, by its headers under the third. */
void abort_message(const char* format, ...) {
    (void)format;
    __builtin_trap();
}
void __abort_message(const char* format, ...) {
    (void)format;
    __builtin_trap();
}
void verbose_abort(const char* format, ...) __asm__("_ZNSt3__222__libcpp_verbose_abortEPKcz"); /* of Debian's std::__2 */
void verbose_abort(const char* format, ...) {
    (void)format;
    __builtin_trap();
}
