// telnyx-errors, the command line: completions for shells. SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <string_view>

#include <telnyx/errors/lookup.hpp>

#include "options.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

// What may come at a place: the name of a file, or one of these words.
struct candidates {
    bool files;
    std::string words;
};

std::string joined(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words) {
        result += (result.empty() ? "" : " ") + word;
    }
    return result;
}

bool has_value(const CLI::Option& option) { return option.get_items_expected_max() != 0; }
candidates values_of(CLI::Option& option) { return {option.get_type_name() == "FILE", joined(words_of(option))}; }

candidates operands_of(const command_row& row) {
    const std::string_view operands = row.operands;
    std::vector<std::string> codes;
    for (const te::code_info& each : te::table) {
        codes.push_back(std::to_string(each.number()));
    }
    return {operands.find("FILE") != std::string_view::npos,
            operands.find("CODE") != std::string_view::npos ? joined(codes) : std::string{}};
}

std::string names_of_commands() {
    std::vector<std::string> names;
    for (const command_row& row : commands()) {
        names.emplace_back(row.name);
    }
    return joined(names);
}

// Text in single quotes, for all three shells.
std::string in_quotes(std::string text) {
    std::replace(text.begin(), text.end(), '\'', '"');
    return '\'' + text + '\'';
}

} // namespace

std::string bash_completion(CLI::App& app) {
    const auto offer = [](const candidates& what) {
        return what.files ? "_telnyx_errors_files\n" : "_telnyx_errors_words " + in_quotes(what.words) + '\n';
    };
    std::string result = R"(# bash completion for telnyx-errors
_telnyx_errors_words() {
    mapfile -t COMPREPLY < <(compgen -W "$1" -- "$word")
}
_telnyx_errors_files() {
    compopt -o filenames 2>/dev/null
    mapfile -t COMPREPLY < <(compgen -f -- "$word")
}
_telnyx_errors() {
    local word=${COMP_WORDS[COMP_CWORD]} previous= command= i
    [ "$COMP_CWORD" -gt 0 ] && previous=${COMP_WORDS[COMP_CWORD - 1]}
    if [ "$word" = '=' ]; then # bash splits --option=value
        word=
    elif [ "$previous" = '=' ] && [ "$COMP_CWORD" -gt 1 ]; then
        previous=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${COMP_WORDS[i]} in
        )";
    for (const command_row& row : commands()) {
        result += std::string{row.name} + '|';
    }
    result += R"(help)
            command=${COMP_WORDS[i]}
            break
            ;;
        esac
    done
    COMPREPLY=()
    case $previous in
)";
    std::vector<CLI::App*> apps = app.get_subcommands({});
    apps.push_back(&app);
    std::set<std::string> seen; // an option has the same values in all commands
    for (CLI::App* const about : apps) {
        for (CLI::Option* const option : about->get_options({})) {
            if (has_value(*option) && seen.insert(option->get_name()).second) {
                result += "    " + option->get_name() + ")\n        " + offer(values_of(*option)) + "        return\n        ;;\n";
            }
        }
    }
    result += "    esac\n    case $command in\n    '')\n        " +
              offer({false, names_of_commands() + " help " + joined(names_of_options(app))}) + "        ;;\n    help)\n        " +
              offer({false, names_of_commands()}) + "        ;;\n";
    for (const command_row& row : commands()) {
        result += std::string{"    "} + row.name + ")\n        if [ \"${word:0:1}\" = - ]; then\n            " +
                  offer({false, joined(names_of_options(*app.get_subcommand(row.name)))}) + "        else\n            " +
                  offer(operands_of(row)) + "        fi\n        ;;\n";
    }
    return result + "    esac\n}\ncomplete -F _telnyx_errors telnyx-errors\n";
}

std::string zsh_completion(CLI::App& app) {
    const auto offer = [](const candidates& what) {
        return what.files ? "_files" : what.words.empty() ? " " : '(' + what.words + ')';
    };
    const auto arguments = [&](CLI::App& about, const std::string& indentation) {
        std::string result;
        for (CLI::Option* const option : about.get_options({})) {
            std::string spec =
                option->get_name() + (has_value(*option) ? "=[" : "[") + first_sentence(option->get_description()) + ']';
            if (has_value(*option)) {
                spec += ':' + option->get_type_name() + ':' + offer(values_of(*option));
            }
            result += indentation + in_quotes(spec) + " \\\n";
        }
        return result;
    };
    std::string result =
        "#compdef telnyx-errors\n_telnyx_errors() {\n    local state line\n    local -a commands\n    commands=(\n";
    for (const command_row& row : commands()) {
        result += std::string{"        "} + in_quotes(row.name + std::string{":"} + row.summary) + '\n';
    }
    result += "        'help:print the complete help'\n    )\n    _arguments -C \\\n" + arguments(app, "        ") +
              "        '1:command:->command' \\\n        '*::argument:->argument'\n    case $state in\n    command) _describe "
              "command commands ;;\n"
              "    argument)\n        case $line[1] in\n        help) _describe command commands ;;\n";
    for (const command_row& row : commands()) {
        result += std::string{"        "} + row.name + ")\n            _arguments \\\n" +
                  arguments(*app.get_subcommand(row.name), "                ") + "                " +
                  (*row.operands == '\0' ? "&& return"
                                         : in_quotes((operands_of(row).files ? "*:file:" : "*:code:") + offer(operands_of(row)))) +
                  "\n            ;;\n";
    }
    return result + "        esac\n        ;;\n    esac\n}\n_telnyx_errors \"$@\"\n";
}

std::string fish_completion(CLI::App& app) {
    constexpr const char* complete = "complete -c telnyx-errors";
    const auto offer = [](const candidates& what) {
        return what.files ? " -F" : what.words.empty() ? std::string{} : " -a " + in_quotes(what.words);
    };
    std::string result = std::string{"# fish completion for telnyx-errors\n"} + complete + " -f\n";
    // Adds a line. \param state  where it applies, of fish's functions
    const auto add = [&](const std::string& state, const std::string& what) {
        result += complete + std::string{" -n "} + in_quotes("__fish_" + state) + what + '\n';
    };
    const auto add_options = [&](CLI::App& about, const std::string& state) {
        for (CLI::Option* const option : about.get_options({})) {
            const std::string name = option->get_name();
            const candidates values = values_of(*option);
            add(state, (name[1] == '-' ? " -l " + name.substr(2) : " -s " + name.substr(1)) +
                           (has_value(*option) ? (values.files ? " -r" : " -x") + offer(values) : std::string{}) + " -d " +
                           in_quotes(first_sentence(option->get_description())));
        }
    };
    for (const command_row& row : commands()) {
        add("use_subcommand", std::string{" -a "} + row.name + " -d " + in_quotes(row.summary));
    }
    add("use_subcommand", " -a help -d 'print the complete help'");
    add("seen_subcommand_from help", offer({false, names_of_commands()}));
    add_options(app, "use_subcommand");
    for (const command_row& row : commands()) {
        const std::string state = std::string{"seen_subcommand_from "} + row.name;
        if (*row.operands != '\0') {
            add(state, offer(operands_of(row)));
        }
        add_options(*app.get_subcommand(row.name), state);
    }
    return result;
}

} // namespace command_line
