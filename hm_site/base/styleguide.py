"""Sample content for the style guide page: every component, with invented texts.

The shapes are those the real views give their templates. Contrast ratios are computed
from the stylesheet's own tokens, so that a changed colour cannot keep an old number.
"""

import re
from datetime import date
from typing import Any

from .icons import ICONS, MIRRORED
from .reader import LocalText
from .stylesheet import SOURCE_DIR

# Token → (use, the colour it stands on). No ground: the token is a ground itself.
_TOKENS: tuple[tuple[str, str, str], ...] = (
    ("ground", "sida", ""),
    ("surface", "kort, fält", ""),
    ("sand", "lugna band", ""),
    ("tint", "viskad yta", ""),
    ("ink", "text", "sand"),
    ("ink-soft", "bitext", "sand"),
    ("action", "länkar, knappar", "sand"),
    ("action-strong", "filterval", "tint"),
    ("urgent", "fel, fara", "urgent-tint"),
    ("ok", "kontrollerad, gäller", "ok-tint"),
    ("warn", "gammalt, utgånget, saknas", "warn-tint"),
    ("line-strong", "kanter (kräver 3)", "sand"),
    ("deep", "hjälplist, fot", "on-deep"),
    ("focus-glow", "fokusglöd, med ring", "focus"),
)

_DECLARATION = re.compile(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b")

_SCRIPTS = (
    (
        "sv",
        "ltr",
        "Svenska",
        "Det finns stöd för dig. Börja här.",
        "Samtal, grupper och mötesplatser för dig som söker asyl eller är ny i "
        "Halland.",
    ),
    (
        "ar",
        "rtl",
        "العربية",
        "الدعم متوفر لك. ابدأ من هنا.",
        "محادثات ومجموعات وأماكن لقاء لطالبي اللجوء والقادمين الجدد إلى هالاند.",
    ),
    (
        "ti",
        "ltr",
        "ትግርኛ",
        "ንዓኻ ዝኸውን ደገፍ ኣሎ። ካብዚ ጀምር።",
        "ምይይጥ፡ ጉጅለታትን መራኸቢ ቦታታትን ንሓተቲ ዑቕባን ሓደስቲ መጻእትን ኣብ ሃላንድ።",
    ),
    (
        "uk",
        "ltr",
        "українська",
        "Підтримка є. Почніть тут.",
        "Розмови, групи та місця зустрічей для шукачів притулку й новоприбулих "
        "у Галланді.",
    ),
)


def relative_luminance(colour: str) -> float:
    """WCAG 2 relative luminance (0–1) of `#rgb` or `#rrggbb`."""
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    channels = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast ratio (1–21) of two colours."""
    low, high = sorted((relative_luminance(one), relative_luminance(other)))
    return (high + 0.05) / (low + 0.05)


def colours() -> tuple[dict[str, str], dict[str, str]]:
    """Token → colour, in light and in dark mode, read from the stylesheet's sources."""
    light = dict(_DECLARATION.findall((SOURCE_DIR / "tokens.css").read_text("utf-8")))
    modes = (SOURCE_DIR / "modes.css").read_text("utf-8")
    dark_rules = modes.partition("prefers-color-scheme: dark")[2].partition("@media")[0]
    return light, {**light, **dict(_DECLARATION.findall(dark_rules))}


def _tokens() -> list[dict[str, Any]]:
    light, dark = colours()
    return [
        {
            "name": name,
            "use": use,
            "on": on,
            "light": round(contrast(light[name], light[on]), 1) if on else None,
            "dark": round(contrast(dark[name], dark[on]), 1) if on else None,
        }
        for name, use, on in _TOKENS
    ]


def _texts(*lines: str) -> list[LocalText]:
    return [LocalText.swedish(line) for line in lines]


def _row(key: str, icon: str, label: str, value: str, *details: str) -> dict[str, Any]:
    return {
        "key": key,
        "icon": icon,
        "label": label,
        "value": _texts(value),
        "details": _texts(*details),
    }


def _facts() -> dict[str, Any]:
    return {
        "rows": [
            _row("who", "people", "För vem", "Vuxna", "Asylsökande, nyanlända"),
            _row(
                "where",
                "pin",
                "Var",
                "Mötesplats Andersberg, Halmstad",
                "Exempelgatan 4. Buss 3 till Andersbergs centrum",
            ),
            _row("when", "clock", "När", "Tisdagar 13.00–15.00", "Till 15 december"),
            _row("languages", "lang", "Språk", "Arabiska, lätt svenska"),
            _row("cost", "coin", "Kostnad", "Gratis"),
            _row("access", "doc", "Remiss", "Ingen remiss. Kom som du är"),
        ],
        "extra": [_row("stepfree", "step", "Tillgänglighet", "Ingen trappa. Hiss")],
        "phone": {"tel": "+46701740605", "display": "070-174 06 05"},
        "email": "halsoskola@example.org",
        "link": None,
        "map_url": "#",
        "capacity": None,
        "checked": {
            "tone": "ok",
            "text": "Kontrollerad 12 nov 2026",
            "detail": "Per telefon. Nästa kontroll senast 12 februari 2027.",
        },
        "sessions": [
            {
                "date": "24 november",
                "weekday": "tisdag",
                "time": "13.00–15.00",
                "is_next": True,
            },
            {
                "date": "1 december",
                "weekday": "tisdag",
                "time": "13.00–15.00",
                "is_next": False,
            },
        ],
        "pauses": ["Ingen träff 22 december–6 januari."],
        "childcare": True,
        "interpreter": False,
        "is_example": True,
    }


def _card() -> dict[str, Any]:
    return {
        "title": LocalText.swedish("Hälsoskola på arabiska"),
        "url": "#",
        "summary": LocalText.swedish(
            "Fem träffar om sömn, stress, mat och hur vården fungerar. "
            "Du får fråga vad du vill."
        ),
        "organisation": LocalText.swedish("Halmstads kommun"),
        "facts": _facts(),
        "untranslated": False,
    }


def _full_card() -> dict[str, Any]:
    stale = {"tone": "warn", "text": "Inte kontrollerad på 7 månader", "detail": ""}
    full = {"code": "full", "label": "Fullt", "detail": "", "tone": "bad"}
    return {
        **_card(),
        "title": LocalText.swedish("Föräldrakafé"),
        "summary": LocalText.swedish("Fika med andra föräldrar. Ta med barnen."),
        "organisation": LocalText.swedish("Kattegatts folkbildning"),
        "facts": {
            **_facts(),
            "capacity": full,
            "checked": stale,
            "childcare": False,
            "interpreter": True,
        },
        "untranslated": True,
    }


def _story_card() -> dict[str, Any]:
    return {
        "title": LocalText.swedish("Sömnskolan som flyttade in på SFI"),
        "url": "#",
        "summary": LocalText.swedish(
            "När gruppen fick en plats i skolan kom dubbelt så många."
        ),
        "place": "Varberg",
        "period": "våren 2026",
        "is_example": True,
        "steps_done": 3,
    }


def _entrances() -> list[dict[str, Any]]:
    return [
        {"label": label, "description": "", "url": "#", "icon": icon, "urgent": urgent}
        for label, icon, urgent in (
            ("Prata med någon", "talk", False),
            ("Träffa andra", "people", False),
            ("Röra mig och må bättre", "walk", False),
            ("Jag blir hotad eller slagen", "shield", True),
        )
    ]


def _municipalities() -> list[dict[str, Any]]:
    return [
        {"code": name.lower(), "label": name, "url": "#", "count": count}
        for name, count in (
            ("Kungsbacka", 16),
            ("Varberg", 21),
            ("Falkenberg", 14),
            ("Hylte", 7),
            ("Halmstad", 34),
            ("Laholm", 1),
        )
    ]


def _sections() -> list[dict[str, Any]]:
    return [
        {
            "heading": "Så går det till",
            "heading_source": "Så går det till",
            "kind": "steps",
            "anchor": "steps",
            "lines": [
                "Du kommer till mötesplatsen. Någon möter dig vid dörren.",
                "Sedan fikar vi och pratar i små grupper.",
            ],
        },
        {
            "heading": "Ta med dig",
            "heading_source": "Ta med dig",
            "kind": "things",
            "anchor": "things",
            "lines": ["Bekväma kläder", "Någon du litar på, om du vill"],
        },
    ]


def _figures() -> dict[str, Any]:
    levels = (
        (4, "Specialiserade insatser", "Till exempel traumabehandling."),
        (3, "Riktat icke-specialiserat stöd", "Till exempel stödsamtal."),
        (2, "Stöd från familj och närsamhälle", "Till exempel mötesplatser."),
        (1, "Grundläggande service och trygghet", "Boende, mat, skola och vård."),
    )
    steps = (
        ("Identifiera", "Beskriv problemet där det uppstår och sätt ett mål."),
        ("Förnya och förstärka", "Prova i liten skala."),
        ("Gemensamt lärande", "Dela med andra det som fungerar."),
    )
    return {
        "model": [
            {"label": LocalText.swedish(label), "text": LocalText.swedish(text)}
            for label, text in steps
        ],
        "levels": [
            {
                "number": number,
                "label": LocalText.swedish(label),
                "text": LocalText.swedish(text),
                "together": number in (2, 3),
            }
            for number, label, text in levels
        ],
        "measures": [
            {
                "name": LocalText.swedish("Deltagare per träff"),
                "kind": "Resultatmått",
                "before": "6",
                "after": "14",
                "unit": "personer",
            }
        ],
    }


def _help_lines() -> dict[str, Any]:
    return {
        "help_lines": [
            {
                "number": "112",
                "tel": "112",
                "name": LocalText.swedish("Fara för liv"),
                "description": LocalText.swedish("Säg att du behöver tolk."),
                "url": None,
            },
            {
                "number": "1177",
                "tel": "1177",
                "name": LocalText.swedish("Råd om vård"),
                "description": LocalText.swedish("Dygnet runt."),
                "url": "#",
            },
        ],
        "help_checked_on": date(2026, 11, 12),
    }


def sample_context() -> dict[str, Any]:
    """All the style guide page needs, beside what every page has."""
    pages: list[dict[str, Any]] = [
        {"number": 1, "url": "#", "current": True, "gap": False},
        {"number": 2, "url": "#", "current": False, "gap": False},
        {"number": 0, "url": "", "current": False, "gap": True},
        {"number": 9, "url": "#", "current": False, "gap": False},
    ]
    return {
        "tokens": _tokens(),
        "scripts": [
            dict(zip(("lang", "dir", "name", "heading", "text"), script, strict=True))
            for script in _SCRIPTS
        ],
        "facts": _facts(),
        "cards": [_card(), _full_card()],
        "story": _story_card(),
        "entrances": _entrances(),
        "municipalities": _municipalities(),
        "sections": _sections(),
        "facet": {
            "name": "municipality",
            "label": "Kommun",
            "kind": "many",
            "options": [
                {
                    "value": "hylte",
                    "label": "Hylte",
                    "text": "Hylte",
                    "count": 7,
                    "checked": False,
                },
                {
                    "value": "halmstad",
                    "label": "Halmstad",
                    "text": "Halmstad",
                    "count": 34,
                    "checked": True,
                },
            ],
            "more": [
                {
                    "value": "laholm",
                    "label": "Laholm",
                    "text": "Laholm",
                    "count": 11,
                    "checked": False,
                }
            ],
        },
        "chips": [
            {"label": "Halmstad", "url": "#", "odd": False},
            {"label": "okänt filter: ”xyz”", "url": "#", "odd": True},
        ],
        "pager": {"pages": pages, "previous": None, "next": "#"},
        "icon_names": [{"name": name, "flip": name in MIRRORED} for name in ICONS],
        "interpreter_phrase": LocalText.swedish("”Jag behöver tolk på arabiska.”"),
        **_figures(),
        **_help_lines(),
    }
