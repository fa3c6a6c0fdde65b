// telnyx-errors, the command line. SPDX-License-Identifier: MIT
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <mutex>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/version.hpp>

#include "commands/commands.hpp"
#include "streams/output.hpp"
#include "showing/terminal.hpp"
#include "usage.hpp"

namespace {

using namespace command_line;

exit_status run(const options& asked, output& out) {
    if (asked.version) {
        out.write("telnyx-errors " TELNYX_ERRORS_VERSION_STRING "\n");
        return classified;
    }
    if (asked.help || asked.command == command::help) {
        const command_row* const about = asked.command == command::help && !asked.operands.empty()
                                             ? find_command(asked.operands.front())
                                         : asked.command == command::help ? nullptr
                                                                          : find_command(asked.command);
        page result = make_page(asked.colour);
        write_usage(result, about == nullptr ? command::none : about->id);
        out.write(result.text());
        return classified;
    }
    switch (asked.command) {
    case command::explain: return explain(asked, out);
    case command::classify: return classify(asked, out);
    case command::triage: return triage(asked, out);
    case command::table: return print_table(asked, out);
    case command::none:
    case command::help: break;
    }
    return classified;
}

// Memory that runs out ends the program at once: JSON values of nlohmann/json ask for memory while they are destroyed, so an
// exception would not get far. Of several threads one speaks, and the others wait for the end.
void out_of_memory() {
    static std::mutex speaking;
    speaking.lock();
    std::fputs("telnyx-errors: out of memory\n", stderr); // NOLINT(cert-err33-c): the status says it too
    std::_Exit(failed);
}

} // namespace

int main(int count, char** arguments) {
    occupy_closed_streams();
    std::set_new_handler(out_of_memory);
    try {
        output out;
        const std::vector<std::string_view> given(arguments + (count == 0 ? 0 : 1), arguments + count);
        const exit_status status = run(parse(given), out);
        out.flush();
        return status;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "telnyx-errors: %s\n", visible(error.what()).c_str()); // NOLINT: the status says it too
        return failed;
    }
}
