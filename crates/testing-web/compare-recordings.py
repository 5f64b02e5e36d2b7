#!/usr/bin/env python3
"""Compares two recordings of what tests saw (MINISTAGE_RECORD=DIR cargo nextest run --workspace).

compare-recordings.py BEFORE AFTER [pages|letters]: counts answers that are the same but for ids, tokens and
nonces, and prints each kind of difference once, the most frequent first.
"""
import difflib, html, os, re, sys
from collections import Counter

CHANGING = [
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "ID"),
    (r"/assets/([\w-]+)\.[0-9a-f]+\.", r"/assets/\1.HASH."),
    (r'nonce="[^"]*"', "nonce"),
    (r"\b[0-9A-Z]{4}-[0-9A-Z]{4}\b", "REFERENCE"),
    (r"<code>[0-9A-Z]{12}", "<code>REQUEST"),
    (r"[A-Za-z0-9_-]{43}", "TOKEN"),
    (r"[ \t\r\n]+", " "),
    (r"> | <", lambda found: found.group().strip()),
]


def lines(path):
    text = open(path, encoding="utf8", errors="replace").read()
    for pattern, plain in CHANGING:
        text = re.sub(pattern, plain, text)
    return html.unescape(text).replace("><", ">\n<").split("\n")


def order(name):
    return name.split("-")[0], name.endswith(".html")


def answers(folder, test, kind):
    for name in sorted(os.listdir(os.path.join(folder, test)), key=order):
        if kind is None or ("letter" in name) == (kind == "letters"):
            yield os.path.join(folder, test, name)


before, after, kind = sys.argv[1], sys.argv[2], (sys.argv[3:] or [None])[0]
same, kinds, example = 0, Counter(), {}
for test in sorted(set(os.listdir(before)) & set(os.listdir(after)) - {"assets"}):
    olds, news = list(answers(before, test, kind)), list(answers(after, test, kind))
    if len(olds) != len(news):
        print(f"{test}: {len(olds)} answers before, {len(news)} after")
    for old, new in zip(olds, news):
        changes = list(difflib.unified_diff(lines(old), lines(new), lineterm="", n=0))[2:]
        if not changes:
            same += 1
            continue
        change = "\n".join(line for line in changes if not line.startswith("@@"))[:1500]
        kinds[change] += 1
        example.setdefault(change, new)
print(f"{same} the same, {sum(kinds.values())} different in {len(kinds)} ways")
for change, count in kinds.most_common():
    print(f"===== {count} × {example[change]}\n{change}")
