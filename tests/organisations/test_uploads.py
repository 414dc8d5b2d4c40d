"""Files that people send in: what is broken, huge or disguised is a plain error in the
form, and leaves neither row nor file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import Client
from PIL import Image

from hm_site.base.models import HmDocument, HmImage, HmRendition
from tests import factories, images
from tests.plugins.database import Shelf

pytestmark = pytest.mark.django_db

SINGLE, MULTIPLE = "/admin/images/add/", "/admin/images/multiple/add/"
CHOOSER = "/admin/images/chooser/create/"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(1)</script>"


def half(format_name: str) -> bytes:
    whole = images.encoded(format_name)
    return whole[: len(whole) // 2]


BAD: dict[str, tuple[str, bytes]] = {
    "truncated png": ("bild.png", half("PNG")),
    "truncated jpeg": ("bild.jpg", half("JPEG")),
    "truncated webp": ("bild.webp", half("WEBP")),
    "png that lacks its end": ("bild.png", images.encoded("PNG")[:-2000]),
    "jpeg that lacks its end": ("bild.jpg", images.encoded("JPEG")[:-2000]),
    "only a header": ("bild.png", images.encoded("PNG")[:40]),
    "claims 30000 pixels square": ("bild.png", images.huge_png()),
    "more than 20 million pixels": ("bild.png", images.huge_png(5000)),
    "text": ("bild.png", b"Detta visar ingenting."),
    "svg": ("bild.svg", SVG),
    "svg called png": ("bild.png", SVG),
    "html called jpeg": ("bild.jpg", HTML),
    "zero bytes": ("bild.png", b""),
    "pdf called png": ("bild.png", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"),
    "gif": ("bild.gif", images.encoded("GIF", (20, 20))),
    "gif called png": ("bild.png", images.encoded("GIF", (20, 20))),
    "tiff called jpeg": ("bild.jpg", images.encoded("TIFF", (20, 20))),
    "bmp called webp": ("bild.webp", images.encoded("BMP", (20, 20))),
    "no extension": ("bild", images.encoded("PNG", (20, 20))),
    "extension of a program": ("bild.png.exe", images.encoded("PNG", (20, 20))),
}


def stored() -> set[str]:
    """Everything that lies in the media directory."""
    root = Path(settings.MEDIA_ROOT)
    return {str(path.relative_to(root)) for path in root.rglob("*") if path.is_file()}


def originals() -> set[str]:
    """Without the scaled pictures that the editor's screen makes."""
    return {path for path in stored() if path.startswith("original_images/")}


@pytest.fixture
def media(tmp_path: Path, settings: Any) -> Iterator[Path]:
    settings.MEDIA_ROOT = str(tmp_path)
    yield tmp_path


def build() -> int:
    return factories.editor(factories.organisation()).pk


@pytest.fixture(scope="module")
def person(shelf: Shelf) -> Iterator[int]:
    with shelf.holding(build) as pk:
        yield pk


@pytest.fixture
def editor(person: int, client: Client, media: Path) -> Client:
    client.force_login(get_user_model().objects.get(pk=person))
    return client


def send(client: Client, address: str, name: str, content: bytes) -> Any:
    file = images.upload(content, name)
    if address == MULTIPLE:
        return client.post(
            address,
            {"files[]": file, "title": "En bild"},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
    prefix = "image-chooser-upload-" if address == CHOOSER else ""
    return client.post(address, {f"{prefix}title": "En bild", f"{prefix}file": file})


def message(response: Any, address: str) -> str:
    """What the person is told about the file."""
    assert response.status_code == 200, response.status_code
    if address == MULTIPLE:
        answer = json.loads(response.content)
        assert answer["success"] is False, answer
        return str(answer["error_message"])
    if address == CHOOSER:
        return json.loads(response.content)["htmlFragment"]
    return " ".join(response.context["form"].errors["file"])


@pytest.mark.parametrize("kind", BAD)
@pytest.mark.parametrize("address", [SINGLE, MULTIPLE, CHOOSER])
def test_a_bad_picture_is_a_plain_error_and_leaves_nothing(
    editor: Client, media: Path, address: str, kind: str
) -> None:
    name, content = BAD[kind]
    response = send(editor, address, name, content)
    text = message(response, address)
    assert any(
        words in text
        for words in (
            "går inte att läsa",
            "Bildformatet stöds inte",
            "Filen är tom",
            "filen är tom",
            "filformat",
            "filändelse",
            "Ladda upp en giltig bild",
            "pixlar",
        )
    ), text
    assert not HmImage.objects.exists()
    assert not HmRendition.objects.exists()
    assert stored() == set()


@pytest.mark.parametrize("address", [SINGLE, MULTIPLE])
def test_a_file_that_is_too_big_is_refused(
    editor: Client, media: Path, settings: Any, address: str
) -> None:
    settings.WAGTAILIMAGES_MAX_UPLOAD_SIZE = 1000
    big = images.encoded("PNG")
    text = message(send(editor, address, "bild.png", big), address)
    assert "stor" in text
    assert not HmImage.objects.exists()
    assert stored() == set()


@pytest.mark.parametrize("format_name", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("address", [SINGLE, MULTIPLE])
def test_a_whole_picture_of_each_kind_is_kept(
    editor: Client, media: Path, address: str, format_name: str
) -> None:
    content = images.encoded(format_name)
    response = send(editor, address, f"bild.{format_name.lower()}", content)
    assert response.status_code in {200, 302}
    image = HmImage.objects.get()
    assert (image.width, image.height) == (640, 480)
    with Image.open(image.file.path) as opened:
        opened.load()
    assert len(stored()) >= 1


def test_what_hides_behind_a_picture_is_never_served_as_anything_else(
    editor: Client, media: Path
) -> None:
    """A polyglot is a whole picture with a page after it: kept, named and served as a
    picture, with `nosniff`."""
    content = images.encoded("PNG", (40, 40)) + HTML
    send(editor, SINGLE, "bild.png", content)
    image = HmImage.objects.get()
    assert image.file.name.endswith(".png")
    preview = editor.get(f"/admin/images/{image.pk}/preview/max-20x20/")
    assert preview.headers["Content-Type"] == "image/png"
    assert preview.headers["X-Content-Type-Options"] == "nosniff"
    assert HTML not in b"".join(preview)


@pytest.mark.parametrize(
    "name",
    [
        "../../ut.png",
        "..\\..\\ut.png",
        "/etc/passwd.png",
        "\u202egnp.exe.png",
        "en bild åäö & <b>.png",
        "x" * 300 + ".png",
        ".png",
        "con.png",
    ],
)
def test_a_file_name_is_only_a_name(editor: Client, media: Path, name: str) -> None:
    send(editor, SINGLE, name, images.encoded("PNG", (20, 20)))
    for image in HmImage.objects.all():
        path = Path(image.file.path).resolve()
        assert path.is_relative_to(media.resolve())
        assert path.suffix == ".png"
        assert not set(path.name) & set("<>&\u202e\\/")
    assert list(media.parent.glob("*.png")) == []


def test_replacing_a_picture_by_a_bad_one_keeps_the_good_one(
    editor: Client, media: Path
) -> None:
    send(editor, SINGLE, "bild.png", images.encoded("PNG"))
    image = HmImage.objects.get()
    before = originals()
    response = editor.post(
        f"/admin/images/{image.pk}/",
        {"title": "Nytt namn", "file": images.upload(half("PNG"), "ny.png")},
    )
    assert "går inte att läsa" in " ".join(response.context["form"].errors["file"])
    image.refresh_from_db()
    assert image.title == "En bild"
    assert originals() == before
    renamed = editor.post(f"/admin/images/{image.pk}/", {"title": "Nytt namn"})
    assert renamed.status_code == 302
    image.refresh_from_db()
    assert image.title == "Nytt namn"


# ------------------------------------------------------------------------- documents
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sida.html", HTML),
        ("bild.svg", SVG),
        ("program.exe", b"MZ"),
        ("skript.js", b"alert(1)"),
        ("makro.docm", b"PK"),
        ("dokument", b"text"),
        ("dokument.pdf.html", HTML),
        ("tom.pdf", b""),
    ],
)
@pytest.mark.parametrize(
    "address", ["/admin/documents/add/", "/admin/documents/multiple/add/"]
)
def test_documents_of_other_kinds_are_refused(
    editor: Client, media: Path, address: str, name: str, content: bytes
) -> None:
    file = images.upload(content, name)
    if "multiple" in address:
        response = editor.post(
            address,
            {"files[]": file, "title": "Ett dokument"},
            headers={"X-Requested-With": "XMLHttpRequest"},
        )
        answer = json.loads(response.content)
        assert answer["success"] is False
        assert answer["error_message"]
    else:
        response = editor.post(address, {"title": "Ett dokument", "file": file})
        assert response.status_code == 200
        assert response.context["form"].errors["file"]
    assert not HmDocument.objects.exists()
    assert stored() == set()


def test_a_document_is_served_for_download_and_can_do_nothing(
    editor: Client, media: Path
) -> None:
    editor.post(
        "/admin/documents/add/",
        {"title": "Blad", "file": images.upload(b"%PDF-1.7\n" + HTML, "blad.pdf")},
    )
    document = HmDocument.objects.get()
    assert Client().get(document.url).status_code == 404  # no page uses it yet
    response = editor.get(document.url)
    assert response.status_code == 200
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Type"] == "application/pdf"
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "script-src 'self'" not in response.headers["Content-Security-Policy"]
    assert not response.cookies
