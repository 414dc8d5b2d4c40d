"""The table of languages: every other place derives its languages from here.

Adding a language means one row in ``_TABLE`` and its message catalogue (the compiled
one too: Django rejects a language prefix that has no ``django.mo``). The row may stand
here as ``planned`` while its catalogue is being made; ``LANGUAGES`` leaves it out.

Importing this module touches neither Django nor Babel, so settings may do it first.
"""

from dataclasses import dataclass
from typing import Literal

Direction = Literal["ltr", "rtl"]
Status = Literal["source", "offered", "planned"]


@dataclass(frozen=True, slots=True)
class Language:
    """One language that readers may choose.

    ``code`` is the address prefix and the Wagtail locale; ``tag`` the BCP 47 tag for
    ``lang`` and ``hreflang``. ``cldr`` is the Babel locale whose dates, numbers and
    names we use, ``stemmer`` the snowballstemmer algorithm ("" where none exists), and
    ``og_locale`` the ``og:locale`` value. ``interpreter_sv`` completes the sentence
    "Jag behöver tolk på …"; it is "" where no interpreter is needed.
    """

    code: str
    tag: str
    endonym: str
    name_sv: str
    name_en: str
    direction: Direction
    cldr: str
    stemmer: str
    status: Status
    og_locale: str
    interpreter_sv: str

    @property
    def is_rtl(self) -> bool:
        return self.direction == "rtl"

    @property
    def dir(self) -> Direction:
        """The value of the HTML attribute ``dir``."""
        return self.direction

    @property
    def is_source(self) -> bool:
        return self.status == "source"


# English follows British conventions (day before month, 24 hours), as Swedish
# authorities write it. "simple" is a variant subtag registered with IANA.
# Central Kurdish is cb_IQ in the list of og:locale values; Dari has no value of its
# own there and takes language_TERRITORY.
_TABLE: tuple[Language, ...] = (
    Language(
        code="sv",
        tag="sv",
        endonym="svenska",
        name_sv="svenska",
        name_en="Swedish",
        direction="ltr",
        cldr="sv",
        stemmer="swedish",
        status="source",
        og_locale="sv_SE",
        interpreter_sv="",
    ),
    Language(
        code="sv-simple",
        tag="sv-simple",
        endonym="lätt svenska",
        name_sv="lätt svenska",
        name_en="Easy Swedish",
        direction="ltr",
        cldr="sv",
        stemmer="swedish",
        status="offered",
        og_locale="sv_SE",
        interpreter_sv="",
    ),
    Language(
        code="en",
        tag="en",
        endonym="English",
        name_sv="engelska",
        name_en="English",
        direction="ltr",
        cldr="en_GB",
        stemmer="english",
        status="offered",
        og_locale="en_GB",
        interpreter_sv="engelska",
    ),
    Language(
        code="ar",
        tag="ar",
        endonym="العربية",
        name_sv="arabiska",
        name_en="Arabic",
        direction="rtl",
        cldr="ar",
        stemmer="arabic",
        status="offered",
        og_locale="ar_AR",
        interpreter_sv="arabiska",
    ),
    Language(
        code="fa",
        tag="fa",
        endonym="فارسی",
        name_sv="persiska",
        name_en="Persian",
        direction="rtl",
        cldr="fa",
        stemmer="persian",
        status="offered",
        og_locale="fa_IR",
        interpreter_sv="persiska",
    ),
    Language(
        code="prs",
        tag="prs",
        endonym="دری",
        name_sv="dari",
        name_en="Dari",
        direction="rtl",
        cldr="fa_AF",
        stemmer="persian",
        status="offered",
        og_locale="fa_AF",
        interpreter_sv="dari",
    ),
    Language(
        code="ps",
        tag="ps",
        endonym="پښتو",
        name_sv="pashto",
        name_en="Pashto",
        direction="rtl",
        cldr="ps",
        stemmer="",
        status="offered",
        og_locale="ps_AF",
        interpreter_sv="pashto",
    ),
    Language(
        code="ckb",
        tag="ckb",
        endonym="کوردیی ناوەندی",
        name_sv="kurdiska (sorani)",
        name_en="Kurdish (Sorani)",
        direction="rtl",
        cldr="ckb",
        stemmer="",
        status="offered",
        og_locale="cb_IQ",
        interpreter_sv="sorani",
    ),
    Language(
        code="so",
        tag="so",
        endonym="Soomaali",
        name_sv="somaliska",
        name_en="Somali",
        direction="ltr",
        cldr="so",
        stemmer="",
        status="offered",
        og_locale="so_SO",
        interpreter_sv="somaliska",
    ),
    Language(
        code="ti",
        tag="ti",
        endonym="ትግርኛ",
        name_sv="tigrinska",
        name_en="Tigrinya",
        direction="ltr",
        cldr="ti",
        stemmer="",
        status="offered",
        og_locale="ti_ER",
        interpreter_sv="tigrinska",
    ),
    Language(
        code="uk",
        tag="uk",
        endonym="українська",
        name_sv="ukrainska",
        name_en="Ukrainian",
        direction="ltr",
        cldr="uk",
        stemmer="",
        status="offered",
        og_locale="uk_UA",
        interpreter_sv="ukrainska",
    ),
    Language(
        code="ru",
        tag="ru",
        endonym="русский",
        name_sv="ryska",
        name_en="Russian",
        direction="ltr",
        cldr="ru",
        stemmer="russian",
        status="offered",
        og_locale="ru_RU",
        interpreter_sv="ryska",
    ),
)

LANGUAGES: tuple[Language, ...] = tuple(
    row for row in _TABLE if row.status != "planned"
)
BY_CODE: dict[str, Language] = {language.code: language for language in LANGUAGES}
SOURCE = "sv"


def get(code: str) -> Language:
    """The language with this code; the source language for an unknown code."""
    return BY_CODE.get(code, BY_CODE[SOURCE])


def django_languages() -> list[tuple[str, str]]:
    """For ``LANGUAGES`` and ``WAGTAIL_CONTENT_LANGUAGES``: code and endonym."""
    return [(language.code, language.endonym) for language in LANGUAGES]


def rtl_codes() -> list[str]:
    """Codes of the languages written from right to left, in table order."""
    return [language.code for language in LANGUAGES if language.is_rtl]


def register_with_django() -> list[str]:
    """Tell Django about the languages it lacks; return ``LANGUAGES_BIDI``.

    Django 5.2 knows no sv-simple, prs, ps, so and ti: ``get_language_info`` raises
    KeyError for them. Entries that Django has are left as they are. Right-to-left is
    decided by the setting ``LANGUAGES_BIDI``, not by ``LANG_INFO``, so the list is
    returned for settings to assign. Safe to call from settings, and more than once.
    """
    from django.conf import global_settings
    from django.conf.locale import LANG_INFO

    for language in LANGUAGES:
        LANG_INFO.setdefault(
            language.code,
            {
                "bidi": language.is_rtl,
                "code": language.code,
                "name": language.name_en,
                "name_local": language.endonym,
            },
        )
    known = list(global_settings.LANGUAGES_BIDI)
    return known + [code for code in rtl_codes() if code not in known]
