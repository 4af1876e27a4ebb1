"""What stands beside an article on its page and is not the article: captions, share lines, "read more", comments, newsletters.

Two steps: `prune` takes elements out of the page before its text is extracted, by their names; `kept` takes paragraphs out of the
extracted text, by their words. Both are cautious: an element that holds much of the page is never taken out, whatever its name.
Measured by Benchmarks/pages.py.
"""

import re

MEDIA = {"figcaption", "dialog", "template", "noscript"}
"""Elements that never hold an article's own words. A noscript repeats a picture, or asks for JavaScript."""

NAMES = re.compile(
    r"""(?:^|[\s_-])(?:
    newsletters?|newsletter-?\w*|sign-?up|subscribe\w*|subscription|paywall|promo\w*|advert\w*|sponsor\w*|taboola|outbrain|trc|
    related\w*|recommend\w*|recirc\w*|read-?more\w*|readmore|see-?also|also-?read|more-?from|more-?on|more-?stories|trending|most-?read|
    most-?popular|popular|latest-?(?:news|box)\w*|latest|teasers?|up-?next|
    share\w*|sharing|social\w*|follow-?us|
    captions?|\w*mediacaption|credits?|image-?credit|photo-?credit|wp-caption-text|gallery\w*|slideshow|slider|carousel\w*|
    video-?(?:player|caption|info|title|description)|
    comments?|comment-?\w+|disqus\w*|
    rollover-people-block|tooltip\w*|popover|popup|modal|overlay|lightbox|
    print-(?:header|footer|tools|only)|article-tools|toolbar|
    breadcrumbs?|tag-?list|tags|author-?bio|about-?(?:the-)?author|bio|disclaimer|copyright|
    cookie\w*|consent|gdpr|screen-?reader\w*|sr-only|visually-?hidden|hidden-?print
    )(?=$|[\s_-])""",
    re.X | re.I,
)
"""Parts of classes and ids, in the words that the web uses for what stands beside an article."""

ROOTS = {"html", "body", "main", "article", "head"}
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

MOST_OF_PAGE = 0.3
"""An element with more than this share of the page's words in paragraphs is kept, whatever it is called."""


def prune(tree):
    """Takes out of a page, in place, what is not its article."""
    for quote in tree.iter("blockquote"):
        if POST.search(quote.get("class") or ""):
            rename(quote)
    weight = weights(tree)
    whole = weight.get(tree, 0) or 1
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ROOTS or element.getparent() is None:
            continue
        if is_beside(element) and weight.get(element, 0) <= MOST_OF_PAGE * whole:
            remove(element)


def is_beside(element):
    if element.tag in MEDIA or element.get("hidden") is not None or HIDDEN.search(element.get("style") or ""):
        return True
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(name) > 1 and NAMES.search(name) is not None


POST = re.compile(r"twitter-(?:tweet|video)|bluesky-embed|mastodon-embed|instagram-media|tiktok-embed|fb-post", re.I)
"""Classes of posts that a page quotes: they are somebody's words."""


def rename(quote):
    """Takes the names off a quoted post and off what holds it alone, by which it would be taken for what stands beside an article."""
    words = len("".join(quote.itertext()).split())
    element = quote
    while element is not None and element.tag not in ROOTS and len("".join(element.itertext()).split()) <= words + 5:
        for name in ("class", "id"):
            element.attrib.pop(name, None)
        element = element.getparent()


def weights(tree):
    """Letters in paragraphs below each element."""
    found = {}
    for paragraph in tree.iter("p"):
        count = len("".join(paragraph.itertext()).strip())
        element = paragraph
        while element is not None:
            found[element] = found.get(element, 0) + count
            element = element.getparent()
    return found


def remove(element):
    """Takes an element out, and leaves the text behind it where it was."""
    parent, before = element.getparent(), element.getprevious()
    if element.tail:
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
        element.tail = None
    parent.remove(element)


# Paragraphs

LEADS = re.compile(
    r"""^\W*(?:
    (?:read|see|watch|listen|view|click|also|more|related|recommended|suggested|trending|popular|don.?t\ miss|must\ read|editor.?s\ picks?)
        (?:\ (?:more|also|next|now|here|on|from|to|this|stories|articles|content|coverage|links|reading|news|topics|posts|video))*
        (?:\ \w[\w.]*){0,4}\W*(?::|$)|
    read\ (?:more|also|next|the\ full)\b|see\ (?:more|also)\b.{0,3}:|
    you\ (?:may|might)\ also\ (?:like|be\ interested)|also\ on\ [\w.]+|like\ this\ (?:story|article)|
    click\ here\ (?:to|for)\b|sign\ up\ (?:for|to|here)\b|subscribe\ (?:to|now|here|for)\b|get\ the\ latest\ (?:updates|news)\b|
    (?:please\ )?follow\ (?:us|\w+(?:\ \w+){0,3}\ on\ (?:twitter|facebook|instagram))\b|join\ the\ (?:conversation|discussion)|
    (?:share|tweet|email|e-mail|print|comment|reprints?|order\ reprints|print\ article)\W*$|share\ (?:this|on|via)\b|
    copyright\b|©|\(c\)\ (?:19|20)|all\ rights\ reserved|this\ copy\ is\ for\ your\ personal|
    have\ a\ tip\b|got\ a\ tip\b|contact\ (?:the\ (?:author|writer)|us)\b|(?:e-?mail|write\ to)\ [A-Z].{0,60}\bat\b.{0,80}@|
    thanks?\ (?:you\ )?for\ (?:signing|subscribing)|thank\ you\W*$|sorry\W*$|an\ error\ has\ occurred|there\ was\ an\ error|advertisement|
    tags?\W*$|tags?:|categor(?:y|ies):|filed\ under|topics?:|leggi\ anche|lire\ aussi|lesen\ sie\ auch|mehr\ zum\ thema|leia\ (?:mais|também)|lea\ también|
    читайте\ также|image\ (?:credit|copyright|caption)|photo\ (?:credit|by)\b|file\ photo|\d*\ ?comments?\W*$|leave\ a\ (?:reply|comment)|
    tell\ us\ what\ you\ think|if\ you\ buy\ something|published\ (?:on\ )?\w+\ \w+,?\ \d{4}
    )""",
    re.X | re.I,
)
"""How a paragraph begins that points elsewhere or is said by the page, not by the article."""

TOPIC_HEADS = re.compile(r"^\W*(?:related|recommended|trending|more|read|see|you (?:may|might)|don.?t miss|also|most|latest|popular)\b", re.I)
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$")
END = re.compile(r"^\W*about (?:the )?[A-Z]?\w+(?: \w+){0,3}\W*$|^\W*(?:comments|notes to editors|media contacts?|press contacts?)\W*$", re.I)
"""Headings behind which a press release or page speaks of who published it."""
MONTH = r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|ago|sep|oct|okt|out|nov|dec|dez|dic|gen|mag|giu|lug|set|ott|fev|fév|abr|ene)[a-zéû]{0,8}\.?"
DATE_LINE = re.compile(rf"^(?=.*\d)(?:[\W\d]|{MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|segunda|terça|quarta|quinta|sexta|sábado|domingo|feira|"
    r"published|updated|posted|last|on|at|às|as|de|am|pm|a\.m\.|p\.m\.|[ECMP][DS]?T|GMT|UTC)+$", re.I)

LONG = 300
"""A paragraph with more characters is the article's, however it begins."""


def kept(paragraphs, title):
    """The paragraphs without those that are not the article's.

    A paragraph is (text, share of its characters that are links, whether it is an item of a list). What is dropped: the title and
    the date, where they stand again at the top; addresses; lines that `LEADS` knows; links with nothing around them that are no
    sentences; and what stands behind a heading such as "About Acme" near the end.
    """
    found, after_head = [], False
    known = letters(title or "")
    whole, seen = sum(len(text) for text, _, _ in paragraphs), 0
    for text, linked, is_item in paragraphs:
        seen += len(text)
        if END.match(text) and len(text) < 60 and seen > 0.7 * whole:
            break
        if ADDRESS.match(text) or (len(found) < 3 and (known and letters(text) == known or len(text) < 60 and DATE_LINE.match(text))):
            continue
        if len(text) <= LONG and LEADS.match(text):
            after_head = TOPIC_HEADS.match(text) is not None and len(text) < 60
            continue
        if linked > 0.8 and len(text) < LONG and (after_head or linked > 0.95 and (is_item or len(text) < 200)):
            continue
        after_head = False
        found.append((text, linked, is_item))
    while found and found[-1][1] > 0.8 and len(found[-1][0]) < LONG:
        found.pop()
    return [text for text, _, _ in found]


def letters(text):
    return re.sub(r"\W+", "", text).lower()
