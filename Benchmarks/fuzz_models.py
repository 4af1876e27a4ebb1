"""Model files changed in one place after the other, under a checksum that fits: only what lies behind the checksum's check can go wrong in new ways."""

import ctypes
import json
import mmap
import struct
import sys

from fuzz_lines import VALUES

PREFIX = 32
"""Bytes before the header (Documentation/model-file.md)."""
FLOATS = [float("nan"), float("inf"), float("-inf"), 3e38, -3e38, 1e-45, 0.0, -0.0, 1e10]


class Model:
    """A copy of a model file that is changed in place and made whole again: copying and hashing all of it is most of what a try costs."""

    def __init__(self, source, path):
        try:
            self.hashed = ctypes.CDLL("libxxhash.so.0").XXH64
        except OSError:
            sys.exit("fuzz: libxxhash.so.0 is missing, and without its checksum a changed model is refused before anything reads it; install libxxhash0")
        self.hashed.restype, self.hashed.argtypes = ctypes.c_uint64, [ctypes.c_void_p, ctypes.c_size_t, ctypes.c_uint64]
        self.whole, self.path = source.read_bytes(), path
        length = struct.unpack_from("<I", self.whole, 12)[0]
        self.header = json.loads(self.whole[PREFIX:PREFIX + length])
        self.room = length
        path.write_bytes(self.whole)

    def change(self, dice):
        """Changes the file, and says how."""
        made = MUTATIONS[dice.randrange(len(MUTATIONS))](self, dice)
        with open(self.path, "r+b") as file:
            if made is None:
                file.truncate(dice.randrange(PREFIX + 1, len(self.whole)))
            with mmap.mmap(file.fileno(), 0) as held:
                for place, data in made or []:
                    held[place:place + len(data)] = data
                if dice.random() < 0.95:
                    held[16:24] = struct.pack("<Q", len(held))
                    memory = (ctypes.c_char * len(held)).from_buffer(held)
                    held[24:32] = struct.pack("<Q", self.hashed(ctypes.addressof(memory) + PREFIX, len(held) - PREFIX, 0))
                    del memory
        self.changed = made

    def mend(self):
        if self.changed is None:
            self.path.write_bytes(self.whole)
            return
        with open(self.path, "r+b") as file:
            for place, data in [*self.changed, (16, bytes(16))]:
                file.seek(place)
                file.write(self.whole[place:place + len(data)])

    def flipped(self, dice):
        """Bits anywhere, or near the beginning."""
        most = len(self.whole) if dice.random() < 0.3 else PREFIX + 30_000
        places = {dice.randrange(8 if dice.random() < 0.1 else PREFIX, most) for _ in range(dice.choice([1, 1, 4, 100]))}
        return [(place, bytes([self.whole[place] ^ 1 << dice.randrange(8)])) for place in places]

    def cut(self, dice):
        return None

    def numbers(self, dice):
        """Numbers of an array, each as likely however long it is: what is not finite or huge, or any bytes."""
        array = dice.choice(self.header["tensors"])
        width = 1 if array["type"] in ("u8", "i8") else 4
        count = 1
        for side in array["shape"]:
            count *= side
        first, many = dice.randrange(count), dice.choice([1, 1, 16, 400, count])
        many = min(many, count - first)
        one = struct.pack("<f", dice.choice(FLOATS)) if array["type"] == "f32" and dice.random() < 0.7 else dice.randbytes(width)
        return [(array["offset"] + first * width, one * many)]

    def heading(self, dice):
        """A value of the header changed, taken away, or one array's place given to another; padded to where the arrays begin."""
        header = json.loads(json.dumps(self.header))
        for _ in range(dice.choice([1, 1, 3])):
            card, arrays = header["card"], header["tensors"]
            match dice.randrange(5):
                case 0:
                    holder = dice.choice([card, dice.choice(arrays), dice.choice(arrays)])
                    holder[dice.choice(list(holder))] = dice.choice(VALUES)
                case 1:
                    holder = dice.choice([card, dice.choice(arrays)])
                    if holder:
                        del holder[dice.choice(list(holder))]
                case 2:
                    one, other = dice.choice(arrays), dice.choice(arrays)
                    name = dice.choice(["name", "offset", "shape", "type"])
                    one[name] = other.get(name)
                case 3:
                    lists = [value for value in [*card.values(), *(array.get("shape") for array in arrays[:40])] if isinstance(value, list) and value]
                    if lists:
                        held = dice.choice(lists)
                        held[dice.randrange(len(held))] = dice.choice(VALUES)
                case _:
                    del arrays[dice.randrange(len(arrays))]
        data = json.dumps(header, separators=(",", ":")).encode()
        return [(PREFIX, data.ljust(self.room))] if len(data) <= self.room else [(PREFIX, b" " * self.room)]


MUTATIONS = [Model.flipped, Model.cut, Model.numbers, Model.numbers, Model.numbers, Model.heading, Model.heading, Model.heading]
