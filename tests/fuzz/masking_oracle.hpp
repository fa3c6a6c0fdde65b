// What masking should give, by other means: the whole text is decoded first, to one symbol for each character, and regular
// expressions find what stays.
#ifndef TELNYX_ERRORS_TESTS_FUZZ_MASKING_ORACLE_HPP
#define TELNYX_ERRORS_TESTS_FUZZ_MASKING_ORACLE_HPP

#include <array>
#include <cstddef>
#include <cstdint>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include <telnyx/errors/report.hpp>

#include "fuzz.hpp"

namespace fuzz {

namespace te = telnyx::errors;

/// One character of a text, which may be escaped.
struct unit {
    std::uint32_t code;
    std::size_t begin;
    std::size_t end;
    bool raw; // one byte, as it is
};

class masking_oracle {
public:
    explicit masking_oracle(std::string_view text) : text_(text) {
        decode();
        for (const unit& each : units_) {
            symbols_ += symbol(each);
            raw_ += each.raw ? text_[each.begin] : '#';
        }
        walk();
    }

    std::string masked() const { return text_; }
    std::size_t numbers() const { return numbers_; }

private:
    // ------------------------------------------------------------------------------------------------------------ characters

    bool matches(const char* expression, std::size_t place, std::smatch& found) {
        static std::vector<std::pair<const char*, std::regex>> known;
        const std::regex* compiled = nullptr;
        for (const auto& each : known) {
            compiled = each.first == expression ? &each.second : compiled;
        }
        if (compiled == nullptr) {
            compiled = &known.emplace_back(expression, std::regex{expression}).second;
        }
        const auto first = text_.cbegin() + static_cast<std::ptrdiff_t>(place);
        const auto last = text_.cend() - first > 40 ? first + 40 : text_.cend();
        return std::regex_search(first, last, found, *compiled, std::regex_constants::match_continuous);
    }

    // A character whose UTF-8 bytes are these, from the beginning of them; the number of bytes that it takes.
    static std::size_t from_utf_8(const std::vector<unsigned>& bytes, std::uint32_t& code) {
        constexpr std::array<std::uint32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
        const unsigned lead = bytes[0];
        code = lead;
        if (lead < 0x80) {
            return 1;
        }
        const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
        code = lead & (0xFFU >> (size + 1));
        bool good = lead >= 0xC2 && lead <= 0xF4 && bytes.size() >= size;
        for (std::size_t i = 1; good && i != size; ++i) {
            good = bytes[i] >> 6U == 2;
            code = code * 64 + bytes[i] % 64;
        }
        if (!good || code < least[size] || code / 0x800 == 0x1B || code > 0x10FFFF) { // or a surrogate
            code = 0xFFFD;
            return 1;
        }
        return size;
    }

    unit next(std::size_t place) {
        std::smatch found;
        const auto number = [&](std::size_t group, int base) {
            return static_cast<std::uint32_t>(std::stoul(found[group].str(), nullptr, base));
        };
        const auto whole = [&](std::uint32_t code) {
            return unit{code, place, place + static_cast<std::size_t>(found.length(0)), false};
        };
        if (matches("%((?:25){0,4})([0-9A-Fa-f]{2})", place, found)) {
            std::vector<unsigned> bytes{number(2, 16)};
            const std::size_t size = static_cast<std::size_t>(found.length(0));
            const std::string before = '%' + found[1].str();
            const char c = static_cast<char>(bytes[0] & 0x7FU);
            const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (bytes[0] < 0x80 && letter) {
                return {'%', place, place + before.size(), false};
            }
            constexpr std::string_view hexadecimal = "0123456789ABCDEFabcdef";
            for (std::size_t at = place + size; bytes.size() != 4 && at + size <= text_.size(); at += size) {
                const std::string digits = text_.substr(at + before.size(), 2);
                if (text_.compare(at, before.size(), before) != 0 || digits.find_first_not_of(hexadecimal) != std::string::npos) {
                    break;
                }
                bytes.push_back(static_cast<unsigned>(std::stoul(digits, nullptr, 16)));
            }
            unit result{0, place, 0, false};
            result.end = place + size * from_utf_8(bytes, result.code);
            return result;
        }
        if (matches("\\\\{1,16}u([0-9A-Fa-f]{4})", place, found) || matches("\\\\{1,16}x([0-9A-Fa-f]{2})", place, found)) {
            return whole(number(1, 16));
        }
        if (matches("\\\\{1,16}([nrt/\"])", place, found)) {
            const char c = found[1].str()[0];
            return whole(static_cast<std::uint32_t>(c == 'n' ? '\n' : c == 'r' ? '\r' : c == 't' ? '\t' : c));
        }
        if (matches("&(?:amp;){0,4}#([0-9]{1,7});", place, found) && number(1, 10) <= 0x10FFFF) {
            return whole(number(1, 10));
        }
        if (matches("&(?:amp;){0,4}#[xX]([0-9A-Fa-f]{1,7});", place, found) && number(1, 16) <= 0x10FFFF) {
            return whole(number(1, 16));
        }
        constexpr std::pair<const char*, std::uint32_t> names[] = {
            {"&(?:amp;){0,4}nbsp;", 0xA0},    {"&(?:amp;){0,4}(?:en|em|thin)sp;", 0x2002},
            {"&(?:amp;){0,4}shy;", 0xAD},     {"&(?:amp;){0,4}(?:[nm]?dash|hyphen);", 0x2013},
            {"&(?:amp;){0,4}minus;", 0x2212}, {"&(?:amp;){0,4}plus;", '+'},
            {"&(?:amp;){0,4}lpar;", '('},     {"&(?:amp;){0,4}rpar;", ')'},
            {"&(?:amp;){0,4}period;", '.'},   {"&(?:amp;){0,4}sol;", '/'},
        };
        for (const auto& [name, code] : names) {
            if (matches(name, place, found)) {
                return whole(code);
            }
        }
        std::vector<unsigned> bytes;
        for (std::size_t i = place; i != text_.size() && bytes.size() != 4; ++i) {
            bytes.push_back(static_cast<unsigned char>(text_[i]));
        }
        unit result{0, place, 0, true};
        result.end = place + from_utf_8(bytes, result.code);
        result.raw = result.code < 0x80;
        return result;
    }

    void decode() {
        for (std::size_t place = 0; place != text_.size(); place = units_.back().end) {
            units_.push_back(next(place));
        }
    }

    // Digits, ASCII letters and punctuation stand for themselves; '\6' is another blank, '\5' a fullwidth dash, '\7' another dash,
    // '\10' the minus sign, '\1' to '\4' a fullwidth comma, colon, plus sign and '(', '~' another joint, '#' anything else.
    static char symbol(const unit& each) {
        const std::uint32_t c = each.code;
        for (const std::uint32_t zero : {0x30U, 0xFF10U, 0x660U, 0x6F0U}) {
            if (c - zero < 10) {
                return static_cast<char>('0' + (c - zero));
            }
        }
        if (c < 0x80) {
            const char plain = static_cast<char>(c);
            const bool stays = std::string_view{" -.()/_,:+\n\r"}.find(plain) != std::string_view::npos ||
                               (plain >= 'a' && plain <= 'z') || (plain >= 'A' && plain <= 'Z');
            return plain == '\t' ? '\6' : stays ? plain : '#';
        }
        if (c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x205F || c == 0x3000) {
            return '\6';
        }
        if (c == 0x2212) {
            return '\10';
        }
        if (c >= 0x2010 && c <= 0x2015) {
            return '\7';
        }
        switch (c) {
        case 0x85:
        case 0x2028:
        case 0x2029: return '\n';
        case 0xFF0D: return '\5';
        case 0xFF0C: return '\1';
        case 0xFF1A: return '\2';
        case 0xFF0B: return '\3';
        case 0xFF08: return '\4';
        case 0xFF09:
        case 0xFF0E:
        case 0xFF0F:
        case 0xFF3F: return '~';
        case 0x66D: return '#';
        default: return c >= 0xFF01 && c <= 0xFF5E ? '#' : '~';
        }
    }

    // ---------------------------------------------------------------------------------------------------------------- shapes

    // The symbols that an expression takes from a place on, or nothing.
    static std::string taken(const std::regex& expression, const std::string& symbols, std::size_t place, std::size_t most = 120) {
        std::smatch found;
        const auto first = symbols.cbegin() + static_cast<std::ptrdiff_t>((std::min)(place, symbols.size()));
        const auto last =
            symbols.cend() - first > static_cast<std::ptrdiff_t>(most) ? first + static_cast<std::ptrdiff_t>(most) : symbols.cend();
        return std::regex_search(first, last, found, expression, std::regex_constants::match_continuous) ? found.str() : "";
    }

    std::size_t joint(std::size_t place, bool& wide) const {
        static const std::regex lone{"[,:+\1\2\3](?=[0-9]{1,4}(?![0-9]))"};
        static const std::regex several{"[- .()/_~\4\5\6\7\10\n\r]{1,8}(?=[0-9])"};
        static const std::regex lines{"[^\n\r]*[-\5\7\10][^\n\r]*(?:\r\n|\n|\r)[^\n\r]*"};
        const std::string one = taken(lone, symbols_, place);
        const std::string more = taken(several, symbols_, place);
        wide = one == "," || one == "\1" || more.find_first_of(" \6\n\r") != std::string::npos;
        if (more.find_first_of("\n\r") != std::string::npos && !std::regex_match(more, lines)) {
            return 0;
        }
        return (std::max)(one.size(), more.size());
    }

    static bool is_of_digit(char c) { return c >= '0' && c <= '9'; }
    static bool is_of_word(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    bool is_end(std::size_t begin, std::size_t end) const {
        bool wide = false;
        const auto digit = [&](std::size_t i) { return i < symbols_.size() && is_of_digit(symbols_[i]); };
        std::size_t group = end; // the last group of digits
        for (std::size_t i = begin; i < end; ++i) {
            group = digit(i) && (i == begin || !digit(i - 1)) ? i : group;
        }
        const bool is_id = end < symbols_.size() && group + identifier(group) > end;
        return !digit(end) && !is_id && (joint(end, wide) == 0 || wide);
    }

    std::size_t time(std::size_t place) const {
        static const std::regex clock{"(?:[01][0-9]|2[0-4]):[0-5][0-9](?::(?:[0-5][0-9]|60)(?:[.,][0-9]{1,9})?)?"};
        static const std::regex zulu{"[zZ]"};
        static const std::regex offset{" ?[-+\10](?:[01][0-9]|2[0-3]):?[0-5][0-9]"};
        const std::size_t size = taken(clock, symbols_, place).size();
        if (size == 0) {
            return 0;
        }
        const std::size_t end = place + size;
        if (!taken(zulu, symbols_, end).empty()) {
            return size + (end + 1 < raw_.size() && is_of_word(raw_[end + 1]) ? 0 : 1);
        }
        const std::size_t zone = taken(offset, symbols_, end).size();
        return size + (zone != 0 && !is_end(end, end + zone) ? 0 : zone);
    }

    std::size_t moment(std::size_t place) const {
        static const std::regex date{"(?:19|20)[0-9]{2}([-/.])(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12][0-9]|3[01])"
                                     "|(?:0[1-9]|[12][0-9]|3[01])([-/.])(?:0[1-9]|1[0-2])\\2(?:19|20)[0-9]{2}"
                                     "|(?:0[1-9]|1[0-2])([-/.])(?:0[1-9]|[12][0-9]|3[01])\\3(?:19|20)[0-9]{2}"};
        static const std::regex between{"[Tt_ \6]"};
        const std::size_t day = taken(date, symbols_, place).size();
        if (day == 0) {
            return time(place);
        }
        const std::size_t clock = taken(between, symbols_, place + day).empty() ? 0 : time(place + day + 1);
        return clock != 0 && is_end(place, place + day + 1 + clock) ? day + 1 + clock : day;
    }

    std::size_t moments(std::size_t place) const {
        static const std::regex until{"[-/\7\10]"};
        std::size_t size = moment(place);
        if (size != 0 && !taken(until, symbols_, place + size).empty()) {
            const std::size_t second = moment(place + size + 1);
            size += second == 0 ? 0 : second + 1;
        }
        return size != 0 && is_end(place, place + size) ? size : 0;
    }

    std::size_t identifier(std::size_t place) const {
        static const std::regex uuid{"[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}(?![0-9A-Za-z*])"};
        static const std::regex hexadecimal{"(?=[0-9A-Fa-f]*[0-9])(?=[0-9A-Fa-f]*[A-Fa-f])[0-9A-Fa-f]{12,64}(?![0-9A-Za-z*])"};
        std::string found = taken(uuid, raw_, place);
        if (found.empty()) {
            found = ipv6(place);
        }
        return (found.empty() ? taken(hexadecimal, raw_, place) : found).size();
    }

    // By counting the groups of the whole address.
    std::string ipv6(std::size_t place) const {
        static const std::regex all{"(?:::)?(?:[0-9A-Fa-f]{1,4}::?)*(?:[0-9A-Fa-f]{1,4})?"};
        static const std::regex address{"(?:::)?[0-9A-Fa-f]{1,4}(?:::?[0-9A-Fa-f]{1,4})*(?::|::)?"};
        std::string found = taken(all, raw_, place);
        const char after = place + found.size() < raw_.size() ? raw_[place + found.size()] : '#';
        const char second = place + found.size() + 1 < raw_.size() ? raw_[place + found.size() + 1] : '#';
        if (is_of_word(after) || after == '*' || after == ':' || (after == '.' && (is_of_digit(second) || second == '*'))) {
            return {};
        }
        if (!std::regex_match(found, address)) {
            return {};
        }
        std::size_t groups = 0;
        std::size_t gaps = 0;
        for (std::size_t i = 0; i != found.size(); ++i) {
            groups += found[i] != ':' && (i == 0 || found[i - 1] == ':') ? 1U : 0U;
            gaps += found[i] == ':' && i != 0 && found[i - 1] == ':' ? 1U : 0U;
        }
        return (gaps == 0 && groups == 8) || (gaps == 1 && groups < 8) ? found : std::string{};
    }

    std::size_t points(std::size_t place) const {
        static const std::regex ipv4{"(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])"
                                     "(?:\\.(?:0|[1-9][0-9]?|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}(?![0-9]|\\.[0-9]|,[0-9])"};
        static const std::regex suffix{":[0-9]{1,5}|/[0-9]{1,2}"};
        static const std::regex numbers[] = {
            std::regex{"(?:0|[1-9][0-9]{0,8})(?:\\.[0-9]{1,3}|,[0-9]{1,2})(?![0-9]|[.,][0-9])"},
            std::regex{"(?:[0-9]|[1-9][0-9])\\.[0-9]{1,8}(?![0-9]|[.,][0-9])"},
            std::regex{"0\\.[0-9]{1,20}(?![0-9]|[.,][0-9])"},
            std::regex{"(?:0|[1-9][0-9]{0,2})(?:,[0-9]{3}){2,7}(?![0-9]|[.,][0-9])"},
            std::regex{"(?:0|[1-9][0-9]{0,2})(?:,[0-9]{3}){1,6}\\.[0-9]{1,4}(?![0-9]|[.,][0-9])"},
            std::regex{"(?:0|[1-9][0-9]{0,2})(?:\\.[0-9]{3}){1,6},[0-9]{1,2}(?![0-9]|[.,][0-9])"},
            std::regex{"(?=[0-9.]*\\.0(?![0-9]))(?:0|[1-9][0-9]{0,2})(?:\\.(?:0|[1-9][0-9]{0,5})){2,7}(?![0-9]|[.,][0-9])"},
        };
        std::size_t size = taken(ipv4, symbols_, place).size();
        if (size != 0) {
            size += taken(suffix, symbols_, place + size).size();
        }
        for (const std::regex& each : numbers) {
            size = size == 0 ? taken(each, symbols_, place).size() : size;
        }
        return size != 0 && is_end(place, place + size) ? size : 0;
    }

    std::size_t other(std::size_t place, bool after_plus) const {
        std::size_t size = identifier(place);
        size = size == 0 ? moments(place) : size;
        return size == 0 && !after_plus ? points(place) : size;
    }

    std::size_t word(std::size_t place, std::size_t& judged) const {
        static const std::regex phone{"tel|phone|fax|cell|mobile|number|msisdn|sms|mms|call|from|to|and|or|x|ext|nr|no",
                                      std::regex::icase};
        const auto digit = [&](std::size_t i) { return i < raw_.size() && is_of_digit(raw_[i]); };
        const auto letter = [&](std::size_t i) { return i < raw_.size() && is_of_word(raw_[i]) && !is_of_digit(raw_[i]); };
        std::size_t end = place;
        bool digits = false;
        bool known = true;
        while (digit(end) || letter(end)) {
            const std::size_t first = end;
            while (letter(end)) {
                ++end;
            }
            const std::string letters = raw_.substr(first, (std::min)(end - first, std::size_t{16}));
            known = known && (letters.empty() || std::regex_match(letters, phone));
            for (; digit(end); ++end) {
                digits = true;
            }
        }
        judged = end;
        if (!digits || known) {
            return 0;
        }
        std::size_t last = end;
        while (last != place && digit(last - 1)) {
            --last;
        }
        const bool v = last != end && last != place && (raw_[last - 1] == 'v' || raw_[last - 1] == 'V');
        if (v && (last - 1 == place || !letter(last - 2))) {
            while (end < raw_.size() && raw_[end] == '.' && digit(end + 1)) {
                for (++end; digit(end); ++end) {
                }
            }
        }
        return end - place;
    }

    // ------------------------------------------------------------------------------------------------------------------ runs

    void walk() {
        const auto digit = [&](std::size_t i) { return i < symbols_.size() && symbols_[i] >= '0' && symbols_[i] <= '9'; };
        bool plus = false;
        std::size_t judged = 0;
        std::size_t run_end = units_.size();
        for (std::size_t i = 0; i < units_.size();) {
            const bool letter = (raw_[i] >= 'a' && raw_[i] <= 'z') || (raw_[i] >= 'A' && raw_[i] <= 'Z');
            const bool word_begins = (letter || (raw_[i] >= '0' && raw_[i] <= '9')) && i >= judged;
            std::size_t stays = 0;
            if (raw_[i] == ':' && i + 1 < raw_.size() && raw_[i + 1] == ':') {
                stays = ipv6(i).size();
            } else if (digit(i) && !plus) {
                stays = other(i, false);
            } else if (letter && word_begins) {
                stays = i == run_end ? 0 : identifier(i);
            }
            if (stays == 0 && word_begins && (letter || !plus)) {
                stays = word(i, judged);
            }
            if (stays != 0) {
                i += stays;
                plus = false;
                continue;
            }
            if (!digit(i)) {
                const char c = symbols_[i];
                plus = c == '+' || c == '\3' || (plus && (c == '(' || c == '\4' || c == ' ' || c == '\6'));
                ++i;
                continue;
            }
            std::vector<std::size_t> places;
            for (;;) {
                for (; digit(i); ++i) {
                    places.push_back(i);
                }
                bool wide = false;
                const std::size_t size = joint(i, wide);
                plus = plus || (size == 1 && (symbols_[i] == '+' || symbols_[i] == '\3'));
                if (size == 0 || (wide ? other(i + size, plus) : plus ? 0 : identifier(i + size)) != 0) {
                    break;
                }
                i += size;
            }
            plus = false;
            run_end = i;
            if (places.size() >= 7) {
                ++numbers_;
                places.resize(places.size() - (places.size() < 10 ? 2 : 4));
                for (const std::size_t place : places) {
                    hide(units_[place]);
                }
            }
        }
    }

    void hide(const unit& each) {
        const std::string before = text_.substr(each.begin, each.end - each.begin);
        const std::size_t kind = each.code < 0x80 ? 0 : each.code < 0x800 ? 1 : 2;
        constexpr const char* utf_8[] = {"*", "\xD9\xAD", "\xEF\xBC\x8A"};
        constexpr const char* hexadecimal[] = {"2a", "6d", "0a"};
        constexpr const char* decimal[] = {"42", "1645", "65290"};
        std::string after = utf_8[kind];
        if (before[0] == '\\') {
            after = before.substr(0, before.size() - 2) + hexadecimal[kind];
        } else if (before[0] == '&') {
            const bool hex = before.find_first_of("xX") != std::string::npos;
            const std::string code = hex ? hexadecimal[kind] : decimal[kind];
            after = before.substr(0, before.size() - 1 - code.size()) + code + ';';
        } else if (before[0] == '%') {
            constexpr const char* bytes[][3] = {{"2A"}, {"D9", "AD"}, {"EF", "BC", "8A"}};
            const std::size_t size = before.size() / (kind + 1);
            after.clear();
            for (std::size_t i = 0; i <= kind; ++i) {
                after += before.substr(0, size - 2) + bytes[kind][i];
            }
        }
        text_.replace(each.begin, before.size(), after);
    }

    std::string text_;
    std::vector<unit> units_;
    std::string symbols_; // one for each unit
    std::string raw_;     // the same, '#' for what is escaped or beyond ASCII
    std::size_t numbers_{0};
};

inline void check_masking(std::string_view text) {
    const masking_oracle oracle{text};
    const std::string once = te::masked(text);
    require(once == oracle.masked(), "masking leaves digits of a number, or takes something else",
            [&] { return escaped(text) + "\n  masked: " + escaped(once) + "\n  expected: " + escaped(oracle.masked()); });
    std::string again = once;
    require(te::mask_phone_numbers(again.data(), again.size()) == 0 && again == once, "a masked text is masked again",
            [&] { return escaped(text) + "\n  masked: " + escaped(once) + "\n  again: " + escaped(again); });
    std::string counted{text};
    require(te::mask_phone_numbers(counted.data(), counted.size()) == oracle.numbers(), "masking miscounts",
            [&] { return escaped(text); });
}

} // namespace fuzz

#endif
