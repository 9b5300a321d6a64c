"""`python -m scripts.pictures`: the pictures of README and docs, taken from the demo as its people see it.

They are drawn anew each time, in Finnish, on the demo's first morning; nothing of the machine is in them.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts import machine
from tests import servers

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "pictures"
FIRST_MORNING = "2027-02-01T08:00"
DESK, PHONE = (1280, 900), (360, 740)
TALL_PHONE = (360, 1540)  # so that the menu at its foot stands at the foot of the page
BIGGEST = 120_000  # bytes of a file

AINO, MAIJA = "aino.makela@lehtola.example", "maija.korhonen@lehtola.example"
SAMI, LAURA = "sami@rautio.example", "laura@kuuloke.example"


@contextmanager
def demo() -> Iterator[str]:
    """What `make demo` shows, from nothing, on a free port; its address."""
    with servers.scratch() as folder:
        port = str(servers.free_port())
        env = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "REDIS_URL"}}
        env |= {"DEMO": "1", "DEMO_NOW": FIRST_MORNING, "DJANGO_SETTINGS_MODULE": "tyonohjaus.settings"}
        env |= {"PORT": port, "SITE_URL": f"http://localhost:{port}", "VAR_DIR": str(folder)}
        for command in ("migrate", "createcachetable", "demo_load"):
            subprocess.run([sys.executable, "manage.py", command, "-v0"], cwd=servers.ROOT, env=env, check=True)
        with servers.gunicorn(env) as web, servers.celery_worker(env, beat=True):
            yield web.url


class Camera:
    """One person at one kind of screen."""

    def __init__(self, browser: Browser, address: str, who: str, size: tuple[int, int] = DESK) -> None:
        viewport = {"width": size[0], "height": size[1]}
        self.context: BrowserContext = browser.new_context(
            base_url=address,
            locale="fi-FI",
            timezone_id="Europe/Helsinki",
            viewport=viewport,  # type: ignore[arg-type]
        )
        self.page: Page = self.context.new_page()
        self.page.goto("/demo/")
        self.page.locator(f'button[value="{who}"]').click()
        self.page.wait_for_url("**/")

    def takes(self, name: str, *, whole: bool = True) -> None:
        """The page as it stands, without the bar that only the demo has."""
        self.page.evaluate("document.querySelector('.demobar')?.remove(); document.activeElement?.blur()")
        self.page.evaluate("document.fonts.ready.then(() => true)")
        keep(name, self.page.screenshot(full_page=whole))


def keep(name: str, png: bytes) -> None:
    """In all its colours where it is small enough, else with a palette of them."""
    file = FOLDER / f"{name}.png"
    image = Image.open(BytesIO(png)).convert("RGB")
    image.save(file, optimize=True)
    if file.stat().st_size > BIGGEST:
        image.quantize(255, method=Image.Quantize.MAXCOVERAGE).save(file, optimize=True)
    print(f"{name:20} {image.width} × {image.height:<5} {file.stat().st_size / 1000:6.1f} kB")


# What is in them


def homes(browser: Browser, address: str) -> None:
    for name, who in (("supervisee", AINO), ("manager", MAIJA), ("supervisor", SAMI), ("office", LAURA)):
        Camera(browser, address, who).takes(f"home-{name}")


def booking(browser: Browser, address: str) -> None:
    for name, size in (("booking", DESK), ("booking-phone", TALL_PHONE)):
        aino = Camera(browser, address, AINO, size)
        aino.page.locator(".times .chip").first.click()
        aino.takes(name)


def approval(browser: Browser, address: str) -> None:
    """At the desk signed in, on the phone by the link of the mail: there it needs no scrolling."""
    maija = Camera(browser, address, MAIJA)
    maija.page.goto("/approvals/")
    maija.page.locator("tbody tr").first.get_by_role("link").last.click()
    maija.takes("approval")

    phone = Camera(browser, address, MAIJA, PHONE)
    phone.page.goto("/demo/mail/")
    phone.page.get_by_role("listitem").filter(has_text=MAIJA).filter(has_text="Hyväksyttävänä 1 aika").get_by_role(
        "link"
    ).first.click()
    phone.page.locator("a[href*='/l/approval/']").first.click()
    phone.takes("approval-phone", whole=False)


def log(browser: Browser, address: str) -> None:
    sami = Camera(browser, address, SAMI)
    sami.page.locator("section[aria-labelledby=unmarked] a").first.click()
    sami.takes("log")


def month_end(browser: Browser, address: str) -> None:
    """And an invoice: the first one that goes out."""
    laura = Camera(browser, address, LAURA)
    laura.page.goto("/billing/")
    laura.takes("month-end")
    laura.page.locator("form[action$='/issue/'] button").click()
    papers = laura.page.locator("#payers tbody a")
    invoice = papers.first.get_attribute("href")
    pdf: list[bytes] = []

    def is_made() -> bool:
        body = laura.context.request.get(f"{invoice}pdf/").body()
        if body.startswith(b"%PDF"):
            pdf.append(body)
        return bool(pdf)

    if not servers.within(60, is_made):
        raise SystemExit("No PDF was made within a minute.")
    keep("invoice", _png(first_page(pdf[0], scale=1.5)))


def papers() -> None:
    """Four kinds of paper side by side, with invented payers: a month, a long one, a Swedish one, a credit note."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")  # a private folder of data
    django.setup()
    from invoicing.documents.pdf import render
    from tests.invoicing.documents import samples

    documents = (samples.usual(), samples.long(), samples.swedish(), samples.credit_note())
    pages = [first_page(render(document), scale=0.8) for document in documents]
    wide, tall, gap = pages[0].width, pages[0].height, 8
    sheet = Image.new("RGB", (len(pages) * (wide + gap) + gap, tall + 2 * gap), "#d9d4ca")
    for number, page in enumerate(pages):
        sheet.paste(page, (gap + number * (wide + gap), gap))
    keep("papers", _png(sheet))


def first_page(pdf: bytes, *, scale: float) -> Image.Image:
    return pypdfium2.PdfDocument(pdf)[0].render(scale=scale).to_pil()


def _png(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "png")
    return file.getvalue()


SCENES: list[Callable[[Browser, str], None]] = [homes, booking, approval, log, month_end]


def main() -> int:
    program = machine.browser()
    if program is None:
        raise SystemExit("Chromium is missing: apt-get install chromium")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with demo() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        for scene in SCENES:
            scene(browser, address)
        browser.close()
    papers()
    return 0


if __name__ == "__main__":
    sys.exit(main())
