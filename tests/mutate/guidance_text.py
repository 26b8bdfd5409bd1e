# SPDX-License-Identifier: GPL-3.0-or-later
"""A guidance as text with places: what the mutation tool changes, and where it stands.

The files are ours and regular, so they are read by patterns; every other byte of a document stays as
it is when one attribute changes.
"""
import re
from decimal import Decimal

LIMIT_NAMES = ("from", "above", "to", "below")
FLIPPED = {"from": "above", "above": "from", "to": "below", "below": "to"}


class Attribute:
    """One attribute of one element, with the place of its name and of its value."""

    def __init__(self, name, value, name_at, value_at):
        self.name, self.value = name, value
        self.name_at, self.value_at = name_at, value_at

    def number(self):
        return Decimal(self.value)


def attributes(text, start, end):
    """The attributes of the element whose tag stands between start and end."""
    found = []
    for match in re.finditer(r'([\w-]+)="([^"]*)"', text[start:end]):
        found.append(Attribute(match[1], match[2], start + match.start(1), start + match.start(2)))
    return found


def blocks(text, element, start=0, end=None):
    """(start, end) of every element of a name that holds others."""
    end = len(text) if end is None else end
    pattern = re.compile(r"<%s[ >].*?</%s>" % (element, element), re.S)
    return [match.span() for match in pattern.finditer(text, start, end)]


def tags(text, element, start, end):
    """(start, end) of every opening or empty tag of a name."""
    pattern = re.compile(r"<%s(?=[ />])[^>]*>" % element)
    return [match.span() for match in pattern.finditer(text, start, end)]


def value_of(text, span, name):
    for attribute in attributes(text, *span):
        if attribute.name == name:
            return attribute.value
    return ""


def opening(text, block):
    """The opening tag of a block."""
    return block[0], text.index(">", block[0]) + 1


class Table:
    """A table: its id, its rows, and every limit of its axes with all the places it stands at."""

    def __init__(self, text, block):
        self.text, self.block = text, block
        self.id = value_of(text, opening(text, block), "id")
        self.axes = [value_of(text, span, "quantity") for span in tags(text, "axis", *block)]
        self.units = {value_of(text, span, "quantity"): value_of(text, span, "unit")
                      for span in tags(text, "axis", *block)}
        self.rows = blocks(text, "row", *block)

    def row_id(self, row):
        return value_of(self.text, opening(self.text, row), "id")

    def limits(self):
        """{(axis, number): [Attribute]}"""
        places = {}
        for row in self.rows:
            for span in tags(self.text, "range", *row):
                axis = value_of(self.text, span, "axis") or self.axes[0]
                for attribute in attributes(self.text, *span):
                    if attribute.name in LIMIT_NAMES:
                        places.setdefault((axis, attribute.number()), []).append(attribute)
        return places


class Guidance:
    """The text of one guidance document."""

    def __init__(self, text):
        self.text = text
        root = tags(text, "guidance", 0, len(text))[0]
        self.id = value_of(text, root, "id")
        self.tables = [Table(text, block) for block in blocks(text, "table")]
        self.stops = blocks(text, "stop")

    def table_at(self, place):
        for table in self.tables:
            if table.block[0] <= place < table.block[1]:
                return table
        return None

    def place_of(self, place):
        """The table and row, or the stop, that a place belongs to."""
        table = self.table_at(place)
        if table is None:
            return "stop"
        return "%s %s" % (table.id, next((table.row_id(row) for row in table.rows
                                          if row[0] <= place < row[1]), ""))


def replaced(text, edits):
    """The text with each (place, old, new) replaced."""
    for place, old, new in sorted(edits, reverse=True):
        assert text.startswith(old, place), (place, old)
        text = text[:place] + new + text[place + len(old):]
    return text


def plain(number):
    """A decimal as a document writes it: no exponent, no trailing zero."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
