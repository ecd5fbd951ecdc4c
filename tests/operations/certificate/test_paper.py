"""The paper: three languages, a label where it demonstrates, and a code that scans from print and from a phone."""

import dataclasses
import io
import subprocess
from pathlib import Path

import numpy as np
import pytest
import zxingcpp
from pyhanko.pdf_utils.reader import PdfFileReader

from rugsat.evidence.credentials.certificate import Certificate, CertifiedSite
from rugsat.evidence.credentials.cwt import code_text, compact
from rugsat.operations.certificate.issue import Issued
from rugsat.operations.certificate.paper import code_picture, paper_of, picture_of
from rugsat.operations.certificate.words import words_of
from rugsat.operations.verification.picture import Picture, code_on, grey_of_png
from tests.evidence.credentials.made_by_hand import AT, CERTIFICATE, ed25519
from tests.operations.certificate.photo import Shot, photographed
from tests.operations.certificate.poppler import WITH_POPPLER

SIGNER = ed25519()
SMALLEST_MM = 30


def code_of(certificate: Certificate, page: str = "") -> str:
    return code_text(compact(certificate, at=AT, signer=SIGNER), page=page)


def printed(certificate: Certificate, code: str, dots_per_inch: int = 300) -> Picture:
    made = picture_of(certificate, code=code, key=SIGNER.key.id, at=AT, dots_per_inch=dots_per_inch)
    return grey_of_png(made)


@pytest.fixture(scope="module")
def code() -> str:
    return code_of(CERTIFICATE)


@pytest.fixture(scope="module")
def page(code: str) -> Picture:
    """The first page at 300 dots to the inch."""
    return printed(CERTIFICATE, code)


def seen(picture: Picture) -> list[str]:
    return [each.text for each in zxingcpp.read_barcodes(picture)]


def corner_of(page: Picture) -> Picture:
    """The lower left quarter, where the code is printed."""
    return np.ascontiguousarray(page[page.shape[0] * 2 // 3 :, : page.shape[1] // 2])


def width_mm(page: Picture) -> float:
    """How wide the code is on a page of 300 dots to the inch, without its quiet zone."""
    (found,) = zxingcpp.read_barcodes(page)
    left, right = found.position.top_left, found.position.top_right
    return float(np.hypot(right.x - left.x, right.y - left.y)) / 300 * 25.4


def at_smallest(page: Picture, noise: float = 0.0) -> Picture:
    """The page printed so much smaller that its code is thirty millimetres wide, and scanned."""
    return photographed(page, Shot(scale=SMALLEST_MM / width_mm(page), noise=noise))


def test_the_code_is_printed_at_least_thirty_millimetres_wide(page: Picture):
    assert width_mm(page) >= SMALLEST_MM


def test_the_code_scans_from_print_at_thirty_millimetres(page: Picture, code: str):
    assert seen(page) == seen(at_smallest(page)) == [code]


@pytest.mark.parametrize(
    "shot",
    [
        Shot(scale=0.6, blur=1, noise=14),
        Shot(scale=0.75, degrees=11, noise=10),
        Shot(scale=0.75, degrees=-27, blur=1, shade=0.35),
        Shot(scale=0.8, perspective=0.18, noise=10, shade=0.25),
        Shot(scale=0.7, degrees=6, perspective=0.1, blur=1, noise=16, shade=0.3),
    ],
    ids=["small", "tilted", "turned in shade", "in perspective", "all at once"],
)
def test_the_code_scans_from_a_photo(page: Picture, code: str, shot: Shot):
    assert seen(photographed(corner_of(page), shot)) == [code]


def test_a_picture_that_shows_no_code_gives_none(page: Picture):
    assert seen(photographed(corner_of(page), Shot(scale=0.1))) == []


def test_the_longest_name_a_page_address_and_every_claim_still_scan_at_thirty_millimetres():
    long = dataclasses.replace(CERTIFICATE, holder="Открытое акционерное общество «Вычислительный центр» " * 4)
    text = code_of(long, page="https://register.example.tm/certificates/verify/")
    assert seen(at_smallest(printed(long, text))) == [text]


def test_rugsat_itself_reads_the_picture_of_a_page(code: str):
    made = picture_of(CERTIFICATE, code=code, key=SIGNER.key.id, at=AT, dots_per_inch=200)
    assert code_on(made) == code


def test_a_code_keeps_its_quiet_zone():
    drawn = code_picture("RUGSAT:" + "A" * 64).decode()
    size = int(drawn.split('viewBox="0 0 ')[1].split()[0])
    assert (size - 8 - 17) % 4 == 0


def test_the_paper_says_it_is_pdf_a_with_the_code_attached(issued: Issued):
    assert b"<pdfaid:part>3</pdfaid:part>" in issued.document
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in issued.document
    root = PdfFileReader(io.BytesIO(issued.document)).root
    assert root["/Names"]["/EmbeddedFiles"]["/Names"][1]["/EF"]["/F"].data.decode() == issued.code


def test_the_same_certificate_gives_the_same_paper(code: str):
    papers = {paper_of(CERTIFICATE, code=code, key="k", at=AT) for _ in range(2)}
    assert len(papers) == 1


def test_a_text_that_looks_like_markup_is_printed_as_it_is(code: str):
    strange = dataclasses.replace(CERTIFICATE, holder='#panic() *x* _y_ $z$ <a> \\ "q" // @b')
    assert paper_of(strange, code=code, key="k", at=AT).startswith(b"%PDF")
    assert words_of(strange)["holder"] == strange.holder


def test_what_the_paper_says_is_in_each_of_its_languages():
    said = words_of(CERTIFICATE)
    assert said["title"] == [CERTIFICATE.title[language] for language in ("tk", "ru", "en")]
    (power,) = [row["value"] for row in said["rows"] if row["label"][2] == "Licensed electric power"]
    assert power[1:] == ["5,6\u00a0МВт", "5.6\u00a0MW"]
    assert all(len(set(said[name])) == 3 for name in ("holder_word", "code_said", "status_said", "demonstration_said"))


@pytest.mark.prove
@WITH_POPPLER
def test_print_is_read_as_it_was_written_and_every_font_comes_along(issued: Issued, tmp_path: Path):
    path = tmp_path / "certificate.pdf"
    path.write_bytes(issued.document)
    text = subprocess.run(["pdftotext", "-layout", path, "-"], check=True, capture_output=True, text=True).stdout
    for words in ("Maýneri bellige almak hakynda şahadatnama", "Свидетельство о регистрации майнера", "Jemgyýeti"):
        assert words in text
    for letter in "ýňşžçäöü":
        assert letter in text, letter
    fonts = subprocess.run(["pdffonts", path], check=True, capture_output=True, text=True).stdout.splitlines()[2:]
    assert fonts and all(line.split()[-5] == "yes" for line in fonts)


def red_across(path: Path) -> float:
    """The share of reddish dots in the middle of a page."""
    _, size, _, dots = path.read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    page = np.frombuffer(dots, np.uint8).reshape(height, width, 3).astype(int)
    middle = page[height // 4 : height * 3 // 4, width // 4 : width * 3 // 4]
    red, green, blue = (middle[:, :, channel] for channel in range(3))
    return float(((red - green > 12) & (abs(green - blue) < 12)).mean())  # the gold of the ground is no red


@pytest.mark.prove
@WITH_POPPLER
def test_a_demonstration_is_labelled_across_every_page_and_a_real_one_is_not(tmp_path: Path):
    many = tuple(CertifiedSite(f"S-{number:02}", f"Street {number}") for number in range(60))
    for name, titles in {"demonstration": CERTIFICATE.demonstration, "real": {}}.items():
        certificate = dataclasses.replace(CERTIFICATE, sites=many, demonstration=titles)
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(paper_of(certificate, code=code_of(certificate), key="k", at=AT))
        text = subprocess.run(["pdftotext", path, "-"], check=True, capture_output=True, text=True).stdout
        pages = text.removesuffix("\f").split("\f")
        assert len(pages) > 1
        assert all(("DEMONSTRATION" in page) is bool(titles) for page in pages), name
        subprocess.run(["pdftoppm", "-r", "40", path, tmp_path / name], check=True, capture_output=True)
        shares = [red_across(picture) for picture in sorted(tmp_path.glob(f"{name}-*.ppm"))]
        assert len(shares) == len(pages)
        assert all((share > 0.02) is bool(titles) for share in shares), (name, shares)


@pytest.mark.prove
@WITH_POPPLER
def test_the_signed_file_itself_scans_when_it_is_printed(document: Path, issued: Issued, tmp_path: Path):
    command = ["pdftoppm", "-r", "300", "-gray", "-singlefile", document, tmp_path / "page"]
    subprocess.run(command, check=True, capture_output=True)
    head, size, depth, pixels = (tmp_path / "page.pgm").read_bytes().split(b"\n", 3)
    width, height = map(int, size.split())
    assert (head, depth) == (b"P5", b"255")
    page = np.frombuffer(pixels, np.uint8).reshape(height, width)
    assert seen(page) == seen(at_smallest(page, noise=8)) == [issued.code]
