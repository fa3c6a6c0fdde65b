// A JSON list of amendments, for the programs that read one: the caller's own judgements. SPDX-License-Identifier: MIT
#ifndef TELNYX_ERRORS_EXAMPLES_AMENDMENT_LIST_HPP
#define TELNYX_ERRORS_EXAMPLES_AMENDMENT_LIST_HPP

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>
#include <telnyx/errors/amendment.hpp>
#include <telnyx/errors/nlohmann_values.hpp>

namespace examples {

namespace te = telnyx::errors;

inline std::string problem_in_words(te::value_problem problem, std::string_view member) {
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

inline std::string problem_in_words(te::amendment_problem problem) {
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

/// The amendments in the contents of a file. \param name  of the file, for the message. \param help  where the format is explained
/// \throws std::invalid_argument with one line that says which amendment has which problem
inline std::vector<te::amendment> amendments_in(std::string_view contents, const std::string& name, const std::string& help) {
    const auto refuse = [&name](std::size_t index, const std::string& why) {
        throw std::invalid_argument{"'" + name + "', amendment " + std::to_string(index + 1) + ": " + why};
    };
    const nlohmann::json list = nlohmann::json::parse(contents, nullptr, false);
    if (!list.is_array()) {
        throw std::invalid_argument{"'" + name + "' is not a JSON list of amendments; see " + help};
    }
    std::vector<te::amendment> result;
    for (const nlohmann::json& each : list) {
        const auto read = te::value_from<te::amendment>(each);
        if (!read.known()) {
            refuse(result.size(), problem_in_words(read.problem, read.member));
        }
        result.push_back(read.value);
    }
    if (const te::amendment_check found = te::check(result); !found.passed()) {
        refuse(found.index, problem_in_words(found.problem));
    }
    return result;
}

} // namespace examples

#endif
