"""A web archive of Safari, a property list -> the article of the page in it."""

import plistlib

import page
from fault import Fault


def articles(data):
    try:
        main = plistlib.loads(data)["WebMainResource"]
        held, address, charset = main["WebResourceData"], main.get("WebResourceURL"), main.get("WebResourceTextEncodingName")
    except (plistlib.InvalidFileException, KeyError, ValueError, TypeError, OverflowError):
        raise Fault("it is a web archive that is damaged", "save the page again") from None
    return [page.article(bytes(held), url=address, charset=charset)]
