"""What an editor is told before she submits: what is missing, and how it reads.

What is missing stops a page from being submitted and approved. The rest is advice.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from bs4 import BeautifulSoup
from django.utils.text import capfirst
from wagtail.fields import RichTextField

from . import plain_language

SHOWN = 4  # of each kind: a list that is too long is not read


class Problem(str):
    """What is missing, in plain Swedish; `field` is the form field that mends it."""

    field: str

    def __new__(cls, text: str, field: str = "") -> "Problem":
        problem = super().__new__(cls, text)
        problem.field = field
        return problem


@dataclass(frozen=True)
class Hint:
    """One piece of advice; `quote` is what it is about, `field` where it stands."""

    text: str
    field: str = ""
    label: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Advice:
    """All that is said about one version of a page.

    `errors` are values that cannot be saved as they are; while there are any, it is
    not known what else is missing.
    """

    problems: list[Problem] = field(default_factory=list)
    errors: list[Problem] = field(default_factory=list)
    hints: list[Hint] = field(default_factory=list)
    lix: int | None = None
    level: str = ""

    @property
    def stops(self) -> list[Problem]:
        return self.errors or self.problems


@dataclass(frozen=True)
class Text:
    """A prose field as plain text: a line for each paragraph and list item."""

    field: str
    label: str
    text: str


def advise(page: Any, form: Any = None) -> Advice:
    """Advice on a page as it is in memory; `form` is the bound form it came from."""
    found = texts(page)
    whole = "\n".join(text.text for text in found)
    enough = len(plain_language.words(whole)) >= plain_language.MEASURABLE
    index = plain_language.lix(whole) if enough else None
    return Advice(
        problems=[
            problem if isinstance(problem, Problem) else Problem(problem)
            for problem in page.publication_problems()
        ],
        errors=form_errors(form) if form is not None else [],
        hints=[*page.writing_hints(), *_language_hints(found)],
        lix=index,
        level="" if index is None else plain_language.level(index),
    )


def texts(page: Any) -> list[Text]:
    """The page's prose that readers see, without fields that are empty."""
    found = []
    for name in page.prose_fields:
        model_field = page._meta.get_field(name)
        value = model_field.value_from_object(page)
        if isinstance(model_field, RichTextField):
            text = "\n".join(_lines(value))
        elif hasattr(model_field, "get_searchable_content"):
            text = "\n".join(map(str, model_field.get_searchable_content(value)))
        else:
            text = str(value or "")
        if text.strip():
            found.append(Text(name, str(capfirst(model_field.verbose_name)), text))
    return found


def _lines(html: str) -> Iterator[str]:
    soup = BeautifulSoup(html or "", "html.parser")
    for line_break in soup.find_all("br"):
        line_break.replace_with("\n")
    blocks = soup.find_all(["p", "li", "h2", "h3", "h4"])
    for block in blocks:
        if not block.find(["p", "li"]):
            yield " ".join(block.get_text().split(" ")).strip()


def _language_hints(found: Iterable[Text]) -> Iterator[Hint]:
    """The worst first: sentences, then words; a few of each."""
    found = list(found)
    yield from _first(
        Hint(
            f"{len(plain_language.words(sentence))} ord i en mening. Dela den i två.",
            text.field,
            text.label,
            sentence,
        )
        for text in found
        for sentence in plain_language.long_sentences(text.text)
    )
    yield from _first(
        Hint(f"Skriv hellre: {word.instead}.", text.field, text.label, word.found)
        for text in found
        for word in plain_language.official_words(text.text)
    )
    yield from _first(
        Hint("Långt ord. Dela upp det eller förklara.", text.field, text.label, word)
        for text in found
        for word in plain_language.very_long_words(text.text)
    )


def _first(hints: Iterable[Hint]) -> Iterator[Hint]:
    """A few, and each thing that is quoted once."""
    seen: set[str] = set()
    for hint in hints:
        if hint.quote.lower() in seen:
            continue
        if len(seen) == SHOWN:
            return
        seen.add(hint.quote.lower())
        yield hint


def form_errors(form: Any) -> list[Problem]:
    """Errors of a bound form and its rows, each with the name of its field."""
    found = []
    for name, messages in form.errors.items():
        label = _label(form, name)
        found += [Problem(f"{label}{message}", name) for message in messages]
    for relation, formset in form.formsets.items():
        for number, row in enumerate(formset.forms, 1):
            if (getattr(row, "cleaned_data", None) or {}).get("DELETE"):
                continue
            where = f"{formset.model._meta.verbose_name} {number}, "
            for name, messages in row.errors.items():
                label = _label(row, name)
                found += [
                    Problem(f"{capfirst(where)}{label.lower()}{message}", relation)
                    for message in messages
                ]
        found += [Problem(str(text), relation) for text in formset.non_form_errors()]
    return found


def _label(form: Any, name: str) -> str:
    shown = form.fields.get(name)
    return f"{capfirst(shown.label)}: " if shown is not None and shown.label else ""
