"""Makes a picture of every page of the demonstration's office, in every role, at two widths, and lists them.

Usage: python -m tools.screenshots [FOLDER [ROLE ...]], after make demo; needs Debian's Chromium. It writes to
build/screenshots, of all roles where none is named, and ends with 1 where a page is wider than the screen.
"""

import html
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
DEMO = ROOT / "build" / "demo"
ACCOUNTS = DEMO / "office" / "demo-accounts.json"
WIDTHS = (1280, 390)
PATIENCE_MS = 120_000
"""A picture of a long page takes its time where others work on the same machine."""
MOST = 60
"""Pages of a role at most: of pages of one form, such as those of parties, one is looked at."""
SETTINGS = {
    "RUGSAT_OFFICE": str(DEMO / "office"),
    "RUGSAT_LAKE": str(DEMO / "country-lake"),
    "RUGSAT_JURISDICTION": "tm",
    "RUGSAT_DEMONSTRATION": "demonstration",
    "RUGSAT_DEMO": "1",
}
AREAS = {"officer": "/console/", "organisation": "/portal/", "public": "/"}
ALSO = {"/console/": ("/console/cases/?all=1", "/console/findings/?state=")}
"""Where lists show more than they do at first, so that a page of one form is reached at all."""
_NEVER = re.compile(r"/static/|/sign-out|/data/|/download|\.(csv|json|zip|pdf|jws)$|/rows$|/documents/|/status/|/keys$")
"""What is no page, or ends the session."""


def main() -> None:
    """Look at the office as everybody who may."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "screenshots"
    roles = set(sys.argv[2:])
    if not ACCOUNTS.is_file():
        sys.exit(f"there is no {ACCOUNTS.relative_to(ROOT)}: run make demo first")
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("there is no chromium: apt-get install chromium")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with serving() as site, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        accounts = {"public": None} | {each["role"]: each for each in json.loads(ACCOUNTS.read_text())}
        wanted = {role: account for role, account in accounts.items() if not roles or role in roles}
        made = {role: look(browser, site, folder / role, account) for role, account in wanted.items()}
        browser.close()
    (folder / "index.html").write_text(index(made))
    print(f"{sum(map(len, made.values()))} pages: {folder / 'index.html'}")
    if wide := [f"{role} {address}" for role, pages in made.items() for address, _name, over in pages if over]:
        sys.exit("wider than the screen:\n" + "\n".join(wide))


@contextmanager
def serving() -> Iterator[str]:
    """The office of the demonstration on a free port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [str(Path(sys.executable).with_name("rugsat")), "serve", "--port", str(port)]
    process = subprocess.Popen(command, env={**os.environ, **SETTINGS}, stdout=subprocess.DEVNULL)
    site = f"http://localhost:{port}"
    try:
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{site}/verify", timeout=5).close()  # noqa: S310 - our own server
                break
            except OSError:
                time.sleep(0.2)
        yield site
    finally:
        process.terminate()
        process.wait()


def look(browser: Browser, site: str, folder: Path, account: dict[str, str] | None) -> list[tuple[str, str, bool]]:
    """Walk from the first page of a role from link to link.

    The addresses, with the names of their pictures, and whether the page is wider than a screen.
    """
    folder.mkdir()
    page = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}).new_page()
    page.set_default_timeout(PATIENCE_MS)
    begin = AREAS["public"]
    if account:
        page.goto(f"{site}/account/sign-in")
        page.locator("[name=login]").fill(account["login"])
        page.locator("[name=password]").fill(account["password"])
        page.locator("form[method=post] button").first.click()
        page.wait_for_url(lambda url: "/sign-in" not in url)
        begin = next((path for path in (AREAS["officer"], AREAS["organisation"]) if path in page.url), "/account/")
    waiting = deque([begin, *ALSO.get(begin, ()), *(["/account/"] if account else [])])
    seen, found = set[str](), list[tuple[str, str, bool]]()
    while waiting and len(found) < MOST:
        address = waiting.popleft()
        if (form := form_of(address)) in seen:
            continue
        seen.add(form)
        try:
            answer = page.goto(f"{site}{address}")
        except Error:  # the browser opens no page for what is only downloaded
            continue
        if answer is None or "text/html" not in answer.headers.get("content-type", ""):
            continue
        name = f"{len(found):02}-{re.sub(r'[^a-z0-9]+', '-', form.lower()).strip('-') or 'start'}"
        over = pictures(page, folder, name)
        found.append((address, f"{folder.name}/{name}", over))
        links = page.eval_on_selector_all(
            "main a[href], nav a[href]", "each => each.map(one => one.getAttribute('href'))"
        )
        waiting += [link for link in links if belongs(link, begin)]
    page.context.close()
    print(f"{folder.name}: {len(found)} pages", flush=True)
    return found


def pictures(page: Page, folder: Path, name: str) -> bool:
    """Take the page as it stands, at each width; whether it is wider than the screen at one of them."""
    over = False
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=folder / f"{name}_{width}.png", full_page=True)
        over |= page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return over


def belongs(link: str, begin: str) -> bool:
    """Whether a link leads to another page of the area that one began in."""
    others = () if begin != AREAS["public"] else (AREAS["officer"], AREAS["organisation"], "/account/", "/api/")
    inside = link.startswith((begin, "/account/") if begin != AREAS["public"] else begin)
    return inside and not link.startswith(others) and not _NEVER.search(link.partition("?")[0])


def form_of(address: str) -> str:
    """The address without what differs between pages of one form: numbers, names of things, and questions."""
    path = address.partition("#")[0].partition("?")[0]
    return re.sub(r"[^/]*[0-9A-Z_][^/]*", "x", re.sub(r"/(parties|accounts|parameters|quality)/[^/]+", r"/\1/x", path))


def index(made: dict[str, list[tuple[str, str, bool]]]) -> str:
    """A page that shows all pictures, by role."""
    parts = ["<!DOCTYPE html><html lang='en'><meta charset='utf-8'><title>Pages of the office</title><h1>Pages</h1>"]
    for role, pages in made.items():
        parts.append(f"<h2>{html.escape(role)}</h2>")
        for address, name, over in pages:
            shown = "".join(f"<img src='{name}_{width}.png' width='{width // 3}' alt=''>" for width in WIDTHS)
            parts.append(f"<h3>{html.escape(address)}{' (wider than the screen)' if over else ''}</h3>{shown}")
    return "\n".join(parts)


if __name__ == "__main__":
    main()
