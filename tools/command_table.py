# SPDX-License-Identifier: GPL-3.0-or-later
"""The program's own table of commands, as `--describe` prints it: for what is generated from it."""
import os
import subprocess


class Command:
    def __init__(self, name, arguments="", summary=""):
        self.name, self.arguments, self.summary = name, arguments, summary
        self.options, self.examples, self.more = [], [], ""


class Table:
    """commands: name to Command, in order; options: the global ones; columns: (name, unit, words, label);
    formulas: [id, form, source, population]."""

    def __init__(self, program):
        self.program = program
        self.commands, self.options, self.columns, self.formulas = {}, [], [], []
        self.read()
        for name in list(self.commands):
            self.read(*name.split())

    def read(self, *command):
        env = {**os.environ, "LC_ALL": "C.UTF-8", "LANGUAGE": ""}
        text = subprocess.run([self.program, *command, "--describe"], env=env, check=True,
                              capture_output=True).stdout.decode("utf-8")
        for line in text.splitlines():
            fields = line.split("\t")
            if fields[0] == "command":
                if fields[1] not in self.commands:
                    self.commands[fields[1]] = Command(*fields[1:])
            elif fields[0] == "option":
                (self.commands[fields[1]].options if fields[1] else self.options).append(fields[2:])
            elif fields[0] == "example":
                self.commands[fields[1]].examples.append(tuple(fields[2:]))
            elif fields[0] == "more":
                self.commands[fields[1]].more = fields[2]
            elif fields[0] == "formula":
                self.formulas.append(fields[1:])
            elif fields[0] == "column":
                self.columns.append(tuple(fields[1:]))
