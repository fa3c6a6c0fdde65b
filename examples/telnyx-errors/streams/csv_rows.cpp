// telnyx-errors, the command line: the rows of CSV. SPDX-License-Identifier: MIT
#include "streams/csv_rows.hpp"

#include <algorithm>

namespace command_line {
namespace {

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

void csv_rows::read_rows(bool is_end) {
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
        visit_(columns_->record_of(row.fields), line_);
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
