// telnyx-errors, the command line: the columns of CSV exports. SPDX-License-Identifier: MIT
#include "streams/csv_columns.hpp"

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

namespace command_line {
namespace {

using json = nlohmann::ordered_json;

// What a column contains, and its names in lower case without spaces and punctuation: in the message detail report of the portal,
// in detail records and MDR reports, and in tables of customers. The first one with a value counts.
struct column {
    const char* name;   // for --columns
    const char* member; // of a detail record
    std::initializer_list<std::string_view> names;
};

const column columns[] = {
    {"id", "id", {"uniquemdrid", "mdrid", "messageid", "messageuuid", "uuid", "smsid", "id"}},
    {"status", "status", {"statusv2", "status", "messagestatus", "deliverystatus"}},
    {"code", "errors", {"errors", "errorcodes", "errorcode", "codes", "code", "error"}},
    {"title", "error_title", {"errortitle", "errormessage", "errordescription"}},
    {"from", "cli", {"originatingnumber", "cli", "from", "fromnumber", "source", "sourcenumber", "sender"}},
    {"to", "cld", {"terminatingnumber", "cld", "to", "tonumber", "destination", "destinationnumber", "recipient"}},
    {"direction", "direction", {"direction"}},
    {"type", "message_type", {"messagetype", "type"}},
    {"created_at", "created_at", {"createtimestamp", "createdat"}},
    {"sent_at", "sent_at", {"sendtimestamp", "sentat"}},
    {"completed_at", "completed_at", {"completetimestamp", "completedat", "finalizedat"}},
    {"carrier", "carrier", {"carrier", "carriername"}},
    {"profile", "profile_id", {"messagingprofileid", "profileid"}},
    {"campaign", "tcr_campaign_id", {"tcrcampaignid", "campaignid"}},
    {"body", "text", {"messagebody", "body", "text"}},
    {"cost", "cost", {"cost", "totalcost"}},
    {"currency", "currency", {"currency"}},
    {"parts", "parts", {"parts", "segments"}},
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::string_view utc = "utc";

bool is_utc(const std::string& folded_name) {
    return folded_name.size() > utc.size() && folded_name.compare(folded_name.size() - utc.size(), utc.size(), utc) == 0;
}

// Lower case without spaces and punctuation.
std::string folded(std::string_view name) {
    std::string result;
    for (const char c : name) {
        if (is_digit(c) || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80) {
            result += c;
        } else if (c >= 'A' && c <= 'Z') {
            result += static_cast<char>(c - 'A' + 'a');
        }
    }
    return result;
}

// Without "UTC" at its end, too.
std::string name_of(std::string_view column_name) {
    std::string result = folded(column_name);
    result.resize(result.size() - (is_utc(result) ? utc.size() : 0));
    return result;
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{} : text.substr(first, text.find_last_not_of(" \t") + 1 - first);
}

// The errors in a field: a list in JSON, or codes with separators: "40008", "40008; 40300", "40008 - Undeliverable".
json errors_in(std::string_view field) {
    if (field.front() == '[' || field.front() == '{') {
        if (json parsed = json::parse(field, nullptr, false); !parsed.is_discarded()) {
            return parsed.is_array() ? parsed : json::array({parsed});
        }
    }
    json result = json::array();
    while (!field.empty()) {
        const std::size_t end = field.find_first_of(",;|");
        const std::string_view part = trimmed(field.substr(0, end));
        field.remove_prefix(end == std::string_view::npos ? field.size() : end + 1);
        const std::size_t digits = static_cast<std::size_t>(std::find_if_not(part.begin(), part.end(), is_digit) - part.begin());
        const std::size_t title = (std::min)(part.find_first_not_of(" :-", digits), part.size());
        if (digits != 0 && title == digits && title != part.size()) {
            result.push_back({{"code", part}}); // "40008x" is not a code, and the reader says so
        } else if (!part.empty()) {
            json error = json::object();
            if (digits != 0) {
                error["code"] = part.substr(0, digits);
            }
            if (title != part.size()) {
                error["title"] = part.substr(title);
            }
            result.push_back(error);
        }
    }
    return result;
}

// A time such as "2026-03-01 10:00:00" in a column whose name says that it is in UTC. Without a zone it would be ambiguous.
std::string time_in(std::string_view field, std::string_view column_name) {
    std::string time{field};
    const bool has_form = time.size() >= 19 && time[4] == '-' && time[10] == ' ' && time[13] == ':' && time[16] == ':';
    const bool has_zone = time.find_first_not_of("0123456789.", 17) != std::string::npos;
    if (has_form && !has_zone && is_utc(folded(column_name))) {
        time[10] = 'T';
        time += 'Z';
    }
    return time;
}

} // namespace

std::string csv_column_names() {
    std::string result;
    for (const column& each : columns) {
        result += (result.empty() ? "" : ", ") + std::string{each.name};
    }
    return result;
}

bool is_csv_column(std::string_view name) {
    return std::any_of(std::begin(columns), std::end(columns), [&](const column& each) { return each.name == name; });
}

csv_columns::csv_columns(std::vector<std::string> header, char separator, const csv_settings& settings)
    : header_(std::move(header)), separator_(separator) {
    std::vector<std::string> names;
    std::transform(header_.begin(), header_.end(), std::back_inserter(names), name_of);
    const auto use = [&](const column& what, std::string_view name) {
        const auto found = std::find(names.begin(), names.end(), name);
        if (found != names.end()) {
            known_ += used_.empty() || used_.back().first != what.member ? 1U : 0U;
            used_.emplace_back(what.member, static_cast<std::size_t>(found - names.begin()));
        }
        return found != names.end();
    };
    for (const column& each : columns) {
        if (const auto given = settings.columns.find(each.name); given != settings.columns.end()) {
            missing_ = use(each, name_of(given->second)) ? missing_ : given->second;
        } else {
            for (const std::string_view name : each.names) {
                use(each, name);
            }
        }
    }
}

bool csv_columns::say_enough() const {
    const auto has = [&](std::string_view member) {
        return std::any_of(used_.begin(), used_.end(), [&](const auto& each) { return each.first == member; });
    };
    return has("status") || has("errors");
}

std::string csv_columns::in_words() const {
    std::string result;
    const char* last = nullptr;
    for (const auto& [member, place] : used_) {
        if (member == std::exchange(last, member)) {
            result += " or '" + header_[place] + "'";
            continue;
        }
        const auto* const what =
            std::find_if(std::begin(columns), std::end(columns), [m = member](const column& each) { return each.member == m; });
        result += (result.empty() ? "" : ", ") + std::string{what->name} + " = '" + header_[place] + "'";
    }
    return result;
}

std::string csv_columns::record_of(const std::vector<std::string>& row) const {
    json record = {{"record_type", "message_detail_record"}};
    std::string title;
    for (const auto& [name, place] : used_) {
        const std::string_view member = name;
        const std::string_view field = trimmed(row[place]);
        if (field.empty() || record.contains(name)) {
            continue;
        }
        if (member == "errors") {
            record[name] = errors_in(field);
        } else if (member == "error_title") {
            title = title.empty() ? field : title;
        } else if (member.size() > 3 && member.substr(member.size() - 3) == "_at") {
            record[name] = time_in(field, header_[place]);
        } else {
            record[name] = field;
        }
    }
    if (!title.empty()) {
        json& errors = record["errors"];
        if (errors.is_null()) {
            errors.push_back({{"title", title}});
        } else if (errors.size() == 1 && errors[0].is_object() && !errors[0].contains("title")) {
            errors[0]["title"] = title;
        }
    }
    return record.dump(-1, ' ', false, json::error_handler_t::replace);
}

} // namespace command_line
