"""Short texts in every state, some of them ordered. Safe to run again."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.utils import timezone
from PIL import Image, ImageDraw

from hm_site import languages
from hm_site.base.caches import bump_version
from hm_site.base.models import FileText, HmImage, Term, TermLabel
from hm_site.organisations.models import OrganisationPage
from hm_site.organisations.provisioning import collection_of
from hm_site.organisations.review import decisions, proposals
from hm_site.translation import orders
from hm_site.translation.models import TranslationOrder
from hm_site.translation.short_texts.kinds import KINDS, Item

# A voluntary organisation that the demo has made up.
ORGANISATION = "oppen-famn"
LOGO = "Två händer som möts runt en kopp"
LOGO_TEXTS = {
    "en": "Two hands meeting around a cup",
    "ar": "يدان تلتقيان حول فنجان",
    "ti": "ክልተ ኣእዳው ኣብ ዙርያ ኩባያ ዝራኸባ",
}
# Languages of which the picture's text has been approved; the others wait.
APPROVED = ("en", "ar")
# A label that readers have and for which another is proposed.
PROPOSED = ("concern", "talk", "so", "Qof aad la hadli karto")


# Swedish explanations that say more than their translations do, since so many days.
RENEWED_DAYS = 9
RENEWED = {
    "sign-up": (
        "Säg till innan att du vill komma, till exempel med sms eller telefon",
        "Säg till innan att du vill komma, med sms, telefon eller e-post",
    ),
    "appointment": (
        "Ring eller skriv först, så får du en egen tid",
        "Ring, skriv eller kom in först, så får du en egen tid",
    ),
}


@dataclass(frozen=True)
class Order:
    """What the coordinator has ordered; `days` from now, before it is late."""

    codes: tuple[str, ...]
    priority: TranslationOrder.Priority
    days: int
    note: str
    taken_by: str = ""


LOGO_ORDER = Order(
    ("fa", "prs", "uk"),
    TranslationOrder.Priority.URGENT,
    6,
    "Märket står överst på föreningens sida.",
)
WORD_ORDERS = {
    "sign-up": Order(
        ("ar", "so", "ti", "uk"),
        TranslationOrder.Priority.NORMAL,
        -2,
        "Man kan anmäla sig med e-post också.",
    ),
    "appointment": Order(
        ("ar", "ti"),
        TranslationOrder.Priority.NORMAL,
        10,
        "Man kan komma in och boka.",
        taken_by="ar",
    ),
}


def load_short_texts() -> Iterator[str]:
    """What people have sent in and approved, as they would do it."""
    logo = _logo()
    if logo is None:
        return
    for code, text in LOGO_TEXTS.items():
        if not logo.texts.filter(language=code).exists():
            yield _file_text(logo, code, text)
    yield from _label()
    yield from _renewed()
    # All or none: one that is gone has been fulfilled or cancelled.
    if not TranslationOrder.objects.filter(page=None).exists():
        yield from _orders(logo)


def _logo() -> HmImage | None:
    """The picture on the organisation's page; made when it has none."""
    page = OrganisationPage.objects.sources().filter(slug=ORGANISATION).first()
    if page is None:
        return None
    if page.logo is None:
        page.logo = HmImage.objects.create(
            title="Märke",
            description=LOGO,
            file=_drawn(),
            collection=collection_of(page),
        )
        page.save_revision().publish()
    logo: HmImage | None = page.logo
    return logo


def _drawn() -> ImageFile:
    picture = Image.new("RGB", (480, 240), "#0f4c4a")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((180, 80, 300, 190), 24, fill="#f7f3ea")
    draw.arc((285, 100, 345, 165), 270, 90, fill="#f7f3ea", width=12)
    for left in (90, 270):
        draw.arc((left, 60, left + 120, 220), 20, 160, fill="#f2b872", width=18)
    data = BytesIO()
    picture.save(data, "PNG")
    data.seek(0)
    return ImageFile(data, "oppen-famn.png")


def _person(role: str, code: str) -> object:
    return get_user_model().objects.get(username=f"{role}-{code}")


def _file_text(logo: HmImage, code: str, text: str) -> str:
    row = FileText(image=logo, language=code)
    state = proposals.propose(
        row, _person("translator", code), text=text, source_text=logo.description
    )
    if code in APPROVED:
        revision = state.content_object.get_latest_revision()
        decisions.approve(
            state.pk, _person("reviewer", code), shown=decisions.version(revision)
        )
    return f"picture text {code}"


def _label() -> Iterator[str]:
    vocabulary, term, code, text = PROPOSED
    row = TermLabel.objects.filter(
        term__in=Term.objects.filter(vocabulary=vocabulary, code=term), language=code
    ).first()
    if row is None or row.latest_revision_id:
        return
    proposals.propose(row, _person("translator", code), label=text)
    yield f"label {code}"


def _renewed() -> Iterator[str]:
    """As a new version of the vocabulary brings it: nobody has to approve it."""
    moment = timezone.now() - timedelta(days=RENEWED_DAYS)
    for code, (old, new) in RENEWED.items():
        rows = TermLabel.objects.filter(
            term__vocabulary="access",
            term__code=code,
            language=languages.SOURCE,
            description=old,
        )
        if rows.update(description=new, last_published_at=moment):
            bump_version()
            yield f"new meaning {code}"


def _orders(logo: HmImage) -> Iterator[str]:
    wanted = [(KINDS["bild"].item(logo.pk), LOGO_ORDER)]
    for code, order in WORD_ORDERS.items():
        term = Term.objects.get(vocabulary="access", code=code)
        wanted.append((KINDS["ord"].item(term.pk), order))
    for item, order in wanted:
        if item is not None:
            _order(item, order)
            yield f"order {item.name}"


def _order(item: Item, order: Order) -> None:
    due = timezone.localdate() + timedelta(days=order.days)
    wish = orders.Wish(order.priority, due, order.note)
    coordinator = get_user_model().objects.get(username="coordinator")
    orders.place_text(item, order.codes, wish, coordinator)
    if order.taken_by:
        row = TranslationOrder.objects.get(
            text_kind=item.kind, text_pk=item.pk, language=order.taken_by
        )
        orders.take(row, _person("translator", order.taken_by))
