// A report as the expectations in tests/bodies write it, and the files to compare it with.
#ifndef TELNYX_ERRORS_TESTS_REPORT_DESCRIPTION_HPP
#define TELNYX_ERRORS_TESTS_REPORT_DESCRIPTION_HPP

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include <telnyx/errors.hpp>
#include <telnyx/errors/report.hpp>

#include "catch.hpp"

namespace te = telnyx::errors;
using nlohmann::json;

inline std::string contents_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

inline std::string text(std::string_view view) { return std::string{view}; }

// A report in the form of the expectations.
inline json description_of(const te::report_view& report) {
    json errors = json::array();
    for (const te::error_view& error : report.errors()) {
        const te::code_info& info = error.info();
        errors.push_back({{"code", text(error.code)},
                          {"number", error.number},
                          {"known", error.known()},
                          {"title", text(error.title)},
                          {"detail", text(error.detail)},
                          {"pointer", text(error.pointer)},
                          {"parameter", text(error.parameter)},
                          {"recipient", error.recipient == te::error_view::no_recipient ? json{} : json(error.recipient)},
                          {"title_disagrees", error.title_disagrees()},
                          {"stage", text(name(info.stage))},
                          {"retry", text(name(info.retry))},
                          {"basis", text(name(info.basis))}});
    }
    json recipients = json::array();
    for (const te::recipient_view& recipient : report.recipients()) {
        recipients.push_back({{"phone_number", text(recipient.phone_number)},
                              {"status", text(recipient.status)},
                              {"carrier", text(recipient.carrier)},
                              {"outcome", text(name(recipient.outcome))},
                              {"list", recipient.list == te::recipient_list::to ? "to" : "cc"},
                              {"index", recipient.index}});
    }
    return {{"kind", text(name(report.kind()))},
            {"phase", text(name(report.phase()))},
            {"outcome", text(name(report.outcome()))},
            {"problem", text(name(report.problem()))},
            {"event_type", text(report.event_type())},
            {"event_id", text(report.event_id())},
            {"message_id", text(report.message_id())},
            {"group_message_id", text(report.group_message_id())},
            {"status", text(report.status())},
            {"description", text(report.description())},
            {"sender", text(report.sender())},
            {"messaging_profile_id", text(report.messaging_profile_id())},
            {"campaign_id", text(report.campaign_id())},
            {"occurred_at", text(report.occurred_at())},
            {"completed_at", text(report.completed_at())},
            {"http_status", report.http_status()},
            {"inbound", report.inbound()},
            {"body_count", report.body_count()},
            {"unreadable", report.unreadable()},
            {"incomplete", report.incomplete()},
            {"errors", errors},
            {"recipients", recipients}};
}

inline std::vector<std::filesystem::path> files_in(const std::filesystem::path& directory, std::string_view extension) {
    std::vector<std::filesystem::path> files;
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(directory)) {
        if (entry.is_regular_file() && (extension.empty() || entry.path().extension() == extension)) {
            files.push_back(entry.path());
        }
    }
    std::sort(files.begin(), files.end());
    return files;
}

inline std::string shown(const json& value) { return value.dump(1, ' ', false, json::error_handler_t::replace); }

#endif
