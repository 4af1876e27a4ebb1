"""What stands beside an article on its page and is not the article: captions, share lines, "read more", comments, newsletters.

Two steps: `prune` takes elements out of the page before its text is extracted, by their names; `kept` takes paragraphs out of the
extracted text, by their words. Both are cautious: an element that holds much of the page is never taken out, whatever its name, and no
paragraph in which somebody says something. Measured, rule by rule, by Benchmarks/pages.py.
"""

import re
from itertools import islice

import dates

STRUCK = {"del", "s", "strike"}
"""What was taken back stands on the page to be seen as such, and is not said any more."""

NAMES = {
    "other articles": r"related\w*|recommend\w*|recirc\w*|read-?more\w*|readmore|see-?also|also-?read|more-?from|more-?on|more-?stories|trending|most-?read|"
        r"most-?popular|popular|latest-?(?:news|box)\w*|latest|teasers?|up-?next",
    "windows": r"rollover-people-block|tooltip\w*|popover|popup|modal|overlay|lightbox",
}
"""Parts of classes and ids, in the words that the web uses for what stands beside an article and trafilatura does not know."""

ROOTS = {"html", "body", "main", "article", "head"}
ASIDE = {"aside", "noscript", "figcaption", "template"}
"""Elements that hold no words of an article unless they hold most of them. A noscript repeats a picture, or asks for JavaScript. With a caption in it a short
article is taken by trafilatura as one line, its title and links among the words."""
HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
CROSSED = re.compile(r"text-decoration(?:-line)?\s*:[^;]*\bline-through", re.I)

MOST_OF_PAGE = 0.3
"""An element with more than this share of the page's words in paragraphs is kept, whatever it is called."""


def named(groups):
    """What finds the names of some groups in a class or id."""
    return re.compile(r"(?:^|[\s_-])(?:" + ("|".join(groups.values()) or "(?!)") + r")(?=$|[\s_-])", re.I)


BESIDE = named(NAMES)


def prune(tree, left=None):
    """Takes out of a page, in place, what is not its article.

    - left: gets what is taken out and has words, as (text, why).
    """
    for quote in tree.iter("blockquote", "div", "figure"):
        if POST.search(quote.get("class") or "") and (quote.tag == "blockquote" or len("".join(quote.itertext())) < LONG):
            rename(quote)
    mark(tree)
    cut_other_news(tree)
    for quote, text in list(repeated(tree)):
        if left is not None:
            left.append((text, "it repeats a sentence of the article"))
        remove(quote)
    for quote in tree.iter("blockquote"):
        free(quote)
    weight = weights(tree)
    whole = weight.get(tree, 0) or 1
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.tag in ROOTS or element.getparent() is None:
            continue
        if is_struck(element):
            remove(element)
        elif is_beside(element):
            if weight.get(element, 0) <= MOST_OF_PAGE * whole:
                if left is not None and (text := " ".join("".join(element.itertext()).split())):
                    left.append((text, f"the page marks it as {element.get('class') or element.get('id') or element.tag}"))
                remove(element)
            else:
                show(element)
        elif is_called_beside(element) or MISLEADING.search(f"{element.get('class') or ''} {element.get('id') or ''}") and has_statements(element):
            show(element)


MISLEADING = named({"trafilatura's": r"share\w*|sharing|social\w*|gallery\w*|premium|tags?|print\w*|newsletter\w*"})
"""Names by which trafilatura leaves elements out; they are taken off where somebody says something."""


def is_struck(element):
    return element.tag in STRUCK or CROSSED.search(element.get("style") or "") is not None


def is_hidden(element):
    return element.tag == "template" or element.get("hidden") is not None or HIDDEN.search(element.get("style") or "") is not None


def is_unread(element):
    return is_struck(element) or is_hidden(element)


def is_beside(element):
    if element.tag in ASIDE or is_hidden(element):
        return True
    return is_called_beside(element) and not is_sentence(element)


def is_called_beside(element):
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(name) > 1 and BESIDE.search(name) is not None


def is_sentence(element):
    return element.tag == "p" and SENTENCE.search("".join(element.itertext()).rstrip()) is not None


def has_statements(element):
    """Whether an element holds paragraphs in which somebody says something."""
    texts = (" ".join("".join(paragraph.itertext()).split()) for paragraph in element.iter("p"))
    return any(len(text) > 60 and SAYS.search(text) and not PAGE_SAYS.search(text) for text in texts)


def show(element):
    """Takes off an element, which is kept, that by which whoever looks at it next would leave it out."""
    for name in ("class", "id", "style", "hidden"):
        element.attrib.pop(name, None)
    if element.tag in ASIDE:
        element.tag = "div"


POST = re.compile(r"twitter-(?:tweet|video)|tweet-?embed|embed(?:ded)?-?tweet|bluesky-embed|mastodon-embed|instagram-media|tiktok-embed|fb-post", re.I)
"""Classes of posts that a page quotes: they are somebody's words."""


def rename(quote):
    """Takes the names off a quoted post and off what holds it alone, by which it would be taken for what stands beside an article."""
    words = len("".join(quote.itertext()).split())
    element = quote
    while element is not None and element.tag not in ROOTS and len("".join(element.itertext()).split()) <= words + 5:
        for name in ("class", "id"):
            element.attrib.pop(name, None)
        element = element.getparent()


def free(quote):
    """Takes a quotation out of its figure, and makes a paragraph of who it says to have said it, where that would be left out for the element that holds it."""
    holder = quote.getparent()
    if holder is not None and holder.tag == "figure" and next(holder.iter("img", "video", "iframe"), None) is None:
        holder.tag = "div"
        rename(quote)
    for signed in [*quote.iter("footer", "cite"), *(holder.iterchildren("cite", "figcaption") if holder is not None and holder.tag == "div" else ())]:
        if signed.getparent().tag != "p" and len(" ".join("".join(signed.itertext()).split())) < SIGNED:
            signed.tag = "p"


SIGNED = 150
"""Letters of what stands below a quotation and says whose it is."""

OTHER_NEWS = re.compile(r"\W*(?:(?:in )?other|more|latest|further|recent|related) (?:news|stories|articles|headlines|posts)\W*$", re.I)


def cut_other_news(tree):
    """Takes out what stands below a rule and the heading “Other news”, where that is little of the page."""
    seen = set()  # each holder is measured once
    for rule in islice(tree.iter("hr"), QUOTES):
        heading, parent = rule.getnext(), rule.getparent()
        if heading is None or parent in seen or heading.tag not in ("h2", "h3", "h4") or not OTHER_NEWS.match("".join(heading.itertext())):
            continue
        seen.add(parent)
        behind = [heading, *heading.itersiblings()]
        if sum(len("".join(element.itertext())) for element in behind if isinstance(element.tag, str)) <= MOST_OF_PAGE * len("".join(parent.itertext())):
            for element in behind:
                remove(element)


PULLED = re.compile(r"pull-?quote|quote-?pull|(?:^|[\s_-])pull(?=$|[\s_-])", re.I)
REPEATED = 20
"""Letters of a quotation that repeats what stands beside it; fewer may be there by chance."""
QUOTES = 50
"""Quotations of a page that are looked at so."""


def repeated(tree):
    """The quotations that are set apart and are a part of a paragraph near them, with their text."""
    quotes = list(islice((quote for quote in tree.iter("blockquote", "aside", "div", "figure", "p") if quote.tag == "blockquote" or PULLED.search(quote.get("class") or "")), QUOTES))
    known = {paragraph: letters("".join(paragraph.itertext())) for paragraph in tree.iter("p")} if quotes else {}
    for quote in quotes:
        pieces = [piece for piece in quote.iter("p") if piece is not quote] or [quote]
        text, holder = " ".join("".join(pieces[0].itertext()).split()), quote.getparent()
        wanted = letters(text)
        if len(wanted) < REPEATED or holder is None or sum(len(letters("".join(piece.itertext()))) for piece in pieces) > 2 * len(wanted):
            continue
        while len(holder) == 1 and holder.getparent() is not None:
            holder = holder.getparent()
        own = set(quote.iter("p"))
        others = (known[paragraph] for paragraph in holder.iter("p") if paragraph not in own)
        if any(len(wanted) < len(other) and wanted in other for other in others):
            yield quote, text


RAISED = str.maketrans("0123456789-−+", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺")


def mark(tree):
    """Marks of footnotes go; raised figures that count, as in 10⁶ and km², become letters of their own."""
    raised = [(element, "".join(element.itertext()).strip(), before_of(element)) for element in tree.iter("sup")]
    highest = highest_mark((text, before) for _, text, before in raised)
    for element, text, before in raised:
        shown = lowered(text, before, highest, element.find(".//a") is None)
        if shown is None:
            continue
        if (element.tail or "")[:1] in ("/", "⁄"):  # "3 1/2"
            element.text = " " * before[-1:].isdigit() + (element.text or "")
            continue
        element.tail = shown + (element.tail or "")
        remove(element)


def highest_mark(raised):
    """The highest number among marks of footnotes: raised numbers behind a word or a sign; 0 where there is none."""
    return max((int(text) for text, before in raised if re.fullmatch(r"[1-9]\d?", text) and re.search(r"(?:[^\W\d_]{3}|[^\w\s])$", before)), default=0)


def lowered(text, before, highest, may_count=True):
    """What stands in a line of text for raised letters: nothing for a mark of a footnote, figures of their own where they count; None where they are neither.

    - before: the text in front of them.
    - highest: the highest mark of a footnote around; one more may be the next.
    """
    if re.fullmatch(r"[-−]\d{1,2}", text) and re.search(r"(?<![\d.,])10$", before):
        return text.translate(RAISED)
    if not re.fullmatch(r"[\[(]?(?:\d{1,3}|[a-z*†‡§]{1,2})[\])]?(?:\s*,\s*\d{1,3})*", text) or text in ("st", "nd", "rd", "th", "er", "e", "o", "a", "TM"):
        return None
    if not (text.isdigit() and may_count):
        return ""
    is_power = re.search(r"(?<![\d.,])10$|(?:^|[^\w])(?:[a-zA-Zµ]{1,2})$", before) or int(text) > highest + 1 and re.search(r"(?<![\d.,])\d$", before)
    return text.translate(RAISED) if is_power else ""


def before_of(element):
    """The text that stands right in front of an element, in its parent."""
    previous = element.getprevious()
    text = (element.getparent().text if previous is None else previous.tail) or ""
    return text[-12:]


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

LEADS = {
    "read more": r"(?:read|see|watch|listen|view|click|also|more|related|recommended|suggested|trending|popular|don.?t miss|must read|editor.?s picks?)"
        r"(?: (?:more|also|next|now|here|on|from|to|this|stories|articles|content|coverage|links|reading|news|topics|posts|video))*(?: \w[\w.]*){0,4}\W*(?::|$)|"
        r"read (?:more|also|next|the full)\b|see (?:more|also)\b.{0,3}:|you (?:may|might) also (?:like|be interested)|also on [\w.]+|like this (?:story|article)|"
        r"leggi anche|lire aussi|lesen sie auch|mehr zum thema|leia (?:mais|também)|lea también|читайте также",
    "to the reader": r"(?:please )?(?:click here|sign up|log in|subscribe|follow (?:us|\w+(?: \w+){0,3} on)|join the|share (?:this|on|via)|contact (?:us|the (?:author|writer))|leave a|"
        r"(?:story|article) continues (?:below|after)(?: (?:this|the))?(?: ad(?:vertisement)?)?\W*$|"
        r"(?:have|got) a tip|already a subscriber|to continue reading|get the latest)\b|\d*\W*(?:advertisements?|share|tweet|e-?mail|print|comments?|tags?)\W*$",
}
"""How a paragraph begins that points elsewhere or is said by the page, not by the article."""


def leading(groups):
    """What finds the beginnings of some groups in a paragraph."""
    return re.compile(r"^[^\w©(]*(?:" + ("|".join(groups.values()) or "(?!)") + ")", re.I)


POINTS = leading(LEADS)
SAYS = re.compile(r"[“”„«»]|\"\w.*\"|\b(?:said|says|told|wrote|writes|added|asked|replied|warned|denied|argued|called|according to)\b", re.I)
"""Signs that somebody says something in a paragraph: it is the article's, unless it is plainly the page's."""
PAGE_SAYS = re.compile(r"\b(?:subscri\w+|newsletter|sign up|log ?in|click|cookies?|follow us|all rights reserved)\b", re.I)

TOPIC_HEADS = re.compile(r"^\W*(?:related|recommended|trending|more|read|see|you (?:may|might)|don.?t miss|also|most|latest|popular)\b", re.I)
ADDRESS = re.compile(r"^(?:https?://|www\.)\S+$")
MONTH = r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|ago|sep|oct|okt|out|nov|dec|dez|dic|gen|mag|giu|lug|set|ott|fev|fév|abr|ene)[a-zéû]{0,8}\.?"
DATE_LINE = re.compile(rf"^(?=.*\d)(?:[\W\d]|{MONTH}|(?:mon|tues|wednes|thurs|fri|satur|sun)day|segunda|terça|quarta|quinta|sexta|sábado|domingo|feira|"
    r"first|published|updated|posted|last|on|at|às|as|de|am|pm|a\.m\.|p\.m\.|[ECMP][DS]?T|GMT|UTC|min(?:ute)?s? read)+$", re.I)

TIME = re.compile(r"\d{1,2}[:.]\d\d$")
"""When a post of a live blog was written."""

LONG = 300
"""A paragraph with more characters is the article's, however it begins."""
POINTING = 0.6
"""The share above which one that begins as if it pointed elsewhere does."""
LINKED = 0.8
"""The share of a paragraph's characters above which it is a link and nothing else."""


def kept(paragraphs, title, left=None):
    """The paragraphs without those that are not the article's.

    A paragraph is (text, share of its characters that are links, whether it is an item of a list). What is dropped: the title and
    the date, where they stand again at the top; addresses; lines that `LEADS` knows and in which nobody says anything; and links with nothing
    around them that are no sentences.

    - left: gets what is dropped, as (text, why).
    """
    left = [] if left is None else left
    found, after_head, told = [], False, 0
    known = letters(title or "")
    paragraphs = below_headline(paragraphs, known, left)
    for text, linked, is_item in paragraphs:
        if ADDRESS.match(text) or (len(found) < 3 and (known and letters(text) == known or told < 2 and len(text) < 60 and DATE_LINE.match(dates.DATES.sub("1", text)) and not TIME.match(text))):
            left.append((text, "it is the title, a date or an address"))
            continue
        if points_elsewhere(text, linked):
            after_head = TOPIC_HEADS.match(text) is not None and len(text) < 60
            left.append((text, "it points elsewhere or is said by the page"))
            continue
        if linked > LINKED and len(text) < LONG and (after_head or linked > 0.95 and (is_item or len(text) < 200)):
            left.append((text, "it is a link with nothing around it"))
            continue
        if is_unfilled(text):
            left.append((text, "it is a form that a script fills"))
            continue
        after_head = False
        told += len(text) > PROSE and SENTENCE.search(text) is not None
        found.append((text, linked, is_item))
    while found and found[-1][1] > LINKED and len(found[-1][0]) < LONG:
        left.append((found.pop()[0], "it is a link at the end"))
    return [text for text, _, _ in found]


def points_elsewhere(text, linked=0.0):
    """Whether a paragraph points to something else, or is said by the page: it begins so, and nobody says anything in it, nor is it a sentence that goes on as prose does.

    - linked: the share of its characters that are links.
    """
    begins = POINTS.match(text) if len(text) <= LONG else None
    if begins is None or linked < FEW_LINKS and SENTENCE.search(text) and len(text[begins.end():].split()) >= FEW_WORDS and not TO_READER.search(text, begins.end()) and not ADDRESSED.search(begins[0]):
        return False
    return linked > POINTING or not SAYS.search(text) or PAGE_SAYS.search(text) is not None and not QUOTED.search(text)


SENTENCE = re.compile(r"[.!?…][\"”’»)\]]*$")
PROSE = 80
"""Letters of a paragraph that is surely the article's, if it ends as a sentence."""
FEW_LINKS = 0.2
FEW_WORDS = 4
TO_READER = re.compile(r"\b(?:our|us|your|here\W*$|newsletters?|sign(?:ing)? up|log(?:ged)? ?in|subscri\w+|inbox|(?:this|full|the) (?:story|article)|stories|articles|videos?|galler\w+|podcasts?|"
    r"coverage|click|cookies?|apps?|follow|accounts?|members?\w*|free|facebook|twitter|whatsapp|instagram|youtube|telegram)(?!\w)", re.I)
"""Words by which a page speaks to its reader, of itself."""
ADDRESSED = re.compile(r"\b(?:click here|sign up|log in|follow|like this|already a|get the latest|you (?:may|might)|got a tip|have a tip|contact the|see also|lire aussi|lesen sie auch|leia (?:mais|também)|lea también|leggi anche|читайте также)\b", re.I)
"""Beginnings after which it goes on to."""


def is_unfilled(text):
    """Whether a paragraph is a form that a script fills: it has places to fill, more than one, or few words besides."""
    places = UNFILLED.findall(text)
    return bool(places) and (len(places) > 1 or not SENTENCE.search(text) or len(UNFILLED.sub("", text).split()) < FEW_WORDS or TO_READER.search(text) is not None)


def below_headline(paragraphs, known, left):
    """The paragraphs without those above the headline, where it stands among the first ones again and above it are words alone."""
    place = next((place for place, (text, _, _) in enumerate(paragraphs[:ABOVE]) if known and letters(text) == known), 0)
    if not all(WORDS.fullmatch(text) for text, _, _ in paragraphs[:place]):
        return paragraphs
    left += [(text, "it stands above the headline") for text, _, _ in paragraphs[:place]]
    return paragraphs[place:]


ABOVE = 12
"""Lines that may stand above a headline: the name of the site, its sections."""
WORDS = re.compile(r"[\w\s&|·•,'’>»-]{1,120}")
UNFILLED = re.compile(r"\{\{[#/^&]?\s*[\w.]+\s*\}\}")
"""A place in a template."""
QUOTED = re.compile(r"[“«„]|,[”\"]? (?:[\w.’'-]+ ){1,6}(?:said|says|told|wrote|writes|added|asked|replied|warned)[,.]")
"""Signs that these are somebody's own words: marks of quotation, or “…, the mayor said, …”."""


def letters(text):
    return re.sub(r"\W+", "", text).lower()
