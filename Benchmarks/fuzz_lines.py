"""Lines of JSON that are wrong in many ways, and what must come of each, as Python's own reader of JSON tells."""

import json
import re
from itertools import accumulate

NUMBERS = [0, -1, 1, 2**31 - 1, 2**31, 2**53, 2**63 - 1, -(2**63), 2**63, 10**30, 1e308, -1e308, 1.5, float("nan")]
VALUES = [*NUMBERS, "", "x", None, True, [], {}, [[0, 2**63 - 1]], [[-5, 3]], "\u0000", "1" * 5000]
TOKENS = [b"1e400", b"-0", b"1E5", b"1e-400", b"01", b"1.", b"-", b".5", b"+1", b"1e", b"1e+", b"0x1", b"NaN", b"-NaN", b"Infinity", b"-Infinity", b"9" * 400, b"0." + b"3" * 400, b"1.10", b"tru", b"nul", b"True", b"null", b"false", b"",
    b'"', b'"\\ud800"', b'"\\udc00\\ud800"', b'"\\ud83d\\ude00"', b'"\\u0000"', b'"\\u00"', b'"\\x41"', b'"\\"', b'"\\\\"', b'"\\/\\b\\f\\n\\r\\t"', b'"\t"', b'"\x01"', b'"\x7f"', b'"\xc2\x85"', b'"\xe2\x80\xa8"', b'"\xff\xfe"', b'"\xc0\x80"', b'"\xed\xa0\x80"', b'"\xf5\x80\x80\x80"', b'"\xe2\x82"',
    b'"\xf0\x9f\x99\x82"', b'"e\xcc\x81"', b"[1,]", b"[,1]", b'{"a":1,}', b'{"a"}', b"{1:2}", b'{"a":1,"a":2}', b"[1 2]", b"// x", b"'x'", b"[ 1 ,\t2 ]"]
NAMES = [b"id", b"title", b"outlet", b"publisher", b"author", b"published", b"url", b"text", b"path", b"reader", b"statements", b"entities", b"links", b"own_voice", b"duties", b"ledger", b"given", b"extra", b"", b"\\u0074ext", b"t\\u0065xt ", b"Text",
    b"\xc3\xa9", b"e\xcc\x81", b"\\ud800", b"\\u0000", b"a\\\"b", b"\xff", b"__proto__", b"n" * 300]
DEEPEST = 512
"""Arrays and objects inside one another beyond this are refused (JSONReader.deepest)."""
STRINGS = {"id", "title", "outlet", "publisher", "author", "published", "url", "text"}
OWN = {*STRINGS, "path", "reader", "statements", "entities", "links", "own_voice", "duties", "ledger"}
"""Members that are Dixit's own, or believed by `dixit restore` alone; others are carried."""


def value(dice, depth=0):
    """The bytes of a value, mostly one that JSON has."""
    match dice.randrange(7 if depth < 4 else 4):
        case 0 | 1:
            return dice.choice(TOKENS)
        case 2:
            return json.dumps(dice.choice(VALUES)).encode()
        case 3:
            return json.dumps("".join(chr(dice.choice([dice.randrange(32, 127), dice.randrange(0xD800), dice.randrange(0xE000, 0x110000)])) for _ in range(dice.randrange(12))), ensure_ascii=dice.random() < 0.5).encode()
        case 4:
            return b"[" + b",".join(value(dice, depth + 1) for _ in range(dice.randrange(4))) + b"]"
        case 5:
            return b"{" + b",".join(b'"%s":%s' % (dice.choice(NAMES), value(dice, depth + 1)) for _ in range(dice.randrange(4))) + b"}"
        case _:
            deep = 5000 if dice.random() < 0.02 else dice.choice([1, 5, 50, 500, 509, 510, 511, 512, 513])
            return (b"[" * deep + b"]" * deep) if dice.random() < 0.6 else (b'{"a":' * deep + b"1" + b"}" * dice.choice([deep, deep - 1]))


def line(dice, number):
    """A line, without a line feed."""
    members = [(b"id", b'"l%d"' % number), (b"title", b'"T \xe2\x80\x9cx\xe2\x80\x9d"'), (b"outlet", b'"Wire"'), (b"author", b'"Ann"'), (b"published", b'"2021-03-04"'), (b"url", b'"https://a.example/1"'),
        (b"text", b'"\xe2\x80\x9cWe sign,\xe2\x80\x9d said Mara Lind. He denied it."'), (b"extra", b'{"n": 1.10, "l": [1, [2, [3]]]}')]
    for _ in range(dice.choice([0, 1, 1, 2, 4])):
        place, changed = dice.randrange(len(members)), value(dice)
        match dice.randrange(3):
            case 0:
                members[place] = (members[place][0], changed)
            case 1:
                members.insert(place, (dice.choice(NAMES), changed))
            case _:
                members[place] = (dice.choice(NAMES), members[place][1])
    data = bytearray(b"{" + b", ".join(b'"%s": %s' % member for member in members) + b"}")
    match dice.randrange(8):
        case 0:
            data += dice.choice([b" x", b"{}", b",", b"}", b"\x00", b"\xff", b"\t\r ", b"\xef\xbb\xbf"])
        case 1:
            data[:0] = dice.choice([b"\xef\xbb\xbf", b" \t", b"[" * dice.choice([1, 1, 1, 512, 513]), b"\x00", b"\xff\xfe", b","])
        case 2:
            del data[dice.randrange(len(data)):]
        case 3 | 4:
            for _ in range(dice.choice([1, 2, 8])):
                place = dice.randrange(len(data))
                match dice.randrange(4):
                    case 0:
                        data[place] ^= 1 << dice.randrange(8)
                    case 1:
                        data[place:place] = dice.choice([b'"', b"\\", b"{", b"}", b"[", b"]", b",", b":", b"\x00", b"\x80", b"\xc3", b"\r"])
                    case 2:
                        del data[place:place + dice.choice([1, 1, 5])]
                    case _:
                        data[place:place] = data[place:place + dice.randrange(20)]
                data = data or bytearray(b" ")
    return bytes(data).replace(b"\n", b" ")


def decoded(data):
    """Text as Dixit takes bytes for: UTF-8, Windows-1252 where nothing beyond ASCII in them is UTF-8, else UTF-8 with U+FFFD."""
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    if not re.search(rb"[\x81\x8d\x8f\x90\x9d]|[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}", data):
        return data.decode("cp1252")
    return data.decode(errors="replace")


class Number(str):
    """A number as it is written."""


# An object is a tuple of its members as they stand, so that they are held against each other with their order and doubles, and to tell it from a list.
DECODER = json.JSONDecoder(parse_int=Number, parse_float=Number, parse_constant=lambda _: None, object_pairs_hook=tuple)
STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


def depth(text):
    """How deep arrays and objects of valid JSON stand inside one another, or fewer than DEEPEST."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return 0
    return max(accumulate(map(STEPS.__getitem__, re.findall(r"[][{}]", re.sub(r'"(?:[^"\\]|\\.)*"', "", text, flags=re.DOTALL)))))


def is_string(value):
    return isinstance(value, str) and not isinstance(value, Number)


def is_known(name, value):
    """Whether a member that Dixit knows holds what it may."""
    if name == "text":
        return value is None or is_string(value)
    return value is None or isinstance(value, str) or name == "author" and isinstance(value, list) and all(map(is_string, value))


def expected(data):
    """The object of a line that must be answered; False where it must be refused; None where either is right: another member may serve for the text,
    or -Infinity, which is no JSON, is both a number and nothing."""
    text = decoded(data)
    if "-Infinity" in text:
        return None
    try:
        record = DECODER.decode(text)
    except (ValueError, RecursionError):
        return False
    if not isinstance(record, tuple) or depth(text) > DEEPEST or not all(is_known(name, value) for name, value in record if name in STRINGS):
        return False
    record = dict(record)
    if record.get("text") is None:
        return None if any("".join(filter(str.isalpha, name)).lower() == "text" for name in record if name != "text") else False
    return record


def whole(text):
    """A text as UTF-8 can hold it."""
    return re.sub("[\ud800-\udfff]", "\ufffd", text)


def told(record):
    """What an answer must tell of a line's object: its text and what is known of it, and all that Dixit does not know as it was."""
    parts = {name: whole(record[name]) for name in ("id", "title", "published", "url", "text") if isinstance(record.get(name), str) and (name != "id" or record[name])}
    return parts | {whole(name): held for name, held in record.items() if whole(name) not in OWN}


def wrong(data, answer):
    """What is wrong about a line's answer, in words, or None; an answer of None is a refusal."""
    record = expected(data)
    if record is None or not record and answer is None:
        return None
    if not record or answer is None:
        return "is refused" if record else "is answered"
    said = dict(DECODER.decode(answer.decode()))
    return next((f"{name!r} is told otherwise" for name, held in told(record).items() if said.get(name, said) != held), None)
