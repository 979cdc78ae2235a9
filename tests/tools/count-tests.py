#!/usr/bin/env python3
"""count-tests - one line, "N passed, N failed, N skipped", from the log of `meson test`.

Test programs that speak TAP count by their cases, others as one. A program that died, or failed
without a failed case, counts as one failure more.

SPDX-License-Identifier: BSD-3-Clause
"""

import json
import re
import sys

CASE = re.compile(r"^(not )?ok \d+([^#\n]*)(# *skip)?", re.IGNORECASE | re.MULTILINE)


def count(run):
    """Returns how many cases of one test program passed, failed and were skipped."""
    passed = failed = skipped = 0
    for refused, _, skip in CASE.findall(run["stdout"] or ""):
        if skip:
            skipped += 1
        elif refused:
            failed += 1
        else:
            passed += 1

    result = run["result"]
    if result in ("OK", "EXPECTEDFAIL"):
        return (passed, failed, skipped) if passed or skipped else (1, 0, 0)
    if result == "SKIP":
        return (passed, failed, max(skipped, 1))
    return (passed, max(failed, 1), skipped)


def main():
    with open(sys.argv[1], encoding="utf-8") as log:
        counts = [count(json.loads(line)) for line in log]
    passed, failed, skipped = map(sum, zip(*counts)) if counts else (0, 0, 0)
    print(f"{passed} passed, {failed} failed" + (f", {skipped} skipped" if skipped else ""))
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
