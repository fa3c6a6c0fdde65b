// One shared library creates errors, another one compares them. All are compiled with hidden visibility.
#include <cstdio>
#include <dlfcn.h>
#include <system_error>

extern "C" {
void first_make(int code, std::error_code* error);
int first_ask(const std::error_code* error);
const void* first_category();
long first_number(const std::error_code* error);
void second_make(int code, std::error_code* error);
int second_ask(const std::error_code* error);
const void* second_category();
long second_number(const std::error_code* error);
}

namespace {

using make = void (*)(int, std::error_code*);
using ask = int (*)(const std::error_code*);
using category = const void* (*)();
using number = long (*)(const std::error_code*);

template <class Function>
Function symbol(void* library, const char* name) {
    return reinterpret_cast<Function>(dlsym(library, name));
}

struct expectation {
    int code;
    int answers;
};
constexpr expectation expectations[] = {{40300, 1 | 8},  {40010, 1 | 4 | 32}, {40008, 2}, {40318, 16},
                                        {10011, 2 | 16}, {40312, 4 | 32},     {47000, 0}, {0, 0}};

} // namespace

int main(int /*count*/, char** arguments) {
    void* const plugin = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    if (plugin == nullptr) {
        std::printf("%s\n", dlerror());
        return 1;
    }
    const make makers[] = {first_make, second_make, symbol<make>(plugin, "plugin_make")};
    const ask askers[] = {first_ask, second_ask, symbol<ask>(plugin, "plugin_ask")};
    const category categories[] = {first_category, second_category, symbol<category>(plugin, "plugin_category")};
    const number numbers[] = {first_number, second_number, symbol<number>(plugin, "plugin_number")};
    int failures = 0;
    int asked = 0;
    for (const expectation& expected : expectations) {
        for (const make maker : makers) {
            std::error_code error;
            maker(expected.code, &error);
            for (const ask asker : askers) {
                ++asked;
                const int answers = asker(&error);
                if (answers != expected.answers) {
                    ++failures;
                    std::printf("%d: expected %d, found %d\n", expected.code, expected.answers, answers);
                }
            }
            for (const number read : numbers) {
                failures += read(&error) == expected.code ? 0 : 1;
            }
        }
    }
    const bool own = categories[0]() != categories[1]() && categories[1]() != categories[2]();
    std::printf("%d questions, %d wrong; each library has %s category object\n", asked, failures, own ? "its own" : "the same");
    // With one shared object, the test would check nothing.
    return failures == 0 && asked == 72 && own ? 0 : 1;
}
