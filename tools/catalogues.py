#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""catalogues.py ROOT DIRECTORY [STAMP]: compiles the translations into DIRECTORY, as they are installed, for
a program that is run from its build directory (LYMPHODOSE_LOCALES). To the languages of po/ comes en_XA:
every text in brackets, with accents, and longer by two fifths, which shows what is not translated or does
not fit."""
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT, directory = map(pathlib.Path, sys.argv[1:3])
DOMAINS = {"lymphodose": ROOT / "po", "lymphodose-rules": ROOT / "po" / "rules"}
ACCENTS = str.maketrans("aceinouyzACEINOUYZ", "áçéîñöüýžÁÇÉÎÑÖÜÝŽ")
KEEP = re.compile(r"(%(?:\d+\$)?[-+0#]*\d*(?:\.\d+)?l?[sduifgc%]|<[^<>]*>|_(?=\w))")
WORD = 8  # how long a word of what is added is: lines are broken between them
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dngettext:2,3", "ldose_tell_count:3,4",
            "ldose_wording_plural:2,3"]


def compile_catalogue(source, language, domain):
    folder = directory / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run(["msgfmt", "-o", folder / f"{domain}.mo", source], check=True)


def stretched(text):
    """The same text, still readable, but seen to be a translation."""
    pieces = KEEP.split(text)
    changed = "".join(piece if number % 2 else piece.translate(ACCENTS) for number, piece in enumerate(pieces))
    body = changed.rstrip("\n")
    more = " ".join(["·" * WORD] * (len(body) * 2 // 5 // WORD) + ["·" * (len(body) * 2 // 5 % WORD)])
    return "⟦" + body + more + "⟧" + "\n" * (len(changed) - len(body))


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def pseudo(folder, domain):
    """Every text of the template as its own stretched translation."""
    listed = [line for line in (folder / "POTFILES.in").read_text(encoding="utf-8").splitlines()
              if line and not line.startswith("#")]
    with tempfile.TemporaryDirectory() as made:
        template, catalogue = pathlib.Path(made) / "template.pot", pathlib.Path(made) / "en_XA.po"
        subprocess.run(["xgettext", "--from-code=UTF-8", "-k", *(f"-k{word}" for word in KEYWORDS), "-o", template,
                        *listed], cwd=ROOT, check=True, stderr=subprocess.DEVNULL,
                       env={"PATH": "/usr/bin:/bin", "GETTEXTDATADIRS": str(ROOT / "data")})
        subprocess.run(["msgen", "--no-wrap", "-o", catalogue, template], check=True)
        text = catalogue.read_text(encoding="utf-8")
        head, *blocks = re.split(r"\n\n", text)
        head = re.sub(r'"Language:[^"]*"', r'"Language: en_XA\\n"', head)
        head = re.sub(r'"Plural-Forms:[^"]*"', r'"Plural-Forms: nplurals=2; plural=(n != 1);\\n"', head)
        head = head.replace("charset=CHARSET", "charset=UTF-8").replace("#, fuzzy\n", "")
        if "Plural-Forms" not in head:
            head += '\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"'
        made_blocks = [head]
        for block in blocks:
            made_blocks.append(re.sub(r'^(msgstr(?:\[\d\])?) ((?:".*"\n?)+)',
                                      lambda m: f"{m[1]} {quoted(stretched(unquoted(m[2])))}\n", block, flags=re.M))
        catalogue.write_text("\n\n".join(made_blocks) + "\n", encoding="utf-8")
        compile_catalogue(catalogue, "en_XA", domain)


def unquoted(lines):
    escapes = {"n": "\n", "t": "\t", '"': '"', "\\": "\\"}
    return "".join(re.sub(r"\\(.)", lambda m: escapes[m[1]], line[1:-1]) for line in lines.strip().split("\n"))


def main():
    for domain, folder in DOMAINS.items():
        for source in folder.glob("*.po"):
            compile_catalogue(source, source.stem, domain)
        pseudo(folder, domain)
    for stamp in sys.argv[3:]:
        pathlib.Path(stamp).write_text("", encoding="utf-8")


if __name__ == "__main__":
    main()
