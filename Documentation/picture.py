#!/usr/bin/env python3
"""Draws what a terminal shows of a command as SVG: the picture in the README (`make picture`).

usage: picture.py "TITLE" < output-with-colours > picture.svg
"""

import re
import sys
from html import escape

CELL, LINE, SIZE, EDGE = 7.8, 18, 13, 18
CUBE = (0, 95, 135, 175, 215, 255)


def colour(number):
    """A colour of the 256-colour palette (16 to 255)."""
    if number >= 232:
        level = 8 + 10 * (number - 232)
        return f"#{level:02x}{level:02x}{level:02x}"
    n = number - 16
    red, green, blue = CUBE[n // 36], CUBE[n // 6 % 6], CUBE[n % 6]
    return f"#{red:02x}{green:02x}{blue:02x}"


def runs(line):
    """(text, style) for each stretch between escape sequences; style is SVG attributes."""
    style, out = {}, []
    for part in re.split(r"(\x1b\[[\d;]*m)", line):
        code = re.fullmatch(r"\x1b\[([\d;]*)m", part)
        if not code:
            if part:
                out.append((part, dict(style)))
            continue
        numbers = [int(n or 0) for n in code[1].split(";")]
        while numbers:
            n = numbers.pop(0)
            if n == 0:
                style = {}
            elif n == 1:
                style["font-weight"] = "bold"
            elif n == 2:
                style["opacity"] = "0.6"
            elif n == 3:
                style["font-style"] = "italic"
            elif n == 38 and numbers[:1] == [5]:
                style["fill"] = colour(numbers[1])
                numbers = numbers[2:]
    return out


def main():
    title = sys.argv[1]
    lines = [f"\x1b[2m$ {title}\x1b[0m", ""] + sys.stdin.read().rstrip("\n").split("\n")
    columns = max(len(re.sub(r"\x1b\[[\d;]*m", "", line)) for line in lines)
    width, height = 2 * EDGE + columns * CELL, 2 * EDGE + len(lines) * LINE
    print(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height}" width="{width:.0f}" height="{height}" role="img">')
    print(f"<title>{escape(title)}</title>")
    print('<rect width="100%" height="100%" rx="8" fill="#fbfaf7" stroke="#d8d4cc"/>')
    print(f'<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="{SIZE}" fill="#222">')
    for row, line in enumerate(lines):
        x, y = EDGE, EDGE + (row + 0.75) * LINE
        for text, style in runs(line):
            attributes = "".join(f' {k}="{v}"' for k, v in style.items())
            shown, indent = text.strip(), len(text) - len(text.lstrip())
            if shown:  # SVG drops spaces at the ends, so they are stepped over
                at, length = x + indent * CELL, len(shown) * CELL
                print(f'<text x="{at:.1f}" y="{y:.1f}" textLength="{length:.1f}"{attributes}>{escape(shown)}</text>')
            x += len(text) * CELL
    print("</g>\n</svg>")


if __name__ == "__main__":
    main()
