"""Who stands at the door, and the rules by which she is let in: from `roles.py`."""

from collections.abc import Callable
from dataclasses import dataclass

from hm_site.organisations import roles

from .world import LANGUAGE, Case

LANGUAGE_ROLES = ("translator", "reviewer", "coordinator")
EVERY_CASE = ("own", "other", "hidden", "strategy", "arabic", "tigrinya")


@dataclass(frozen=True)
class Who:
    """Somebody at the door. `cases`: whose things she tries; those left out are refused
    her by the same guard for the same reason as one that is there."""

    name: str
    cases: tuple[str, ...] = EVERY_CASE
    signed_in: bool = True

    @property
    def role(self) -> roles.Role | None:
        return roles.BY_CODE.get(self.name)

    @property
    def is_administrator(self) -> bool:
        return self.name == "administrator"

    @property
    def works(self) -> bool:
        """Has more of the admin than what is for staff to read."""
        reads_only = self.role is None or self.role.reads_only
        return self.is_administrator or not reads_only

    def reaches(self, case: Case) -> bool:
        """Whether the role's page rights hold for the case's pages, by its scope."""
        scope = self.role.scope if self.role else "none"
        if scope == "organisation":
            return case.name == "own"
        if scope == "source":
            return not case.translated_into
        return scope == case.name  # "strategy" names both

    def speaks(self, language: str) -> bool:
        """By a role in the language, or by one that has all languages."""
        scope = self.role.scope if self.role else ""
        return scope == "none" or (scope == "language" and language == LANGUAGE)

    def may_know(self, case: Case) -> bool:
        """Whether the case's unpublished texts are no secret: by a right on the pages,
        on those they translate, or by a role in their language."""
        if self.is_administrator:
            return True
        rights = self.role.pages if self.role else frozenset()
        if not case.translated_into:
            return bool(rights) and self.reaches(case)
        of_language = self.name in LANGUAGE_ROLES and self.speaks(case.translated_into)
        source = Case("own", 0)  # whose pages are translated in this world
        return of_language or (bool(rights) and self.reaches(source))


PEOPLE: dict[str, Who] = {
    who.name: who
    for who in (
        Who("editor"),
        Who("moderator", ("own", "other", "strategy", "arabic")),
        Who("translator", ("own", "other", "arabic", "tigrinya")),
        Who("reviewer", ("own", "other", "arabic", "tigrinya")),
        Who("coordinator", ("own", "other", "arabic", "tigrinya")),
        Who("strategy-owner", ("own", "hidden", "strategy", "arabic")),
        Who("staff-reader", ("own", "hidden")),
        Who("administrator", ("own", "strategy", "arabic")),
        Who("nobody", ("own",)),
        Who("anonymous", ("own",), signed_in=False),
    )
}
Rule = Callable[[Who, Case], bool]


# ------------------------------------------------------------------------------ rules
def everybody(who: Who, case: Case) -> bool:
    return True


def signed_in(who: Who, case: Case) -> bool:
    return who.signed_in


def with_role(who: Who, case: Case) -> bool:
    return who.is_administrator or who.role is not None


def at_work(who: Who, case: Case) -> bool:
    """Whatever shows nobody's things and changes nothing, or only one's own."""
    return who.works


def administrators(who: Who, case: Case) -> bool:
    return who.is_administrator


def nobody(who: Who, case: Case) -> bool:
    return False


def page_right(*rights: str) -> Rule:
    """One of the rights, by the role, on the pages of the case; with none named the
    administrators' alone. Translated pages are changed at the translators' desk."""

    def rule(who: Who, case: Case) -> bool:
        if case.translated_into:
            return False
        held = who.role.pages if who.role else frozenset()
        return who.is_administrator or bool(held & set(rights) and who.reaches(case))

    return rule


def page_right_somewhere(*rights: str) -> Rule:
    def rule(who: Who, case: Case) -> bool:
        held = who.role.pages if who.role else frozenset()
        return who.is_administrator or bool(held & set(rights))

    return rule


def file_right(right: str) -> Rule:
    """Of the case's collection, which is its organisation's."""

    def rule(who: Who, case: Case) -> bool:
        held = who.role.collection if who.role else frozenset()
        return who.is_administrator or (right in held and who.reaches(case))

    return rule


def role(*codes: str) -> Rule:
    """One of the roles, whatever the address names."""
    return lambda who, case: who.name in codes


def language(*codes: str) -> Rule:
    """One of the roles, in the language that the address names."""

    def rule(who: Who, case: Case) -> bool:
        held = who.name in codes and who.speaks(case.language)
        return who.is_administrator or held

    return rule


def reviewers_of_step(who: Who, case: Case) -> bool:
    """Of Swedish pages whoever may publish them, of translations who reviews them."""
    if case.translated_into:
        return reviewers_of_translation(who, case)
    return page_right("publish")(who, case)


def reviewers_of_label(who: Who, case: Case) -> bool:
    """A term's name while it waits; Swedish words are the administrators'."""
    return who.is_administrator or reviewers_of_translation(who, case)


def reviewers_of_translation(who: Who, case: Case) -> bool:
    held = who.name == "reviewer" and who.speaks(case.translated_into)
    return bool(case.translated_into) and (who.is_administrator or held)


def led_to_the_translation(who: Who, case: Case) -> bool:
    """Whoever may see the drafts of a translation's language."""
    held = who.name in LANGUAGE_ROLES and who.speaks(case.translated_into)
    return bool(case.translated_into) and (who.is_administrator or held)


def reviewers(who: Who, case: Case) -> bool:
    """Whoever has a step to decide at."""
    held = who.role.pages if who.role else frozenset()
    return who.is_administrator or "publish" in held or who.name == "reviewer"


def in_translation_reports(who: Who, case: Case) -> bool:
    """Whoever has a language, and whoever answers for all or for the Swedish texts."""
    everywhere = {"moderator", "strategy-owner"}
    return who.is_administrator or who.name in {*LANGUAGE_ROLES, *everywhere}


def knows_organisation(who: Who, case: Case) -> bool:
    """What readers see everybody may link to; the rest those who have a right on it."""
    public = case.name in {"own", "other"}
    return who.works and (public or workers(who, case))


def explorers(who: Who, case: Case) -> bool:
    """Whoever has a right on pages sees her part of the tree; administrators all."""
    held = who.role.pages if who.role else frozenset()
    return who.is_administrator or (bool(held) and who.reaches(case))


def of_offerings(rule: Rule) -> Rule:
    """The strategy is none."""
    return lambda who, case: case.name != "strategy" and rule(who, case)


def of_live_pages(rule: Rule) -> Rule:
    return lambda who, case: case.name != "hidden" and rule(who, case)


def either(*rules: Rule) -> Rule:
    return lambda who, case: any(rule(who, case) for rule in rules)


def own_alone(who: Who, case: Case) -> bool:
    """What only the person who made it continues: in this world the editor."""
    return who.name == "editor" and case.name == "own"


def translator_alone(who: Who, case: Case) -> bool:
    """A file that waits to be read in, of the one who handed it in."""
    return who.name == "translator" and case.name == "own"


def exchanges_files(who: Who, case: Case) -> bool:
    return who.is_administrator or who.name in {"translator", "coordinator"}


def with_a_strategy(who: Who, case: Case) -> bool:
    return who.is_administrator or bool(who.role and who.role.scope == "strategy")


changers = page_right("change")
workers = page_right("add", "change", "publish")
in_reports = either(page_right_somewhere("change", "publish"), reviewers)
answers_for_offerings = either(
    administrators,
    lambda who, case: (
        who.role is not None and who.role.scope in {"organisation", "source"}
    ),
)


def workers_of_both(who: Who, case: Case) -> bool:
    """In both organisations, whichever of them the page is moved from."""
    return all(workers(who, Case(name, 0)) for name in ("own", "other"))


sees_drafts = language(*LANGUAGE_ROLES)
sees_drafts_somewhere = either(administrators, role(*LANGUAGE_ROLES))
fetches_files = language("translator", "coordinator")
