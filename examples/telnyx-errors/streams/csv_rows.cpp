// telnyx-errors, the command line: the columns and the rows of CSV exports. SPDX-License-Identifier: MIT
#include "streams/csv_rows.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include <telnyx/errors/embedded.hpp>
#include <telnyx/errors/nlohmann.hpp>

namespace command_line {
namespace {

using json = nlohmann::ordered_json;

// What a column contains, and its names in lower case without spaces and punctuation: in the message detail report of the portal,
// in detail records and MDR reports, and in tables of customers. The first one with a value counts.
struct column {
    const char* name = nullptr;   // for --columns
    const char* member = nullptr; // of a detail record
    std::initializer_list<std::string_view> names;
};

const column known_columns[] = {
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

// Keeps the JSON that a part of a text is, whatever literals it was written in.
struct literal_parser {
    std::string json{};
    telnyx::errors::report report{};

    friend telnyx::errors::report_view read(literal_parser& parser, std::string_view text, telnyx::errors::phase phase) {
        parser.json = text;
        parser.report = telnyx::errors::read(text, phase);
        const telnyx::errors::report_view& view = parser.report;
        return view;
    }
};

// A list or an object in JSON, or as Python, JavaScript and Ruby print it.
json literal_in(std::string_view field) {
    json result = json::parse(field, nullptr, false);
    if (result.is_discarded()) {
        literal_parser parser;
        const auto found = telnyx::errors::read_embedded(parser, field);
        result = json::parse(found.size == field.size() ? parser.json : std::string{}, nullptr, false);
    }
    return result;
}

// A number that a program took for a decimal: 40300.0.
bool is_whole(std::string_view decimals) {
    return decimals.size() > 1 && decimals.find_first_not_of('0', 1) == std::string_view::npos;
}

// The error that a part of a field states; nothing if it says that there is none.
json error_in(std::string_view part) {
    const auto digits = static_cast<std::size_t>(std::find_if_not(part.begin(), part.end(), is_digit) - part.begin());
    const std::size_t title = (std::min)(part.find_first_not_of(" :-", digits), part.size());
    json error = json::object();
    if (digits != 0 && title != part.size() && part[title] == '.' && is_whole(part.substr(title))) {
        error["code"] = part.substr(0, digits);
    } else if (digits != 0 && title == digits && title != part.size()) {
        error["code"] = part; // "40008x" is not a code, and the reader says so
    } else if (const std::string word = folded(part); word != "null" && word != "none" && word != "nan") {
        if (digits != 0) {
            error["code"] = part.substr(0, digits);
        }
        if (title != part.size()) {
            error["title"] = part.substr(title);
        }
    }
    return error.empty() ? json{} : error;
}

// Decimals are integers.
void make_whole(json& number) {
    constexpr double most = 1e15;
    if (number.is_number_float() && std::abs(number.get<double>()) < most &&
        std::trunc(number.get<double>()) == number.get<double>()) {
        number = static_cast<std::int64_t>(number.get<double>());
    }
}

// Without what encloses a list or a string.
std::string_view unenclosed(std::string_view text, std::string_view opening, std::string_view closing) {
    const std::size_t which = text.size() < 2 ? std::string_view::npos : opening.find(text.front());
    return which != std::string_view::npos && text.back() == closing[which] ? trimmed(text.substr(1, text.size() - 2)) : text;
}

// The errors in a field: a list in JSON or as another language prints it, or codes with separators: "40008", "40008; 40300",
// "40008 - Undeliverable", "{40008,40300}", "['40008']".
json errors_in(std::string_view field) {
    if (field.front() == '[' || field.front() == '{') {
        if (json parsed = literal_in(field); !parsed.is_discarded()) {
            json list = parsed.is_array() ? parsed : json::array({parsed});
            for (json& each : list) {
                make_whole(each.is_object() && each.contains("code") ? each["code"] : each);
            }
            return list;
        }
    }
    field = unenclosed(field, "[{(", "]})");
    json result = json::array();
    while (!field.empty()) {
        const std::size_t end = field.find_first_of(",;|");
        const std::string_view part = trimmed(field.substr(0, end));
        field.remove_prefix(end == std::string_view::npos ? field.size() : end + 1);
        if (json error = error_in(unenclosed(part, "\"'", "\"'")); !error.is_null()) {
            result.push_back(std::move(error));
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

constexpr std::size_t longest_row = std::size_t{1} << 20U;
constexpr std::string_view separators = ",;\t";

// How a row ends.
enum class ending { complete, open, broken }; // `open`: the text ends before the row does

struct parsed_row {
    ending how = ending::open;
    std::size_t size = 0; // with its line break
    std::vector<std::string> fields{};
};

std::string_view without_break(std::string_view line) {
    line.remove_suffix(line.empty() || line.back() != '\n' ? 0 : 1);
    line.remove_suffix(line.empty() || line.back() != '\r' ? 0 : 1);
    return line;
}

// Takes a field in quotes. \param at  after the opening quote \returns whether its closing quote is there; then `at` is after it
bool take_quoted(std::string_view text, std::size_t& at, std::string& field) {
    for (;;) {
        const std::size_t quote = text.find('"', at);
        field += text.substr(at, quote - at);
        if (quote == std::string_view::npos) {
            at = text.size();
            return false;
        }
        at = quote + 1;
        if (at == text.size() || text[at] != '"') {
            return true;
        }
        field += '"';
        ++at;
    }
}

// The last field of a row with quotes that are not doubled: it ends at the end of the line, or, if it is in quotes, at a quote
// there.
void take_rest(std::string_view text, std::size_t at, bool is_end, parsed_row& row) {
    const bool is_quoted = at != text.size() && text[at] == '"';
    for (std::size_t end = text.find('\n', at);; end = text.find('\n', end + 1)) {
        const bool is_last = end == std::string_view::npos;
        if (is_last && !is_end) {
            return;
        }
        const std::string_view field = without_break(text.substr(at, is_last ? std::string_view::npos : end + 1 - at));
        const bool is_closed = field.size() > 1 && field.back() == '"';
        if (is_quoted && !is_closed && !is_last) {
            continue;
        }
        row.how = is_quoted && !is_closed ? ending::open : ending::complete;
        row.size = is_last ? text.size() : end + 1;
        row.fields.emplace_back(is_quoted && is_closed ? field.substr(1, field.size() - 2) : field);
        return;
    }
}

// Reads the row at the beginning of a text. \param broken_last  the number of fields before one with quotes that are not doubled;
// npos: none
parsed_row parse_row(std::string_view text, char separator, std::size_t broken_last, bool is_end) {
    const char ends[] = {separator, '\n', '\0'};
    parsed_row row;
    for (std::size_t at = 0;;) {
        if (row.fields.size() == broken_last) {
            take_rest(text, at, is_end, row);
            return row;
        }
        std::string& field = row.fields.emplace_back();
        if (at != text.size() && text[at] == '"') {
            if (!take_quoted(text, ++at, field)) {
                return row;
            }
            at += text.compare(at, 2, "\r\n") == 0 ? 1U : 0U;
            if (at == text.size() ? !is_end : text[at] != separator && text[at] != '\n') {
                row.how =
                    at == text.size() || (text[at] == '\r' && at + 1 == text.size() && !is_end) ? ending::open : ending::broken;
                row.size = at;
                return row;
            }
        } else {
            const std::size_t end = (std::min)(text.find_first_of(ends, at, 2), text.size());
            field = text.substr(at, end - at);
            at = end;
            if (at == text.size() && !is_end) {
                return row;
            }
            if ((at == text.size() || text[at] == '\n') && !field.empty() && field.back() == '\r') {
                field.pop_back();
            }
        }
        if (at == text.size() || text[at] == '\n') {
            row.size = at == text.size() ? at : at + 1;
            row.how = ending::complete;
            return row;
        }
        ++at;
    }
}

std::string number_of(std::size_t count, const char* what) { return std::to_string(count) + ' ' + what + (count == 1 ? "" : "s"); }

std::size_t lines_in(std::string_view text) { return static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')); }

} // namespace

std::string csv_column_names() {
    std::string result;
    for (const column& each : known_columns) {
        result += (result.empty() ? "" : ", ") + std::string{each.name};
    }
    return result;
}

bool is_csv_column(std::string_view name) {
    return std::any_of(std::begin(known_columns), std::end(known_columns), [&](const column& each) { return each.name == name; });
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
    for (const column& each : known_columns) {
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
        const auto* const what = std::find_if(std::begin(known_columns), std::end(known_columns),
                                              [m = member](const column& each) { return each.member == m; });
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
            if (json errors = errors_in(field); !errors.empty()) {
                record[name] = std::move(errors);
            }
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

std::optional<std::size_t> csv_rows::first_line_size(std::string_view text, bool is_end) {
    bool is_quoted = false;
    for (std::size_t place = 0; place != text.size(); ++place) {
        is_quoted = is_quoted != (text[place] == '"');
        const bool is_last = place + 1 == text.size();
        if (text[place] == '\n' || (text[place] == '\r' && (is_last ? is_end : !is_quoted && text[place + 1] != '\n'))) {
            return place;
        }
    }
    return is_end ? std::optional{text.size()} : std::nullopt;
}

std::optional<csv_columns> csv_rows::columns_of(std::string_view first_line, const csv_settings& settings) {
    const std::size_t least = settings.columns.empty() ? 1 : 0; // one name alone may be a word of a text
    std::optional<csv_columns> best;
    for (const char separator : separators) {
        parsed_row row = parse_row(without_break(first_line), separator, std::string_view::npos, true);
        csv_columns columns{std::move(row.fields), separator, settings};
        if (row.how == ending::complete && columns.known() > (best ? best->known() : least)) {
            best = std::move(columns);
        }
    }
    return best;
}

void csv_rows::feed(std::string_view bytes) {
    held_ += bytes;
    read_rows(false);
}

void csv_rows::finish() { read_rows(true); }

// Replaces each carriage return that ends a line. The last one may have a line feed to come.
void csv_rows::replace_returns(bool is_end) {
    if (!columns_ && line_ == 1) {
        const std::optional<std::size_t> size = first_line_size(held_, is_end);
        ends_with_returns_ = size && *size != held_.size() && held_[*size] == '\r';
    }
    for (std::size_t place = ends_with_returns_ ? held_.find('\r') : std::string::npos; place != std::string::npos;
         place = held_.find('\r', place + 1)) {
        const bool is_last = place + 1 == held_.size();
        held_[place] = (is_last ? is_end : held_[place + 1] != '\n') ? '\n' : '\r';
    }
}

void csv_rows::read_rows(bool is_end) {
    replace_returns(is_end);
    std::string_view text = held_;
    while (!text.empty()) {
        const std::string_view longest = text.substr(0, longest_row);
        const std::string_view first_line = longest.substr(0, longest.find('\n') + 1); // empty: no line break
        const std::string_view line = first_line.empty() ? longest : first_line;
        const bool is_whole = is_end || longest.size() == longest_row; // nothing more to wait for
        std::size_t size = line.size();
        if (first_line.empty() && !is_whole) {
            break;
        }
        if (!columns_) {
            columns_ = columns_of(line, settings_);
            if (!columns_) { // the caller did not check it
                reject_(without_break(line), line_, "it is not the header of a CSV export");
            }
        } else if (line.find_first_not_of(" \t\r\n") != std::string_view::npos) {
            size = read_row(longest, line, is_whole);
        }
        if (size == 0) {
            break;
        }
        line_ += lines_in(text.substr(0, size));
        text.remove_prefix(size);
    }
    held_.erase(0, held_.size() - text.size());
}

// Reads the row at the beginning of a text. \param line  its first line \returns its size; 0 if the rest of it is to come
std::size_t csv_rows::read_row(std::string_view text, std::string_view line, bool is_whole) {
    const std::size_t broken_last = settings_.broken_last_column ? columns_->size() - 1 : std::string_view::npos;
    const bool is_single = line_ <= single_until_;
    text = is_single ? line : text;
    const parsed_row row = parse_row(text, columns_->separator(), broken_last, is_single || is_whole);
    if (row.how == ending::open && !is_single && !is_whole) {
        return 0;
    }
    if (row.how == ending::complete && row.fields.size() == columns_->size()) {
        if (!columns_->are_repeated_in(row.fields)) {
            visit_(columns_->record_of(row.fields), line_);
        }
        return row.size;
    }
    reject_(without_break(line), line_,
            row.how == ending::complete
                ? "it has " + number_of(row.fields.size(), "field") + ", and the header has " + std::to_string(columns_->size())
                : "its quotes do not fit together");
    // The lines that were read with this one are read a second time, one by one.
    single_until_ = (std::max)(single_until_, line_ + lines_in(text.substr(0, row.how == ending::open ? text.size() : row.size)));
    return line.size();
}

} // namespace command_line
