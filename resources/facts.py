"""The facts of an offering in the reader's language.

Always read from the Swedish page, whatever language the prose is in. The six rows
answer, in this order: for whom, where, when, in which language, what does it cost,
do I need a referral.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from hm_site.base import formats, interface, labels
from hm_site.base.facts import FactRow
from hm_site.base.forms import tel_uri
from hm_site.base.reader import LocalText, reader_code
from hm_site.organisations.names import owner_of

from . import schedule
from .freshness import rules
from .freshness.status_row import status_of, unchecked_since
from .models import OfferingStatus, SupportOfferingPage
from .wording import comma, first_upper, joined, listed, ltr, names, own, sentence

SHOWN_SESSIONS = 5
SHORT_LIST = 4
_TONES = {"waiting-time": "plain", "full": "warn", "paused": "warn", "ended": "bad"}


@dataclass(frozen=True)
class OfferingFacts:
    """Everything a card or a fact box shows; see the templates for the shapes."""

    rows: list[FactRow]
    extra: list[FactRow]
    phone: dict[str, str] | None
    email: str
    link: dict[str, str] | None
    map_url: str | None
    capacity: dict[str, Any] | None
    checked: dict[str, str] | None
    sessions: list[dict[str, Any]]
    pauses: list[str]
    childcare: bool
    interpreter: bool
    is_example: bool
    is_over: bool
    contact_line: str = field(default="")

    @property
    def ended(self) -> bool:
        return bool(self.capacity and self.capacity["code"] == "ended")


def offering_facts(
    page: SupportOfferingPage, now: datetime | None = None, *, short: bool = False
) -> OfferingFacts:
    """Facts of a Swedish page whose relations are loaded; makes no query itself.

    `short` is for cards: long lists of languages end in "and 5 more", and neither
    coming meetings nor pauses are worked out. What has ended has none of them.
    """
    now = now or timezone.now()
    today = timezone.localdate(now)
    status = status_of(page)
    link = urlsplit(page.link).hostname if page.link else None
    phone = {"tel": tel_uri(page.phone), "display": page.phone} if page.phone else None
    capacity = _capacity(status)
    undated = short or (capacity is not None and capacity["code"] == "ended")
    return OfferingFacts(
        rows=[
            _who(page),
            _where(page),
            _when(page, today),
            _languages(page, short=short),
            _cost(page),
            _access(page),
        ],
        extra=_extra(page),
        phone=phone,
        email=page.email,
        link={"url": page.link, "host": link} if link else None,
        map_url=_map_url(page),
        capacity=capacity,
        checked=_checked(page, status, today),
        sessions=[] if undated else _sessions(page, now),
        pauses=[] if undated else _pauses(page, today),
        childcare=page.childcare,
        interpreter=page.interpreter,
        is_example=page.is_example,
        is_over=page.is_over(today),
    )


def age_text(page: SupportOfferingPage) -> str:
    ages = formats.age_range(page.age_min, page.age_max)
    values = {"low": ages.low, "high": ages.high}
    return {
        "all": "",
        "from": _("från %(low)s år") % values,
        "to": _("till och med %(high)s år") % values,
        "exact": _("%(low)s år") % values,
        "between": _("%(ages)s år") % {"ages": ltr(f"{ages.low}–{ages.high}")},
    }[ages.kind]


def _who(page: SupportOfferingPage) -> FactRow:
    who, *untranslated = listed(page, "group") or [LocalText.own("")]
    ages = age_text(page)
    if ages and who and not who.foreign:
        who = LocalText.own(comma().join((who.text, ages)))
    elif ages:
        untranslated = [*([who] if who else []), *untranslated]
        who = LocalText.own(first_upper(ages))
    return FactRow(
        "who",
        "people",
        _("För vem"),
        [text for text in (who, *untranslated) if text],
        listed(page, "legal"),
    )


def place_text(page: SupportOfferingPage) -> str:
    """Municipalities; all of them read as the whole county."""
    chosen = page.codes("municipality")
    if len(chosen) == len(labels.codes("municipality")):
        return str(interface.WHOLE_COUNTY)
    return joined(names(page, "municipality"))


def _where(page: SupportOfferingPage) -> FactRow:
    value: list[LocalText] = []
    details: list[LocalText] = []
    places = list(page.places.all())
    if page.hide_address:
        value = own(place_text(page))
        details = own(_("Adressen är skyddad. Ring så får du veta vart du ska."))
    elif places:
        for place in places:
            value.append(LocalText.swedish(place.name))
            street = ", ".join(x for x in (place.street, place.city) if x)
            details.append(LocalText.swedish(street))
            if place.directions:
                details.append(LocalText.swedish(place.directions))
    if page.online:
        value += own(_("Telefon eller nätet"))
        if not places:
            details += own(place_text(page))
    return FactRow("where", "pin", _("Var"), value or own(place_text(page)), details)


def week_text(group: schedule.WeekGroup) -> str:
    """ "Tisdagar 13.00–15.00, varannan vecka" in the reader's language."""
    language = reader_code()
    clock = ltr(formats.time_range(group.start, group.end, language))
    if group.kind == "dates":
        days = formats.list_and(
            [formats.day_month(day, language) for day in group.dates], language
        )
    elif group.kind == "all-days":
        days = _("alla dagar")
    else:
        days = formats.list_and(
            [formats.weekday_recurring(n, language) for n in group.weekdays], language
        )
    text = f"{first_upper(days)} {clock}"
    if group.every == "two-weeks":
        return _("%(when)s, varannan vecka") % {"when": text}
    if group.every == "month":
        return _("%(when)s, en gång i månaden") % {"when": text}
    return text


def _when(page: SupportOfferingPage, today: date) -> FactRow:
    groups = schedule.grouped_week(page.session_rules(), today)
    value = own(*(week_text(group) for group in groups))
    if not value:
        bookable = "appointment" in page.codes("access")
        value = own(_("Du bokar en tid") if bookable else _("Fråga när det passar"))
    details = []
    language = reader_code()
    if page.valid_from and page.valid_from > today:
        details.append(
            _("Börjar %(date)s")
            % {"date": formats.date_long(page.valid_from, language)}
        )
    if page.valid_to:
        day = {"date": formats.date_long(page.valid_to, language)}
        over = page.valid_to < today
        details.append(
            (_("Slutade %(date)s") if over else _("Till och med %(date)s")) % day
        )
    return FactRow("when", "clock", _("När"), value, own(*details))


def _languages(page: SupportOfferingPage, *, short: bool) -> FactRow:
    """The reader's own language first: it is the one she looks for."""
    details = own(_("Tolk kan bokas")) if page.interpreter else []
    spoken = names(page, "language")
    mother_tongue = labels.label("language", reader_code()).label
    spoken.sort(key=lambda name: name != mother_tongue)
    if short and len(spoken) > SHORT_LIST + 1:
        rest = formats.number(len(spoken) - SHORT_LIST, reader_code())
        spoken = [*spoken[:SHORT_LIST], _("%(count)s till") % {"count": rest}]
    return FactRow(
        "languages",
        "lang",
        _("Språk"),
        own(joined(spoken)) or own(_("Tolk kan bokas")),
        details,
    )


def _cost(page: SupportOfferingPage) -> FactRow:
    value = listed(page, "cost")
    amount = page.cost_amount
    details = own(formats.money(amount, reader_code())) if amount else []
    return FactRow("cost", "coin", _("Kostnad"), value, details)


def _access(page: SupportOfferingPage) -> FactRow:
    chosen = page.codes("access")
    needs_referral = chosen == ["referral"]
    value = _("Remiss behövs") if needs_referral else _("Ingen remiss")
    ways = [labels.label("access", c) for c in labels.codes("access") if c in chosen]
    told = [way for way in ways if way.code == reader_code()]
    how = sentence([way.label for way in told if way.term != "referral"])
    details = [way.explanation for way in ways if way.description]
    if "referral" in chosen and page.codes("referrer"):
        who = comma().join(names(page, "referrer"))
        details += own(_("Remiss från: %(who)s") % {"who": who})
    return FactRow("access", "doc", _("Remiss"), own(value, how), details)


def _extra(page: SupportOfferingPage) -> list[FactRow]:
    """Rows of the offering page alone."""
    rows = []
    told = {place.step_free for place in page.places.all()}
    if (told == {True} or False in told) and not page.hide_address:
        value = _("Det finns trappor") if False in told else _("Inga trappor")
        rows.append(FactRow("stepfree", "step", _("Tillgänglighet"), own(value)))
    if page.childcare:
        rows.append(
            FactRow("childcare", "child", _("Barn"), own(_("Barnpassning finns")))
        )
    return rows


def _map_url(page: SupportOfferingPage) -> str | None:
    """A plain link to a map; nothing is loaded from there until it is followed."""
    if page.hide_address:
        return None
    for place in page.places.all():
        if place.latitude is not None and place.longitude is not None:
            spot = f"{place.latitude}/{place.longitude}"
            return (
                "https://www.openstreetmap.org/?mlat="
                f"{place.latitude}&mlon={place.longitude}#map=17/{spot}"
            )
    return None


def _capacity(status: OfferingStatus) -> dict[str, Any] | None:
    if status.capacity == OfferingStatus.Capacity.OPEN:
        return None
    label = labels.label("capacity", status.capacity)
    detail = ""
    if status.waiting_weeks:
        detail = ngettext(
            "ungefär %(count)s vecka", "ungefär %(count)s veckor", status.waiting_weeks
        ) % {"count": formats.number(status.waiting_weeks, reader_code())}
    return {
        "code": status.capacity,
        "label": label.label,
        "detail": detail,
        "tone": _TONES[status.capacity],
    }


def _checked(
    page: SupportOfferingPage, status: OfferingStatus, today: date
) -> dict[str, str] | None:
    since = unchecked_since(page, status)
    months = rules.months_between(since, today) if since else 0
    language = reader_code()
    if months >= rules.STALE:
        text = ngettext(
            "Inte kontrollerad på %(count)s månad",
            "Inte kontrollerad på %(count)s månader",
            months,
        ) % {"count": formats.number(months, language)}
    elif status.checked_on is None:
        return None
    else:
        text = _("Kontrollerad %(date)s") % {
            "date": formats.date_short(status.checked_on, language)
        }
    details = []
    owner = owner_of(page.path)
    if status.checked_how:
        how = labels.label("check-method", status.checked_how).label
        details.append(
            _("%(how)s, av %(who)s") % {"how": how, "who": owner.name.text}
            if owner
            else how
        )
    if status.next_check and status.next_check >= today:
        details.append(
            _("Nästa kontroll senast %(date)s")
            % {"date": formats.date_long(status.next_check, language)}
        )
    return {
        "tone": "warn" if months >= rules.STALE else "ok",
        "text": text,
        "detail": ". ".join(details),
    }


def _sessions(page: SupportOfferingPage, now: datetime) -> list[dict[str, Any]]:
    language = reader_code()
    return [
        {
            "date": formats.day_month(item.start, language),
            "weekday": first_upper(formats.weekday_name(item.start, language)),
            "time": ltr(formats.time_range(item.start, item.end, language)),
            "is_next": position == 0,
            "iso": item.start.isoformat(),
        }
        for position, item in enumerate(
            page.next_occurrences(now, count=SHOWN_SESSIONS)
        )
    ]


def _pauses(page: SupportOfferingPage, today: date) -> list[str]:
    language = reader_code()
    return [
        _("Ingen träff %(dates)s")
        % {"dates": formats.date_range(rule.first, rule.last, language)}
        for rule in page.pause_rules()
        if rule.last >= today
    ]
