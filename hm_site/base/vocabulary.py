"""The vocabularies and their codes: stable, language-neutral, in the order shown.

Labels start from `vocabulary_labels/<language>.json` (`sync_site` adds what is
missing and never overwrites) and are then edited in the admin. The levels are those
of the IASC guidelines on mental health and psychosocial support (2007).
"""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LABELS = Path(__file__).parent / "vocabulary_labels"


@dataclass(frozen=True)
class Vocabulary:
    """One list of terms. `icons` maps codes to icon names, where readers see them."""

    code: str
    name_sv: str
    codes: tuple[str, ...]
    icons: tuple[str, ...] = ()

    def icon(self, code: str) -> str:
        return dict(zip(self.codes, self.icons, strict=False)).get(code, "tag")


def _vocabulary(code: str, name_sv: str, codes: str, icons: str = "") -> Vocabulary:
    return Vocabulary(code, name_sv, tuple(codes.split()), tuple(icons.split()))


VOCABULARIES: tuple[Vocabulary, ...] = (
    _vocabulary("level", "Interventionsnivå", "1 2 3 4"),
    _vocabulary(
        "concern",
        "Besvär",
        "sleep worry grief loneliness violence talk children body rights",
        "moon wave candle people shield talk family walk scale",
    ),
    _vocabulary(
        "activity",
        "Aktivitetstyp",
        "stress-reduction psychological-first-aid meeting-place social-network "
        "supportive-conversation group-support health-education parenting-support "
        "physical-activity language-practice advice health-examination "
        "trauma-treatment crisis-support",
    ),
    _vocabulary(
        "group",
        "Målgrupp",
        "children youth unaccompanied-minors adults families women men older-people "
        "lgbtqi disability staff",
    ),
    _vocabulary(
        "legal",
        "Rättslig ställning",
        "asylum-seeker newly-arrived temporary-protection family-member undocumented "
        "everyone",
    ),
    _vocabulary(
        "organisation-type",
        "Aktörstyp",
        "region municipality county-administrative-board state-agency ngo "
        "faith-community study-association contractor",
    ),
    _vocabulary(
        "municipality", "Kommun", "kungsbacka varberg falkenberg hylte halmstad laholm"
    ),
    _vocabulary("access", "Tillträde", "drop-in sign-up appointment referral"),
    _vocabulary(
        "referrer",
        "Remittent",
        "health-centre school-health social-services migration-agency psychiatry",
    ),
    _vocabulary("cost", "Kostnad", "free fee cost-cap"),
    _vocabulary("capacity", "Status", "open waiting-time full paused ended"),
    _vocabulary(
        "language",
        "Talat språk",
        "ar fa prs ps ckb kmr so ti am uk ru en sv sv-simple tr bs sq fr es pl sw ur "
        "om",
    ),
    _vocabulary("check-method", "Kontrollsätt", "phone visit mail website"),
    _vocabulary("model-step", "Modellsteg", "identify renew learn"),
    _vocabulary(
        "prerequisite",
        "Förutsättning",
        "whole-of-society needs-based knowledge-support cost-effectiveness "
        "collaboration",
        "people heart book coin net",
    ),
    _vocabulary("measure", "Mått", "process outcome balancing"),
    _vocabulary("unit", "Enhet", "persons percent days points minutes"),
    _vocabulary(
        "help-line",
        "Hjälplinjer",
        "emergency-112 care-1177 hjalplinjen sjalvmordslinjen bris kvinnofridslinjen",
    ),
)

BY_CODE: dict[str, Vocabulary] = {v.code: v for v in VOCABULARIES}


@cache
def initial_labels(language: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Shipped labels of one language; empty when no file exists."""
    path = LABELS / f"{language}.json"
    if not path.exists():
        return {}
    return json.loads(path.read_text(encoding="utf-8"))
