"""One normal form for searched words, on the index side and on the query side.

Both databases then find the same: marks, case, letter variants and articles are
folded here rather than by whatever tokeniser the database brings.
"""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

from hm_site import languages

MAX_CHARS = 200
MAX_WORDS = 12

# Letters that writers of Arabic script exchange freely, and Persian/Kurdish forms.
_FOLD = str.maketrans(
    {
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ٱ": "ا",
        "ى": "ي",
        "ی": "ي",
        "ې": "ي",
        "ێ": "ي",
        "ک": "ك",
        "ة": "ه",
        "ە": "ه",
        "ۀ": "ه",
        "ؤ": "و",
        "ۆ": "و",
        "ئ": "ي",
        "ڕ": "ر",
        "ڵ": "ل",
        "ـ": "",
        "\u200c": "",
        "\u200d": "",
        "ё": "е",
        "ґ": "г",
        "’": "",
        "'": "",
        "ʼ": "",
    }
)
# Joiners and apostrophes that people leave out when they type.
_INVISIBLE = str.maketrans(dict.fromkeys("\u200c\u200dـ’'ʼ", ""))
# Accents that no stemmer of ours knows, so that "cafe" has the stem of "café".
_ACCENTS = str.maketrans("áàâãéèêëíìîïóòôúùûüñç", "aaaaeeeeiiiiooouuuunc")
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(r"<[^>]*>")


# One set of stemmers for each thread: they keep the word they are at.
_of_thread = threading.local()


@lru_cache(maxsize=20_000)
def stem(word: str, language: str) -> str:
    """The stem of a word in lower case; the word itself where no stemmer exists."""
    name = languages.get(language).stemmer
    if not name:
        return word
    stemmers = _of_thread.__dict__
    if name not in stemmers:
        stemmers[name] = snowballstemmer.stemmer(name)
    return str(stemmers[name].stemWord(word))


def fold(text: str) -> str:
    """Lower case, without accents, vowel marks and letter variants."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_FOLD)
    decomposed = unicodedata.normalize("NFD", text)
    # Cyrillic й is its own letter, not an accented и
    kept = "".join(
        c
        for i, c in enumerate(decomposed)
        if not unicodedata.combining(c) or (c == "\u0306" and decomposed[i - 1] in "иИ")
    )
    return unicodedata.normalize("NFC", kept)


def words(text: str, language: str) -> list[str]:
    """The words of a text in their normal form; Arabic words without the article.

    Stemmers know real letters, so words are stemmed first and folded afterwards.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(_INVISIBLE)
    text = text.translate(_ACCENTS)
    text = "".join(c for c in text if unicodedata.category(c) != "Mn")
    result = []
    for word in _WORD.findall(text):
        bare = _without_article(word) if language == "ar" else word
        result.append(fold(stem(bare, language)))
    return result


def _without_article(word: str) -> str:
    for prefix in ("وال", "بال", "لل", "ال"):
        if word.startswith(prefix) and len(word) - len(prefix) >= 3:
            return word[len(prefix) :]
    return word


def normalise(text: str, language: str) -> str:
    """Index form of a text; markup is dropped."""
    return " ".join(words(_TAG.sub(" ", text), language))


def clean_query(raw: str) -> tuple[str, bool]:
    """(what may be searched and shown, whether something was cut off).

    Accepts anything a person or an attacker can send: control characters and lone
    surrogates go, length and number of words are bounded.
    """
    text = raw[: MAX_CHARS * 4]
    text = "".join(
        " " if unicodedata.category(c) in {"Cc", "Cs", "Cn", "Co"} else c for c in text
    )
    text = " ".join(unicodedata.normalize("NFC", text).split())
    parts = text[:MAX_CHARS].split(" ")
    return " ".join(parts[:MAX_WORDS]), len(raw) > MAX_CHARS or len(parts) > MAX_WORDS
