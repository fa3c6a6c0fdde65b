// telnyx-errors, the command line: the user's own judgements. SPDX-License-Identifier: MIT
#include "amendments.hpp"

#include <string_view>

#include <telnyx/errors/nlohmann_values.hpp>

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

std::string problem_in_words(te::value_problem problem, std::string_view member) {
    const std::string subject = member.empty() ? "an amendment" : "'" + std::string{member} + "'";
    switch (problem) {
    case te::value_problem::none: break;
    case te::value_problem::missing: return subject + " is missing";
    case te::value_problem::wrong_type: return subject + (member.empty() ? " must be a JSON object" : " has the wrong JSON type");
    case te::value_problem::unknown_name: return subject + " has an unknown value";
    case te::value_problem::out_of_range: return subject + " is out of range";
    case te::value_problem::unknown_member: return "it has an unknown member";
    }
    return {};
}

std::string problem_in_words(te::amendment_problem problem) {
    switch (problem) {
    case te::amendment_problem::none: break;
    case te::amendment_problem::no_code: return "'code' must be a positive number";
    case te::amendment_problem::opt_out: return "an opt-out cannot be amended";
    case te::amendment_problem::bad_value: return "it has an unknown value";
    case te::amendment_problem::repeated: return "an earlier amendment is for the same code and channel";
    case te::amendment_problem::unmarked: return "it is less strict than the table, and \"looser\" is not true";
    }
    return {};
}

[[noreturn]] void refuse(const std::string& name, std::size_t index, const std::string& why) {
    throw failure("'" + name + "', amendment " + std::to_string(index + 1) + ": " + why);
}

} // namespace

std::vector<te::amendment> read_amendments(const std::string& name) {
    std::vector<te::amendment> result;
    if (name.empty()) {
        return result;
    }
    const nlohmann::json list = nlohmann::json::parse(contents_of(name), nullptr, false);
    if (!list.is_array()) {
        throw failure("'" + name + "' is not a JSON list of amendments; see 'telnyx-errors classify --help'");
    }
    for (const nlohmann::json& each : list) {
        const auto read = te::value_from<te::amendment>(each);
        if (!read.known()) {
            refuse(name, result.size(), problem_in_words(read.problem, read.member));
        }
        result.push_back(read.value);
    }
    if (const te::amendment_check found = te::check(result); !found.passed()) {
        refuse(name, found.index, problem_in_words(found.problem));
    }
    return result;
}

te::code_info amended_row(std::int64_t number, te::channel channel, const te::amended_policy& policy) {
    te::code_info row = te::lookup(number);
    if (const te::judgement columns = te::classify(number, te::context{channel}, policy); columns.basis == te::basis::amended) {
        static_cast<te::judgement&>(row) = columns;
    }
    return row;
}

} // namespace command_line
