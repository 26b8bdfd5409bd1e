#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""man-page.py PROGRAM VERSION TEMPLATE OUTPUT: lymphodose(1): what stands in the program's table of commands
is put into the template at the lines .\\" @COMMANDS@, .\\" @OPTIONS@ and .\\" @COLUMNS@."""
import pathlib
import re
import sys

from command_table import Table


def escaped(text):
    text = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq")
    for sign, name in (("’", "\\(cq"), ("…", "\\&..."), ("–", "\\(en"), ("“", "\\(lq"), ("”", "\\(rq")):
        text = text.replace(sign, name)
    return "\\&" + text if text.startswith((".", "\\(aq")) else text


def example(line):
    """A command, going on in further lines before an option where it is long."""
    lines = [""]
    for part in re.split(r"(?= --)", line):
        if lines[-1] and len(lines[-1] + part) > 80:
            lines[-1] += " \\"
            lines.append("   ")
        lines[-1] += part
    return "\n".join(map(escaped, lines))


def option(name, short, value, description):
    shown = f"\\fB\\-{short}\\fR, " if short else ""
    shown += f"\\fB\\-\\-{escaped(name)}\\fR" + (f" \\fI{escaped(value)}\\fR" if value else "")
    return f".TP\n{shown}\n{escaped(description)}.\n"


def command_section(command):
    shown = f'.SS "{escaped("lymphodose " + command.name)}'
    shown += f' {escaped(command.arguments)}"\n' if command.arguments else '"\n'
    shown += f"{escaped(command.summary)}.\n"
    shown += "".join(option(*fields) for fields in command.options)
    for line, what in command.examples:
        shown += f".PP\n{escaped(what)}\n.PP\n.nf\n.RS 4\n{example(line)}\n.RE\n.fi\n"
    if command.more:
        shown += f".PP\n{escaped(command.more)}\n"
    return shown


def column(name, unit, words, label):
    takes = f" in {unit}" if unit else f": {words.replace('|', ', ')}" if words else ""
    return f".TP\n\\fB{escaped(name)}\\fR\n{escaped(label + takes)}.\n"


def main():
    program, version, template, output = sys.argv[1:]
    table = Table(program)
    page = pathlib.Path(template).read_text(encoding="utf-8")
    for place, text in (
            ('.\\" @COMMANDS@\n', "".join(map(command_section, table.commands.values()))),
            ('.\\" @OPTIONS@\n', "".join(option(*fields) for fields in table.options)),
            ('.\\" @COLUMNS@\n', "".join(column(*fields) for fields in table.columns)),
            ("@VERSION@", version)):
        assert page.count(place) == 1, place
        page = page.replace(place, text)
    pathlib.Path(output).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
