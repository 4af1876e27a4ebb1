"""What the page worker refuses, all in one place; Documentation/input.md states the same figures."""

PAGE = 8 << 20
"""Bytes of one page or feed as it was given."""

UNPACKED = 16 << 20
"""Bytes of one page or feed behind gzip, deflate or Brotli."""

DOCUMENT = 64 << 20
"""Bytes of one PDF."""

DOCUMENT_PAGES = 2000
"""Pages of one PDF."""

NESTING = 250
"""Elements of a page, each inside the other; the parser gives up at 256."""

ELEMENTS = 200_000
"""Elements of a page."""

CHILDREN = 20_000
"""Elements directly inside one; libraries take time that grows with its square."""

ATTRIBUTES = 1000
"""Attributes of one element, with as much reason: the parser compares each with all before it."""

ARTICLE = 16 << 20
"""Bytes of UTF-8 in one article's text, as everywhere in Dixit."""

FEED_ITEMS = 5000
"""Items of one feed or sitemap; what is beyond them is left out, with a warning."""

FEED_ARTICLE = 600
"""Letters that what a feed holds of an article must have to count as the whole of it, and not as what leads to it."""

JSON_LD = 1 << 20
"""Characters of one block of JSON inside a page; a longer one is passed over."""

RECORDS_AT_ONCE = 500
"""Records of an archive that are passed over in one answer, so that every answer comes soon."""

SECONDS = 20
"""Processor time that one page may take, which the worker counts itself: a page is not refused because the machine is busy. Who feeds the
worker kills it after 60 s by the clock (PageWorker.seconds), which also ends what hangs inside a library's C code."""

MEMORY = 1 << 30
"""Bytes of address space beyond what the worker takes when it is ready (RLIMIT_AS)."""

HEADER = 64 << 10
"""Bytes of a request's first line."""
