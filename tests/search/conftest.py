"""A searcher, and a small library in which she finds things or must not."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from hm_site.base.caches import clear_process_caches
from tests.factories import information, offering, organisation, story, translate
from tests.plugins.database import Shelf

SECRET = "hemligord"
OVER = timedelta(days=-1)


@dataclass(frozen=True)
class Hit:
    """One hit as it stands on the page."""

    title: str
    path: str
    note: str
    lang: str | None
    kind: str


@dataclass(frozen=True)
class Answer:
    status: int
    html: str
    count: str
    hits: list[Hit]

    @property
    def paths(self) -> list[str]:
        """Addresses without the language."""
        return [hit.path.split("/", 2)[2] for hit in self.hits]

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.html, "html.parser")


class Searcher:
    def __init__(self) -> None:
        self.client = Client(raise_request_exception=False)

    def ask(self, code: str, query: str, **more: str) -> Answer:
        """The whole first page of answers to `query` in one language."""
        response = self.client.get(f"/{code}/sok/", {"q": query, **more})
        html = response.content.decode()
        soup = BeautifulSoup(html, "html.parser")
        heading = soup.select_one("#res")
        return Answer(
            status=response.status_code,
            html=html,
            count=heading.get_text(strip=True) if heading else "",
            hits=[_hit(tag) for tag in soup.select(".hits .hit")],
        )

    def finds(self, code: str, query: str) -> list[str]:
        answer = self.ask(code, query)
        assert answer.status == 200
        return answer.paths


def _hit(tag: Any) -> Hit:
    link, note = tag.select_one("h3 a"), tag.select_one(".badge")
    foreign = link.select_one("bdi[lang]")
    return Hit(
        title=link.get_text(strip=True),
        path=link["href"],
        note=note.get_text(strip=True) if note else "",
        lang=foreign["lang"] if foreign else None,
        kind=tag.select_one(".card__by").get_text(strip=True),
    )


@pytest.fixture
def searcher(db: None) -> Searcher:
    return Searcher()


# Paths below the language, as hits give them.
ASLEEP = "aktorer/kommun-a/lugna-kvallar/"
TALK = "aktorer/kommun-a/samtal-om-oro/"
STORY = "aktorer/kommun-a/nar-gruppen-flyttade/"
ORGANISATION = "aktorer/kommun-a/"
ABOUT = "om-webbplatsen/"


def build() -> None:
    owner = organisation("kommun-a", title="Öppna famnen")
    offering(
        owner,
        "Lugna kvällar",
        slug="lugna-kvallar",
        summary="Vi övar andning under en timme.",
        terms={"concern": ["sleep"], "group": ["women"]},
        method=f"{SECRET}metod",
        criteria=f"{SECRET}kriterier",
        hide_address=True,
        places=[{"name": f"{SECRET}huset", "street": f"{SECRET}gatan 7"}],
    )
    talk = offering(
        owner,
        "Samtal om oro",
        slug="samtal-om-oro",
        summary="Du pratar med en kurator på Caféet.",
        terms={"concern": ["worry"], "municipality": ["varberg"]},
    )
    translate(
        talk,
        "ar",
        title="حديث عن الهُدوء",
        summary="تتحدث مع مرشدة في المقهى.",
        who_for="<p>للنساء في المدرسة.</p>",
        what_happens="",
    )
    translate(talk, "ti", title="ዕላል ብዛዕባ ሰላም", summary="ምስ ሓደ ሰብ ትዛረብ።")
    translate(talk, "fa", title="گفت‌وگو دربارهٔ آرامش", summary="با کسی صحبت می‌کنی.")
    translate(talk, "ru", title="Разговор о надёжде", summary="Вы говорите.")
    story(owner)
    information()
    _add_what_must_not_be_found(owner)


def _add_what_must_not_be_found(owner: Any) -> None:
    """All of them hold SECRET and are marked with a concern that searches name."""
    marked = {"concern": ["grief"]}

    def hidden(name: str, **fields: Any) -> Any:
        text = f"{SECRET} {name}"
        return offering(owner, text, summary=f"{text}.", terms=marked, **fields)

    hidden("utkast", live=False)
    hidden("avpublicerat").unpublish()
    translate(hidden("översatt utkast", live=False), "ar", title=f"{SECRET} سري")
    withdrawn = hidden("återkallat")
    translate(withdrawn, "ar", title=f"{SECRET} مخفي", summary="حزن")
    withdrawn.unpublish()
    translate(
        offering(owner, "Sorggrupp", terms={"concern": ["body"]}),
        "ar",
        live=False,
        title=f"{SECRET} مسودة",
    )
    # Live still, until the scheduler comes by.
    expired = hidden("utgånget")
    translate(expired, "ar", title=f"{SECRET} منتهي")
    Page.objects.filter(pk=expired.pk).update(expire_at=timezone.now() + OVER)
    hidden("förbi", valid_to=timezone.localdate() + OVER)
    hidden("avslutat", status={"capacity": "ended"})


@pytest.fixture(scope="module")
def _built(shelf: Shelf) -> Iterator[None]:
    with shelf.holding(build):
        yield


@pytest.fixture
def library(_built: None, db: None) -> None:
    """What a test changes is rolled back."""
    clear_process_caches()
