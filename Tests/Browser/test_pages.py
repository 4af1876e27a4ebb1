"""The pages of `dixit serve` in a real browser: Chromium without a window, by Selenium.

One browser and one ledger, made of the samples, serve all tests; a test that judges has an article of its own. Accessibility is checked by
axe-core. Run by `make test`, after Setup/browser.sh.
"""

import collections
import csv
import json
import os
import subprocess
import sys
import tempfile
import unittest
import urllib.error
import urllib.request
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).resolve().parents[2]
DIXIT = os.environ.get("DIXIT", str(ROOT / ".build/release/dixit"))
SECONDS = 20
PAGES = ["/", "/articles", "/article/9", "/article/10", "/statement/s10.6", "/statement/s10.6?fix=1", "/speakers", "/speakers?name=Korvin", "/duties",
         "/speaker/14", "/speaker/14?by=outlet", "/search", "/search?q=dam", "/search?q=dam&form=mixed", "/outlets", "/outlet/1",
         "/outlet/1?with=2", "/figures", "/figures?outlet=1&outlet=2", "/duties?instrument=resolution", "/articles?mend=9", "/articles?mended=1", "/review", "/review?article=8", "/who", "/add", "/nothing"]


def axe_source():
    import axe_playwright_python
    return (Path(axe_playwright_python.__path__[0]) / "axe.min.js").read_text(encoding="utf8")


def setUpModule():
    global folder, server, site, token, browser, axe
    folder = tempfile.TemporaryDirectory()
    ledger = f"{folder.name}/samples.sqlite"
    subprocess.run([DIXIT, "add", "--quiet", "--ledger", ledger, "Samples"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    server = subprocess.Popen([DIXIT, "serve", "--ledger", ledger, "--port", "0", "--by", "mara"], stdout=subprocess.PIPE, encoding="utf8")
    address = server.stdout.readline().strip()
    site, token = address.split("/?token=")
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-dev-shm-usage",
                     f"--user-data-dir={folder.name}/browser", "--window-size=1280,1000"]:
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path="/usr/bin/chromedriver"))
    browser.get(address)
    axe = axe_source()


def tearDownModule():
    browser.quit()
    server.terminate()
    ended = server.wait(timeout=SECONDS)
    server.stdout.close()
    folder.cleanup()
    assert ended == 0, f"dixit serve ended with status {ended}"


def show(width=1280, height=1000, dark=False, medium="", script=True):
    """Sets what the browser shows pages on; each test begins with it."""
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
    features = {"prefers-color-scheme": "dark" if dark else "light", "prefers-reduced-motion": "reduce"}
    browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {
        "media": medium, "features": [{"name": name, "value": value} for name, value in features.items()]})
    browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})


def ask(address):
    return urllib.request.urlopen(urllib.request.Request(site + address, headers={"Authorization": f"Bearer {token}"}))


def data(address):
    with ask(address) as answer:
        return json.load(answer)


def one(selector, within=None):
    return (within or browser).find_element(By.CSS_SELECTOR, selector)


def many(selector, within=None):
    return (within or browser).find_elements(By.CSS_SELECTOR, selector)


def wait(condition, what):
    WebDriverWait(browser, SECONDS, 0.02, [StaleElementReferenceException]).until(lambda _: condition(), what)


class Pages(unittest.TestCase):
    def setUp(self):
        show()

    def open(self, address):
        browser.get(site + address)

    # Every page

    def test_no_page_is_wider_than_the_window(self):
        for width in [360, 768, 2560]:
            show(width=width)
            for page in PAGES:
                with self.subTest(page=page, width=width):
                    self.open(page)
                    self.assertLessEqual(browser.execute_script("return document.documentElement.scrollWidth"), width)

    def test_axe_finds_nothing_in_light_nor_dark(self):
        for dark in [False, True]:
            show(dark=dark)
            for page in PAGES:
                with self.subTest(page=page, dark=dark):
                    self.open(page)
                    browser.execute_script(axe)
                    found = browser.execute_async_script(
                        "const done = arguments[0]; axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})"
                        ".then(result => done(result.violations.map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.failureSummary).slice(0, 3).join('; '))))")
                    self.assertEqual(found, [])

    def test_a_page_loads_one_style_sheet_one_script_and_nothing_else(self):
        for page in ["/", "/article/9", "/review"]:
            self.open(page)
            loaded = browser.execute_script("return performance.getEntriesByType('resource').map(e => new URL(e.name).pathname)")
            self.assertEqual(sorted(loaded), ["/script.js", "/style.css"])

    def test_no_page_makes_the_browser_complain(self):
        browser.get_log("browser")
        for page in PAGES[:-1]:
            self.open(page)
            self.assertEqual(browser.get_log("browser"), [], page)

    def test_dark_is_dark_and_light_is_light(self):
        lightness = "return getComputedStyle(document.body).backgroundColor.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3"
        for dark, low, high in [(True, 0, 60), (False, 220, 255)]:
            show(dark=dark)
            self.open("/article/9")
            self.assertTrue(low <= browser.execute_script(lightness) <= high)

    def test_paper_gets_the_text_alone(self):
        show(medium="print")
        self.open("/article/9")
        self.assertFalse(one("header.top").is_displayed())
        self.assertTrue(one(".text").is_displayed())

    def test_the_first_tab_leads_past_the_head(self):
        self.open("/article/9")
        ActionChains(browser).send_keys(Keys.TAB).perform()
        self.assertEqual(browser.switch_to.active_element.get_attribute("href"), site + "/article/9#main")

    def test_the_token_stands_in_no_address_and_no_cookie(self):
        self.open("/?token=" + token)
        self.assertEqual(browser.current_url, site + "/")
        self.assertNotIn(token, json.dumps(browser.get_cookies()))

    def test_a_link_on_another_site_leads_here_and_its_pages_learn_nothing(self):
        # The same program under its other name is another site.
        browser.get(site.replace("127.0.0.1", "localhost") + "/?token=" + token)
        browser.execute_script("const a = document.createElement('a'); a.href = arguments[0]; a.id = 'out'; document.body.prepend(a); a.append('out')",
                               site + "/article/9")
        one("#out").click()
        wait(lambda: browser.current_url == site + "/article/9" and many(".note"), "the article")

    # An article

    def test_what_is_selected_is_the_articles_words_alone(self):
        browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
        self.open("/article/10")
        browser.execute_script("const text = document.querySelector('.text'); getSelection().selectAllChildren(text)")
        ActionChains(browser).key_down(Keys.CONTROL).send_keys("c").key_up(Keys.CONTROL).perform()
        words = self.pasted()
        self.assertNotIn("% sure", words)
        text = data("/article/10.json")["text"].split("\n")
        self.assertIn(text[-1].strip() or text[-2].strip(), words)

    def test_notes_that_are_less_sure_are_left_out_and_that_is_remembered(self):
        self.open("/article/10")
        shown = lambda: [note for note in many(".note") if note.is_displayed()]
        before = len(shown())
        browser.execute_script("const s = document.querySelector('.sieve input[name=sure]'); s.value = 80; s.dispatchEvent(new Event('input', {bubbles: true}))")
        self.assertTrue(0 < len(shown()) < before)
        self.assertTrue(all(int(note.get_attribute("data-sure")) >= 80 for note in shown()))
        passed = next(note for note in many(".note") if not note.is_displayed()).get_attribute("data-s")
        self.assertIn("passed", one(f".text .said[data-s='{passed}'], .head .said[data-s='{passed}']").get_attribute("class"))
        self.open("/article/9")
        self.assertTrue(all(int(note.get_attribute("data-sure")) >= 80 for note in shown()))
        browser.execute_script("localStorage.clear()")

    def test_what_nobody_need_have_said_is_left_out(self):
        # An article in which somebody wants something.
        wanted = data("/search.json?mark=act:think")["statements"][0]["article"]["id"]
        self.open(f"/article/{wanted}")
        shown = lambda: [note for note in many(".note") if note.is_displayed()]
        unsaid = lambda: [note for note in shown() if note.get_attribute("data-unsaid")]
        before = len(shown())
        self.assertTrue(unsaid())
        one(".sieve input[name=unsaid]").click()
        self.assertTrue(not unsaid() and 0 < len(shown()) < before)
        browser.execute_script("localStorage.clear()")

    def test_in_narrow_windows_what_narrows_down_is_folded_above(self):
        show(width=360)
        self.open("/search?q=dam")
        self.assertFalse(one(".facets .folded").is_displayed())
        self.assertLess(one("label.unfold").rect["y"], one("ol .entry").rect["y"])
        one("label.unfold").click()
        self.assertTrue(one(".facets .folded").is_displayed())
        self.assertLess(one("header.top nav").rect["height"], 50)
        show(width=1280)
        self.open("/search?q=dam")
        self.assertTrue(one(".facets .folded").is_displayed() and not one("label.unfold").is_displayed())

    def test_somebody_is_followed_with_the_star_on_their_page(self):
        for script in (True, False):
            show(script=script)
            self.open("/speaker/14")
            name = one("h1").text
            one("form.follow button").click()
            wait(lambda: many(".followed"), "whom one follows")
            self.assertIn(name, one(".followed").text)
            self.open("/speaker/14")
            self.assertEqual(one("form.follow button").text, "★ Followed" if script else "☆ Follow")
            self.open("/")
            one(".followed form button").click()
            wait(lambda: not many(".followed"), "that nobody is followed")

    def test_the_text_of_an_article_stands_there_whole(self):
        self.open("/article/10")
        text = data("/article/10.json")["text"]
        shown = browser.execute_script("return [...document.querySelectorAll('.para > p, .para > h1')].map(p => p.textContent)")
        self.assertEqual(shown, [line for line in text.split("\n") if line.strip()])

    def test_what_is_marked_is_what_the_record_says(self):
        self.open("/article/10")
        for statement in data("/article/10.json")["statements"]:
            for part, style in [("source", ".source"), ("cue", ".cue"), ("content", ".said")]:
                shown = "".join(e.get_property("textContent") for e in many(f".para {style}[data-s='{statement['id']}']"))
                self.assertEqual(shown, "".join(e["text"].replace("\n", "") for e in statement[part]), (statement["id"], part))

    def test_a_nested_statement_stands_inside_its_parent(self):
        self.open("/article/10")
        nested = [s for s in data("/article/10.json")["statements"] if s["parent"] is not None]
        self.assertTrue(nested)
        for s in nested:
            self.assertTrue(many(f".said[data-s='{s['parent']}'] .said[data-s='{s['id']}']"), s["id"])

    def test_hover_and_focus_light_up_all_parts(self):
        self.open("/article/9")
        statements = data("/article/9.json")["statements"]
        parents = {s["parent"] for s in statements}
        # Two that hold no other and stand in none, in one line: the pointer goes to the middle, which of several lines lies elsewhere.
        in_line = browser.execute_script(
            "return [...document.querySelectorAll('.para .said')].filter(e => e.getClientRects().length === 1).map(e => e.dataset.s)")
        first, second, *_ = [s["id"] for s in statements if s["parent"] is None and s["id"] not in parents and s["source"] and s["cue"]
                             and len(s["content"]) == 1 and str(s["id"]) in in_line]
        lit = "return [...document.querySelectorAll('.lit')].map(e => e.dataset.s)"
        words = one(f".said[data-s='{first}']")
        browser.execute_script("arguments[0].scrollIntoView({block: 'center'})", words)
        ActionChains(browser).move_to_element(words).perform()
        self.assertEqual(set(browser.execute_script(lit)), {str(first)})
        self.assertGreaterEqual(len(browser.execute_script(lit)), 4)  # source, cue, content, note
        browser.execute_script(f"document.querySelector('#n{second} a').focus()")
        self.assertEqual(set(browser.execute_script(lit)), {str(second)})

    def test_of_what_is_nested_the_inner_one_is_lit(self):
        self.open("/article/10")
        ActionChains(browser).move_to_element(one(".said[data-s='6']")).perform()
        self.assertEqual(set(browser.execute_script("return [...document.querySelectorAll('.lit')].map(e => e.dataset.s)")), {"6"})

    def test_the_bar_tells_of_all_words(self):
        self.open("/article/9")
        widths = browser.execute_script("return [...document.querySelectorAll('.bar svg[role=img] .fill')].map(r => parseFloat(r.getAttribute('width')))")
        self.assertAlmostEqual(sum(widths), 100, delta=0.1)
        self.assertIn("own voice", one(".legend").text)

    def test_notes_stand_in_the_margin_where_there_is_one(self):
        for width, beside in [(1280, True), (390, False)]:
            show(width=width)
            self.open("/article/9")
            right = lambda e: e.rect["x"] + e.rect["width"]
            self.assertEqual(one(".note").rect["x"] > right(one(".para > p")), beside)

    def test_an_address_can_name_a_statement(self):
        self.open("/article/9#s4")
        self.assertIn("lit", one("#n4").get_attribute("class"))

    def test_the_original_is_kept_not_shown(self):
        with ask("/article/9/original") as answer:
            self.assertIn("attachment", answer.headers["Content-Disposition"])
            self.assertTrue(answer.read().startswith(b"Monitors turned back"))

    # Searching

    def test_searching_from_any_page_and_narrowing_down(self):
        self.open("/article/9")
        one("header input[name=q]").send_keys("dam", Keys.ENTER)
        wait(lambda: many("ol .entry"), "results")
        before = len(many("ol .entry"))
        # Words of sources and cues are found too; what is painted is what was said.
        self.assertTrue(any(many("mark", entry) for entry in many("ol .entry")))
        one(".facets a[href*='form=mixed']").click()
        wait(lambda: many(".facets .chosen"), "a chosen facet")
        self.assertLess(len(many("ol .entry")), before)
        self.assertEqual([s["form"] for s in data("/search.json?q=dam&form=mixed")["statements"]], ["mixed"] * len(many("ol .entry")))

    def test_who_is_called_so_is_named_while_somebody_types(self):
        self.open("/article/9")
        field = one("header input[name=q]")
        field.send_keys("korv")
        wait(lambda: many("#suggested [role=option]"), "names")
        self.assertEqual(field.get_attribute("aria-expanded"), "true")
        self.assertIn("Dessa Korvin", one("#suggested [role=option]").text)
        field.send_keys(Keys.ESCAPE)
        self.assertFalse(one("#suggested").is_displayed())
        field.send_keys("i")
        wait(lambda: one("#suggested").is_displayed(), "names again")
        field.send_keys(Keys.ARROW_DOWN, Keys.ENTER)
        wait(lambda: "/speaker/" in browser.current_url, "the speaker's page")
        self.assertEqual(one("h1").text, "Dessa Korvin")

    def test_a_query_that_is_none_is_explained(self):
        self.open("/search?q=(dam")
        self.assertIn("not closed", one("main").text)

    # Reviewing

    def test_reviewing_with_the_keyboard(self):
        self.open("/review?article=3")
        ids = [e.get_attribute("data-case") for e in many("[data-case]")]
        keys = lambda k: ActionChains(browser).send_keys(k).perform()
        state = lambda at: one(f"[data-case='{ids[at]}'] .state").text
        current = lambda: one(".current").get_attribute("data-case")
        keys("y")
        wait(lambda: current() == ids[1], "y goes on")
        self.assertEqual(data(f"/statement/{ids[0]}.json")["statement"]["review"], "right")
        keys("n")
        wait(lambda: current() == ids[2], "n goes on")
        self.assertEqual(state(1), "reviewed: wrong")
        keys("k")
        self.assertEqual(current(), ids[1])
        keys("u")
        wait(lambda: state(1) == "not reviewed", "u undoes")
        self.assertIsNone(data(f"/statement/{ids[1]}.json")["statement"]["review"])
        keys("j")
        # What was judged last is undone where it stands, though the next one is looked at.
        keys("y")
        wait(lambda: current() == ids[3], "y goes on")
        keys("u")
        wait(lambda: state(2) == "not reviewed" and current() == ids[2], "u goes back and undoes")
        self.assertIsNone(data(f"/statement/{ids[3]}.json")["statement"]["review"])
        one(".walk [data-key=j]").click()
        wait(lambda: current() == ids[3], "the button goes on")
        keys("e")
        self.assertEqual(browser.switch_to.active_element.get_attribute("name"), "content")
        keys(Keys.ESCAPE)
        keys("?")
        self.assertTrue(one("#keys").is_displayed())

    def test_deciding_who_is_who_with_the_keyboard(self):
        self.open("/who")
        pairs = [e.get_attribute("data-case") for e in many("[data-case]")]
        for keys, told in [("n", "they are different"), ("y", "they are one"), ("kkuju", "undone")]:
            for k in keys:
                ActionChains(browser).send_keys(k).perform()
                wait(lambda: not many("[data-waits]"), "the answer")
            wait(lambda told=told, at=int(keys == "y"): told in one(f"[data-case='{pairs[at]}'] .state").text, told)
            asked = ["-".join(d[side]["id"].lstrip("@") for side in ("actor", "other")) for d in data("/who.json")["doubles"]]
            self.assertEqual(pairs[0] in asked, told == "undone")

    def test_deciding_who_is_who_without_a_script(self):
        show(script=False)
        self.open("/who")
        one("[data-case] button[value=different]").click()
        wait(lambda: many(".decided"), "what was decided")
        one(".decided button").click()
        wait(lambda: not many(".decided"), "that it is undone")

    def select(self, case, start, end):
        """Selects characters of a case's context, counted from its start."""
        browser.execute_script("""
            const [context, start, end] = arguments;
            const walk = document.createTreeWalker(context, NodeFilter.SHOW_TEXT), range = document.createRange();
            let at = 0, node;
            while ((node = walk.nextNode())) {
                if (at <= start && start <= at + node.length) range.setStart(node, start - at);
                if (at <= end && end <= at + node.length) { range.setEnd(node, end - at); break; }
                at += node.length;
            }
            getSelection().removeAllRanges();
            getSelection().addRange(range);""", one(".context", case), start, end)

    def test_fixing_with_the_mouse_by_selecting_text(self):
        self.open("/statement/s11.2?fix=1")
        case = one("[data-case='s11.2']")
        text, start = one(".context", case).get_property("textContent"), int(one(".context", case).get_attribute("data-start"))
        words = text.split(" ")[1]
        at = text.index(words)
        self.select(case, at, at + len(words))
        one("[data-take=source]", case).click()
        self.assertEqual(one("input[name=source]", case).get_attribute("value"), f"{start + at}-{start + at + len(words)}")
        one("button[value=fix]", case).click()
        wait(lambda: data("/statement/s11.2.json")["statement"]["review"] == "corrected", "the correction")
        shown = data("/statement/s11.2.json")
        self.assertEqual(shown["statement"]["source"], [{"start": start + at, "end": start + at + len(words), "text": words}])
        self.assertNotEqual(shown["machine"]["source"], shown["statement"]["source"])
        self.assertEqual(shown["reviews"][-1]["who"], "mara")

    def test_the_queue_goes_on_behind_its_first_page(self):
        self.open("/review")
        count = len(many("[data-case]"))
        self.assertEqual(count, 20)
        for _ in range(count):
            ActionChains(browser).send_keys("j").perform()
        wait(lambda: len(many("[data-case]")) > count, "the next page behind the first")
        wait(lambda: many("[data-case]").index(one(".current")) > 16, "the place near its end")
        ids = [case.get_attribute("data-case") for case in many("[data-case]")]
        self.assertEqual(len(ids), len(set(ids)))

    def test_fixing_with_the_keyboard_alone(self):
        self.open("/review?article=2")
        case = one("[data-case]")
        number = case.get_attribute("data-case")
        ActionChains(browser).send_keys("e").perform()
        field, shown = one("input[name=content]", case), lambda: one("[data-words=content]", case).text
        start, end = map(int, field.get_attribute("value").split("-"))
        words = shown()
        field.send_keys(Keys.ALT + Keys.ARROW_LEFT)
        self.assertTrue(words.startswith(shown()) and shown() != words, shown())
        field.send_keys(Keys.ALT + Keys.ARROW_RIGHT)
        self.assertEqual(field.get_attribute("value"), f"{start}-{end}")
        field.send_keys(Keys.ALT + Keys.SHIFT + Keys.ARROW_RIGHT)
        self.assertTrue(words.endswith(shown()) and shown() != words, shown())
        changed = [int(place) for place in field.get_attribute("value").split("-")]
        field.send_keys(Keys.ENTER)
        wait(lambda: data(f"/statement/{number}.json")["statement"]["review"] == "corrected", "the correction")
        content = data(f"/statement/{number}.json")["statement"]["content"]
        self.assertEqual([content[0]["start"], content[0]["end"]], changed)
        # The queue stays where it is, and undo takes the correction back there.
        wait(lambda: "corrected" in one(f"[data-case='{number}'] .state").text, "what the page tells")
        ActionChains(browser).send_keys("u").perform()
        wait(lambda: data(f"/statement/{number}.json")["statement"]["review"] is None, "its undoing")
        wait(lambda: one(f"[data-case='{number}'] input[name=content]").get_attribute("value") == f"{start}-{end}", "the former places")

    def test_who_tells_a_statement_is_chosen(self):
        self.open("/review?article=5")
        case = next(case for case in many("[data-case]") if len(many("select[name=within] option", case)) > 1)
        number = case.get_attribute("data-case")
        one(".fix summary", case).click()
        other = many("select[name=within] option", case)[1]
        holder = other.get_attribute("value")
        other.click()
        one("button[value=fix]", case).click()
        wait(lambda: data(f"/statement/{number}.json")["statement"]["parent"] == holder, "what it stands in")
        wait(lambda: "as told by" in one(f"[data-case='{number}'] .saying").text or "corrected" in one(f"[data-case='{number}'] .state").text, "its page")

    def name_new_speaker(self, number, name):
        """Fixes a statement by the keys alone: its speaker is a person who is not in the ledger."""
        self.open(f"/statement/{number}?fix=1")
        field = one("input[name=speaker]")
        field.clear()
        field.send_keys(name, Keys.TAB)
        chosen = browser.switch_to.active_element
        self.assertEqual(chosen.get_attribute("name"), "new")
        chosen.send_keys("new: person")
        self.assertEqual(chosen.get_property("value"), "person")
        field.send_keys(Keys.ENTER)
        wait(lambda: data(f"/statement/{number}.json")["statement"]["review"] == "corrected", "the correction")
        wait(lambda: name in one(".saying").text, "the new name")

    def test_a_speaker_who_is_not_in_the_ledger_is_named(self):
        for script, number, name in [(True, "12.1", "Ottla <b>Verrin"), (False, "12.2", "Jonna Tress")]:
            with self.subTest(script=script):
                show(script=script)
                before = data(f"/statement/{number}.json")["statement"]["speaker"]
                self.name_new_speaker(number, name)
                one("button[value=undo]").click()
                wait(lambda number=number: data(f"/statement/{number}.json")["statement"]["review"] is None, "its undoing")
                self.assertEqual(data(f"/statement/{number}.json")["statement"]["speaker"], before)

    def test_a_speaker_who_is_cleared_is_nobody_until_that_is_undone(self):
        for script in (True, False):
            with self.subTest(script=script):
                show(script=script)
                before = data("/statement/12.3.json")["statement"]["speaker"]
                self.assertTrue(before)
                self.open("/statement/12.3?fix=1")
                one("input[name=speaker]").clear()
                one("button[value=fix]").send_keys(Keys.ENTER)
                wait(lambda: data("/statement/12.3.json")["statement"]["review"] == "corrected", "the correction")
                self.assertIsNone(data("/statement/12.3.json")["statement"]["speaker"])
                self.open("/statement/12.3")
                one("button[value=undo]").send_keys(Keys.ENTER)
                wait(lambda: data("/statement/12.3.json")["statement"]["review"] is None, "its undoing")
                self.assertEqual(data("/statement/12.3.json")["statement"]["speaker"], before)

    def test_two_who_judge_at_once_lose_nothing(self):
        self.open("/review?article=4")
        case = many("[data-case]")[0]
        number = case.get_attribute("data-case")
        ledger = f"{folder.name}/samples.sqlite"
        subprocess.run([DIXIT, "review", number, "wrong", "--by", "ilse", "--ledger", ledger], check=True, stdout=subprocess.DEVNULL)
        one("button[value=right]", case).click()
        wait(lambda: "ilse" in one(".state", case).text, "who was first")
        self.assertEqual(data(f"/statement/{number}.json")["statement"]["review"], "wrong")
        one("button[value=right]", case).click()
        wait(lambda: one(".state", case).text == "reviewed: right", "the second judgement")
        self.assertEqual([r["who"] for r in data(f"/statement/{number}.json")["reviews"]], ["ilse", "mara"])

    def test_a_missed_statement_is_added(self):
        self.open("/review?article=6")
        before = len(data("/article/6.json")["statements"])
        case = one("[aria-label='A statement that was missed']")
        self.select(case, 0, 12)
        one("[data-take=content]", case).click()
        one("button[value=missed]", case).click()
        wait(lambda: len(data("/article/6.json")["statements"]) == before + 1, "the added statement")

    # Adding

    def test_adding_a_text(self):
        self.open("/add")
        one("#text").send_keys("Mara Lind said the dam at Amrel would hold. “It will,” she said.")
        one("#text-title").send_keys("The dam holds")
        one("form:has(#text) button").click()
        # One article alone is shown as soon as it was read.
        wait(lambda: many(".note"), "its statements")
        self.assertEqual(one("h1").text, "The dam holds")

    # The five tasks, each from the front page in so many steps: a step is one click, or one field with Enter

    def walk(self):
        """Begins a task at the front page; gives what does a step and counts it."""
        steps = []

        def step(what, element, keys=None):
            steps.append(what)
            element.send_keys(keys) if keys else element.click()
        self.open("/")
        return steps, step

    def pasted(self):
        """What a text field gets that is pasted into."""
        self.open("/add")
        one("#text").send_keys(Keys.CONTROL, "v")
        return one("#text").get_property("value")

    def test_a_fact_checker_finds_what_somebody_said_before_and_pastes_both_passages_in_6_steps(self):
        browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
        articles = [{"id": day, "title": f"Velm on {day}", "outlet": "The Wire of Velm", "published": day, "url": f"https://velm.example/{day}", "text": text}
                    for day, text in [
            ("2021-06-01", "Tilda Brandt said the harbour fee would stay at twelve crowns. The quay was full of herring boats all morning."),
            ("2021-09-01", "Tilda Brandt said the harbour fee would not stay at twelve crowns. Rain fell on an empty market hall.")]]
        subprocess.run([DIXIT, "add", "--quiet", "--ledger", f"{folder.name}/samples.sqlite", "-"], input="\n".join(map(json.dumps, articles)),
                       encoding="utf8", check=True, stdout=subprocess.DEVNULL)
        steps, step = self.walk()
        field = one("header input[name=q]")
        field.send_keys("Tilda Br")
        wait(lambda: many("#suggested [role=option]"), "names")
        step("the name", field, Keys.ARROW_DOWN + Keys.ENTER)
        wait(lambda: "/speaker/" in browser.current_url, "the speaker")
        step("at different times", one("a[href$='/changed']"))
        wait(lambda: many("input[name=topic]"), "the matter")
        step("on what", one("input[name=topic]"), "harbour fee" + Keys.ENTER)
        wait(lambda: "topic=" in browser.current_url and many(".facing"), "pairs")
        pair = one(".facing")
        self.assertIn("not", one(".how", pair).text)
        days = [time.text for time in many("time", pair)]
        self.assertEqual(days, ["2021-06-01", "2021-09-01"])
        step("Copy both", one("[data-cite]", pair))
        wait(lambda: one("[data-cite]", pair).text == "copied", "that both are copied")
        self.assertLessEqual(len(steps), 6)
        passages = self.pasted().split("\n\n")
        self.assertEqual(len(passages), 2)
        for passage, day in zip(passages, days):
            self.assertIn("Tilda Brandt, attributed by", passage)
            self.assertIn(day, passage)
            self.assertIn("The Wire of Velm", passage)
            self.assertIn(f"https://velm.example/{day}#:~:text=", passage)
            self.assertRegex(passage, r"Dixit s\d+\.\d+, SHA-256")

    def test_a_reporter_pastes_a_story_sees_who_is_quoted_and_copies_a_quotation_in_4_steps(self):
        browser.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite"]})
        steps, step = self.walk()
        step("Add", one("nav a[href='/add']"))
        one("#text-outlet").send_keys("The Wire of Velm")
        text = ("The mill at Velm will close before the summer. “Nobody asked us,” said Ivo Tarn, who runs the workshop. "
                "Officials said that the mill had lost money for years. It was feared that the school would close as well.")
        steps.append("the story")
        one("#text").send_keys(text)
        step("Add it", one("form:has(#text) button"))
        wait(lambda: many(".note"), "its statements")
        legend = one(".legend").text
        for told in ["Ivo Tarn", "own voice"]:
            self.assertIn(told, legend)
        # What nobody vouches for is told beside the words.
        self.assertTrue({"unnamed", "source missing"} & {flag.text for flag in many(".note .flag")})
        quoted = next(note for note in many(".note") if "Ivo Tarn" in note.text)
        step("copy", one("[data-cite]", quoted))
        wait(lambda: one("[data-cite]", quoted).text == "copied", "the quotation")
        self.assertLessEqual(len(steps), 4)
        words = self.pasted()
        for told in ["Nobody asked us", "Ivo Tarn", "The Wire of Velm"]:
            self.assertIn(told, words)

    def test_a_researcher_has_unnamed_people_as_sources_by_outlet_and_month_in_3_steps_and_5_lines(self):
        steps, step = self.walk()
        step("Figures", one("nav a[href='/figures']"))
        table = one("a.button[href*='figures.csv']")
        with ask(table.get_attribute("href").removeprefix(site)) as answer:
            facts = list(csv.DictReader(answer.read().decode("utf8").splitlines()))
        steps.append("Statements as CSV")
        self.assertLessEqual(len(steps), 3)
        counted = collections.Counter(
            (fact["outlet"], fact["day"][:7]) for fact in facts
            if fact["sourcing"] in ["unnamed", "anonymous"] and fact["kind"] in ["person", "group"] and fact["outlet"] and fact["day"])
        self.assertTrue(counted)
        # The page says the same, and each of its figures leads there.
        shown = {outlet["name"]: {(source["sourcing"], source["kind"]): source["statements"] for source in outlet["sources"]}
                 for outlet in data("/figures.json?since=0001")["outlets"]}
        for outlet in shown:
            people = sum(shown[outlet].get((sourcing, kind), 0) for sourcing in ["unnamed", "anonymous"] for kind in ["person", "group"])
            self.assertEqual(people, sum(count for (name, _), count in counted.items() if name == outlet), outlet)
        # The five lines are those of the notebook.
        notebook = json.loads((ROOT / "Documentation/figures-pandas.ipynb").read_text(encoding="utf8"))
        lines = "".join(next(cell for cell in notebook["cells"] if cell["cell_type"] == "code")["source"]).splitlines()
        self.assertEqual(len(lines), 5)
        pandas = ROOT / ".setup/notebooks/bin/python"
        if not pandas.exists():
            return
        with ask("/figures.csv") as answer:
            Path(folder.name, "facts.csv").write_bytes(answer.read())
        program = "\n".join([*lines[:4], "print(counts.to_csv())"])
        printed = subprocess.run([pandas, "-c", program], cwd=folder.name, check=True, capture_output=True, encoding="utf8").stdout
        found = {(row["outlet"], month): int(row[month]) for row in csv.DictReader(printed.strip().splitlines()) for month in row if month != "outlet"}
        self.assertEqual({place: count for place, count in found.items() if count}, dict(counted))

    def test_a_monitor_sees_who_says_that_a_state_broke_a_resolution_and_what_it_answered_in_4_steps(self):
        ledger = f"{folder.name}/samples.sqlite"
        numbers = [speaker["id"] for speaker in data("/speakers.json")["speakers"] if speaker["name"] in ["Selwen Maric", "Dessa Korvin"]]
        for number in numbers:
            subprocess.run([DIXIT, "actor", "group", number, "Orvane", "--ledger", ledger], check=True, stdout=subprocess.DEVNULL)
        steps, step = self.walk()
        step("Duties", one("nav a[href='/duties']"))
        step("the resolution", one("input[name=instrument]"), "resolution" + Keys.ENTER)
        wait(lambda: "instrument=resolution" in browser.current_url, "its duties")
        row = next(row for row in many("table.duties tr") if many("th[scope=row]", row) and one("th[scope=row]", row).text.startswith("Orvane"))
        step("in order of time", one("th a[href*='bearer']", row))
        wait(lambda: many(".timeline > li"), "what is said")
        self.assertEqual(one("input[name=bearer]").get_attribute("value"), "Orvane")
        self.assertLessEqual(len(steps), 4)
        items = many(".timeline > li")
        self.assertTrue(any("said to be broken" in item.text for item in items))
        self.assertTrue(any("Dessa Korvin" in item.text and "resolution" in item.text.lower() for item in items))
        days = [one("time", item).get_attribute("datetime") for item in items if many("time", item)]
        self.assertGreater(len(days), 2)
        self.assertEqual(days, sorted(days))

    def test_an_editor_merges_two_corrects_a_date_removes_an_article_and_undoes_that_in_8_steps(self):
        for script in (True, False):
            self.edit(script)

    def edit(self, script):
        show(script=script)
        before = data("/articles.json")["articles"]
        (wrong, dated) = (before[0], before[1])
        self.open("/")
        steps = []

        def step(what, element, keys=None):
            steps.append(what)
            element.send_keys(keys) if keys else element.click()

        step("Who is who", one("nav a[href='/who']"))
        wait(lambda: many("[data-case]"), "two who may be one")
        pair = one("[data-case]").get_attribute("data-case")
        step("Same", one("[data-case] button[value=same]"))
        wait(lambda: pair not in ["-".join(d[side]["id"].lstrip("@") for side in ("actor", "other")) for d in data("/who.json")["doubles"]], "the merger")
        wait(lambda: not many("[data-waits]"), "the answer")
        step("Articles", one("nav a[href='/articles']"))
        step("mend", one(f"a[aria-label='Mend article {dated['id']}']"))
        one("input[name=published]").clear()
        step("the date", one("input[name=published]"), "2021-06-30" + Keys.ENTER)
        wait(lambda: "2021-06-30" in one(".decided").text, "the correction")
        step("mend", one(f"a[aria-label='Mend article {wrong['id']}']"))
        step("Remove", one("button[value=remove]"))
        wait(lambda: "Removed" in one(".decided").text, "the removal")
        self.assertNotIn(wrong["id"], [article["id"] for article in data("/articles.json")["articles"]])
        step("Undo", one(".decided button"))
        wait(lambda: "Removed" not in one(".decided").text, "its undoing")
        self.assertLessEqual(len(steps), 8)
        after = {article["id"]: article for article in data("/articles.json")["articles"]}
        self.assertEqual(after[wrong["id"]], wrong)
        self.assertEqual((after[dated["id"]]["published"], after[dated["id"]]["published_by"]), ("2021-06-30", "user"))
        self.open(f"/article/{dated['id']}")
        self.assertIn("Corrected by a person", one(".head .remark").text)
        # Each test finds the ledger as it was.
        one("#mend summary").click()
        one("#mend .decided button").click()
        wait(lambda: not many(".head .remark"), "that it is undone")
        self.open("/who")
        one(".decided button").click()
        wait(lambda: not many(".decided"), "that it is undone")
        self.assertEqual(data("/articles.json")["articles"], before)

    def test_a_removed_articles_page_is_gone_and_brings_it_back(self):
        self.open("/article/4")
        one("#mend summary").send_keys(Keys.ENTER)
        one("#mend button[value=remove]").send_keys(Keys.ENTER)
        wait(lambda: one("h1").text == "This article was removed", "the page of what was removed")
        with self.assertRaises(urllib.error.HTTPError) as gone:
            data("/article/4.json")
        self.assertEqual(gone.exception.code, 410)
        one("button[value=restore]").send_keys(Keys.ENTER)
        wait(lambda: many(".note"), "its statements")

    def test_what_is_refused_comes_back_with_what_was_typed(self):
        for script in (True, False):
            show(script=script)
            self.open("/article/4?mend=1#mend")
            for name, text in (("author", "Mira Teld"), ("published", "31 Feb 2021")):
                one(f"input[name={name}]").clear()
                one(f"input[name={name}]").send_keys(text)
            one("input[name=published]").send_keys(Keys.ENTER)
            wait(lambda: one("h1").text == "Nothing is changed", "that it is refused")
            self.assertIn("“31 Feb 2021” is no date", one("[role=alert]").text)
            self.assertEqual([one(f"input[name={name}]").get_attribute("value") for name in ("author", "published")],
                             ["Mira Teld", "31 Feb 2021"])
            one("input[name=published]").clear()
            one("input[name=published]").send_keys("2021-02-27", Keys.ENTER)
            wait(lambda: "2021-02-27" in one(".head").text, "the correction")
            self.assertIn("Mira Teld", one(".head").text)
            one("#mend summary").click()
            one("#mend .decided button").click()
            wait(lambda: not many(".head .remark"), "that it is undone")

    def test_an_outlet_whose_name_is_taken_is_merged_where_that_is_told(self):
        self.open("/outlet/1")
        (name, other) = (one("h1").text, one("#mend-other option").get_attribute("textContent"))
        one("#mend summary").click()
        one("#mend-name").clear()
        one("#mend-name").send_keys(other, Keys.ENTER)
        wait(lambda: one("h1").text == "Nothing is changed", "that it is refused")
        self.assertEqual(one("#mend-other option:checked").text, other)
        one("button[value=merge]").click()
        wait(lambda: one("h1").text == name, "the merger")
        one("#mend summary").click()
        one("#mend .decided button").click()
        wait(lambda: other in one("#mend-other").get_attribute("textContent"), "its undoing")

    def test_outlets_are_renamed_and_that_is_undone(self):
        self.open("/outlet/1")
        name = one("h1").text
        one("#mend summary").click()
        field = one("#mend-name")
        field.clear()
        field.send_keys("The Beacon of the North", Keys.ENTER)
        wait(lambda: one("h1").text == "The Beacon of the North", "the name")
        one("#mend summary").click()
        one("#mend .decided button").click()
        wait(lambda: one("h1").text == name, "its undoing")

    # Without a script

    def test_all_reading_works_without_a_script(self):
        show(script=False)
        self.open("/article/9")
        self.assertGreater(len(many(".note")), 10)
        one("#n4 a.act").click()
        self.assertTrue(browser.current_url.endswith("#s4"))
        one("header input[name=q]").send_keys("dam", Keys.ENTER)
        wait(lambda: many("ol .entry mark"), "results")
        self.open("/speaker/14")
        self.assertTrue(many(".plot .column"))

    def test_judging_works_without_a_script(self):
        show(script=False)
        self.open("/statement/s7.1")
        one("button[value=right]").click()
        wait(lambda: "reviewed: right" in one("h1").text, "the judgement")
        one("button[value=undo]").click()
        wait(lambda: "reviewed" not in one("h1").text, "its undoing")


if __name__ == "__main__":
    if not Path(DIXIT).exists():
        sys.exit(f"{DIXIT} is missing; run make build")
    unittest.main()
