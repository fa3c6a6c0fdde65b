// Runs a command and prints its time and memory, as measured by the operating system, to stderr.
//
//     telnyx_errors_measured_run [--at-most-kib N] COMMAND [ARGUMENT]...
//
// The exit status is that of the command, or 3 if it used more than the allowed memory.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int count, char** arguments) {
    int first = 1;
    long most = 0;
    if (count > 3 && std::string_view{arguments[1]} == "--at-most-kib") {
        most = std::strtol(arguments[2], nullptr, 10);
        first = 3;
    }
    if (first >= count) {
        return 2;
    }
    const auto begin = std::chrono::steady_clock::now();
    const pid_t child = ::fork();
    if (child == 0) {
        ::execvp(arguments[first], arguments + first);
        ::_exit(127);
    }
    int status = 0;
    rusage used{};
    if (child < 0 || ::wait4(child, &status, 0, &used) != child) {
        return 2;
    }
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - begin;
    const auto seconds = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    std::fprintf(stderr, "wall %.2f s  user %.2f s  sys %.2f s  peak %ld KiB\n", wall.count(), seconds(used.ru_utime),
                 seconds(used.ru_stime), used.ru_maxrss);
    if (most != 0 && used.ru_maxrss > most) {
        std::fprintf(stderr, "more than %ld KiB\n", most);
        return 3;
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
