#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""completion.py PROGRAM OUTPUT: completion for bash, from the program's table of commands.

Names of documents and formulas are asked of the program when they are needed.
"""
import pathlib
import re
import sys

from command_table import Table

HEAD = """\
# SPDX-License-Identifier: GPL-3.0-or-later
# bash completion for lymphodose. Generated from its table of commands by tools/completion.py.

_lymphodose_words() { mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2"); }
_lymphodose_documents() { lymphodose guidance list 2>/dev/null | awk '/^  / { print $1 }'; }
_lymphodose_formulas() { lymphodose formula --list 2>/dev/null | cut -f1; }
_lymphodose_files() { compopt -o default; COMPREPLY=(); }

"""

# What an option's value is, by the name of the value.
VALUES = {
    "FILE": "_lymphodose_files", "IN.csv": "_lymphodose_files", "SUITE.csv": "_lymphodose_files",
    "DIR": "compopt -o dirnames", "given|none|FILE": "_lymphodose_files",
    "ID[@VERSION]": '_lymphodose_words "$(_lymphodose_documents)" "$current"',
    "name=value": '_lymphodose_words "$columns" "$current"; compopt -o nospace',
    "SIZE": '_lymphodose_words "a4 letter" "$current"',
    "KIND": '_lymphodose_words "regimens guidance formulary" "$current"',
}


def quoted(words):
    return '"' + " ".join(words) + '"'


def formats(description):
    """The words of "text (default), json or junit"."""
    return re.findall(r"[a-z]+", re.sub(r"\([^)]*\)", "", description).replace(" or ", " "))


def option_words(options):
    words = []
    for name, short, value, _ in options:
        words.append(f"--{name}")
        if short:
            words.append(f"-{short}")
    return words


def value_action(name, value, description):
    if value == "FORMAT":
        return f'_lymphodose_words {quoted(formats(description))} "$current"'
    return VALUES.get(value, ":")


def option_cases(commands):
    for command in commands:
        for name, short, value, description in command.options:
            if value:
                patterns = [f'"{command.name} --{name}"'] + ([f'"{command.name} -{short}"'] if short else [])
                yield f"        {'|'.join(patterns)}) {value_action(name, value, description)}; return ;;"


def argument_action(command):
    arguments = command.arguments
    if command.name == "formula":
        return '_lymphodose_words "$(_lymphodose_formulas)" "$current"'
    if "ID" in arguments or "OLD" in arguments:
        return '_lymphodose_words "$(_lymphodose_documents)" "$current"; compopt -o default'
    return "_lymphodose_files" if arguments else ":"


def script(table):
    commands = list(table.commands.values())
    groups = {name.split()[0] for name in table.commands if " " in name}
    out = [HEAD, "_lymphodose()\n{\n"]
    out.append('    local current=$2 previous=$3 command="" word i\n')
    columns = [column[0] + "=" for column in table.columns]
    out.append(f"    local columns={quoted(columns)}\n")
    out.append('    for ((i = 1; i < COMP_CWORD; i++)); do\n'
               '        word=${COMP_WORDS[i]}\n'
               '        case "$command $word" in\n')
    out.append('        " --data"|" --lang") ((i++)) ;;\n')
    for command in commands:
        before, _, last = command.name.rpartition(" ")
        out.append(f'        "{before} {last}") command="{command.name}" ;;\n')
    out.append("        esac\n    done\n")
    # bash splits words at "=": name=value is three of them.
    out.append('    if [[ $previous == "=" ]]; then previous=${COMP_WORDS[COMP_CWORD - 2]}\n'
               '    elif [[ $current == "=" ]]; then current=""; fi\n')
    out.append('    case "$previous" in\n        --data) compopt -o dirnames; return ;;\n'
               '        --lang) return ;;\n')
    for name, _, words, _ in table.columns:
        if words and words != "YYYY-MM-DD":
            out.append(f'        {name}) _lymphodose_words {quoted(words.split("|"))} "$current"; return ;;\n')
    out.append("    esac\n    case \"$command $previous\" in\n")
    out += [line + "\n" for line in option_cases(commands)]
    out.append("    esac\n    case \"$command\" in\n")
    every = option_words(table.options)
    first = [command.name for command in commands if " " not in command.name]
    out.append(f'    "") _lymphodose_words {quoted(first + every)} "$current" ;;\n')
    for command in commands:
        if command.name in groups:
            actions = [name.split()[1] for name in table.commands if name.startswith(command.name + " ")]
            out.append(f'    "{command.name}") _lymphodose_words {quoted(actions + ["--help"])} "$current" ;;\n')
            continue
        words = option_words(command.options) + ["--help", "--data", "--strict", "--lang"]
        out.append(f'    "{command.name}")\n        if [[ $current == -* ]]; then _lymphodose_words '
                   f'{quoted(words)} "$current"\n        else {argument_action(command)}; fi ;;\n')
    out.append("    esac\n}\n\ncomplete -F _lymphodose lymphodose\n")
    return "".join(out)


def main():
    program, output = sys.argv[1:]
    pathlib.Path(output).write_text(script(Table(program)), encoding="utf-8")


if __name__ == "__main__":
    main()
