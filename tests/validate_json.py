#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Validates JSON against a schema, with the standard library only.

    validate_json.py SCHEMA FILE…               files; - is standard input
    validate_json.py SCHEMA -- COMMAND [ARG…]   what a command prints; its exit status may be 0 or 1
    validate_json.py --self-test

Exit: 0 valid, 1 not valid, 2 the schema uses what this program does not know.

Covers the keywords of draft-07 that data/schema/*.schema.json use; any other keyword is an error, so that
nothing in a schema goes unheeded. Reads strictly: a repeated name, NaN and Infinity are refused.
"""

import json
import re
import subprocess
import sys

SILENT = {"$schema", "$id", "title", "description", "definitions"}


class UnknownKeyword(Exception):
    pass


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


TYPES = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "number": is_number,
    "integer": lambda v: is_number(v) and float(v).is_integer(),
}


def same(one, other):
    """Equal as JSON: true is not 1."""
    return isinstance(one, bool) == isinstance(other, bool) and one == other


class Validator:
    def __init__(self, schema):
        self.root = schema

    def resolve(self, reference):
        if not reference.startswith("#/"):
            raise UnknownKeyword("$ref " + reference)
        node = self.root
        for part in reference[2:].split("/"):
            node = node[part]
        return node

    def errors(self, schema, value, path):
        """Yields one line a fault."""
        for keyword, argument in schema.items():
            if keyword in SILENT or keyword in ("then", "else"):
                continue
            check = getattr(self, "check_" + keyword.strip("$"), None)
            if check is None:
                raise UnknownKeyword(keyword)
            yield from check(argument, value, path, schema)

    def holds(self, schema, value):
        return next(self.errors(schema, value, ""), None) is None

    def check_ref(self, reference, value, path, _schema):
        yield from self.errors(self.resolve(reference), value, path)

    def check_type(self, types, value, path, _schema):
        types = [types] if isinstance(types, str) else types
        if not any(TYPES[t](value) for t in types):
            yield f"{path}: expected {' or '.join(types)}, found {json.dumps(value)[:60]}"

    def check_enum(self, values, value, path, _schema):
        if not any(same(v, value) for v in values):
            yield f"{path}: {json.dumps(value)[:60]} is not one of {json.dumps(values)[:120]}"

    def check_const(self, constant, value, path, _schema):
        if not same(constant, value):
            yield f"{path}: expected {json.dumps(constant)}, found {json.dumps(value)[:60]}"

    def check_pattern(self, pattern, value, path, _schema):
        if isinstance(value, str) and not re.search(pattern, value):
            yield f"{path}: {json.dumps(value)[:60]} does not match {pattern}"

    def check_minItems(self, n, value, path, _schema):
        if isinstance(value, list) and len(value) < n:
            yield f"{path}: {len(value)} items, at least {n} expected"

    def check_maxItems(self, n, value, path, _schema):
        if isinstance(value, list) and len(value) > n:
            yield f"{path}: {len(value)} items, at most {n} expected"

    def check_items(self, items, value, path, _schema):
        if isinstance(value, list):
            for i, item in enumerate(value):
                yield from self.errors(items, item, f"{path}[{i}]")

    def check_properties(self, properties, value, path, _schema):
        if isinstance(value, dict):
            for name, schema in properties.items():
                if name in value:
                    yield from self.errors(schema, value[name], f"{path}.{name}")

    def check_required(self, names, value, path, _schema):
        if isinstance(value, dict):
            for name in names:
                if name not in value:
                    yield f"{path}: \"{name}\" is missing"

    def check_additionalProperties(self, allowed, value, path, schema):
        if allowed is not False:
            raise UnknownKeyword("additionalProperties other than false")
        if isinstance(value, dict):
            for name in value:
                if name not in schema.get("properties", {}):
                    yield f"{path}: \"{name}\" is not expected here"

    def check_anyOf(self, schemas, value, path, _schema):
        if not any(self.holds(s, value) for s in schemas):
            yield f"{path}: fits none of {len(schemas)} forms: {json.dumps(value)[:60]}"

    def check_allOf(self, schemas, value, path, _schema):
        for schema in schemas:
            yield from self.errors(schema, value, path)

    def check_if(self, condition, value, path, schema):
        branch = "then" if self.holds(condition, value) else "else"
        if branch in schema:
            yield from self.errors(schema[branch], value, path)


def members_once(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError("repeated name: " + ", ".join(sorted({n for n in names if names.count(n) > 1})))
    return members


def refuse_constant(text):
    raise ValueError(text + " is not JSON")


def read_strictly(text):
    return json.loads(text, object_pairs_hook=members_once, parse_constant=refuse_constant)


def validate(schema, text, name):
    try:
        value = read_strictly(text)
    except ValueError as error:
        print(f"{name}: {error}", file=sys.stderr)
        return False
    faults = list(Validator(schema).errors(schema, value, "$"))
    for fault in faults[:50]:
        print(f"{name}: {fault}", file=sys.stderr)
    return not faults


def texts(arguments):
    if arguments[0] == "--":
        done = subprocess.run(arguments[1:], stdout=subprocess.PIPE, check=False)
        if done.returncode not in (0, 1):
            sys.exit(f"{arguments[1]}: exit status {done.returncode}")
        yield " ".join(arguments[1:]), done.stdout.decode("utf-8")
        return
    for name in arguments:
        if name == "-":
            yield "standard input", sys.stdin.buffer.read().decode("utf-8")
        else:
            with open(name, encoding="utf-8") as file:
                yield name, file.read()


def self_test():
    """Each keyword refuses what it must: a check that never fails is no check."""
    refused = [
        ({"type": "integer"}, "1.5"), ({"type": "number"}, "true"), ({"enum": [1]}, "true"),
        ({"const": None}, "0"), ({"pattern": "^a"}, '"b"'), ({"minItems": 1}, "[]"),
        ({"maxItems": 0}, "[1]"), ({"items": {"type": "null"}}, "[null, 1]"),
        ({"properties": {"a": {"type": "null"}}}, '{"a": 1}'), ({"required": ["a"]}, "{}"),
        ({"additionalProperties": False, "properties": {}}, '{"a": 1}'),
        ({"anyOf": [{"type": "null"}, {"const": 1}]}, "2"), ({"allOf": [{"const": 1}]}, "2"),
        ({"if": {"const": 1}, "then": {"type": "null"}}, "1"),
        ({"if": {"const": 1}, "else": {"type": "null"}}, "2"),
        ({"$ref": "#/definitions/x", "definitions": {"x": {"const": 1}}}, "2"),
        ({}, '{"a": 1, "a": 2}'), ({}, "NaN"), ({}, "[1,]"),
    ]
    sys.stderr = open("/dev/null", "w", encoding="utf-8")
    passed = [schema for schema, text in refused if validate(schema, text, "")]
    if passed:
        sys.exit(f"not refused: {passed}")
    try:
        validate({"minimum": 0}, "1", "")
    except UnknownKeyword:
        return
    sys.exit("an unknown keyword went unheeded")


def main(arguments):
    if arguments == ["--self-test"]:
        self_test()
        return 0
    if len(arguments) < 2:
        sys.exit(__doc__)
    with open(arguments[0], encoding="utf-8") as file:
        schema = read_strictly(file.read())
    try:
        results = [validate(schema, text, name) for name, text in texts(arguments[1:])]
    except UnknownKeyword as keyword:
        print(f"the schema uses {keyword}, which this program does not know", file=sys.stderr)
        return 2
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
