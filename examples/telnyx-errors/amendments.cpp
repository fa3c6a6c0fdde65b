// telnyx-errors, the command line: the user's own judgements. SPDX-License-Identifier: MIT
#include "amendments.hpp"

#include <stdexcept>

#include "../shared/amendment_list.hpp"
#include "failure.hpp"
#include "streams/input.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::size_t most_bytes = std::size_t{1} << 20U;

std::string contents_of(const std::string& name) {
    std::string buffer(65536, '\0');
    std::string text;
    input source{name};
    while (const std::size_t size = source.read(buffer.data(), buffer.size())) {
        text.append(buffer, 0, size);
        if (text.size() > most_bytes) {
            throw failure("'" + name + "' is too large for a list of amendments");
        }
    }
    return text;
}

} // namespace

std::vector<te::amendment> read_amendments(const std::string& name) try {
    return name.empty() ? std::vector<te::amendment>{}
                        : examples::amendments_in(contents_of(name), name, "'telnyx-errors classify --help'");
} catch (const std::invalid_argument& problem) {
    throw failure(problem.what());
}

te::code_info amended_row(std::int64_t number, te::channel channel, const te::amended_policy& policy) {
    te::code_info row = te::lookup(number);
    if (const te::judgement columns = te::classify(number, te::context{channel}, policy); columns.basis == te::basis::amended) {
        static_cast<te::judgement&>(row) = columns;
    }
    return row;
}

} // namespace command_line
