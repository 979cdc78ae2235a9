#!/usr/bin/python3
"""nouns.py - the nouns of WordNet 3.0, for analysis/nouns.c.

    nouns.py FOLDER > resources/words/nouns.txt

FOLDER holds WordNet's index.*, data.noun, *.exc and cntlist.rev: /usr/share/wordnet where Debian's package
wordnet-base is installed.

A word can be a noun and a verb. WordNet says how often texts that were tagged by hand use each word
as what, all its forms taken together. A noun is a word that they use as one at least one time in
four; of words that they never use, one that has at least as many senses as a noun as it has others.
Single words of the letters a to z, no names, and irregular plurals; regular ones are undone when looked
up.

SPDX-License-Identifier: BSD-3-Clause
"""
import collections
import re
import sys

LEAST_SHARE = 1 / 4
FILES = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
ENDINGS = {
    "n": [("s", ""), ("ses", "s"), ("xes", "x"), ("zes", "z"), ("ches", "ch"), ("shes", "sh"), ("men", "man"),
          ("ies", "y")],
    "v": [("s", ""), ("ies", "y"), ("es", "e"), ("es", ""), ("ed", "e"), ("ed", ""), ("ing", "e"), ("ing", "")],
}
folder = sys.argv[1]
uses, senses, irregular = collections.Counter(), {}, collections.defaultdict(list)
with open(f"{folder}/cntlist.rev", encoding="ascii") as lines:
    for line in lines:
        key, _, count = line.split()
        word, place = key.split("%")
        uses[word, "nvara"[int(place[0]) - 1]] += int(count)
for part, name in FILES.items():
    with open(f"{folder}/index.{name}", encoding="ascii") as lines:
        for fields in (line.split() for line in lines if not line.startswith(" ")):
            senses[fields[0], part] = int(fields[2])
    with open(f"{folder}/{name}.exc", encoding="ascii") as lines:
        for form, *words in (line.split() for line in lines):
            irregular[form, part] += words


def find_bases(form, part):
    """The words of a part of speech that a form may belong to."""
    bases = {form, *irregular[form, part]}
    bases |= {form[:-len(end)] + start for end, start in ENDINGS.get(part, ()) if form.endswith(end)}
    return [base for base in bases if (base, part) in senses]


def is_noun(form):
    n_uses, n_senses = ({part: sum(counts[base, part] for base in find_bases(form, part)) for part in FILES}
                        for counts in (uses, senses))
    if sum(n_uses.values()) > 0:
        return n_uses["n"] >= LEAST_SHARE * sum(n_uses.values())
    return n_senses["n"] >= sum(n_senses.values()) / 2


common = set()
with open(f"{folder}/data.noun", encoding="ascii") as lines:
    for fields in (line.split() for line in lines if not line.startswith(" ")):
        common |= {word for word in fields[4:4 + 2 * int(fields[3], 16):2] if word == word.lower()}
forms = {word for word, part in senses if part == "n"} | {form for form, part in list(irregular) if part == "n"}
for form in sorted(forms):
    if re.fullmatch("[a-z]{2,}", form) and common.intersection(find_bases(form, "n")) and is_noun(form):
        print(form)
