"""What the reader sees of a text: word pieces, words and their surface features.

The Swift module `Prose` computes the same; `Tests/Fixtures/prose.jsonl` (written by `fixtures.py`) holds both to it.
Offsets count Unicode code points. A *word* here is what BERT's basic tokenizer makes: a run of letters and digits, or
one punctuation mark. Statements begin and end at words, so everything above the encoder works on words.
"""

from dataclasses import dataclass
from pathlib import Path

from tokenizers import Tokenizer

# Marks that the shared scorer strips from both ends of a span; spans are trained without them.
EDGE = " \t\r\n\u00a0\"“”'‘’`.,;:-–—…"

LOWER, CAPITAL, CAPS, MIXED, DIGITS, MARK, OTHER = range(7)  # shape of a word
GLUED, SPACE, LINE, PARAGRAPH = range(4)  # what stands before a word
OUTSIDE, INSIDE, OPENING, CLOSING = range(4)  # where a word stands toward quotation marks

CLS, SEP = 101, 102


def load_tokenizer(folder):
    tokenizer = Tokenizer.from_file(str(Path(folder) / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


@dataclass
class Prose:
    text: str
    pieces: list  # piece ids of the whole text, without [CLS] and [SEP]
    piece_word: list  # the word of each piece
    first_piece: list  # the first piece of each word
    start: list
    end: list
    shape: list
    gap: list
    quote: list
    paragraph: list  # the paragraph of each word


def read_prose(tokenizer, text):
    encoding = tokenizer.encode(text, add_special_tokens=False)
    first, start, end, piece_word = [], [], [], []
    last = None
    for i, (word, (a, b)) in enumerate(zip(encoding.word_ids, encoding.offsets)):
        if word != last:
            first.append(i)
            start.append(a)
            end.append(b)
            last = word
        end[-1] = b
        piece_word.append(len(first) - 1)
    gaps = gaps_of(text, start, end)
    paragraph, count = [], -1
    for g in gaps:
        count += g == PARAGRAPH
        paragraph.append(count)
    words = [text[a:b] for a, b in zip(start, end)]
    return Prose(text, encoding.ids, piece_word, first, start, end, [shape_of(w) for w in words], gaps,
                 quotes_of(words, gaps), paragraph)


def shape_of(word):
    cased = [c for c in word if c.isupper() or c.islower()]
    if cased:
        upper = sum(c.isupper() for c in cased)
        if upper == 0:
            return LOWER
        if upper == len(cased) and len(cased) > 1:
            return CAPS
        return CAPITAL if cased[0].isupper() and upper == 1 else MIXED
    if any("0" <= c <= "9" for c in word):
        return DIGITS
    return OTHER if any(c.isalpha() for c in word) else MARK


def gaps_of(text, start, end):
    """A blank line divides paragraphs; in a text without any, every line end does, but where lines are wrapped at a width."""
    between = [text[e:s] for s, e in zip(start, [0] + end[:-1])]
    blank = [g.count("\n") > 1 for g in between[1:]]
    lines_divide = not any(blank) and not is_wrapped([shape_of(text[start[i]:end[i]]) for i, g in enumerate(between) if i and "\n" in g], len(start))
    gaps = []
    for i, g in enumerate(between):
        if i == 0 or g.count("\n") > 1 or (lines_divide and "\n" in g):
            gaps.append(PARAGRAPH)
        elif "\n" in g:
            gaps.append(LINE)
        else:
            gaps.append(SPACE if g else GLUED)
    return gaps


def is_wrapped(shapes, words):
    """Whether two lines or more begin with a small letter, and of all lines a third or more, and they have five words on the average.

    `shapes` are those of the first words of all lines but the first.
    """
    small = shapes.count(LOWER)
    return small >= 2 and small * 3 >= len(shapes) and words >= 5 * (len(shapes) + 1)


def quotes_of(words, gaps):
    """Where each word stands toward quotation marks, paragraph by paragraph.

    An opening mark that is not closed holds to the end of its paragraph, as in a quotation of several paragraphs.
    A single mark counts only where a pair is found, so that apostrophes stay apostrophes.
    """
    quote = [OUTSIDE] * len(words)
    lo = 0
    while lo < len(words):
        hi = lo + 1
        while hi < len(words) and gaps[hi] != PARAGRAPH:
            hi += 1
        paragraph_quotes(words, gaps, quote, lo, hi)
        lo = hi
    return quote


# What closes a quotation in double marks, by what opened it. German „…“ closes with what opens an English one.
CLOSERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", '"': '"″', "″": '"″', "”": "”", "»": "«", "‹": "›", "``": "''", "<<": ">>"}
OPENERS = "“„‟«\"″‹"  # those that open wherever they stand
TURNED = "”»"  # those that open where they stand as an opening mark does, and are closed later: ”…”, »…«
DOUBLED = "`<"  # those that are written twice


def paragraph_quotes(words, gaps, quote, lo, hi):
    opened = None  # the double mark that is open
    depth = 0  # of quotations in “” inside it, in the same marks
    single_until = -1  # where the open single quotation ends
    second = -1  # the second word of a mark that is written twice
    glued = lambda i: i < hi and gaps[i] == GLUED
    for i in range(lo, hi):
        w = words[i]
        if i == second:
            continue
        if opened is not None and closes(words, gaps, i, lo, hi, opened):
            if depth > 0:
                depth, quote[i] = depth - 1, INSIDE
            elif opened in ("``", "<<"):
                quote[i], quote[i + 1], second, opened, single_until = CLOSING, CLOSING, i + 1, None, -1
            else:
                quote[i], opened, single_until = CLOSING, None, -1
        elif is_measure(words, gaps, i, lo, opened):
            quote[i] = INSIDE if opened is not None or i < single_until else OUTSIDE
        elif opened == "“" and w == "“" and closers_left(words, i, hi) > 1:
            depth, quote[i] = depth + 1, INSIDE
        elif w in OPENERS:
            quote[i], opened, depth, single_until = OPENING, w, 0, -1
        elif opened is None and w in TURNED and opens(words, gaps, i, lo, hi) and turned_closer(words, gaps, i, hi):
            quote[i], opened, single_until = OPENING, w, -1
        elif opened is None and w in DOUBLED and glued(i + 1) and words[i + 1] == w:
            quote[i], quote[i + 1], second, opened, single_until = OPENING, OPENING, i + 1, w + w, -1
        elif w in ("”", "»", "›"):
            quote[i] = CLOSING
        elif w in ("‘", "'", "‚") and single_until < i and opens_single(gaps, words, i, hi):
            single_until = closing_single(words, gaps, i, hi)
            quote[i] = OPENING if single_until > i else (INSIDE if opened else OUTSIDE)
        elif i == single_until:
            quote[i] = CLOSING
        else:
            quote[i] = INSIDE if opened is not None or i < single_until else OUTSIDE


def closes(words, gaps, i, lo, hi, opened):
    w = words[i]
    if opened in ("``", "<<"):
        return w == CLOSERS[opened][0] and i + 1 < hi and words[i + 1] == w and gaps[i + 1] == GLUED
    if opened == "“" and w in ('"', "″"):  # a straight mark that stands as a closing one does
        return not is_measure(words, gaps, i, lo, None) and stands_closing(words, gaps, i, lo, hi)
    return w in CLOSERS[opened] and not is_measure(words, gaps, i, lo, opened)


def is_measure(words, gaps, i, lo, opened):
    """Whether a straight mark tells inches: behind feet, 6'4", or where no quotation is open behind a number."""
    if words[i] not in ('"', "″") or i == lo or gaps[i] != GLUED or shape_of(words[i - 1]) != DIGITS:
        return False
    return opened is None or i - 2 > lo and gaps[i - 1] == GLUED and words[i - 2] in ("'", "’", "′") and gaps[i - 2] == GLUED and shape_of(words[i - 3]) == DIGITS


def opens(words, gaps, i, lo, hi):
    """Whether a mark stands as an opening one does: glued to what follows alone."""
    return (i == lo or gaps[i] != GLUED) and i + 1 < hi and gaps[i + 1] == GLUED


def stands_closing(words, gaps, i, lo, hi):
    return i > lo and gaps[i] == GLUED and (i + 1 == hi or gaps[i + 1] != GLUED or not words[i + 1][0].isalnum())


def turned_closer(words, gaps, i, hi):
    """Whether what closes a quotation that opened with a turned mark comes before the paragraph ends."""
    return any(words[j] in CLOSERS[words[i]] and gaps[j] == GLUED for j in range(i + 1, hi))


def closers_left(words, i, hi):
    """How many more ” than “ stand behind a word."""
    return sum((w == "”") - (w == "“") for w in words[i + 1:hi])


def opens_single(gaps, words, i, hi):
    before = i == 0 or gaps[i] != GLUED or not words[i - 1][-1].isalnum()
    return before and i + 1 < hi and gaps[i + 1] == GLUED


def closing_single(words, gaps, i, hi):
    """The mark that closes the single quotation opened at i: glued to what precedes, not to a letter that follows."""
    closer = {"‘": "’", "‚": "‘"}.get(words[i], "'")
    for j in range(i + 2, hi):
        if words[j] == closer and gaps[j] == GLUED and (j + 1 == hi or gaps[j + 1] != GLUED or not words[j + 1][0].isalnum()):
            return j
        if words[i] == "'" and words[j] in OPENERS and words[j] not in '"″':
            return -1
    return -1


CAPACITY = 382  # pieces of a window, [CLS] and [SEP] not counted


def windows(prose, capacity=CAPACITY, overlap=96):
    """Windows [lo, hi) of words that cover the text, cut at paragraphs where one ends in the window's later half."""
    n = len(prose.start)
    if n == 0:
        return []
    piece = prose.first_piece + [len(prose.pieces)]
    result, lo = [], 0
    while True:
        hi = lo + 1
        while hi < n and piece[hi + 1] - piece[lo] <= capacity:
            hi += 1
        if hi == n:
            result.append((lo, n))
            return result
        cut = hi
        while cut > lo and (prose.gap[cut] != PARAGRAPH):
            cut -= 1
        if piece[cut] - piece[lo] >= capacity // 2:
            hi = cut
        result.append((lo, hi))
        back = hi
        while back - 1 > lo and piece[hi] - piece[back - 1] <= overlap:
            back -= 1
        start = back
        while start < hi and prose.gap[start] != PARAGRAPH:
            start += 1
        lo = start if start < hi else back


def trimmed(text, span):
    a, b = span
    while a < b and text[a] in EDGE:
        a += 1
    while b > a and text[b - 1] in EDGE:
        b -= 1
    return (a, b) if a < b else tuple(span)


def merged(text, spans):
    """Spans trimmed, in order; those that only edge marks divide become one. As the scorer does."""
    out = []
    for a, b in sorted(trimmed(text, s) for s in spans or []):
        if out and not text[out[-1][1]:a].strip(EDGE):
            out[-1] = (out[-1][0], max(b, out[-1][1]))
        elif a < b:
            out.append((a, b))
    return out


def words_of(prose, span):
    """The words [lo, hi) that overlap a span of characters."""
    from bisect import bisect_left, bisect_right
    lo = bisect_right(prose.end, span[0])
    hi = bisect_left(prose.start, span[1])
    return (lo, hi) if lo < hi else None
