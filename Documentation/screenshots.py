#!/usr/bin/env python3
"""Takes the pictures of the pages that README and Documentation show: the samples in a ledger, in Chromium without a window.

usage: .setup/browser/bin/python Documentation/screenshots.py     (after make setup and Setup/browser.sh; make pages does both)
"""

import base64
import subprocess
import tempfile
from pathlib import Path

from selenium import webdriver

ROOT = Path(__file__).resolve().parents[1]
DIXIT = ROOT / ".build/release/dixit"
# Name, address, width and height of the window, and whether it is dark.
PICTURES = [
    ("web-article", "/article/{monitors}", 1280, 900, False), ("web-speaker", "/speaker/{speaker}", 1280, 900, False),
    ("web-search", "/search?q=dam%20OR%20water", 1280, 900, False), ("web-review", "/review?article={monitors}", 1280, 900, True),
    ("web-who", "/who", 1280, 900, False),
]


def main():
    with tempfile.TemporaryDirectory() as folder:
        ledger = f"{folder}/samples.sqlite"
        subprocess.run([DIXIT, "add", "-q", "--ledger", ledger, "Samples"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        # The numbers of what is shown, which depend on the samples.
        article = subprocess.run([DIXIT, "find", "--ledger", ledger, "--in", "articles", "-n", "1", "-f", "csv", "monitors turned back"],
                                 check=True, capture_output=True, encoding="utf8").stdout.splitlines()[1].split(",")[0]
        speaker = subprocess.run([DIXIT, "show", "--ledger", ledger, "-f", "json", "Selwen Maric"], check=True, capture_output=True,
                                 encoding="utf8").stdout.split('"id": "@', 1)[1].split('"', 1)[0]
        server = subprocess.Popen([DIXIT, "serve", "--ledger", ledger, "--port", "0", "--by", "mara"], stdout=subprocess.PIPE, encoding="utf8")
        opened = server.stdout.readline().strip()
        site = opened.split("/?")[0]
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--hide-scrollbars",
                         f"--user-data-dir={folder}/browser"]:
            options.add_argument(argument)
        browser = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path="/usr/bin/chromedriver"))
        browser.get(opened)
        for name, address, width, height, dark in PICTURES:
            browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False})
            browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": "dark" if dark else "light"}]})
            browser.get(site + address.format(monitors=article, speaker=speaker))
            picture = browser.execute_cdp_cmd("Page.captureScreenshot", {"format": "webp", "quality": 82})
            (ROOT / f"Documentation/{name}.webp").write_bytes(base64.b64decode(picture["data"]))
        browser.quit()
        server.terminate()
        server.wait(timeout=20)


if __name__ == "__main__":
    main()
