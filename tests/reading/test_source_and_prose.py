"""Facts come from the Swedish page, prose from the live translation if there is one."""

import pytest

from resources.models import OfferingStatus, SupportOfferingPage
from tests.factories import home, offering, organisation, story, translate

from .editing import move, publish, rename, withdraw
from .reader import ALL, OTHERS, SAMPLE, Reader, Shown, word

PATH = "aktorer/kommun-a/samtal-for-nya/"


@pytest.fixture
def talk(db: None) -> SupportOfferingPage:
    return offering(organisation())


def dialled(shown: Shown) -> list[str]:
    return [str(a["href"]) for a in shown.soup.select('main a[href^="tel:"]')]


def test_a_live_translation_gives_the_prose(reader: Reader, talk: SupportOfferingPage):
    translate(talk, "ar", title="حديث للجدد", summary="تتحدث مع من يستمع.")
    shown = reader.read(f"/ar/{PATH}")
    assert shown.h1 == "حديث للجدد"
    assert "تتحدث مع من يستمع." in shown.main
    assert talk.summary not in shown.main
    assert (shown.lang, shown.dir) == ("ar", "rtl")
    assert shown.language_of("حديث للجدد") == ("ar", "rtl")
    assert not shown.has_fallback_notice


@pytest.mark.parametrize("code", OTHERS)
def test_without_a_translation_the_prose_is_marked_swedish(
    reader: Reader, talk: SupportOfferingPage, code: str
):
    shown = reader.read(f"/{code}/{PATH}")
    assert shown.h1 == talk.title
    assert shown.lang == code
    for text in (talk.title, talk.summary, "Du kommer in."):
        assert shown.language_of(text) == ("sv", "ltr"), text
    assert shown.has_fallback_notice


def test_swedish_readers_get_no_notice(reader: Reader, talk: SupportOfferingPage):
    assert not reader.read(f"/sv/{PATH}").has_fallback_notice


@pytest.mark.parametrize("code", OTHERS)
def test_the_interface_around_swedish_prose_is_the_readers(
    reader: Reader, talk: SupportOfferingPage, code: str
):
    shown = reader.read(f"/{code}/{PATH}")
    label = shown.tag("#fx")
    assert label.get_text(strip=True) == word(code, "Det viktigaste")
    assert shown.language_at(label) == (shown.lang, shown.dir)


def test_a_draft_translation_is_ignored(reader: Reader, talk: SupportOfferingPage):
    translate(talk, "ar", live=False, title="مسودة")
    shown = reader.read(f"/ar/{PATH}")
    assert shown.h1 == talk.title
    assert "مسودة" not in shown.text
    assert shown.canonical == f"/sv/{PATH}"


def test_unpublished_changes_of_a_translation_are_ignored(
    reader: Reader, talk: SupportOfferingPage
):
    live = translate(talk, "ar", title="الأول")
    live.title = "الثاني"
    live.save_revision()
    shown = reader.read(f"/ar/{PATH}")
    assert shown.h1 == "الأول"
    assert "الثاني" not in shown.text


def test_a_translation_withdrawn_leaves_the_swedish_prose(
    reader: Reader, talk: SupportOfferingPage
):
    live = translate(talk, "ar", title="حديث")
    assert reader.read(f"/ar/{PATH}").h1 == "حديث"
    withdraw(live)
    shown = reader.read(f"/ar/{PATH}")
    assert shown.h1 == talk.title
    assert shown.has_fallback_notice


@pytest.mark.parametrize("with_translation", [True, False])
def test_a_changed_phone_shows_at_once_in_all_languages(
    reader: Reader, talk: SupportOfferingPage, with_translation: bool
):
    if with_translation:
        translate(talk, "ar"), translate(talk, "ti")
    assert dialled(reader.read(f"/ar/{PATH}")) == ["tel:+4635137000"]
    publish(talk, phone="0346-88 60 00")
    for code in ALL:
        shown = reader.read(f"/{code}/{PATH}")
        assert dialled(shown) == ["tel:+46346886000"], code
        assert "035-13 70 00" not in shown.text, code


@pytest.mark.parametrize("code", SAMPLE)
def test_a_phone_changed_in_a_draft_shows_to_nobody(
    reader: Reader, talk: SupportOfferingPage, code: str
):
    talk.phone = "0346-88 60 00"
    talk.save_revision()
    assert dialled(reader.read(f"/{code}/{PATH}")) == ["tel:+4635137000"]


def test_facts_that_strayed_onto_a_translation_are_never_shown(
    reader: Reader, talk: SupportOfferingPage
):
    live = translate(talk, "ar", title="حديث")
    SupportOfferingPage.objects.filter(pk=live.pk).update(
        phone="0999-99 99 99", email="stray@example.com", age_min=17
    )
    shown = reader.read(f"/ar/{PATH}")
    assert dialled(shown) == ["tel:+4635137000"]
    assert "stray@example.com" not in shown.text


def test_a_changed_status_shows_at_once_in_all_languages(
    reader: Reader, talk: SupportOfferingPage
):
    translate(talk, "ar")
    status = OfferingStatus.objects.create(page=talk, capacity="open")
    for code in SAMPLE:
        reader.read(f"/{code}/{PATH}")
    status.capacity = "full"
    status.save()
    for code in ALL:
        shown = reader.read(f"/{code}/{PATH}")
        assert shown.soup.select(".factbox__state .badge"), code


def test_a_changed_swedish_title_leaves_the_translated_one(
    reader: Reader, talk: SupportOfferingPage
):
    translate(talk, "ar", title="حديث")
    publish(talk, title="Samtal med ny rubrik")
    assert reader.read(f"/ar/{PATH}").h1 == "حديث"
    assert reader.read(f"/ti/{PATH}").h1 == "Samtal med ny rubrik"


def test_slug_and_parent_of_a_translation_form_no_address(
    reader: Reader, talk: SupportOfferingPage
):
    elsewhere = translate(organisation("kommun-b"), "ar")
    live = translate(talk, "ar", title="حديث")
    rename(live, "another-slug")
    move(live, elsewhere)
    assert reader.read(f"/ar/{PATH}").h1 == "حديث"
    assert reader.status("/ar/aktorer/kommun-b/another-slug/") == 404
    assert reader.status("/ar/aktorer/kommun-a/another-slug/") == 404
    assert reader.status("/sv/aktorer/kommun-b/another-slug/") == 404


def test_draft_parents_of_a_translation_do_not_hide_it(
    reader: Reader, talk: SupportOfferingPage
):
    live = translate(talk, "ar", title="حديث")
    assert [p.live for p in live.get_ancestors() if p.depth > 2] == [False, False]
    shown = reader.read(f"/ar/{PATH}")
    assert shown.h1 == "حديث"
    assert shown.canonical == f"/ar/{PATH}"


def test_a_draft_parent_of_a_swedish_page_does_not_hide_it(
    reader: Reader, talk: SupportOfferingPage
):
    parent = talk.get_parent()
    withdraw(parent)
    for code in SAMPLE:
        shown = reader.read(f"/{code}/{PATH}")
        assert shown.h1 == talk.title
        assert parent.title not in shown.main
        assert reader.status(f"/{code}/aktorer/kommun-a/") == 404


def test_a_story_takes_prose_from_the_translation_and_measures_from_the_source(
    reader: Reader, db: None
):
    measure = {"name": "Deltagare", "before": 3, "after": 12}
    tale = story(organisation(), measures=[measure])
    translate(tale, "ar", title="عندما انتقلت", result="<p>جاء أكثر.</p>")
    shown = reader.read("/ar/aktorer/kommun-a/nar-gruppen-flyttade/")
    assert shown.h1 == "عندما انتقلت"
    assert "جاء أكثر." in shown.main
    assert shown.language_of("Deltagare") == ("sv", "ltr")


def test_the_home_of_a_language_is_its_own_translation(reader: Reader, db: None):
    publish(home("ar"), title="أهلاً بك")
    shown = reader.read("/ar/")
    assert shown.h1 == "أهلاً بك"
    assert not shown.has_fallback_notice
    assert shown.canonical == "/ar/"
