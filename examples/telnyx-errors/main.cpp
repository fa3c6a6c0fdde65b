// telnyx-errors, the command line. SPDX-License-Identifier: MIT
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <new>
#include <string>
#include <vector>

#include "arguments.hpp"
#include "failure.hpp"
#include "streams/output.hpp"

namespace {

using namespace command_line;

// Ends the program when memory runs out: the destructor of a nlohmann/json value allocates, so an exception would terminate the
// program without a message. With several threads, one reports and the others wait for the end.
void out_of_memory() {
    static std::mutex reporting;
    reporting.lock();
    std::fputs("telnyx-errors: out of memory\n", stderr); // NOLINT(cert-err33-c): the exit status reports it too
    std::_Exit(failed);
}

} // namespace

int main(int count, char** values) {
    occupy_closed_streams();
    std::set_new_handler(out_of_memory);
    try {
        output out;
        const std::vector<std::string> given(values + (count == 0 ? 0 : 1), values + count);
        const arguments asked = parse(given);
        if (!asked.usage.empty()) {
            std::fputs(asked.usage.c_str(), stderr); // NOLINT(cert-err33-c): the exit status reports it too
            return failed;
        }
        out.write(asked.message);
        const exit_status status = asked.message.empty() ? asked.run(asked, out) : success;
        out.flush();
        return status;
    } catch (const std::exception& error) {
        print_on_stderr(error.what());
    } catch (...) {
        std::fputs("telnyx-errors: unknown error\n", stderr); // NOLINT(cert-err33-c): as above
    }
    return failed;
}
