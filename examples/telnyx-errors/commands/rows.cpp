// telnyx-errors, the command line: classify --rows. SPDX-License-Identifier: MIT
#include <string>
#include <vector>

#include "commands/commands.hpp"
#include "commands/judge.hpp"
#include "failure.hpp"
#include "rows/formats.hpp"
#include "rows/pipeline.hpp"

namespace command_line {

exit_status write_rows(const arguments& asked, output& out) {
    const judge judged{asked};
    const std::vector<std::string> names = asked.inputs();
    static_cast<void>(size_of_inputs(names)); // a mistyped name is reported at once
    bool any_rejected = false;
    std::string text = header_of(asked.rows);
    row_listener listener;
    listener.rows = [&](const row_batch& batch) {
        any_rejected = any_rejected || !batch.rejected().empty();
        for (const row& each : batch.rows()) {
            append_row(text, each, asked.rows);
        }
        out.write(text);
        text.clear();
    };
    listener.progress = [](std::uint64_t /*taken*/) {};
    const std::vector<std::string> problems = examine_inputs(names, judged.settings(), asked.csv_input, asked.threads, listener);
    out.write(text);
    out.flush();
    for (const std::string& line : problems) {
        print_on_stderr(line);
    }
    return !problems.empty() ? failed : any_rejected && !asked.exit_zero ? not_recognised : success;
}

} // namespace command_line
