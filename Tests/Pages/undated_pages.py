"""Thirty pages that do not say when they were published, each with something that may be taken for it: (what it is, the page)."""

PARAGRAPHS = [
    "The dyke board of Ostrevant decided on Thursday to raise the sea wall at Marsh Gate, after a winter in which the water stood in the lower streets twice.",
    "“We have waited long enough,” said Ilse Varn, who chairs the board. She added that the work would begin once the ice was gone.",
    "Petrus Hool, who farms behind the wall, said that nobody had asked him, and that the new wall would take a third of his meadow.",
]
TEXT = "".join(f"<p>{text}</p>" for text in PARAGRAPHS)


def page(above="", below="", head="", text=TEXT, outside="", attributes='lang="en"'):
    return (f"<!DOCTYPE html><html {attributes}><head><meta charset=utf-8><title>Board raises the wall at Marsh Gate</title>{head}</head><body><nav><a href=/>Home</a></nav>"
        f"<article><h1>Board raises the wall at Marsh Gate</h1>{above}{text}{below}</article>{outside}<footer>Ostrevant Post</footer></body></html>").encode()


def said(sentence):
    return page(below=f"<p>{sentence}</p>")


PAGES = [
    ("an escape in a script", page(outside=r'<script>var t = "the board\u2019s wall \u2014 raised \u201cat last\u201d";</script>')),
    ("an escape in the page's data", page(outside=r'<script id="__NEXT_DATA__" type="application/json">{"body": "the board\u2019s wall", "build": 20230514}</script>')),
    ("a copyright line", page(outside="<p>© 2019 Ostrevant Post</p>")),
    ("a report in the text that was published", said("Published on March 3, 2024, the report said that the wall was unsafe.")),
    ("a copyright line with a day", page(outside="<div class=legal>Copyright © 1 January 2022 Ostrevant Media</div>")),
    ("the year a paper was founded", page(above="<p class=tagline>Ostrevant's voice since 1887</p>")),
    ("the day a paper was founded", page(outside="<p>Founded on 4 May 1921 in Marsh Gate.</p>")),
    ("a treaty", said("The Treaty of 11 November 1998 says otherwise, the ministry said.")),
    ("a resolution", said("Resolution 1325 (2000) of 31 October 2000 was read out by the clerk.")),
    ("a day in the text", said("The wall was last raised on 12 May 1987 and mended on 3 July 2011, Mr Hool said.")),
    ("a day that opens a paragraph", said("On March 4, 2015, the board had promised the opposite, the mayor said.")),
    ("a day within the first paragraph", page(text="<p>The flood of 9 February 2016 is still remembered in Ostrevant, where the dyke board decided on Thursday to raise the sea wall, after a winter of storms.</p>" + TEXT)),
    ("a day in the line under the headline", page(above="<p class=standfirst>The flood of 9 February 2016 changed the board's mind</p>")),
    ("a day in the headline's kicker", page(above="<p>Remembering 9 February 2016: what the water took</p>")),
    ("a year in the headline's kicker", page(above="<p class=kicker>Elections 2024</p>")),
    ("a teaser with its day", page(outside='<div class=more><a href="/2025/11/02/storm">Storm</a> <span class=date>2 November 2025</span></div>')),
    ("several teasers", page(outside="<ul>" + "".join(f'<li><a href="/n/{day}">News</a><time datetime="2024-01-{day}">{day} January 2024</time></li>' for day in (10, 11, 12)) + "</ul>")),
    ("another article below", page(outside="<article><h2>Storm closes the road</h2><time datetime=2023-08-01>1 August 2023</time><p>A storm closed the road, the police said.</p></article>")),
    ("a quoted post", page(below="<blockquote class=twitter-tweet><p>The wall is ours.</p>— Petrus Hool (@hool) <a href=https://x.example/1>March 5, 2024</a></blockquote>")),
    ("a comment with its day", page(outside="<section class=comments><p>Anna, 7 March 2024: Well done.</p><time datetime=2024-03-07>7 March 2024</time></section>")),
    ("an address with a number", page(head='<link rel=canonical href="https://post.example/news/article-20991231-wall">')),
    ("an address with a year alone", page(head='<link rel=canonical href="https://post.example/2016/wall">')),
    ("an address with year and month", page(head='<link rel=canonical href="https://post.example/2016/07/wall-at-marsh-gate">')),
    ("a picture's address", page(above='<figure><img src="/2014/03/05/wall.jpg" alt="The wall on 5 March 2014"><figcaption>The wall on 5 March 2014. Photo: A. Rue</figcaption></figure>')),
    ("hours ago", page(above="<span class=timestamp>3 hours ago</span>")),
    ("a computer's beginning of time", page(head='<meta property="article:published_time" content="1970-01-01T00:00:00Z">')),
    ("a year to come", page(head='<meta property="article:published_time" content="2150-03-05T09:00:00Z">')),
    ("another calendar", page(above="<time>۱۵ اسفند ۱۴۰۲</time>")),
    ("only when it was changed", page(head='<meta property="article:modified_time" content="2024-06-01T10:00:00Z">', above="<p class=byline>Last updated 1 June 2024</p>")),
    ("opening hours and telephone numbers", page(outside="<p>Call 2024-555-0199, Monday to Friday 09.00–17.00. Registered 12/03/2009 as no. 20110305.</p>")),
]
