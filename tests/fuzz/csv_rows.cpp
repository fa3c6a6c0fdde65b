// The command line's reader of CSV: however an input comes in pieces, it gives the same rows on the same lines; and every line
// below the header is a row, continues one, is rejected, or repeats the header. The first byte chooses the mode.
#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz.hpp"
#include "streams/csv_rows.hpp"

namespace {

struct event {
    std::string text;
    std::size_t line;
    bool is_rejected;

    friend bool operator==(const event& left, const event& right) {
        return left.text == right.text && left.line == right.line && left.is_rejected == right.is_rejected;
    }
};

template <class Sizes>
std::vector<event> read(std::string_view input, bool broken_last_column, Sizes next_size) {
    command_line::csv_settings settings;
    settings.broken_last_column = broken_last_column;
    std::vector<event> events;
    command_line::csv_rows rows{settings,
                                [&](std::string_view text, std::size_t line) {
                                    events.push_back({std::string(text), line, false});
                                },
                                [&](std::string_view text, std::size_t line, const std::string& why) {
                                    fuzz::require(!why.empty(), "a row is rejected without a reason",
                                                  [&] { return fuzz::escaped(text); });
                                    events.push_back({std::string(text), line, true});
                                }};
    while (!input.empty()) {
        const std::string chunk{input.substr(0, next_size())};
        rows.feed(chunk);
        input.remove_prefix(chunk.size());
    }
    rows.finish();
    return events;
}

std::string shown(const std::vector<event>& events) {
    std::string result;
    for (const event& each : events) {
        result += "\n    line " + std::to_string(each.line) + (each.is_rejected ? ", rejected: " : ": ") + fuzz::escaped(each.text);
    }
    return result;
}

constexpr std::string_view header = "Unique Mdr ID,Status,Errors,Message Body";

// Whether a line repeats the header, with or without quotes around its names.
bool repeats_header(std::string_view line) {
    std::string bare{line};
    bare.erase(std::remove(bare.begin(), bare.end(), '"'), bare.end());
    bare.erase(bare.find_last_not_of('\r') + 1);
    return bare == header;
}

void require_all_lines(const std::vector<event>& events, std::string_view input) {
    std::size_t next = 0; // the event that comes next
    bool continues = false;
    std::size_t line = 1;
    for (std::string_view rest = input; !rest.empty(); ++line) {
        std::string_view text = rest.substr(0, rest.find('\n'));
        rest.remove_prefix((std::min)(text.size() + 1, rest.size()));
        if (line == 1) {
            continue; // the header
        }
        const auto show = [&] { return std::to_string(line) + ": " + fuzz::escaped(input) + shown(events); };
        const bool is_blank = text.find_first_not_of(" \t\r") == std::string_view::npos;
        const bool starts = next != events.size() && events[next].line == line;
        fuzz::require(is_blank || starts || continues || repeats_header(text), "a line was lost", show);
        if (starts) {
            text.remove_suffix(text.empty() || text.back() != '\r' ? 0 : 1);
            fuzz::require(!events[next].is_rejected || events[next].text == text, "a rejected line was changed", show);
            continues = !events[next++].is_rejected;
        }
    }
    fuzz::require(next == events.size(), "there are rows without a line", [&] { return fuzz::escaped(input) + shown(events); });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0 || size > 65536) {
        return 0;
    }
    const std::string_view bytes = fuzz::text_of(data, size);
    const bool broken_last_column = bytes.front() % 2 != 0;
    const std::string input = std::string{header} + '\n' + std::string{bytes.substr(1)};
    const std::vector<event> events = read(input, broken_last_column, [&] { return input.size(); });
    const auto require_same = [&](const std::vector<event>& others) {
        fuzz::require(events == others, "the rows depend on how the input comes in pieces",
                      [&] { return fuzz::escaped(input) + shown(events) + "\n  other way:" + shown(others); });
    };
    require_same(read(input, broken_last_column, [] { return std::size_t{1}; }));
    const std::string choices = fuzz::bytes_from(input, 256);
    std::size_t place = 0;
    require_same(read(input, broken_last_column,
                      [&] { return static_cast<std::size_t>(static_cast<unsigned char>(choices[place++ % 256]) % 23 + 1); }));
    require_all_lines(events, input);
    return 0;
}
