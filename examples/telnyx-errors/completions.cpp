// telnyx-errors, the command line: completions for shells. SPDX-License-Identifier: MIT
#include <algorithm>
#include <set>
#include <string_view>

#include <telnyx/errors/lookup.hpp>

#include "options.hpp"

namespace command_line {
namespace {

namespace te = telnyx::errors;

std::string joined(const std::vector<std::string>& words) {
    std::string result;
    for (const std::string& word : words) {
        result += (result.empty() ? "" : " ") + word;
    }
    return result;
}

std::string all_codes() {
    std::vector<std::string> codes;
    for (const te::code_info& row : te::table) {
        codes.push_back(std::to_string(row.number()));
    }
    return joined(codes);
}

std::string names_of_options(CLI::App& app) {
    std::vector<std::string> names;
    for (const CLI::Option* const option : app.get_options({})) {
        names.push_back(option->get_name());
    }
    return joined(names);
}

bool has_value(const CLI::Option& option) { return option.get_items_expected_max() != 0; }
bool takes_file(const CLI::Option& option) { return option.get_type_name() == "FILE"; }
bool takes_files(const command_row& row) { return std::string_view{row.operands}.find("FILE") != std::string_view::npos; }
bool takes_codes(const command_row& row) { return std::string_view{row.operands}.find("CODE") != std::string_view::npos; }

// The program itself and its commands.
std::vector<CLI::App*> all_apps(CLI::App& app) {
    std::vector<CLI::App*> apps{&app};
    for (const command_row& row : commands()) {
        apps.push_back(app.get_subcommand(row.name));
    }
    return apps;
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
    std::string result = R"(# bash completion for telnyx-errors
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
    std::set<std::string> seen; // an option has the same values in all commands
    for (CLI::App* const about : all_apps(app)) {
        for (CLI::Option* const option : about->get_options({})) {
            if (!has_value(*option) || !seen.insert(option->get_name()).second) {
                continue;
            }
            const std::string words = joined(words_of(*option));
            result += "    " + option->get_name() + ")\n";
            if (takes_file(*option)) {
                result += "        compopt -o filenames 2>/dev/null\n        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n";
            } else if (!words.empty()) {
                result += "        mapfile -t COMPREPLY < <(compgen -W '" + words + "' -- \"$word\")\n";
            }
            result += "        return\n        ;;\n";
        }
    }
    result += "    esac\n    case $command in\n    '')\n        mapfile -t COMPREPLY < <(compgen -W '" + names_of_commands() +
              " help " + names_of_options(app) +
              "' -- \"$word\")\n        ;;\n    help)\n        mapfile -t COMPREPLY < <(compgen -W '" + names_of_commands() +
              "' -- \"$word\")\n        ;;\n";
    for (const command_row& row : commands()) {
        const std::string options = names_of_options(*app.get_subcommand(row.name));
        result += std::string{"    "} + row.name +
                  ")\n        if [ \"${word:0:1}\" = - ]; then\n            mapfile -t COMPREPLY < <(compgen -W '" + options +
                  "' -- \"$word\")\n";
        if (takes_files(row)) {
            result += "        else\n            compopt -o filenames 2>/dev/null\n            mapfile -t COMPREPLY < <(compgen -f "
                      "-- \"$word\")\n";
        } else if (takes_codes(row)) {
            result += "        else\n            mapfile -t COMPREPLY < <(compgen -W '" + all_codes() + "' -- \"$word\")\n";
        }
        result += "        fi\n        ;;\n";
    }
    return result + "    esac\n}\ncomplete -F _telnyx_errors telnyx-errors\n";
}

std::string zsh_completion(CLI::App& app) {
    const auto arguments = [](CLI::App& about, const std::string& indentation) {
        std::string result;
        for (CLI::Option* const option : about.get_options({})) {
            std::string spec =
                option->get_name() + (has_value(*option) ? "=[" : "[") + first_sentence(option->get_description()) + ']';
            if (has_value(*option)) {
                const std::string words = joined(words_of(*option));
                spec += ':' + option->get_type_name() + ':' +
                        (takes_file(*option) ? "_files"
                         : words.empty()     ? " "
                                             : '(' + words + ')');
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
                  arguments(*app.get_subcommand(row.name), "                ") +
                  (takes_files(row)   ? "                '*:file:_files'\n"
                   : takes_codes(row) ? "                '*:code:(" + all_codes() + ")'\n"
                                      : std::string{"                && return\n"}) +
                  "            ;;\n";
    }
    return result + "        esac\n        ;;\n    esac\n}\n_telnyx_errors \"$@\"\n";
}

std::string fish_completion(CLI::App& app) {
    const std::string names = names_of_commands();
    std::string result = "# fish completion for telnyx-errors\ncomplete -c telnyx-errors -f\n";
    const auto add_options = [&](CLI::App& about, const std::string& condition) {
        for (CLI::Option* const option : about.get_options({})) {
            const std::string name = option->get_name();
            const std::string words = joined(words_of(*option));
            result += "complete -c telnyx-errors -n " + in_quotes(condition) +
                      (name[1] == '-' ? " -l " + name.substr(2) : " -s " + name.substr(1));
            if (has_value(*option)) {
                result += takes_file(*option) ? " -r -F" : words.empty() ? " -x" : " -x -a " + in_quotes(words);
            }
            result += " -d " + in_quotes(first_sentence(option->get_description())) + '\n';
        }
    };
    for (const command_row& row : commands()) {
        result += std::string{"complete -c telnyx-errors -n '__fish_use_subcommand' -a "} + row.name + " -d " +
                  in_quotes(row.summary) + '\n';
    }
    result += "complete -c telnyx-errors -n '__fish_use_subcommand' -a help -d 'print the complete help'\n"
              "complete -c telnyx-errors -n '__fish_seen_subcommand_from help' -a " +
              in_quotes(names) + '\n';
    add_options(app, "__fish_use_subcommand");
    for (const command_row& row : commands()) {
        const std::string condition = std::string{"__fish_seen_subcommand_from "} + row.name;
        if (takes_files(row)) {
            result += "complete -c telnyx-errors -n " + in_quotes(condition) + " -F\n";
        } else if (takes_codes(row)) {
            result += "complete -c telnyx-errors -n " + in_quotes(condition) + " -a " + in_quotes(all_codes()) + '\n';
        }
        add_options(*app.get_subcommand(row.name), condition);
    }
    return result;
}

} // namespace command_line
