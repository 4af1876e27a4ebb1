"""A text without its page, as WET holds it -> an article."""

import limits
from fault import Fault, mib
from languages import language_of


def converted(data, url=None):
    """The article of a text whose paragraphs' borders are lost: each line counts as one."""
    if len(data) > limits.PAGE:
        raise Fault(f"the page is longer than {mib(limits.PAGE)}", "leave it out")
    text = data.decode("utf-8", "replace")
    replaced = max(0, text.count("\ufffd") - data.count(b"\xef\xbf\xbd"))
    text = "\n\n".join(line for line in map(str.strip, text.splitlines()) if line)
    if not text:
        raise Fault("the page holds no article that could be found", "leave it out", empty=True)
    return {"title": None, "author": None, "published": None, "outlet": None, "url": url, "language": language_of(text), "credit": None, "replaced": replaced, "text": text}
