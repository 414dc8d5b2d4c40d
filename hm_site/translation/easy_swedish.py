"""Easy Swedish is written by people: advice on each text, and the guide they follow.

The guide stands in the admin, beside the desk. Its limits are stricter than those for
ordinary Swedish (`base.plain_language`): who reads it has just begun to learn.
"""

from html import unescape

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import strip_tags

from hm_site import languages
from hm_site.base import plain_language

from .desk import my_languages
from .views import DESK, frame

CODE = "sv-simple"
GUIDE = "translation_easy_swedish"
LONGEST_SENTENCE = 12  # words
# A shorter text may be the same in both: a name, a heading.
COMPARABLE = 6  # words


def advice(source: str, text: str, language: str) -> list[str]:
    """What makes a text hard for a beginner; takes plain texts or segments' HTML."""
    if language != CODE:
        return []
    swedish, easy = _plain(source), _plain(text)
    found = []
    if easy == swedish and len(plain_language.words(swedish)) >= COMPARABLE:
        found.append("Texten är densamma som den svenska. Skriv om den med enkla ord.")
    found += [
        f"{len(plain_language.words(sentence))} ord i en mening. Dela den i två: "
        f"”{_start(sentence)}”"
        for sentence in plain_language.sentences(easy)
        if len(plain_language.words(sentence)) > LONGEST_SENTENCE
    ]
    found += [
        f"”{word.found}” är ett svårt ord. Skriv hellre: {word.instead}."
        for word in plain_language.official_words(easy)
    ]
    found += [
        f"”{word}” är ett långt ord. Förklara det eller dela upp det."
        for word in plain_language.very_long_words(easy)
    ]
    return found


def _plain(text: str) -> str:
    return " ".join(unescape(strip_tags(text.replace("<", " <"))).split())


def _start(sentence: str) -> str:
    head = sentence.split()[:6]
    return " ".join(head) + " …"


def guide(request: HttpRequest) -> HttpResponse:
    """For all who take part in the translation, whichever their language."""
    if not my_languages(request.user):
        raise PermissionDenied
    context = {
        "language": languages.get(CODE),
        "longest": LONGEST_SENTENCE,
        **frame("Så skriver du lätt svenska", ("Översättning", reverse(DESK))),
    }
    return render(request, "translation/easy_swedish.html", context)
