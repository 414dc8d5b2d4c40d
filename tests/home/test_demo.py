"""The demo: large enough to judge by, valid, marked as invented, safe to load again."""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.test import Client, TestCase
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page, Revision, WorkflowState
from wagtail_localize.models import StringTranslation

from hm_site import languages
from hm_site.base.caches import clear_process_caches
from hm_site.base.models import BasePage, HelpLine, PageTerm
from hm_site.base.vocabulary import BY_CODE
from hm_site.organisations.models import Notice, OrganisationPage
from hm_site.organisations.review.models import Claim
from hm_site.translation import states
from hm_site.translation.desk_filters import all_pages
from hm_site.translation.history import Ages
from hm_site.translation.models import GlossaryTerm, Submission, TranslationOrder
from hm_site.translation.states import State
from home.models import HomePage, InformationPage, StrategyPage
from resources.index import directory_index
from resources.models import OfferingStatus, SupportOfferingPage
from stories.models import StoryPage

pytestmark = pytest.mark.django_db

MUNICIPALITIES = "falkenberg halmstad hylte kungsbacka laholm varberg".split()
PUBLIC = {"region", "municipality", "county-administrative-board", "state-agency"}
CONTENT = (
    OrganisationPage,
    SupportOfferingPage,
    StoryPage,
    StrategyPage,
    InformationPage,
)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """`load_demo` in a transaction that the whole module shares."""
    with django_db_blocker.unblock():
        atomics = TestCase._enter_atomics()
        clear_process_caches()
        call_command("load_demo", verbosity=0)
        yield
        TestCase._rollback_atomics(atomics)
        clear_process_caches()


def sources(model: type[BasePage]) -> list[Any]:
    return list(model.objects.sources().order_by("path"))


def live_translations(model: type[BasePage]) -> Counter[Any]:
    """Translation key → number of languages other than Swedish."""
    rows = model.objects.filter(live=True).exclude(locale__language_code="sv")
    return Counter(rows.values_list("translation_key", flat=True))


def counts() -> dict[str, int]:
    models = (
        *(*CONTENT, Page, PageTerm, OfferingStatus, HelpLine, get_user_model()),
        *(Revision, Submission, StringTranslation, TranslationOrder, Notice),
    )
    return {model.__name__: model.objects.count() for model in models}


# ---------------------------------------------------------------------- how much
def test_every_language_has_a_start_page_with_words_of_its_own() -> None:
    homes = HomePage.objects.filter(live=True, depth=2)
    assert {x.locale.language_code for x in homes} == set(languages.BY_CODE)
    assert len({x.lead for x in homes}) == len(languages.LANGUAGES) == 12


def test_there_are_six_municipalities_and_twelve_organisations() -> None:
    slugs = {page.slug for page in sources(OrganisationPage)}
    assert set(MUNICIPALITIES) <= slugs
    assert len(slugs) >= 12


def test_there_are_sixty_offerings_two_thirds_in_three_languages_some_in_none() -> None:
    offerings = sources(SupportOfferingPage)
    translated = live_translations(SupportOfferingPage)
    assert len(offerings) >= 60
    many = [page for page in offerings if translated[page.translation_key] >= 3]
    none = [page for page in offerings if not translated[page.translation_key]]
    assert len(many) * 3 >= len(offerings) * 2
    assert none


def test_every_language_has_translated_offerings() -> None:
    for language in languages.LANGUAGES:
        pages = SupportOfferingPage.objects.filter(
            live=True, locale__language_code=language.code
        )
        assert pages.count() >= 5, language.code


def test_there_are_ten_stories_and_the_strategy() -> None:
    assert len(sources(StoryPage)) >= 10
    (strategy,) = sources(StrategyPage)
    assert strategy.live
    assert strategy.deciding_body
    assert {x.slug for x in sources(InformationPage)} >= {"om"}


def test_there_is_an_account_for_everyone_named_in_the_design() -> None:
    names = set(get_user_model().objects.values_list("username", flat=True))
    assert {"admin", "moderator", "moderator-2", "editor-halmstad"} <= names
    assert {f"editor-{page.slug}" for page in sources(OrganisationPage)} <= names
    for language in languages.LANGUAGES:
        if not language.is_source:
            assert {f"translator-{language.code}", f"reviewer-{language.code}"} <= names
    for user in get_user_model().objects.all():
        assert user.check_password("demo")
        assert user.email == f"{user.username}@example.org"
        assert user.is_superuser == (user.username == "admin")


def test_every_filter_finds_something_and_not_everything() -> None:
    index = directory_index()
    for vocabulary in ("municipality", "concern", "level", "access", "cost"):
        for code in BY_CODE[vocabulary].codes:
            found = index.bits.get((vocabulary, code), 0).bit_count()
            assert 0 < found < len(index.entries), (vocabulary, code)


def test_every_capacity_and_a_stale_check_can_be_seen() -> None:
    rows = OfferingStatus.objects.all()
    assert set(rows.values_list("capacity", flat=True)) == {
        choice.value for choice in OfferingStatus.Capacity
    }
    months = [row.months_unchecked() or 0 for row in rows]
    assert any(count >= 6 for count in months)
    assert any(count < 6 for count in months)
    assert any(page.hide_address for page in sources(SupportOfferingPage))


# ----------------------------------------------------------------------- how good
def test_every_page_answers_in_all_its_languages_and_in_one_it_lacks() -> None:
    client = Client()
    home = HomePage.objects.get(locale__language_code="sv", depth=2)
    live = Page.objects.filter(live=True, depth__gt=1)
    own: dict[Any, set[str]] = defaultdict(set)
    for key, code in live.values_list("translation_key", "locale__language_code"):
        own[key].add(code)
    pages = live.filter(locale=home.locale)
    assert pages.count() >= 90
    broken = []
    for url_path, key in pages.values_list("url_path", "translation_key"):
        lacking = [x.code for x in languages.LANGUAGES if x.code not in own[key]]
        for code in sorted(own[key]) + lacking[:1]:
            language = languages.get(code)
            address = f"/{code}/{url_path.removeprefix(home.url_path)}"
            response = client.get(address)
            lang = f'<html lang="{language.tag}" dir="{language.direction}"'
            if response.status_code != 200 or lang not in response.content.decode():
                broken.append((address, response.status_code))
    assert broken == []


def test_the_reports_have_something_to_measure() -> None:
    client = Client()
    client.force_login(get_user_model().objects.get(email="coordinator@example.org"))
    url = reverse("report_translation_throughput")
    file = b"".join(client.get(url, {"export": "csv"}).streaming_content)
    _heading, *rows = csv.reader(StringIO(file.decode("utf-8-sig")))
    assert len(rows) == len(languages.LANGUAGES) - 1
    for name, days, measured, total, *months in rows:
        assert float(days) > 0, name
        assert 0 < int(measured) <= int(total) == sum(map(int, months)), name
        assert sum(month != "0" for month in months) > 3, name


def test_a_machine_s_text_is_shown_with_its_label() -> None:
    page = SupportOfferingPage.objects.sources().get(slug="samtal-med-diakon")
    path = page.url_path.split("/", 2)[2]
    with translation.override("ar"):
        label = translation.gettext("En maskin har översatt texten")
    assert label in Client().get(f"/ar/{path}").content.decode()


def test_what_is_outdated_is_so_since_its_swedish_page_was_changed() -> None:
    ages = Ages(all_pages(), ["ar"])
    rows = states.cells(all_pages().values_list("translation_key", flat=True), ["ar"])
    lag = [
        timezone.now() - since
        for key, row in rows.items()
        if row["ar"].outdated and (since := ages.since(key, "ar", live=True))
    ]
    assert lag
    assert max(lag) < timedelta(days=1)


def test_everything_invented_is_marked_on_its_page() -> None:
    client = Client()
    invented = [*sources(SupportOfferingPage), *sources(StoryPage)]
    invented += [
        page
        for page in sources(OrganisationPage)
        if not PUBLIC & set(page.codes("organisation-type"))
    ]
    for page in invented:
        assert page.is_example, page.slug
        text = client.get(page.get_url()).content.decode()
        assert "badge--eg" in text, page.slug
    public = {x.slug for x in sources(OrganisationPage) if not x.is_example}
    assert set(MUNICIPALITIES) <= public


def test_every_fact_would_pass_the_form() -> None:
    for model in CONTENT:
        for page in sources(model):
            page.full_clean()
            for vocabulary, (least, most) in model.vocabularies.items():
                codes = page.codes(vocabulary)
                assert len(codes) >= least, (page.slug, vocabulary)
                assert most is None or len(codes) <= most, (page.slug, vocabulary)
                assert set(codes) <= set(BY_CODE[vocabulary].codes), page.slug
    for page in sources(SupportOfferingPage):
        assert page.online or page.places.exists(), page.slug
        assert page.phone or page.email or page.link, page.slug
        assert page.summary, page.slug
        rows = (*page.places.all(), *page.sessions.all(), *page.pauses.all())
        for row in rows:
            row.full_clean(exclude=["page"])
        if page.codes("referrer"):
            assert "referral" in page.codes("access"), page.slug
        if page.codes("cost") == ["free"]:
            assert not page.cost_amount, page.slug
        page.status_row.full_clean()


def test_translations_hold_prose_alone() -> None:
    for page in SupportOfferingPage.objects.exclude(locale__language_code="sv"):
        assert not page.phone, page.slug
        assert page.age_min is None
        assert not page.is_example
    assert not PageTerm.objects.exclude(page__locale__language_code="sv").exists()
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_no_address_leads_to_somebody_real() -> None:
    """Invented things use domains that are reserved for examples (RFC 2606)."""
    for model in (OrganisationPage, SupportOfferingPage):
        for page in sources(model):
            if page.is_example:
                assert not page.email or page.email.endswith("@example.org"), page.slug


def test_the_glossary_is_explained_in_six_languages_and_would_pass_its_forms() -> None:
    terms = GlossaryTerm.objects.prefetch_related("renderings")
    assert len(terms) >= 25
    for term in terms:
        term.full_clean()
        rows = {row.language: row for row in term.renderings.all()}
        assert set(rows) >= {"ar", "en", "fa", "so", "uk"}, term
        for row in rows.values():
            row.full_clean()
            assert row.explanation, row


# ------------------------------------------------------------- translations on the way
def arabic() -> dict[str, states.Cell]:
    """Slug of each Swedish page → where its Arabic translation is."""
    slugs = dict(all_pages().values_list("translation_key", "slug"))
    return {slugs[key]: row["ar"] for key, row in states.cells(slugs, ["ar"]).items()}


def test_translations_are_in_every_state_that_the_desk_knows() -> None:
    cells = arabic()
    assert {cell.state for cell in cells.values()} == set(State)
    assert cells["simning-for-kvinnor"].written < cells["simning-for-kvinnor"].total
    assert cells["tisdagsfotboll"].returned
    assert cells["mala-och-andas"].live
    assert cells["mala-och-andas"].work == State.DRAFT


def test_what_is_outdated_is_said_or_withheld() -> None:
    client = Client()
    told, withheld = (
        client.get(f"/ar/aktorer/{path}/").content.decode()
        for path in (
            "falkenberg/mansgrupp-te-och-tystnad",
            "lansstyrelsen-halland/dina-rattigheter-pa-natet",
        )
    )
    assert "النص السويدي أحدث" in told
    assert "مجموعة رجال" in told
    assert "Vi spelar in de första tjugo minuterna" in withheld
    assert "حقوقك في السويد" not in withheld


def test_orders_are_late_due_this_week_and_taken() -> None:
    today = timezone.localdate()
    orders = list(TranslationOrder.objects.select_related("taken_by"))
    for short in (False, True):
        dues = [o.due for o in orders if o.due and bool(o.text_kind) == short]
        days = [(due - today).days for due in dues]
        assert min(days) < 0
        assert any(0 <= left <= 7 for left in days)
    assert {order.priority for order in orders} == {1, 2, 3}
    taken = {order.taken_by.username for order in orders if order.taken_by}
    assert taken == {"translator-ar"}


# ------------------------------------------------------------------- under review
def test_the_desks_hold_what_waits_what_came_back_and_a_draft() -> None:
    swedish = [str(page.pk) for page in all_pages()]
    rows = WorkflowState.objects.filter(object_id__in=swedish)
    now = timezone.now()
    ages = [(now - x.created_at).days for x in rows.filter(status="in_progress")]
    assert max(ages) >= 7 and min(ages) < 3
    assert rows.filter(status="needs_changes").exists()
    assert Claim.objects.get().user.username == "moderator-2"
    drafts = SupportOfferingPage.objects.sources().filter(
        has_unpublished_changes=True, live=True
    )
    assert any(not page.workflow_in_progress for page in drafts)


# --------------------------------------------------------------------- once more
def test_the_declared_state_holds_afterwards() -> None:
    call_command("sync_site", check=True, verbosity=0)


def test_loading_again_adds_nothing_and_keeps_what_people_changed() -> None:
    page = SupportOfferingPage.objects.sources().first()
    page.title, page.phone = "Ändrat av redaktionen", "1177"
    page.save_revision().publish()
    user = get_user_model().objects.get(username="moderator")
    user.set_password("eget val")
    user.save()
    before = counts()
    output = StringIO()
    call_command("load_demo", stdout=output)
    assert "0 things added" in output.getvalue()
    assert counts() == before
    page = SupportOfferingPage.objects.get(pk=page.pk)
    assert (page.title, page.phone) == ("Ändrat av redaktionen", "1177")
    user.refresh_from_db()
    assert user.check_password("eget val")


def test_what_was_taken_away_comes_back_and_it_grows_to_any_number() -> None:
    page = SupportOfferingPage.objects.sources().first()
    slug, before = page.slug, live_translations(SupportOfferingPage)
    page.delete()
    wanted = len(sources(SupportOfferingPage)) + 1 + 2
    call_command("load_demo", offerings=wanted, verbosity=0)
    assert len(sources(SupportOfferingPage)) == wanted
    again = SupportOfferingPage.objects.sources().get(slug=slug)
    assert again.live
    translated = live_translations(SupportOfferingPage)
    newest = SupportOfferingPage.objects.sources().order_by("-pk")[:2]
    for added in newest:
        assert translated[added.translation_key] == 3
        assert added.is_example
    assert sum(translated.values()) == sum(before.values()) + 2 * 3


def test_it_leaves_a_site_alone_that_has_offerings_when_asked_to() -> None:
    SupportOfferingPage.objects.sources().first().delete()
    before = counts()
    call_command("load_demo", if_empty=True, verbosity=0)
    assert counts() == before


def test_outside_the_demo_it_makes_no_accounts(settings: Any) -> None:
    get_user_model().objects.all().delete()
    settings.DEMO_ACCOUNTS = False
    call_command("load_demo", verbosity=0)
    assert not get_user_model().objects.exists()
