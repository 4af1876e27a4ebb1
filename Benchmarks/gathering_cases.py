"""The kinds of fault that gathering.py asks for: (number, kind, what must hold).

What must hold is a function of gathering.py's `Gathered`, which gives pairs: what is looked at, and whether it is as it must be.
"""

import csv
import html
import json
import re
import shutil
import sqlite3
import subprocess

DAY = "2024-03-05"


def published(g, name, day):
    """The one article of a file is of that day; of none where that is None."""
    found = g.articles(name)
    is_so = len(found) == 1 and ((found[0].get("published") or "")[:10] or None) == day
    return f"{name} is of {day}", is_so


def whole(g, *names):
    return [(f"{name} whole", g.whole(name)) for name in names]


def wordy(text):
    return re.sub(r"\W+", "", text)


def all_paragraphs(g, name):
    """All paragraphs of a page's article are in the text, in words."""
    body = re.search(r"<article>(.*?)</article>", g.file(name), re.S)[1]
    wanted = [wordy(html.unescape(re.sub(r"<[^>]+>", "", text))) for text in re.findall(r"<p>(.*?)</p>", body, re.S)]
    found = [wordy(text) for text in g.one(name)["text"].split("\n\n")]
    return f"{name}: all paragraphs", all(text in found for text in wanted)


def holds(g, name, *words):
    text = g.one(name)["text"]
    return [(f"{name} has “{word}”", word in text) for word in words]


def lacks(g, name, *words):
    text = g.one(name)["text"]
    return [(f"{name} without “{word}”", bool(text) and word not in text) for word in words]


def told(g, name, pattern):
    return f"{name} is said to be: {pattern}", re.search(pattern, g.said(name).replace(name, ""), re.I) is not None


def refused(g, name, pattern):
    return f"{name} refused: {pattern}", not g.articles(name) and re.search(pattern, g.said(name).replace(name, ""), re.I) is not None


def several(g, name, *about):
    """A file's articles, each with those members."""
    found = g.articles(name)
    got = [{key: (article.get(key) or "")[: len(value)] for key, value in one.items()} for article, one in zip(found, about)]
    return f"{name}: {len(about)} articles {list(about)}, got {len(found)} {got}", len(found) == len(about) and got == list(about)


def g08(g):
    articles, _ = g.watched
    b = [article for url, article in articles.items() if url and "/b" in url]
    yield "two articles with the feed's days", sorted((article.get("published") or "")[:10] for article in b) == ["2026-11-20", "2026-11-21"]
    yield "the feed's outlet", any(article.get("outlet") == "Quell Courier" for article in b)
    yield "no year made up", all((article.get("published") or "2024")[:4] in ("2023", "2024") for url, article in articles.items() if url and re.search(r"/a\d+\.html", url))


def g09(g):
    dates = {article["title"].split()[-1]: article.get("published") for article in g.articles("v30_dates_distinct.csv")}
    for row in (1, 2, 3, 4, 5, 7, 8, 9):
        yield f"row {row} is 2024-03-05", (dates.get(str(row)) or "")[:10] == DAY or row == 2 and dates.get("2") == "March 5, 2024"
    for row in (0, 6):
        date = dates.get(str(row))
        yield f"row {row} is as given, and named", date and date[:10] in (DAY, g_date(g, row)) and (date[:10] == DAY or "date" in g.said("v30_dates_distinct.csv"))


def g_date(g, row):
    return list(csv.DictReader(g.file("v30_dates_distinct.csv").splitlines()))[row]["date"]


def g17(g):
    return whole(g, "p15_jsonld_articlebody_only.html") + [published(g, "p15_jsonld_articlebody_only.html", DAY)]


def g23(g):
    text = g.one("p17_liveblog.html")["text"]
    times = [text.find(time) for time in ("13:10", "13:55", "14:20")]
    yield "times there, in order", min(times) >= 0 and times == sorted(times)


def g33(g):
    yield "title", g.one("c06_h1_logo.html").get("title") == g.one("t06_utf8_bom.txt").get("title")
    yield "headline not in the text", g.whole("c06_h1_logo.html")


def g35(g):
    for name in ("a07_author_with_by.html", "a10_author_email.html"):
        yield name, g.one(name).get("author") == "Tova Lindqvist"


def g44(g):
    articles, _ = g.watched
    for number in (2, 3, 4, 14):
        yield f"a{number}", f"http://127.0.0.1:28417/a{number}.html" in articles
    yield "a5", "http://127.0.0.1:28417/sub/a5.html" in articles


def g45(g):
    return [("a13 once", sum("a13" in (url or "") for url in g.watched[0]) == 1)]


def g43(g):
    return [(f"a{number}", f"http://127.0.0.1:28417/a{number}.html" in g.watched[0]) for number in (6, 7, 8, 23)]


def g47(g):
    return [("title", "’" in (g.one("s01_content_encoded.rss").get("title") or ""))]


def g48(g):
    return [("paragraphs", g.one("s02_double_escaped.rss")["text"].split("\n\n") == g.paragraphs)]


def g49(g):
    yield "both authors", g.one("s03_atom_xhtml.atom").get("author") == "Tova Lindqvist, Rui Almeida"
    yield "a saved JSON Feed", g.one("s05_jsonfeed.json")["text"].split("\n\n") == g.paragraphs
    yield "external_url", "http://127.0.0.1:28417/a10.html" in g.watched[0]
    yield "UTF-16", "http://127.0.0.1:28417/a22.html" in g.watched[0]


def g51(g):
    for name, count in (("w40_bad_chunk_in_middle.warc", 4), ("w41_bad_chunk_in_middle.warc.gz", 4)):
        found = len(g.articles(name))
        yield f"{name}: {found} of {count}", found >= count - 1 and (found == count or "record" in g.said(name))
    path, _ = g.ledger("w40_bad_chunk_in_middle.warc")
    before = sqlite3.connect(path).execute("select count(*) from article").fetchone()[0]
    g.ledger("w40_bad_chunk_in_middle.warc")
    yield "a second run goes on", before >= 3


def g52(g):
    for name in ("w42_wget_angle.warc.gz", "w14_uri_angle.warc"):
        url = g.one(name).get("url") or ""
        yield f"{name}: {url}", url.startswith("https://courier.example/")


def g57(g):
    for name in ("w13_lowercase_names.warc", "w10_ct_missing_http.warc", "w05_br_header_but_plain.warc"):
        yield name, g.whole(name)
    yield "revisit seen again", g.whole("w06_revisit.warc") and re.search("again|revisit", g.said("w06_revisit.warc")) is not None


def g59(g):
    path, _ = g.ledger("q03_ligatures.pdf")
    for word in ("floating", "finished", "official", "figure"):
        yield f"find {word}", bool(g.find(path, word))
    yield "who Stafford", "Stafford" in g.run("who", "--ledger", path, "Stafford").stdout


def g61(g):
    yield from lacks(g, "q06_chrome_print.pdf", "06/03/2024", "https://courier.example", "1/2", "2/2")
    one = g.one("q06_chrome_print.pdf")
    yield "url, title, no author", (one.get("url"), one.get("author")) == ("https://courier.example/2024/03/05/slip", None) and "Quellmouth" in (one.get("title") or "")


def g63(g):
    return [(name, len(g.articles(name)) == 2) for name in ("v01_bom_semicolon.csv", "v10_pandas_index.csv")]


def g67(g):
    yield several(g, "v14_newspaper.json", {"published": DAY, "author": "Tova Lindqvist", "title": "Slip"})
    yield several(g, "v16_trafilatura.json", {"published": DAY, "author": "Tova Lindqvist", "outlet": "Quell Courier", "url": "https://courier"})
    yield several(g, "v13_newsplease.json", {"published": DAY, "author": "Tova Lindqvist, Rui Almeida", "outlet": "courier.example"})
    both = [g.one(f"v31_body.{kind}") for kind in ("jsonl", "csv")]
    yield "JSON Lines as CSV", len({json.dumps([one.get(key) for key in ("text", "author", "published", "title")]) for one in both}) == 1 and bool(both[0]["text"])


def g69(g):
    return [("paragraphs", g.one("v20_html_in_text_column.csv")["text"].split("\n\n") == g.paragraphs)]


def g71(g):
    first = {"title": "Quellmouth closes", "outlet": "Quell Courier", "published": DAY, "author": "Tova Lindqvist"}
    found = g.articles("n01_nexis.txt")
    yield several(g, "n01_nexis.txt", first, {"title": (found[1].get("title") if len(found) > 1 else None) or "?", "published": "2024"})
    yield "no field in the text", bool(found) and all(re.search(r"BYLINE|LENGTH|LOAD-DATE|DOCUMENTS", article["text"]) is None for article in found)
    for name in ("n05_nexis.rtf", "o01_article.docx"):
        yield f"{name} whole", all(text in g.one(name)["text"] for text in g.paragraphs[1:3]) and "\\par" not in g.one(name)["text"]


def g72(g):
    yield several(g, "n02_proquest.txt", {"title": "Quellmouth closes", "outlet": "Quell Courier", "published": DAY}, {"title": "Ferry owner", "outlet": "Island Gazette", "published": "2024-03-07"})


def g73(g):
    yield several(g, "n03_factiva.html", {"title": "Quellmouth closes", "outlet": "Quell Courier", "published": DAY, "author": "Tova"}, {"title": "Ferry owner", "published": "2024-03-07"})
    yield several(g, "n04_factiva_plain.txt", {"title": "Quellmouth closes", "outlet": "Quell Courier", "published": DAY})
    yield "XML", "<" not in g.one("o11_factiva.xml")["text"] and (bool(g.one("o11_factiva.xml")["text"]) or "XML" in g.said("o11_factiva.xml"))


def g76(g):
    kinds = {"o02_articles.xlsx": "excel|workbook", "o05_safari.webarchive": "web ?archive", "o06_pages.zip": "zip", "o07_article.odt": "opendocument", "o09_subtitles.srt": "subtitles",
        "o10_newsml_nitf.xml": "NITF|XML", "o12_news.ris": "RIS", "w35_old.arc": "ARC"}
    for name, kind in kinds.items():
        found = g.articles(name)
        is_read = bool(found) and all(re.search(r"</?[a-z.]+>|-->|^TY  -|filedesc:", article["text"]) is None for article in found)
        # A bibliography is a list: what it names is asked for, which nobody answers here.
        is_asked = name.endswith(".ris") and "https://courier.example/slip: " in g.run("gather", name).stderr
        yield f"{name} read, or refused as {kind}", is_read or is_asked or not found and re.search(kind, g.said(name), re.I) is not None


def g77(g):
    path, _ = g.ledger("t06_utf8_bom.txt", "v10_pandas_index.csv")
    rows = list(csv.DictReader(g.run("export", "-f", "csv", "--ledger", path).stdout.splitlines()))
    ids = [row.get("statement") or row.get("id") for row in rows]
    yield "ids stay apart as numbers", bool(ids) and len({number(one) for one in ids}) == len(set(ids))


def number(text):
    try:
        return float(text)
    except ValueError:
        return text


def g79(g):
    path, _ = g.ledger("t06_utf8_bom.txt")
    columns = {view: {row[1] for row in sqlite3.connect(path).execute(f"pragma table_info({view})")} for view in ("statements", "articles")}
    yield "words of statements", bool(columns["statements"] & {"content", "text", "words"})
    yield "texts of articles", "text" in columns["articles"]


def g80(g):
    path, _ = g.ledger("x01_hard.jsonl")
    for query in ("O'Connor", "re-election", "C++", "AT&T", "treaty-breaking", "“We said", "(", '"', "*", "NOT", "OR", "a:b"):
        done = g.run("find", "--ledger", path, query)
        yield query, bool(done.stdout.strip() or done.stderr.startswith("dixit"))


def g81(g):
    path, _ = g.ledger("x02_nfd.txt", "x01_hard.jsonl")
    for word in ("Lodz", "Orsted", "Strasse"):
        yield f"find {word}", bool(g.find(path, word))


def g83(g):
    path, _ = g.ledger("t06_utf8_bom.txt")
    other = g.scratch / "read only ü?#%"
    other.mkdir(exist_ok=True)
    copy = other / "a b.sqlite"
    shutil.copy(path, copy)
    copy.chmod(0o444)
    yield "find", bool(g.find(copy, "slip"))


def g84(g):
    path = g.scratch / "two.sqlite"
    runs = [subprocess.Popen([g.dixit, "add", "-q", "--ledger", path, name], cwd=g.folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for name in ("v01_bom_semicolon.csv", "v30_dates_distinct.csv")]
    for run in runs:
        run.communicate()
    yield "all there", sqlite3.connect(path).execute("select count(*) from article").fetchone()[0] == 12


def g85(g):
    path, _ = g.ledger("t06_utf8_bom.txt")
    page = json.loads(g.run("export", "-f", "annotations", "--ledger", path).stdout)
    yield "the page has an id", isinstance(page, dict) and bool(page.get("id"))


CASES = [
    ("G01", "a date made up from a JSON escape", lambda g: [published(g, name, None) for name in ("d01_nextdata_u2019.html", "d01e_js_u2019_plain.html", "d01d_dateline_and_u2014.html")]),
    ("G03", "a date taken from the body or a related story", lambda g: [published(g, name, None) for name in ("d22_body_mentions_date.html", "d23_related_newer.html", "p23_tweet_embed.html")]),
    ("G04", "day and month swapped", lambda g: [published(g, name, DAY) for name in ("d18_dmy_meta.html", "d19_dmy_slash_meta.html", "d05_visible_us_mdy.html")]),
    ("G05", "published and updated in one byline", lambda g: [published(g, "d08_pub_and_mod_visible.html", DAY), ("no author", not g.one("d08_pub_and_mod_visible.html").get("author"))]),
    ("G07", "dates in the future, and before 1990", lambda g: [published(g, name, None) for name in ("d09_future.html", "d10_next_month_future.html", "d12_epoch_zero.html")] + [published(g, "d25_1980s_archive.html", "1987-05-12")]),
    ("G08", "the feed's date thrown away", g08),
    ("G09", "dates of tables", g09),
    ("G11", "paragraphs dropped by their first word", lambda g: [all_paragraphs(g, name) for name in ("k01_leads_in_news.html", "k15_share_on_quote.html")]),
    ("G12", "a statement taken for a credit line", lambda g: [all_paragraphs(g, "k02_contributed.html"), ("no credit", "credit" not in g.one("k02_contributed.html"))]),
    ("G13", "a subhead “About …” ends the article", lambda g: [all_paragraphs(g, "k03_about_heading.html")]),
    ("G15", "struck-out text", lambda g: holds(g, "k12_strike_ins.html", "mayor denied that") + holds(g, "k16_s_strike.html", "mayor denied that", "was ten million")),
    ("G16", "footnote marks glued to a number", lambda g: holds(g, "k13_sup_footnote.html", "that 12 boats were lost.") + lacks(g, "k13_sup_footnote.html", "[1]") + lacks(g, "k17_sup_unit.html", "106 crowns") + lacks(g, "q10_report_footnotes.pdf", "dispute1", "dispute4")),
    ("G17", "text in JSON-LD alone", g17),
    ("G19", "a page made in the browser", lambda g: [refused(g, "p16_nextdata_only.html", "no article|browser")]),
    ("G20", "a cookie wall alone", lambda g: [refused(g, "p13_cookie_wall_only.html", "no article|cookie")]),
    ("G21", "a paywall's teaser", lambda g: lacks(g, "p14_paywall_teaser.html", "subscribe", "Log in") + [told(g, "p14_paywall_teaser.html", "cut|teaser|subscri|part")]),
    ("G23", "a live blog", g23),
    ("G24", "a collapsed body", lambda g: whole(g, "k05_collapsed_body.html")),
    ("G25", "lists", lambda g: [("items", g.one("p01_ul_span.html")["text"].count("\n\n") >= 8)] + whole(g, "p25_body_ul_barebones.html")),
    ("G27", "an aside holds the article", lambda g: whole(g, "p12_aside_whole_article.html")),
    ("G28", "words squashed at inline tags", lambda g: holds(g, "p09_inline_links_squash.html", "the old ferry slip, ending", "said Mirela Dostal, the council’s chair") + whole(g, "p10_drop_cap.html") + holds(g, "p27_html_in_p_nested_div_text.html", "Nobody abstained")),
    ("G29", "captions", lambda g: whole(g, "p06_captions_no_figure.html")),
    ("G31", "soft hyphens", lambda g: whole(g, "p11_soft_hyphen_zwsp.html")),
    ("G32", "the address in a saved page's comment", lambda g: [(name, (g.one(name).get("url") or "").startswith("https://courier.example/2024/03/05/slip") and g.one(name).get("outlet") == "courier.example") for name in ("k18_s_singlefile_real.html", "c09_saved_from_ie.html")]),
    ("G33", "a logo in the h1", g33),
    ("G35", "e-mail and “By” in the author", g35),
    ("G36", "8-bit encodings of pages", lambda g: whole(g, "e01_latin1_declared_cp1252_bytes.html", "e06_utf8_bom_meta_latin1.html", "e12_meta_late.html", "e15_entities_cp1252_numeric.html") + [("Arabic", "ا" in g.one("e07_windows1256.html")["text"])]),
    ("G37", "UTF-8 declared, windows-1252 given", lambda g: whole(g, "e02_utf8_declared_cp1252_bytes.html", "w18_charset_wrong_http.warc")),
    ("G39", "texts and tables in windows-1252", lambda g: whole(g, "t01_cp1252.txt") + [("v04_cp1252.csv", [a["text"].split("\n\n")[1:] for a in g.articles("v04_cp1252.csv")] == [g.paragraphs[1:]] * 2)]),
    ("G40", "UTF-16", lambda g: whole(g, "t02_utf16_notepad.txt") + [(name, len(g.articles(name)) == 2) for name in ("v02_excel_unicode_text.txt", "v03_excel_utf16.csv")]),
    ("G41", "CR line ends", lambda g: [("title", g.one("t05_cr_only_mac.txt").get("title") == g.one("t06_utf8_bom.txt").get("title"))] + whole(g, "t05_cr_only_mac.txt")),
    ("G43", "feeds that are not quite XML", g43),
    ("G44", "addresses in feeds", g44),
    ("G45", "utm parameters", g45),
    ("G47", "entities in titles", g47),
    ("G48", "a doubly escaped body", g48),
    ("G49", "authors, external_url, saved and UTF-16 feeds", g49),
    ("G51", "a chunked header, a body that is not", g51),
    ("G52", "wget's <address>", g52),
    ("G53", "a record cut off", lambda g: [told(g, "w32_cut.warc.gz", "cut")]),
    ("G55", "archives with LF line ends", lambda g: whole(g, "w07_lf_only.warc")),
    ("G56", "archives of many makers", lambda g: [(name, bool(g.articles(name))) for name in ("w01_chunked.warc", "w03_chunked_gzip.warc", "w04_gzip_header_but_plain.warc", "w09_resource.warc", "w16_301_then_200.warc", "w19_warc11.warc", "w20_http2.warc", "w21_no_blank_between.warc", "w22_bad_utf8_uri.warc", "w30_whole_gzip.warc.gz", "w31_per_record.warc.gz")]),
    ("G57", "lower-case fields, no content type, revisits", g57),
    ("G59", "ligatures", g59),
    ("G60", "hyphens at line ends", lambda g: holds(g, "q02_hyphenation.pdf", "trade-union", "long-term", "all-but-signed", "Brandvold", "condemned")),
    ("G61", "a browser's print header", g61),
    ("G63", "BOM, semicolons, quoted line ends", g63),
    ("G64", "sep=", lambda g: [("two rows", len(g.articles("v05_sep_line.csv")) == 2)]),
    ("G65", "a NUL in a table", lambda g: [("rows", len(g.articles("v07_nul.csv")) >= 1), told(g, "v07_nul.csv", "row [23]")]),
    ("G67", "field names of the usual tools", g67),
    ("G68", "NaN", lambda g: [("read", bool(g.one("v11_pandas_nan.jsonl")["text"]) and not g.one("v11_pandas_nan.jsonl").get("published"))]),
    ("G69", "HTML in a text column", g69),
    ("G71", "Nexis", g71),
    ("G72", "ProQuest", g72),
    ("G73", "Factiva", g73),
    ("G75", "e-mail", lambda g: [("title", "–" in (g.one("o03_newsletter.eml").get("title") or "")), published(g, "o03_newsletter.eml", DAY)] + whole(g, "o03_newsletter.eml")),
    ("G76", "other files", g76),
    ("G77", "ids that look like numbers", g77),
    ("G79", "the ledger in other programs", g79),
    ("G80", "signs in a query", g80),
    ("G81", "accents", g81),
    ("G83", "read-only ledgers", g83),
    ("G84", "two writers", g84),
    ("G85", "annotations have an id", g85),
]
