"""A site to look at: one page of every type, half of it in Arabic and Tigrinya.

`build()` makes it; `TEMPLATES` says where every kind of page is found.
"""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.images import get_image_model

from hm_site.base.models import BasePage
from hm_site.organisations.models import OrganisationIndexPage
from resources.models import DirectoryPage
from stories.models import StoryAdoption, StoryIndexPage, StoryOffering
from tests.factories import (
    home,
    information,
    offering,
    organisation,
    story,
    strategy,
    translate,
)
from tests.images import png

PHONE, TEL = "035-13 70 00", "tel:+4635137000"
# Both for sleep in Halmstad; below the language prefix.
TRANSLATED = "aktorer/kommun-a/sov-battre/"
UNTRANSLATED = "aktorer/kommun-a/lugna-kvallar/"
# For something else, in another municipality.
ELSEWHERE = "aktorer/kommun-b/kaffe-och-prat/"

TITLES = {"sv": "Sov bättre", "ar": "نوم أفضل", "ti": "ዝሓሸ ድቃስ"}

# Every template at least once → path below the language prefix.
TEMPLATES = {
    "home": "",
    "directory": "hitta-stod/",
    "directory, second page": "hitta-stod/?page=2",
    "directory, filtered": (
        "hitta-stod/?concern=sleep&municipality=halmstad&level=9&sort=name"
    ),
    "directory without hits": "hitta-stod/?municipality=hylte&concern=violence",
    "offering": TRANSLATED,
    "offering in fallback": UNTRANSLATED,
    "offering that has ended": "aktorer/kommun-b/det-som-var/",
    "offering whose address is secret": "aktorer/kommun-b/ett-skyddat-rum/",
    "organisation": "aktorer/kommun-a/",
    "organisation in fallback": "aktorer/kommun-b/",
    "organisation index": "aktorer/",
    "story index": "goda-exempel/",
    "story": "aktorer/kommun-a/nar-gruppen-flyttade/",
    "strategy": "strategi/",
    "strategy that has expired": "den-gamla-strategin/",
    "information": "om/",
    "search": "sok/",
    "search with hits": "sok/?q=kaffe",
    "search without hits": "sok/?q=xyzzy",
    "not found": "finns-inte/",
}
NOT_FOUND = TEMPLATES["not found"]

LINK = '<p>Läs mer hos <a href="https://example.org/mer">exemplet</a>.</p>'
PROSE = {
    "who_for": "<p>Alla vuxna. Ingen frågar efter id-kort.</p>",
    "how_to_come": LINK,
    "what_to_bring": "<ul><li>Bekväma kläder</li></ul>",
    "confidentiality": "<p>Ledarna har tystnadsplikt.</p>",
}
STRATEGY_BODY = [
    ("text", {"heading": "Varför", "text": f"<h3>Kort</h3>{LINK}"}),
    (
        "steps",
        {
            "heading": "Modellen",
            "identify": "Se behovet.",
            "renew": "Prova något.",
            "learn": "Lär av varandra.",
        },
    ),
    (
        "prerequisites",
        {
            "heading": "Fem förutsättningar",
            "whole_of_society": "Alla hjälps åt.",
            "needs_based": "Utgå från behovet.",
            "knowledge_support": "Använd det man vet.",
            "cost_effectiveness": "Använd pengarna väl.",
            "collaboration": "Arbeta tillsammans.",
        },
    ),
    (
        "pyramid",
        {
            "heading": "Fyra nivåer",
            "intro": "Alla behöver det som ligger längst ner.",
            **{f"level_{number}": f"Exempel {number}." for number in range(1, 5)},
        },
    ),
    (
        "sources",
        {
            "heading": "Källor",
            "sources": [
                {
                    "title": "En rapport",
                    "by": "En myndighet",
                    "year": "2022",
                    "url": "https://example.org/rapport",
                }
            ],
        },
    ),
]
ARABIC = {
    "title": TITLES["ar"],
    "summary": "خمسة لقاءات عن النوم.",
    "what_happens": "<ol><li>تدخل.</li><li>نتحدث.</li></ol>",
    "who_for": "<p>كل البالغين.</p>",
    "how_to_come": "<p>اتصل بنا.</p>",
    "what_to_bring": "<ul><li>ملابس مريحة</li></ul>",
    "confidentiality": "<p>لا نخبر أحداً.</p>",
}
TIGRINYA = {
    "title": TITLES["ti"],
    "summary": "ሓሙሽተ ርክባት ብዛዕባ ድቃስ።",
    "what_happens": "<ol><li>ትኣቱ።</li><li>ንዘራረብ።</li></ol>",
    "who_for": "<p>ኩሎም ዓበይቲ።</p>",
    "how_to_come": "<p>ደውሉ።</p>",
    "what_to_bring": "<ul><li>ምቹእ ክዳን</li></ul>",
    "confidentiality": "<p>ንማንም ኣይንነግርን።</p>",
}


def build() -> None:
    today = timezone.localdate()
    logo = get_image_model().objects.create(
        title="Märke", description="Kommunens märke", file=png()
    )
    first = organisation("kommun-a", logo=logo)
    second = organisation("kommun-b", kind="civil-society", municipality=["varberg"])
    checked = {"checked_on": today - timedelta(days=20), "checked_how": "phone"}
    sleep = offering(
        first,
        TITLES["sv"],
        terms={"concern": ["sleep", "worry"], "access": ["sign-up"]},
        places=[
            {
                "street": "Storgatan 1",
                "postcode": "302 43",
                "step_free": True,
                "latitude": "56.674400",
                "longitude": "12.857800",
                "directions": "Buss 3 till torget.",
            }
        ],
        sessions=[{"weekday": 1}, {"weekday": 3}],
        pauses=[(today + timedelta(days=60), today + timedelta(days=74))],
        status={"capacity": "waiting-time", "waiting_weeks": 3, **checked},
        email="sov@example.org",
        link="https://example.org/sov",
        interpreter=True,
        childcare=True,
        age_min=16,
        **PROSE,
    )
    evening = offering(
        first,
        "Lugna kvällar",
        terms={"concern": ["sleep"]},
        sessions=[{"weekday": 0}],
        status={"capacity": "open", **checked},
        is_example=True,
        **PROSE,
    )
    coffee = offering(
        second,
        "Kaffe och prat",
        summary="Vi dricker kaffe tillsammans.",
        terms={"concern": ["loneliness"], "municipality": ["varberg"]},
        online=True,
        status={"capacity": "full"},
    )
    offering(second, "Det som var", status={"capacity": "ended"})
    offering(
        second,
        "Ett skyddat rum",
        terms={"concern": ["violence"], "municipality": ["varberg"]},
        hide_address=True,
    )
    tale = story(
        first,
        measures=[
            {"name": "Deltagare per träff", "before": 4, "after": 11},
            {"name": "Dagar i kö", "before": 30, "after": 9, "unit": "days"},
        ],
        aim="<p>Tolv deltagare.</p>",
        lessons="<ul><li>Fråga dem det gäller.</li></ul>",
        do_it_yourself="<ul><li>Börja nära.</li></ul>",
    )
    tale.offerings = [StoryOffering(offering=evening), StoryOffering(offering=coffee)]
    tale.adoptions = [StoryAdoption(organisation=second)]
    tale.save_revision().publish()
    plan = strategy(
        slug="strategi",
        body=STRATEGY_BODY,
        case_number="RS 1",
        decided_on=today,
        valid_from=today,
        valid_to=today + timedelta(days=700),
        show_in_menus=True,
    )
    strategy("Den gamla strategin", valid_to=today - timedelta(days=1), successor=plan)
    about = information("Om webbplatsen", slug="om", show_in_menus=True)
    _translate(
        {
            (home(), "ar"): {"title": "الدعم متوفر لك.", "lead": "ابدأ من هنا."},
            (home(), "ti"): {"title": "ንዓኻ ዝኸውን ደገፍ ኣሎ።", "lead": "ካብዚ ጀምር።"},
            (sleep, "ar"): ARABIC,
            (sleep, "ti"): TIGRINYA,
            (first, "ar"): {"title": "البلدية أ", "about": "<p>نحن.</p>"},
            (DirectoryPage.objects.sources().get(), "ar"): {"intro": "كل الدعم هنا."},
            (OrganisationIndexPage.objects.sources().get(), "ar"): {"intro": "نحن."},
            (StoryIndexPage.objects.sources().get(), "ti"): {"intro": "ዝሰርሐ።"},
            (tale, "ar"): {"title": "حين انتقلنا", "problem": "<p>جاء قليلون.</p>"},
            (plan, "ar"): {"title": "استراتيجيتنا", "summary": "هكذا نعمل."},
            (about, "ti"): {"title": "ብዛዕባ እዚ መርበብ", "summary": "መን ኢና።"},
        }
    )


def _translate(texts: dict[tuple[BasePage, str], dict[str, Any]]) -> None:
    for (page, code), prose in texts.items():
        translate(page, code, **prose)
