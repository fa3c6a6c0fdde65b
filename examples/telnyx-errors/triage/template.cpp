// telnyx-errors, the command line: fills in a template. SPDX-License-Identifier: MIT
#include "triage/template.hpp"

#include <cstdint>
#include <vector>

#include "showing/terminal.hpp"
#include "showing/words.hpp"
#include "triage/summary.hpp"

namespace command_line {
namespace {

constexpr std::string_view narrow_space = "\xE2\x80\xAF"; // without a line break

std::string escaped(std::string_view text) {
    std::string result;
    for (const char c : visible(text)) {
        switch (c) {
        case '&': result += "&amp;"; break;
        case '<': result += "&lt;"; break;
        case '>': result += "&gt;"; break;
        case '"': result += "&quot;"; break;
        case '\'': result += "&#39;"; break;
        default: result += c; break;
        }
    }
    return result;
}

class filler {
public:
    explicit filler(const json& values) : sections_{{&values, ""}} {}

    // Fills in a text up to the end of a section, or to its own end.
    void fill(std::string_view& text, bool is_shown) {
        for (;;) {
            const std::size_t tag = text.find("{{");
            result_.append(is_shown ? text.substr(0, tag) : std::string_view{});
            if (tag == std::string_view::npos) {
                return;
            }
            const std::size_t end = text.find("}}", tag);
            const std::string_view name = text.substr(tag + 2, end - tag - 2);
            text.remove_prefix(end + 2);
            if (name.front() == '/') {
                return;
            }
            if (name.front() == '#' || name.front() == '^') {
                section(name.front() == '^', name.substr(1), text, is_shown);
            } else if (is_shown) {
                value(name);
            }
        }
    }
    [[nodiscard]] std::string& result() noexcept { return result_; }

private:
    struct place {
        const json* value;
        std::string path;
    };

    [[nodiscard]] place find(std::string_view name) const {
        static const json nothing;
        if (name == ".") {
            return sections_.back();
        }
        const std::string first{name.substr(0, name.find('.'))};
        for (std::size_t i = sections_.size(); i != 0; --i) {
            const place& section = sections_[i - 1];
            if (section.value->is_object() && section.value->contains(first)) {
                place found{&(*section.value)[first], below(section.path, first)};
                for (std::size_t dot = name.find('.'); dot != std::string_view::npos && found.value->is_object();) {
                    const std::size_t next = name.find('.', dot + 1);
                    const std::string member{name.substr(dot + 1, next - dot - 1)};
                    found = {found.value->contains(member) ? &(*found.value)[member] : &nothing, below(found.path, member)};
                    dot = next;
                }
                return found;
            }
        }
        return {&nothing, {}};
    }

    static std::string below(const std::string& path, const std::string& member) {
        return path.empty() ? member : path + '.' + member;
    }

    void section(bool is_inverse, std::string_view name, std::string_view& text, bool is_shown) {
        const place found = find(name);
        const json& value = *found.value;
        const bool is_something =
            // NOLINTNEXTLINE(readability-container-size-empty): `empty` of a JSON string is false
            !value.is_null() && value != false && value != 0 && value != "" && !(value.is_structured() && value.empty());
        const std::string_view body = text;
        fill(text, is_shown && is_inverse && !is_something);
        if (is_inverse || !is_something || !is_shown) {
            return;
        }
        const std::size_t count = value.is_array() ? value.size() : 1;
        for (std::size_t i = 0; i != count; ++i) {
            const json& each = value.is_array() ? value[i] : value;
            const bool has_path = each.is_object() && each.contains("path");
            sections_.push_back({&each, has_path           ? each["path"].get<std::string>()
                                        : value.is_array() ? below(found.path, std::to_string(i))
                                                           : found.path});
            std::string_view again = body;
            fill(again, true);
            sections_.pop_back();
        }
    }

    void value(std::string_view name) {
        const auto number = [this](std::string_view of) { return find(of).value->get<std::uint64_t>(); };
        const std::string_view rest = name.substr(1);
        if (name.front() == '=') {
            result_.append("<data id=\"").append(escaped(find(rest).path)).append("\" value=\"");
            result_.append(std::to_string(number(rest)))
                .append("\">")
                .append(grouped(number(rest), narrow_space))
                .append("</data>");
        } else if (name.front() == '+') {
            result_ += grouped(number(rest), narrow_space);
        } else if (name.front() == '%') {
            const std::size_t blank = rest.find(' ');
            result_ += percent_of(number(rest.substr(0, blank)), number(rest.substr(blank + 1)));
        } else {
            const json& found = *find(name).value;
            result_ += found.is_string() ? escaped(found.get<std::string>()) : found.is_null() ? "" : found.dump();
        }
    }

    std::vector<place> sections_;
    std::string result_{};
};

} // namespace

std::string filled_in(std::string_view text, const json& values) {
    filler result{values};
    result.fill(text, true);
    return std::move(result.result());
}

} // namespace command_line
