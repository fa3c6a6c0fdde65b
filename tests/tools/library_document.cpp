#include "tools/library_document.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/c_api/names.hpp>
#include <telnyx/errors/strictness.hpp>
#include <telnyx/errors/version.hpp>

#include "conformance/answer.hpp"

namespace te = telnyx::errors;

namespace {

using json = nlohmann::ordered_json;

// The major number grows where a member goes or means something else, the minor number where one is new.
constexpr std::string_view form_version = "1.0";

// The decision columns that a judgement and a row have in common.
json columns_of(const te::judgement& from) {
    return {{"stage", name(from.stage)}, {"category", name(from.category)}, {"retry", name(from.retry)},
            {"also", name(from.also)},   {"basis", name(from.basis)},       {"wait", name(from.wait)},
            {"scope", name(from.scope)}, {"toward", name(from.toward)},     {"remedy", name(from.remedy)}};
}

json row_of(const te::code_info& from) {
    json result = columns_of(from);
    result["origin"] = name(from.origin);
    result["name"] = from.name;
    result["title"] = from.title;
    result["cause"] = from.cause;
    result["action"] = from.action;
    return result;
}

json codes() {
    json result = json::array();
    for (const te::code_info& row : te::table) {
        json each{{"code", row.number()}};
        each.update(row_of(row));
        each["strictness"] = te::strictness(row, row.number());
        result.push_back(std::move(each));
    }
    return result;
}

// The rows of codes that the table does not have: those of a block, and at last all others.
json unknown_codes() {
    namespace rows = te::detail::rows;
    json result = json::array();
    for (std::size_t row = 1; row != rows::first_known + 1; ++row) {
        const bool is_block = row != rows::first_known;
        json each = json::object();
        if (is_block) {
            each["first"] = rows::unknown_blocks[row];
            each["last"] = rows::unknown_blocks[row] + rows::block_size - 1;
        }
        each.update(row_of(rows::all[is_block ? row : 0]));
        result.push_back(std::move(each));
    }
    return result;
}

json condition_of(const te::refinement& row) {
    json result = json::object();
    if (row.channel != te::channel::unknown) {
        result["channel"] = name(row.channel);
    }
    if (row.phase != te::phase::unknown) {
        result["phase"] = name(row.phase);
    }
    if (row.part != te::part::unknown) {
        result["part"] = name(row.part);
    }
    if (row.accepted) {
        result["accepted"] = true;
    }
    if (row.title != te::title_condition::any) {
        result["title"] = name(row.title);
    }
    if (!row.other_title.empty()) {
        result["other_title"] = row.other_title;
    }
    return result;
}

json refinements() {
    json result = json::array();
    for (const te::refinement& row : te::refinements) {
        json codes = json::array();
        for (const te::code_info& each : te::table) {
            if (row.id == each.id || (row.id == te::code{} && static_cast<const te::judgement&>(each) == row.of)) {
                codes.push_back(each.number());
            }
        }
        result.push_back({{"codes", codes}, {"where", condition_of(row)}, {"becomes", columns_of(row.becomes)}, {"why", row.why}});
    }
    return result;
}

json statuses() {
    json result = json::array();
    const auto add = [&result](const te::detail::status_range& row, json each) {
        each.update({{"category", name(row.category)},
                     {"retry", name(row.retry)},
                     {"wait", name(row.wait)},
                     {"scope", name(row.scope)},
                     {"remedy", name(row.remedy)}});
        result.push_back(std::move(each));
    };
    for (const te::detail::status_range& row : te::detail::status_ladder) {
        add(row, {{"first", row.first}, {"last", row.last}});
    }
    add(te::detail::other_statuses, json::object());
    return result;
}

template <class E>
json names_of() {
    json result = json::array();
    for (const E each : te::enumerators<E>) {
        result.push_back(name(each));
    }
    return result;
}

// The enumerations whose order means something, from the first to the last that counts.
json orders() {
    return {{"retry_class", names_of<te::retry_class>()},
            {"toward", names_of<te::toward>()},
            {"scope", names_of<te::scope>()},
            {"consent", names_of<te::consent>()},
            {"outcome", names_of<te::outcome>()},
            {"progress", names_of<te::progress>()},
            {"ending", names_of<te::ending>()}};
}

json strictness() {
    namespace bits = te::detail;
    return {{"fields",
             {{{"of", "retry_class"}, {"bits", bits::class_bits}},
              {{"of", "toward"}, {"bits", bits::toward_bits}},
              {{"of", "scope"}, {"bits", bits::scope_bits}},
              {{"of", "code"}, {"bits", bits::code_bits}}}},
            {"code", "2^32 - code; 0 if there is none"}};
}

json enumerations() {
    json result = json::object();
    std::int32_t number = 0;
    for (const te::detail::c::enumeration_row& row : te::detail::c::enumeration_rows) {
        json names = json::object();
        for (std::int32_t i = 0; i != row.count; ++i) {
            names[std::string{row.names[i]}] = i;
        }
        result[row.name] = {{"number", number}, {"enumerators", std::move(names)}};
        ++number;
    }
    return result;
}

} // namespace

std::string library_document() {
    const json result{{"$schema", "telnyx-errors.schema.json"},
                      {"form", form_version},
                      {"version", TELNYX_ERRORS_VERSION_STRING},
                      {"c_abi", TELNYX_ERRORS_C_ABI},
                      {"conformance", conformance::suite_version},
                      {"codes", codes()},
                      {"unknown_codes", unknown_codes()},
                      {"refinements", refinements()},
                      {"statuses", statuses()},
                      {"orders", orders()},
                      {"strictness", strictness()},
                      {"enumerations", enumerations()}};
    return result.dump(1) + '\n';
}
