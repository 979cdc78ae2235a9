#!/usr/bin/env python3
# check-sizes.py - finds products in sizes that may overflow: check-sizes.py [SOURCE-ROOT]
# SPDX-License-Identifier: BSD-3-Clause
#
# In io/ and model/, where sizes come from files, a product that is handed to an allocation or says
# how long bytes are goes through cal_size_times(). Products of numbers and capitals are left: the
# compiler checks them.
import pathlib
import re
import sys

CALLS = re.compile(
    r"\b(g_(?:try_)?(?:malloc0?|realloc|new0?|renew)|malloc|calloc|realloc|g_memdup2|g_bytes_new|"
    r"g_bytes_new_take|g_bytes_new_static|g_bytes_new_with_free_func|g_array_sized_new|"
    r"g_array_set_size|g_byte_array_set_size|g_string_sized_new|mmap|ftruncate) \(")
SAFE = re.compile(r"\b(cal_size_times|sizeof) \(")
CONSTANT = r"(?:[0-9][0-9a-zA-Z]*|[A-Z][A-Z0-9_]+|\((?:gsize|guint64|goffset)\) [0-9]+)"
PRODUCT = re.compile(r" \* ")


def balanced(text, start):
    """The place behind the bracket that closes the one at start."""
    depth = 0
    for at in range(start, len(text)):
        depth += (text[at] == "(") - (text[at] == ")")
        if depth == 0:
            return at + 1
    return len(text)


def without_safe(text):
    while match := SAFE.search(text):
        text = text[: match.start()] + "SAFE" + text[balanced(text, match.end() - 1):]
    return text


def arguments(text):
    """Splits at the commas outside brackets."""
    parts, depth = [""], 0
    for letter in text:
        depth += (letter in "([{") - (letter in ")]}")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


def is_product(argument):
    argument = re.sub(r"sizeof \*?\w+(?:->\w+|\.\w+)*", "SAFE_SIZE", without_safe(argument))
    while True:
        shorter = re.sub(CONSTANT + r" \* " + CONSTANT, "CONSTANT", argument)
        if shorter == argument:
            return PRODUCT.search(argument) is not None
        argument = shorter


def check(path):
    text = re.sub(r"/\*.*?\*/", lambda m: re.sub(r"[^\n]", " ", m[0]), path.read_text(), flags=re.S)
    text = re.sub(r'"(?:\\.|[^"\\])*"', '""', text)
    found = 0
    for match in CALLS.finditer(text):
        # What lies in memory already is an address, not a size.
        first = 0 if match[1] in ("g_malloc", "g_malloc0", "g_try_malloc", "g_try_malloc0", "malloc",
                                  "calloc", "g_string_sized_new") else 1
        inside = text[match.end(): balanced(text, match.end() - 1) - 1]
        for argument in arguments(inside)[first:]:
            if is_product(" ".join(argument.split())):
                line = text.count("\n", 0, match.start()) + 1
                print(f"{path}:{line}: a product that may overflow: {' '.join(argument.split())}")
                found += 1
    return found


root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
total = sum(check(path) for room in ("io", "model") for path in sorted((root / room).rglob("*.c")))
sys.exit(1 if total else 0)
