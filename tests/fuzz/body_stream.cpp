// The command line's stream of bodies: however an input comes in pieces, the same texts come out on the same lines; nothing
// but what separates them is lost; and what is well formed is cut where it should be. The input is the stream.
#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "fuzz.hpp"
#include "streams/body_stream.hpp"

namespace {

using nlohmann::json;

struct piece {
    std::string text;
    std::size_t line;
};

// Cuts an input that is fed in pieces whose sizes `next_size` says.
template <class Sizes>
std::vector<piece> cut(std::string_view input, Sizes next_size) {
    std::vector<piece> pieces;
    command_line::body_stream stream{[&](std::string_view text, std::size_t line) { pieces.push_back({std::string(text), line}); }};
    while (!input.empty()) {
        const std::string chunk{input.substr(0, next_size())}; // a copy, so that reading beyond it is seen
        stream.feed(chunk);
        input.remove_prefix(chunk.size());
    }
    stream.finish();
    return pieces;
}

std::string shown(const std::vector<piece>& pieces) {
    std::string result;
    for (const piece& each : pieces) {
        result += "\n    line " + std::to_string(each.line) + ": " + fuzz::escaped(each.text);
    }
    return result;
}

void require_same(const std::vector<piece>& left, const std::vector<piece>& right, std::string_view input) {
    bool same = left.size() == right.size();
    for (std::size_t i = 0; same && i != left.size(); ++i) {
        same = left[i].text == right[i].text && left[i].line == right[i].line;
    }
    fuzz::require(same, "the texts depend on how the input comes in pieces",
                  [&] { return fuzz::escaped(input) + "\n  one way:" + shown(left) + "\n  other way:" + shown(right); });
}

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool separates(char c) { return is_blank(c) || c == ',' || c == '[' || c == ']'; }

// The texts stand in the input one after another, on the lines they are said to begin on, and between them is nothing but what
// may separate them.
void require_nothing_lost(const std::vector<piece>& pieces, std::string_view input) {
    const auto show = [&] { return fuzz::escaped(input) + shown(pieces); };
    std::size_t place = 0;
    std::size_t line = 1;
    const auto go_to = [&](std::size_t next) {
        for (; place != next; ++place) {
            line += input[place] == '\n' ? 1U : 0U;
        }
    };
    bool any_content = false;
    for (std::size_t i = 0; i != pieces.size(); ++i) {
        const std::string& text = pieces[i].text;
        if (text == "[" || (text.empty() && pieces.size() == 1)) {
            continue; // a list that was cut off, whose bracket came before its elements; or nothing at all
        }
        fuzz::require(!text.empty(), "a text of nothing", show);
        while (input.substr(place, text.size()) != text) {
            fuzz::require(place != input.size() && separates(input[place]), "something was lost, or made up", show);
            go_to(place + 1);
        }
        bool content = false;
        for (const char c : text) {
            content = content || !separates(c);
        }
        // A text of separators cannot be told from those around it.
        fuzz::require(!content || pieces[i].line == line, "a text is said to begin on another line",
                      [&] { return std::to_string(line) + " instead of " + std::to_string(pieces[i].line) + ": " + show(); });
        any_content = true;
        go_to(place + text.size());
    }
    while (place != input.size()) {
        fuzz::require(separates(input[place]), "the end was lost", show);
        go_to(place + 1);
    }
    const bool has_bracket = input.find('[') != std::string_view::npos; // each list that is cut off is a text
    fuzz::require(any_content || has_bracket || pieces.size() == 1, "an input of nothing is not one text", show);
}

// Every line with content is the first line of a text, or continues one.
void require_all_lines(const std::vector<piece>& pieces, std::string_view input) {
    std::set<std::size_t> covered;
    for (const piece& each : pieces) {
        std::size_t line = each.line;
        covered.insert(line);
        for (const char c : each.text) {
            if (c == '\n') {
                covered.insert(++line);
            }
        }
    }
    std::string_view rest = input;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        const std::string_view text = rest.substr(0, rest.find('\n'));
        rest.remove_prefix((std::min)(text.size() + 1, rest.size()));
        bool content = false;
        for (const char c : text) {
            content = content || !separates(c);
        }
        fuzz::require(!content || covered.count(line) != 0, "a line was lost",
                      [&] { return std::to_string(line) + ": " + fuzz::escaped(input) + shown(pieces); });
    }
}

// Triage splits an input at places where a value starts: the parts give the same texts on the same lines.
void require_same_in_parts(const std::vector<piece>& whole, std::string_view input, std::string_view choices) {
    if (!command_line::body_stream::can_be_split(input)) {
        return;
    }
    std::vector<piece> parts;
    std::size_t line = 1;
    const auto read_part = [&](std::string_view text) {
        command_line::body_stream stream{[&](std::string_view value, std::size_t at) {
            parts.push_back({std::string(value), at});
        }};
        stream.start_at(line);
        stream.feed(text);
        stream.finish();
        for (const char c : text) {
            line += c == '\n' ? 1U : 0U;
        }
    };
    std::size_t begin = 0;
    std::size_t choice = 0;
    for (std::size_t place = 1; place < input.size(); ++place) {
        const std::string_view before = input.substr(begin, place - begin);
        if (input[place] == '{' && input[place - 1] == '\n' && command_line::body_stream::starts_value_after(before) &&
            choices[choice++ % choices.size()] % 2 == 0) {
            read_part(before);
            begin = place;
        }
    }
    read_part(input.substr(begin));
    if (!parts.empty()) { // an input of nothing is one text as a whole only
        require_same(whole, parts, input);
    }
}

std::string_view trimmed(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// A document comes out as it is, and a list as its elements, unless a line in it begins like a value of its own.
void require_cut_well(const std::vector<piece>& pieces, std::string_view input) {
    std::size_t brackets = 0;
    for (const char c : input) {
        brackets += c == '[' || c == '{' ? 1U : 0U;
    }
    if (brackets > 200 || input.find("\n{") != std::string_view::npos) { // deeper documents are compared by a deep recursion
        return;
    }
    const json whole = json::parse(input, nullptr, false);
    const auto show = [&] { return fuzz::escaped(input) + shown(pieces); };
    if (whole.is_object()) {
        fuzz::require(pieces.size() == 1 && json::parse(pieces[0].text, nullptr, false) == whole, "an object is cut", show);
    } else if (whole.is_array() && !whole.empty()) {
        fuzz::require(pieces.size() == whole.size(), "a list is not cut into its elements", show);
        for (std::size_t i = 0; i != pieces.size(); ++i) {
            fuzz::require(json::parse(pieces[i].text, nullptr, false) == whole[i], "an element is another", show);
        }
    } else if (!whole.is_discarded()) {
        fuzz::require(pieces.size() == 1, "one value is several texts", show);
    }
}

// Lines that are objects, each by itself, come out as they are.
void require_lines(const std::vector<piece>& pieces, std::string_view input) {
    std::vector<piece> expected;
    std::string_view rest = input;
    for (std::size_t line = 1; !rest.empty(); ++line) {
        const std::size_t end = (std::min)(rest.find('\n'), rest.size());
        const std::string_view text = trimmed(rest.substr(0, end));
        rest.remove_prefix((std::min)(end + 1, rest.size()));
        if (text.empty()) {
            continue;
        }
        if (text[0] != '{' || !json::accept(text)) {
            return;
        }
        expected.push_back({std::string(text), line});
    }
    if (!expected.empty()) {
        require_same(pieces, expected, input);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = fuzz::text_of(data, size);
    const std::vector<piece> pieces = cut(input, [&] { return input.size(); });
    require_same(pieces, cut(input, [] { return std::size_t{1}; }), input);
    const std::string choices = fuzz::bytes_from(input, 256);
    std::size_t place = 0;
    require_same(pieces,
                 cut(input, [&] { return static_cast<std::size_t>(static_cast<unsigned char>(choices[place++ % 256]) % 23 + 1); }),
                 input);
    require_nothing_lost(pieces, input);
    require_all_lines(pieces, input);
    require_same_in_parts(pieces, input, choices);
    if (input.find('\0') == std::string_view::npos) { // to nlohmann's parser a zero is the end, whatever follows it
        require_cut_well(pieces, input);
        require_lines(pieces, input);
    }
    return 0;
}
