// docs/api.md lists every public name of the headers with the first sentence of its documentation. To write it anew after a
// header changed: documents_cpp17 "[write]".
//
// The headers are scanned, not compiled: this knows the C++ that the headers use, and no more.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "catch.hpp"

namespace {

const std::filesystem::path source{TELNYX_ERRORS_TESTS_SOURCE};
const std::filesystem::path page = source / "docs" / "api.md";

// One line of the page.
struct entry {
    std::string name;
    std::string sentence;
};

struct header {
    std::string path;  // as it is included
    std::string about; // the first line of its first comment
    std::vector<entry> entries;
};

bool is_word(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }

bool starts_with(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    return first == std::string_view::npos ? "" : std::string{text.substr(first, text.find_last_not_of(" \t\r\n") + 1 - first)};
}

// Where a bracket that opens at `first` is closed. With '<', parentheses within are passed over.
std::size_t closing(std::string_view text, std::size_t first, char open, char close) {
    int depth = 0;
    int round = 0;
    for (std::size_t i = first; i < text.size(); ++i) {
        round += open == '<' ? (text[i] == '(') - (text[i] == ')') : 0;
        depth += round == 0 ? (text[i] == open) - (text[i] == close) : 0;
        if (depth == 0) {
            return i;
        }
    }
    return text.size();
}

// The first sentence of a documentation comment.
std::string first_sentence(const std::string& documentation) {
    std::string text = documentation.substr(0, (std::min)(documentation.find("\\param"), documentation.find("\\return")));
    text = trimmed(text.substr(0, text.find("\\throws")));
    for (std::size_t dot = text.find(". "); dot != std::string::npos; dot = text.find(". ", dot + 1)) {
        const char next = text[dot + 2];
        if ((next >= 'A' && next <= 'Z') || next == '`' || next == '\\') {
            text.resize(dot + 1);
            break;
        }
    }
    return text;
}

class scanner {
public:
    scanner(header& result, std::string text) : result_(result), text_(std::move(text)) {}

    void scan() {
        while (next_declaration()) {
        }
    }

private:
    struct scope {
        std::string prefix; // of the names in it, such as "report_view::"
        bool hidden = false;
        bool is_class = false;
        bool is_public = true;
    };

    [[nodiscard]] bool hidden() const { return scopes_.empty() || scopes_.back().hidden || !scopes_.back().is_public; }
    [[nodiscard]] std::string prefix() const { return scopes_.empty() ? "" : scopes_.back().prefix; }

    void add(const std::string& name, bool documented_only) {
        const std::string sentence = first_sentence(documentation_);
        last_ = static_cast<std::size_t>(-1);
        const bool internal = name.find("detail::") != std::string::npos;
        if (!hidden() && !internal && !(documented_only && sentence.empty())) {
            last_ = result_.entries.size();
            result_.entries.push_back({prefix() + name, sentence});
        } else if (hidden() && !scopes_.empty() && scopes_.back().is_public && !sentence.empty()) {
            internal_.push_back({prefix() + name, sentence});
        }
        documentation_.clear();
    }

    std::string rest_of_line() {
        const std::size_t end = (std::min)(text_.find('\n', place_), text_.size());
        std::string line = text_.substr(place_, end - place_);
        place_ = (std::min)(end + 1, text_.size());
        return line;
    }

    // Comments and lines of the preprocessor between declarations. Returns whether there was one.
    bool skip_aside() {
        if (text_.compare(place_, 4, "///<") == 0) { // documents what stands before it
            const std::string line = trimmed(rest_of_line().substr(4));
            if (last_ < result_.entries.size()) {
                result_.entries[last_].sentence = first_sentence(line);
            }
        } else if (text_.compare(place_, 3, "///") == 0) {
            documentation_ += (documentation_.empty() ? "" : " ") + trimmed(rest_of_line().substr(3));
        } else if (text_.compare(place_, 2, "//") == 0) {
            rest_of_line();
        } else if (text_[place_] == '#') {
            std::string line = rest_of_line();
            const std::string directive = trimmed(line.substr(1));
            if (starts_with(directive, "define ") && !documentation_.empty()) {
                std::size_t end = 7;
                while (end < directive.size() && is_word(directive[end])) {
                    ++end;
                }
                result_.entries.push_back({directive.substr(7, end - 7), first_sentence(documentation_)});
                documentation_.clear();
            }
            while (!line.empty() && line.back() == '\\') {
                line = rest_of_line();
            }
        } else {
            return false;
        }
        return true;
    }

    // A whole string, character or comment is passed over, so that what is in it counts for nothing.
    bool skip_literal() {
        const char c = text_[place_];
        if (c == '/' && text_.compare(place_, 2, "//") == 0) {
            rest_of_line();
            return true;
        }
        const bool separator = c == '\'' && place_ != 0 && is_word(text_[place_ - 1]); // of digits
        if ((c != '"' && c != '\'') || separator) {
            return false;
        }
        for (++place_; place_ < text_.size() && text_[place_] != c; ++place_) {
            place_ += text_[place_] == '\\' ? 1U : 0U;
        }
        ++place_;
        return true;
    }

    void skip_braces() {
        int depth = 0;
        do {
            if (skip_literal()) {
                continue;
            }
            depth += (text_[place_] == '{') - (text_[place_] == '}');
            ++place_;
        } while (depth != 0 && place_ < text_.size());
    }

    bool next_declaration() {
        std::string declaration;
        int round = 0;
        while (place_ < text_.size()) {
            if (trimmed(declaration).empty() && skip_aside()) {
                continue;
            }
            const std::size_t before = place_;
            if (skip_literal()) {
                declaration += text_[before] == '/' ? " " : "\"\"";
                continue;
            }
            const char c = text_[place_];
            round += (c == '(') - (c == ')');
            if (round == 0 && c == ';') {
                ++place_;
                finish(trimmed(declaration));
                return true;
            }
            if (round == 0 && c == '}') {
                ++place_;
                close_scope();
                return true;
            }
            if (round == 0 && c == '{' && open_scope(trimmed(declaration))) {
                return true;
            }
            if (round == 0 && c == '{') { // the body of a function, or an initializer
                skip_braces();
                const std::size_t next = text_.find_first_not_of(" \t\r\n", place_);
                const bool more = next != std::string::npos && (text_[next] == ',' || text_[next] == '{' || text_[next] == ';');
                if (declaration.find('(') != std::string::npos && !more) {
                    finish(trimmed(declaration));
                    return true;
                }
                continue;
            }
            ++place_;
            const std::string_view label = c == ':' && text_[place_] != ':' ? std::string_view{declaration} : std::string_view{};
            if (!label.empty() && (trimmed(label) == "public" || trimmed(label) == "protected" || trimmed(label) == "private")) {
                scopes_.back().is_public = trimmed(label) == "public";
                documentation_.clear();
                return true;
            }
            declaration += c;
            for (const auto& [macro, opens] :
                 {std::pair{"TELNYX_ERRORS_BEGIN_NAMESPACE", true}, std::pair{"TELNYX_ERRORS_END_NAMESPACE", false}}) {
                if (trimmed(declaration) == macro) {
                    if (opens) {
                        scopes_.push_back({});
                    } else {
                        close_scope();
                    }
                    return true;
                }
            }
        }
        return false;
    }

    void close_scope() {
        if (!scopes_.empty()) {
            scopes_.pop_back();
        }
        documentation_.clear();
    }

    // What a declaration declares, without templates, attributes and macros in front of it.
    static std::string without_front(std::string text) {
        for (;;) {
            text = trimmed(text);
            if (starts_with(text, "template")) {
                text.erase(0, closing(text, text.find('<'), '<', '>') + 1);
            } else if (starts_with(text, "[[")) {
                text.erase(0, text.find("]]") + 2);
            } else if (starts_with(text, "TELNYX_ERRORS_")) {
                text.erase(0, text.find_first_of(" \n"));
            } else if (starts_with(text, "friend ")) {
                text.erase(0, 7);
            } else {
                return text;
            }
        }
    }

    // Namespaces, classes and enumerations. Returns false where the brace opens something else.
    bool open_scope(const std::string& declaration) {
        std::string text = without_front(declaration);
        scope inner;
        inner.hidden = scopes_.empty() ? !starts_with(text, "namespace ") : hidden();
        if (starts_with(text, "namespace") || starts_with(text, "inline namespace")) {
            const std::string name = trimmed(text.substr(text.find("namespace") + 9));
            inner.hidden =
                scopes_.empty() || hidden() || name.empty() || starts_with(name, "detail"); // empty scopes_: std, for example
            inner.prefix = prefix() + name + "::";
            ++place_;
            scopes_.push_back(inner);
            documentation_.clear();
            return true;
        }
        const bool enumeration = starts_with(text, "enum ");
        const bool type = enumeration || starts_with(text, "class ") || starts_with(text, "struct ");
        if (!type || first_call(text) != std::string::npos) { // `enum kind kind() const {` is a function
            return false;
        }
        text.erase(0, text.find(' ') + 1);
        inner.is_public = starts_with(without_front(declaration), "struct ");
        if (enumeration && starts_with(text, "class ")) {
            text.erase(0, 6);
        }
        text = without_front(text);
        std::size_t end = 0;
        while (end < text.size() && (is_word(text[end]) || text.compare(end, 2, "::") == 0)) {
            end += is_word(text[end]) ? 1U : 2U;
        }
        const bool specialisation = end < text.size() && text[end] == '<';
        end = specialisation ? closing(text, end, '<', '>') + 1 : end;
        const std::string name = text.substr(0, end);
        add(name, false);
        inner.hidden = hidden() || specialisation; // whose members are those of the template
        inner.prefix = prefix() + name + "::";
        add_inherited(text.substr(end), inner);
        inner.is_class = true;
        ++place_;
        if (enumeration) {
            enumerators(inner);
        } else {
            scopes_.push_back(inner);
        }
        return true;
    }

    // What a public class has from bases in namespace `detail`.
    void add_inherited(const std::string& bases, const scope& derived) {
        for (std::size_t at = bases.find("detail::"); !derived.hidden && at != std::string::npos;
             at = bases.find("detail::", at + 1)) {
            std::size_t end = at + 8;
            while (end < bases.size() && is_word(bases[end])) {
                ++end;
            }
            const std::string base = bases.substr(at, end - at) + "::";
            for (const entry& one : internal_) {
                if (starts_with(one.name, base)) {
                    result_.entries.push_back({derived.prefix + one.name.substr(base.size()), one.sentence});
                }
            }
        }
    }

    void enumerators(const scope& inner) {
        scopes_.push_back(inner);
        scopes_.back().is_public = true;
        const std::size_t first = result_.entries.size();
        while (place_ < text_.size() && text_[place_] != '}') {
            if (skip_aside()) {
                continue;
            }
            std::string name;
            while (is_word(text_[place_])) {
                name += text_[place_++];
            }
            if (name.empty()) {
                ++place_;
                continue;
            }
            add(name, false);
            while (text_[place_] != ',' && text_[place_] != '}' && text_[place_] != '/' && text_[place_] != '\n') {
                ++place_; // its value
            }
        }
        if (result_.entries.size() - first > 100) { // the codes: docs/codes.md has them
            result_.entries.resize(first);
        }
        last_ = static_cast<std::size_t>(-1);
        scopes_.pop_back();
        ++place_;
    }

    // The names of the parameters, or their types where they have none.
    static std::string parameters(std::string_view list) {
        std::string names;
        std::string one;
        int depth = 0;
        const auto take = [&] {
            one = trimmed(one.substr(0, one.find('=')));
            for (std::size_t macro = one.find("TELNYX_ERRORS_"); macro != std::string::npos; macro = one.find("TELNYX_ERRORS_")) {
                one = trimmed(one.substr(0, macro));
            }
            std::size_t first = one.size();
            const std::size_t function = one.find("(&"); // an array or a function by reference: its name is in parentheses
            if (function != std::string::npos) {
                one = one.substr(0, one.find(')', function));
                first = one.size();
            }
            while (first != 0 && is_word(one[first - 1])) {
                --first;
            }
            const bool named = first != 0 && first != one.size() && one[first - 1] != ':';
            const std::string name = named ? one.substr(first) : one;
            if (!name.empty()) {
                names += (names.empty() ? "" : ", ") + name;
            }
            one.clear();
        };
        for (const char c : list) {
            depth += (c == '<' || c == '(' || c == '{') - (c == '>' || c == ')' || c == '}');
            if (c == ',' && depth == 0) {
                take();
            } else {
                one += c;
            }
        }
        take();
        return names;
    }

    // A declaration that has ended: a function, a variable, a member, an alias, or a type that is only declared.
    void finish(const std::string& declaration) {
        const std::string text = without_front(declaration);
        const std::size_t call = first_call(text);
        const bool in_class = !scopes_.empty() && scopes_.back().is_class;
        const bool deleted = text.size() > 6 && text.substr(text.size() - 6) == "delete";
        if (text.empty() || deleted || starts_with(text, "static_assert")) {
            documentation_.clear();
        } else if (call != std::string::npos) {
            function(text, call, in_class);
        } else if (starts_with(text, "using ")) {
            const std::string name = trimmed(text.substr(6, text.find('=') - 6));
            add(name.substr(name.rfind(':') + 1), in_class);
        } else {
            const bool only_declared = is_only_declared(text);
            const std::string declared = trimmed(text.substr(0, only_declared ? text.find(" :") : text.find_first_of("={[")));
            add(last_word(declared), only_declared || declared.back() == '>'); // or the specialisation of a variable
        }
    }

    void function(const std::string& text, std::size_t call, bool in_class) {
        const std::size_t symbol = text.find("operator");
        const bool is_operator = symbol < call && (symbol == 0 || !is_word(text[symbol - 1]));
        const std::string before = text.substr(0, call);
        const std::string name = is_operator ? trimmed(before.substr(symbol)) : last_word(before);
        if (!is_operator && before.size() > name.size() && before[before.size() - name.size() - 1] == ':') {
            documentation_.clear(); // a member that is defined outside its class
            return;
        }
        const std::set<std::string> plain{"begin", "end", "size", "empty"};
        const bool documented_only =
            in_class && (is_operator || before.find('~') != std::string::npos || is_constructor(name) || plain.count(name) != 0);
        const std::size_t end = closing(text, call, '(', ')');
        add(name + "(" + parameters(std::string_view{text}.substr(call + 1, end - call - 1)) + ")", documented_only);
    }

    static std::string last_word(std::string text) {
        text = trimmed(text);
        std::size_t first = text.size();
        while (first != 0 && is_word(text[first - 1])) {
            --first;
        }
        return text.substr(first);
    }

    // `struct name;`, and not the member `enum step step;`.
    static bool is_only_declared(const std::string& text) {
        const bool type = starts_with(text, "class ") || starts_with(text, "struct ") || starts_with(text, "enum ");
        const std::string declared = trimmed(text.substr(0, text.find(':')));
        return type && (starts_with(text, "enum class ") || declared.find(' ') == declared.rfind(' '));
    }

    [[nodiscard]] bool is_constructor(const std::string& name) const {
        const std::string inner = "::" + prefix();
        const std::string ending = "::" + name + "::";
        return inner.size() >= ending.size() && inner.compare(inner.size() - ending.size(), ending.size(), ending) == 0;
    }

    // Where the parameters of a function begin; npos if it is not a function.
    static std::size_t first_call(const std::string& text) {
        const std::size_t symbol = text.find("operator");
        if (symbol != std::string::npos && (symbol == 0 || !is_word(text[symbol - 1]))) {
            return text.find('(', symbol + (text.compare(symbol, 10, "operator()") == 0 ? 10 : 0));
        }
        int depth = 0;
        for (std::size_t i = 0; i != text.size(); ++i) {
            const char c = text[i];
            depth += (c == '<') - (c == '>' && (i == 0 || text[i - 1] != '-'));
            if (depth == 0 && (c == '=' || c == '{')) {
                return std::string::npos;
            }
            if (depth == 0 && c == '(') {
                return i;
            }
        }
        return std::string::npos;
    }

    header& result_;
    std::vector<entry> internal_; // the members of classes in namespace `detail`
    std::string text_;
    std::size_t place_ = 0;
    std::string documentation_;
    std::size_t last_ = static_cast<std::size_t>(-1);
    std::vector<scope> scopes_;
};

std::string content_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    REQUIRE(in);
    return {std::istreambuf_iterator<char>{in}, {}};
}

// A member without a sentence has that of the first member of the same name: `report` has what `report_view` has.
void inherit_sentences(header& which) {
    const auto member = [](const entry& one) { return one.name.substr((std::min)(one.name.find("::"), one.name.size())); };
    for (entry& one : which.entries) {
        for (const entry& other : which.entries) {
            if (one.sentence.empty() && !member(one).empty() && member(one) == member(other)) {
                one.sentence = other.sentence;
            }
        }
    }
}

std::vector<header> public_headers() {
    std::vector<header> headers;
    const std::filesystem::path include = source / "include";
    for (const auto& file : std::filesystem::recursive_directory_iterator(include)) {
        const std::string path = file.path().lexically_relative(include).generic_string();
        if (file.path().extension() != ".hpp") {
            continue;
        }
        header found;
        found.path = path;
        std::string text = content_of(file.path());
        const std::string first_line = text.substr(0, text.find('\n'));
        const std::size_t colon = first_line.find(": ");
        found.about =
            colon == std::string::npos ? "" : trimmed(first_line.substr(colon + 2, first_line.find(". SPDX") - colon - 2));
        scanner{found, std::move(text)}.scan();
        inherit_sentences(found);
        const bool in_folder = std::count(path.begin(), path.end(), '/') > 2; // such as detail/: for other headers to include
        if (!in_folder || !found.entries.empty()) {
            headers.push_back(std::move(found));
        }
    }
    std::sort(headers.begin(), headers.end(), [](const header& left, const header& right) { return left.path < right.path; });
    return headers;
}

std::string cell(std::string text) {
    for (std::size_t at = text.find('|'); at != std::string::npos; at = text.find('|', at + 2)) {
        text.insert(at, "\\");
    }
    return text;
}

std::string generated() {
    std::ostringstream out;
    const std::vector<header> headers = public_headers();
    out << "| header | holds |\n|---|---|\n";
    for (const header& one : headers) {
        out << "| `<" << one.path << ">` | " << cell(one.about) << " |\n";
    }
    for (const header& one : headers) {
        if (one.entries.empty()) {
            continue;
        }
        out << "\n## " << one.path << "\n\n| name | meaning |\n|---|---|\n";
        std::set<std::string> written;
        for (const entry& name : one.entries) {
            if (written.insert(name.name).second) {
                out << "| `" << cell(name.name) << "` | " << cell(name.sentence) << " |\n";
            }
        }
    }
    return out.str();
}

const std::string begin_mark = "<!-- generated: api -->\n";
const std::string end_mark = "<!-- end -->\n";

} // namespace

TEST_CASE("the scanner finds what is public and nothing else") {
    header found;
    scanner{found, R"cpp(// sample: a header. SPDX-License-Identifier: MIT
#ifndef SAMPLE
/// A macro. It takes
/// nothing.
#define SAMPLE_MACRO \
    { ; }
#include <vector>
namespace elsewhere { struct not_ours; }
TELNYX_ERRORS_BEGIN_NAMESPACE
namespace detail {
/// Not public.
struct hidden { int x = '}'; };
/// The base.
class base {
public:
    /// From the base.
    int shared() const;
};
} // namespace detail
/// An enumeration, see `x.y`. More.
enum class colour : unsigned {
    red = 1, ///< Like "}" and blood.
    blue,    ///< Like the sky.
};
/// A template.
template <class T, std::enable_if_t<(sizeof(T) > 2), int> = 0>
[[nodiscard]] constexpr T twice(const T& value, int times = 2) noexcept { return value * times + std::string{"}"}.size(); }
/// A class.
class shape : public detail::base {
public:
    /// Made of a number.
    explicit shape(int number) : number_{number}, other_{0} {}
    shape(const shape&& temporary) = delete;
    ~shape() { number_ = 0; }
    [[nodiscard]] const int* begin() const { return &number_; }
    /// Its colour. \return never nothing
    [[nodiscard]] enum colour colour() const noexcept { return colour::red; }
    errors::colour second = errors::colour::blue;

private:
    int number_;
    int other_;
};
/// A constant.
inline constexpr unsigned long most[] = {1'000, 2};
int undocumented(std::string_view, int);
TELNYX_ERRORS_END_NAMESPACE
#endif
)cpp"}
        .scan();
    std::string list;
    for (const entry& one : found.entries) {
        list += one.name + ": " + one.sentence + '\n';
    }
    CHECK(list == "SAMPLE_MACRO: A macro.\n"
                  "colour: An enumeration, see `x.y`.\n"
                  "colour::red: Like \"}\" and blood.\n"
                  "colour::blue: Like the sky.\n"
                  "twice(value, times): A template.\n"
                  "shape: A class.\n"
                  "shape::shared(): From the base.\n"
                  "shape::shape(number): Made of a number.\n"
                  "shape::colour(): Its colour.\n"
                  "shape::second: \n"
                  "most: A constant.\n"
                  "undocumented(std::string_view, int): \n");
}

TEST_CASE("every public name of the headers has a sentence of documentation") {
    std::size_t names = 0;
    for (const header& one : public_headers()) {
        INFO(one.path);
        CHECK_FALSE(one.about.empty());
        std::map<std::string, std::string> sentences; // one is enough for several functions of the same name and parameters
        for (const entry& name : one.entries) {
            std::string& sentence = sentences[name.name];
            sentence = sentence.empty() ? name.sentence : sentence;
        }
        for (const auto& [name, sentence] : sentences) {
            INFO(name);
            CHECK_FALSE(sentence.empty());
            ++names;
        }
    }
    CHECK(names > 200);
}

TEST_CASE("the reference page lists every public name") {
    const std::string text = content_of(page);
    const std::size_t first = text.find(begin_mark);
    REQUIRE(first != std::string::npos);
    const std::size_t last = text.find(end_mark, first);
    REQUIRE(last != std::string::npos);
    const std::size_t begin = first + begin_mark.size();
    CHECK(text.substr(begin, last - begin) == generated());
}

TEST_CASE("the reference page is written", "[.][write]") {
    const std::string text = content_of(page);
    const std::size_t begin = text.find(begin_mark) + begin_mark.size();
    std::ofstream{page, std::ios::binary} << text.substr(0, begin) << generated() << text.substr(text.find(end_mark, begin));
}
