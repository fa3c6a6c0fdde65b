// telnyx-errors, the command line: explain. SPDX-License-Identifier: MIT
#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <telnyx/errors.hpp>

#include "amendments.hpp"
#include "commands/commands.hpp"
#include "failure.hpp"
#include "showing/json.hpp"
#include "showing/terminal.hpp"
#include "showing/words.hpp"
#include "suggestions.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

constexpr std::string_view reference_of_codes = "https://developers.telnyx.com/docs/messaging/messages/error-codes";
constexpr std::string_view reference_of_api = "https://developers.telnyx.com/development/api-fundamentals/api-errors/index";

std::string_view page_of(const te::code_info& row) {
    return row.origin == te::origin::general_api_list ? reference_of_api : reference_of_codes;
}

std::vector<std::string> words_in(std::string_view text) {
    std::vector<std::string> words;
    bool is_inside = false;
    for (const char c : text) {
        const bool is_upper = c >= 'A' && c <= 'Z';
        const bool is_part = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
        if (is_part) {
            words.resize(words.size() + (is_inside ? 0 : 1));
            words.back() += is_upper ? static_cast<char>(c - 'A' + 'a') : c;
        }
        is_inside = is_part;
    }
    return words;
}

// The texts of a row that are searched, and what a word in each is worth.
std::vector<std::pair<std::string_view, int>> texts_of(const te::code_info& row) {
    const bool is_opt_out = row.remedy == te::remedy::stop_messaging_recipient;
    const std::string_view consent = is_opt_out ? "opt-out, opted out, unsubscribed" : ""; // other words for what the row says
    return {{row.name, 12},          {row.title, 12}, {name(row.remedy), 5}, {consent, 5},
            {name(row.category), 5}, {row.cause, 4},  {row.action, 2}};
}

// How well a row matches words: 0 if one of them is missing. A word may be the beginning of one of the row.
int score(const te::code_info& row, const std::vector<std::string>& words) {
    int sum = 0;
    for (const std::string& word : words) {
        int best = 0;
        for (const auto& [text, worth] : texts_of(row)) {
            for (const std::string& each : words_in(text)) {
                const bool begins = word.size() > 2 && each.compare(0, word.size(), word) == 0;
                best = (std::max)(best, each == word ? 2 * worth : begins ? worth : 0);
            }
        }
        if (best == 0) {
            return 0;
        }
        sum += best;
    }
    return sum;
}

// The rows that match a text, the best ones first; only the one with this name or title, if there is one.
std::vector<const te::code_info*> rows_about(std::string_view text) {
    if (const te::code exact = te::code_of_title(text); te::lookup(exact).known()) {
        return {&te::lookup(exact)};
    }
    const std::vector<std::string> words = words_in(text);
    std::vector<std::pair<int, const te::code_info*>> found;
    for (const te::code_info& row : te::table) {
        if (const int points = words.empty() ? 0 : score(row, words); points != 0) {
            found.emplace_back(points, &row);
        }
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& left, const auto& right) { return left.first > right.first; });
    std::vector<const te::code_info*> rows;
    std::transform(found.begin(), found.end(), std::back_inserter(rows), [](const auto& each) { return each.second; });
    return rows;
}

std::vector<std::string> known_words() {
    std::vector<std::string> words;
    for (const te::code_info& row : te::table) {
        for (const auto& text : texts_of(row)) {
            for (std::string& word : words_in(text.first)) {
                words.push_back(std::move(word));
            }
        }
    }
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

// Known codes that differ from what was typed in one place.
std::vector<std::string> codes_near(std::string_view typed) {
    std::vector<std::string> codes;
    for (const te::code_info& row : te::table) {
        if (std::string code = std::to_string(row.number()); typed.size() < 8 && edit_distance(typed, code) == 1) {
            codes.push_back(std::move(code));
        }
    }
    return codes;
}

// Whether a code was meant: it starts with a digit and has few letters. "10DLC" and "E.164" are words.
bool is_code(std::string_view operand) {
    operand.remove_prefix((std::min)(operand.find_first_not_of(" -+#"), operand.size()));
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const auto digits = std::count_if(operand.begin(), operand.end(), is_digit);
    return !operand.empty() && is_digit(operand.front()) && 2 * digits > static_cast<std::ptrdiff_t>(operand.size());
}

// The code in "#40300", "E40300" or "40 300"; anything else as it is.
std::string code_in(const std::string& operand) {
    constexpr std::size_t least = 5; // "E164" is a word
    const bool is_marked = !operand.empty() && std::string_view{"#Ee"}.find(operand.front()) != std::string_view::npos;
    std::string digits = operand.substr(is_marked ? 1 : 0);
    const bool has_blank_at_end = !operand.empty() && (operand.front() == ' ' || operand.back() == ' ');
    digits.erase(std::remove(digits.begin(), digits.end(), ' '), digits.end());
    const bool is_code = digits.size() >= least && digits.find_first_not_of("0123456789") == std::string::npos;
    return is_code && !has_blank_at_end ? digits : operand;
}

// Prints explanations.
class explainer {
public:
    explainer(const arguments& asked, output& out)
        : asked_(asked), out_(out), amendments_(read_amendments(asked.amendments)), policy_{amendments_},
          page_(make_page(asked.colour)) {}

    void explain_code(const std::string& typed) {
        const te::code_info row = amended_row(te::code_number(typed), te::channel::unknown, policy_);
        status_ = row.known() ? status_ : not_recognised;
        print(typed, row, row.known() ? std::vector<std::string>{} : codes_near(typed));
    }

    void explain_words(const std::string& text) {
        const std::vector<const te::code_info*> rows = rows_about(text);
        if (rows.empty()) {
            status_ = not_recognised;
            std::string meant;
            for (const std::string& word : words_in(text)) {
                meant += meant.empty() ? did_you_mean(word, known_words()) : "";
            }
            print_on_stderr("no code matches '" + text + "'" + (meant.empty() ? "; 'telnyx-errors table' lists all codes" : meant));
        } else if (rows.size() == 1 || asked_.json) {
            for (const te::code_info* const row : rows) {
                const std::string code = std::to_string(row->number());
                print(code, amended_row(row->number(), te::channel::unknown, policy_), {});
            }
        } else {
            list(text, rows);
        }
    }

    exit_status finish() {
        out_.write(page_.text());
        return status_;
    }

private:
    void print(const std::string& typed, const te::code_info& row, const std::vector<std::string>& near) {
        if (asked_.json) {
            json result = explanation_of(typed, row);
            result["page"] = row.known() ? std::string{page_of(row)} : std::string{};
            result["near"] = near;
            out_.write(line_of(result));
            return;
        }
        page_.gap();
        page_.line(visible(typed) + "  " + std::string{row.name}, style::strong);
        if (te::lookup(typed).known() && row.title != row.name) {
            page_.field("title", row.title, 2);
        }
        page_.field("cause", row.cause, 2);
        page_.field("action", row.action, 2);
        page_.field("retry", in_words(row), 2, style_of(row.retry));
        if (const std::string wait = in_words(row.wait); !wait.empty()) {
            page_.field("wait", wait, 2);
        }
        page_.field("scope", in_words(row.scope, row.toward), 2);
        page_.field("kind", std::string{name(row.stage)} + ", " + std::string{name(row.category)}, 2);
        if (te::lookup(typed).known()) {
            page_.field("page", page_of(row), 2);
        }
        for (const std::string& code : near) {
            page_.field(&code == &near.front() ? "near" : "", code + "  " + std::string{te::lookup(code).name}, 2);
        }
    }

    void list(const std::string& text, const std::vector<const te::code_info*>& rows) {
        page_.gap();
        page_.line(std::to_string(rows.size()) + " codes match '" + visible(text) + "'; 'telnyx-errors CODE' explains one",
                   style::strong);
        for (const te::code_info* const row : rows) {
            page_.line(shortened("  " + std::to_string(row->number()) + "  " + std::string{row->name}, columns().value_or(80)));
        }
    }

    const arguments& asked_;
    output& out_;
    std::vector<te::amendment> amendments_;
    te::amended_policy policy_;
    page page_;
    exit_status status_ = success;
};

} // namespace

exit_status explain(const arguments& asked, output& out) {
    if (asked.operands.empty()) {
        throw failure("no code given; see 'telnyx-errors explain --help'");
    }
    explainer result{asked, out};
    std::string words; // operands that are not codes belong together: explain not opted in
    bool any_words = false;
    for (const std::string& given : asked.operands) {
        const std::string operand = code_in(given);
        if (is_code(operand)) {
            result.explain_code(operand);
        } else {
            any_words = true;
            words += (words.empty() ? "" : " ") + operand;
        }
    }
    if (any_words) {
        result.explain_words(words);
    }
    return result.finish();
}

} // namespace command_line
