"""Writes what the training sees, for the tests of the Swift modules that must see the same: Tests/Fixtures/prose.jsonl, what prose.py
sees of texts that are hard to read, and Tests/Fixtures/pairs.jsonl, what mentions.py sees of pairs of mentions.

    python Training/fixtures.py [FOLDER]

FOLDER holds tokenizer.json (by default .setup/base, where `make setup` puts it). All places and people are invented.
"""

import json
import sys
from pathlib import Path

from data import segments
from evaluate import owner_of_words
from mentions import Mention, pairs_of
from prose import load_tokenizer, read_prose, windows, words_of

SMALL = (12, 4)  # capacity and overlap of windows small enough to be many


def describe(tokenizer, text):
    """The same object that `WordPiece.describe` writes in Swift."""
    prose = read_prose(tokenizer, text)
    ranges = windows(prose)
    return {"ids": prose.pieces, "offsets": [list(o) for o in tokenizer.encode(text, add_special_tokens=False).offsets],
            "words": [list(w) for w in zip(prose.start, prose.end, prose.shape, prose.gap, prose.quote, prose.paragraph,
                                           segments(prose.quote), prose.first_piece)],
            "windows": [list(r) for r in ranges], "owners": owner_of_words(ranges, len(prose.start))}


def small_windows(tokenizer, text):
    prose = read_prose(tokenizer, text)
    ranges = windows(prose, *SMALL)
    return {"small_windows": [list(r) for r in ranges], "small_owners": owner_of_words(ranges, len(prose.start))}


NEWS = """STRELSAU, Ruritania (AP) - "We won't sign anything," Count Rupert Hentzau said on Tuesday, adding that the treaty "is dead."

Officials of the Duchy of Grand Fenwick, who spoke on condition of anonymity, denied that. They called the claims 'absurd', 'baseless' and – in the words of one – “a fairy tale for children”.

“We have waited long enough,” Zoë O'Dowd-Núñez told the Syldavian parliament. “Nobody asked us.

“Nobody will.” Her party, the SDU, holds 31.5% of the seats; the Bordurian government's spokesman said it'd “consider ‘all options’ if provoked”.
"""

TEXTS = [
    "", " ", " \t\r\n \u00a0\u2003\u3000 ", "\n\n", "a", ".", "Zenda", "\nZenda", "Zenda\n",
    NEWS, NEWS.replace("\n\n", "\n"), NEWS.replace("\n", "\r\n"), NEWS.upper(), NEWS * 9,
    # shapes
    "Ruritania said 8 UN F16S iPhone McNulty 3D 8th I A aB ABc x² ½ Ⅷ ⅷ ǅ ǆ Ǆ ªº ʕ ჼ 議 שלום مرحبا ١٢٣ 〇 😀 ß ẞ ŉ SDU's",
    # accents composed, decomposed, alone, out of order, and before and behind everything
    "Zoë Núñez Ångström Đorđe Łódź Ḗ ǖ ṩ ṩ Ξ", "Zoe\u0308 Nu\u0301n\u0303ez A\u030angstro\u0308m", "\u0301", " \u0301 ", "\u0301a",
    "e\u0301\u0323\u0316x q\u0323\u0307 q\u0307\u0323", "cafe\u0301.", "cafe\u0301\u0301\u0301\u0301 said", "\u0344 \u0f73 \u0f75 \u0f81",
    "a\u0f73\u0f71\u0f74b \u0f73\u0345\u1b44x", "\u302e\u0301a \u1d165\u0301", "a\U0001d165\U0001d16d\u0334b", "\U0001d15e\U0001d160 x",
    "a\u0301.\u0301“\u0301”\u0301 =\u0338 ≠ ≮ ≯ \u226e", "\u037e \u0387 \u1fef \u212a \u2126 \u2329\u232a \u1fc1 \u1fed",
    # quotation marks of all kinds, and marks that are none
    "»It passed,« said Ana. »So.« » Two ferries collided. ”The well is dry,” said Ivo. ”So.” and ” alone",
    "``The catch is half,'' said Ivo. ``So.'' and ` alone '' and `` open", "<<We go>> said Ana, 3 < 4 << 5 >> 6 <<open",
    "The 6'4\" keeper, Lasse. \"I wanted it,\" he said; 5'11\", and a 12\" pipe. \"He is 6'2\",\" she said. \"In 2016\" she", "6′4″ ″We go,″ he said.",
    "“My aunt said, “Never in May,” and was right,” said Ivo. “A “B “C” D” E” F. “One “two” three. “Four”", "“Straight behind,\" she said, “and 6\" more” “x\"y”",
    "‹We go› said Ana ‚We stay‘ said Ivo ‚x y‘z‘ “a ‹b› c” ‹ b",
    # the same without words between
    "”” ”x ”x” «»«» »« »x« ``'' ``'x'' '''' <<>> <<<x>>> \"1\"2\" 1\"",
    # scripts
    "野口里佳 Noguchi Rika的書", "東京で「新しい条約だ」と述べた。", "\u4e2d\u0301文\u302a字", "\uf900\ufa0e\ufad9\U0002f800\U0002fa1d x\uf900y",
    "\U00020000\U0002a6df\U0002a700\U0002b820\U0002b920\U00030000", "대한민국 외교부는 밝혔다", "\u1112\u1161\u11ab\u1100\u116e\u11a8", "각\u11a8 가\u0301ᆨ",
    "ภาษาไทย กำลังพูด ที่นี่", "مُحَمَّدٌ قَالَ: «لَا نُفَاوِض» ـ", "الرِّئِيس", "שָׁלוֹם עֲלֵיכֶם", "नई दिल्ली में कहा क़ ड़", "বাংলাদেশ কো কৌ", "தமிழ் கொ",
    "Россия заявила: „Нет“. Ёлка й Й", "Η Ελλάδα είπε «ΟΧΙ ΣΑΣ Σ»", "İstanbul ISPARTA ıspanak İİ", "ﬁnance ﬀ ﬃ ĳ Ĳ", "𐐔𐐯𐑅𐐨𐑉𐐯𐐻 𐐀𐐨", "Ա և ﬓ", "ᏣᎳᎩ ꭰ",
    "\u1e9b\u0323 \u1e9e ſt", "ꙗ ҙ", "𝐙𝐞𝐧𝐝𝐚 𝒮", "①②③ ㈱ ㌘", "ܐܒ\u0710", "ខ្មែរ ភាសា", "မြန်မာ", "ᠮᠣᠩᠭᠣᠯ \u1885\u1886", "\u1734 \ua9bd \U0001171e \U000111c9 \u166d",
    # emoji
    "👩‍👩‍👧‍👦 said 👍🏽!", "🇷🇺🇦🇹 flags", "☺️☹ ❤️", "#️⃣ 1️⃣",
    # what cannot be seen
    "a\u0000b", "\u0000", "a\ufffdb \ufffd", "Zen\u00adda Zen\u200bda Zen\u200cda Zen\u200dda", "\u202bZenda\u202c \u200fsaid\u200e \u2066x\u2069", "\ufeffZenda\ufeff",
    "a\u0001\u001f\u007f\u0080\u009fb c\u0085d", "a\u000bb\u000cc\u001cd", "a\u0085b a\u1680b a\u2028b a\u2029b a\u202fb a\u205fb a\u3000b a\u180eb a\u2060b",
    "\ue000 a\uf8ffb \U000f0000", "a\u0378b \ufdd0 \uffff \U000e0001\U000e0041 \U0010ffff", "x\u070f\u0890\u08e2y \U000110bd\U000110cd \U00013430",
    "\n\u200b\n", "a\u200b\n\u200b\nb", "a\u0301\u200b\u0316b", ".\u200b.", "a\u200b.", ".\u0301\n.",
    # young code points: assigned after the reference was made
    "\u0d00\u0afa\u1df6 a\u07fdb \u0eba \u1abf\u1ac0a \U00011938 \u2e4f\u2e52 \u08e2 \U0001e95e \u2e43 \ua7ae \u1c89 \u10fd \u1c90\u1cbf",
    "a\u1df9\u0301b a\u08d3\u0301b a\u0898b a\u0301\u1df9 a\u0301\u08d3.",
    # marks
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~", "a!b\"c#d$e%f&g'h(i)j*k+l,m-n.o/p:q;r<s=t>u?v@w[x\\y]z^0_1`2{3|4}5~6",
    "¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿×÷", "‐‑‒–—―‖‗‘’‚‛“”„‟†‡•‣․‥…‧‰‱′″‴‵‶‷‸‹›※‼‽‾‿⁀⁁⁂⁃⁄⁅⁆⁇€", "、。〈〉《》「」『』【】〜〝〞〟！？～｡", "؟،؛٪٫٬٭۔ ।॥ ՚՛ ׀׃ ᠂",
    "3.14 1,000 1/2 10% $5 €5 №5 #7 A&B C++ user@example.org https://zenda.example/a?b=c#d AT&T 12:30 -5 +5 x^2 a_b `c` ~d |e| <f>",
    "[CLS] a [SEP] [UNK][PAD] x[MASK]y [mask] [ CLS] [CLS [[SEP]] [SEP]\u0301 \u0301[SEP]",
    # long words, counted after normalization
    "a" * 99, "a" * 100, "a" * 101, "é" * 99 + " " + "é" * 100 + " " + "é" * 101, "e\u0301" * 100, "e\u0301" * 101, "한" * 33, "한" * 34, "각" * 33 + "가", "각" * 34,
    "Z" + "a" * 9999, "q" * 10000 + "é", "\u200b" * 300 + "a", "ab\u200b" * 50, "ab\u200b" * 51, "1" * 120, "antidisestablishmentarianism" * 3, "\u0301" * 500,
    "a" + "\u0316\u0301" * 200 + "b", "word " * 500, "x" * 100 + "-" + "y" * 101, "unbelievablezzzqx żółć 𝄞a", "don’t Zenda’s Zenda's rock ’n’ roll",
    # quotation marks
    "“One.” “Two", "“One\n\n“Two\n\n“Three.” he said", "„Eins“ „Zwei” ‟Drei” «Vier» »Fünf«", "\"a\" \"b \"c\"", "“a «b» c” d", "„a “ b” c", "” » stray “",
    "'a' 'b c' d' 'e 'f", "‘a’ ‘b ‘c’ d’ e", "He said ‘it isn’t’ and ’twas", "He said 'it isn't' and 'twas not' so", "the boys' 'book' o'clock '90s", "'a “b' c” d'",
    "'a \"b' c\" d'", "“a ‘b c” d’ e", "“a ‘b’ c’ d”", "''", "'' ''", "‘’ ‘’a ‘a’b’", "'a'b'c' d", "'" * 50, "‘" * 40 + "’" * 40, "‘a " * 30 + "’", "'a " * 30 + "“", "\"" * 9,
    "x'a' .'b' ²'c' 議'd' é'e' é\u0301'f'", "'a'é 'b'² 'c'議 'd'.", "“\u0301a”\u0301b", "'\u200ba' b", "‘a\n’ b", "“a\nb” c\nd", "“a\n\nb” c\nd", "‘a\n\nb’ c", "'a\n\nb' c",
    # paragraphs
    "a\nb\nc", "a\nb\n\nc", "a\r\nb\r\nc", "a\r\n\r\nb\nc", "a\rb\r\rc", "a \n \n b\nc", "\n\na\nb", "\n\na\n\nb\nc", "a\n\u0301\nb", "a\u2028\u2028b\u2029c", "a\n\n", ("Zenda said so. " * 9 + "\n\n") * 20,
    ("Zenda said so. " * 9 + "\n") * 20, "Streltsy " * 700, "a\n\n" * 500,
    "a a a a a a\n\nb b b b b b b b\n\nc c c c c\n\nd d d d d d d d d", "a a a a a\n\nb b b b b b b b b\n\nc c c\n\nd d d d",
]


# Texts, and in them mentions as (words, head, kind, level); the first place from the start of the mention before is meant.
MENTIONED = [
    ("""The Central River Agency (CRA) met President Ilse Varn's deputy, Osk Brannoth of the Delta Union, in Sennet. The agency's head said
she was told by Mr. Brannoth: “I know the CRA; we trust Varn and you should trust their word.” Its officials and The Delta Union's own
lawyers denied that.

“Who is Varn?” asked Brannoth. THE CRA did not answer him. Central River Agency staff in Sennet did, said one who was there.""",
     [("The Central River Agency (CRA)", "Agency", 1, 0), ("CRA", "CRA", 1, 0), ("President Ilse Varn's deputy", "deputy", 0, 1),
      ("President Ilse Varn's", "President", 0, 0), ("Osk Brannoth of the Delta Union", "Osk", 0, 0), ("the Delta Union", "Union", 1, 0),
      ("Sennet", "Sennet", 2, 0), ("The agency's head", "head", 0, 1), ("The agency's", "agency", 1, 1), ("she", "she", 0, 2),
      ("Mr. Brannoth", "Mr", 0, 0), ("I", "I", 0, 2), ("the CRA", "CRA", 1, 0), ("we", "we", 0, 2), ("Varn", "Varn", 0, 0),
      ("you", "you", 0, 2), ("their", "their", 0, 2), ("Its officials", "officials", 0, 1), ("Its", "Its", 1, 2),
      ("The Delta Union's own\nlawyers", "lawyers", 0, 1), ("The Delta Union's", "Union", 1, 0), ("Who", "Who", 0, 2), ("Varn", "Varn", 0, 0),
      ("Brannoth", "Brannoth", 0, 0), ("THE CRA", "CRA", 1, 0), ("him", "him", 0, 2), ("Central River Agency staff in Sennet", "staff", 0, 1),
      ("Sennet", "Sennet", 2, 0), ("one who was there", "one", 0, 1), ("there", "there", 2, 1)]),
    ("«Я», said Ёлка Núñez. Núñez’s aunt said Ёлка was İzel’s; 8th Street heard it. " + "Ana met Ivo. " * 60 + "Núñez said “so ‘I’ say”.",
     [("Ёлка Núñez", "Ёлка", 0, 0), ("Núñez’s aunt", "aunt", 0, 1), ("Núñez’s", "Núñez", 0, 0), ("Ёлка", "Ёлка", 0, 0), ("İzel’s", "İzel", 0, 0),
      ("8th Street", "Street", 2, 0), ("it", "it", 1, 2)] + [("Ana", "Ana", 0, 0), ("Ivo", "Ivo", 0, 0)] * 60
     + [("Núñez", "Núñez", 0, 0), ("I", "I", 0, 2)]),
]


def pairs(tokenizer, text, sketches):
    prose = read_prose(tokenizer, text)
    mentions, behind = [], 0
    for words, head, kind, level in sketches:
        at = text.index(words, behind)
        inside = text.index(head, at)
        behind = at
        span = words_of(prose, (at, at + len(words)))
        mentions.append(Mention(words_of(prose, (inside, inside + len(head)))[0], *span, 1 + 3 * kind + level))
    mentions.sort(key=lambda m: m.head)
    seen = pairs_of(prose, segments(prose.quote), mentions)
    return {"text": text, "mentions": [[m.head, m.start, m.end, m.kind] for m in mentions], "pairs": [[i, j, rows] for i, j, rows in seen if i < 32 or i >= len(mentions) - 2]}


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parents[1] / ".setup/base"
    tokenizer = load_tokenizer(folder)
    with open(Path(__file__).parents[1] / "Tests/Fixtures/prose.jsonl", "w", encoding="utf8") as out:
        for text in TEXTS:
            row = {"text": text, **describe(tokenizer, text), **small_windows(tokenizer, text)}
            out.write(json.dumps(row, separators=(",", ":")) + "\n")
    with open(Path(__file__).parents[1] / "Tests/Fixtures/pairs.jsonl", "w", encoding="utf8") as out:
        for text, sketches in MENTIONED:
            out.write(json.dumps(pairs(tokenizer, text, sketches), separators=(",", ":")) + "\n")
    print(f"{len(TEXTS)} texts, {len(MENTIONED)} with mentions")


if __name__ == "__main__":
    main()
