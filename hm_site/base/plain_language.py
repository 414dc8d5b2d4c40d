"""How easy a Swedish text is to read: LIX, long sentences, long and official words.

Pure functions on plain text; a line break ends a sentence, as a list item does.

LIX is C. H. Björnsson's readability index (Läsbarhet, Liber 1968): words per sentence
plus the share of long words, of more than six letters, in per cent. It counts, it
does not understand: all that is said here is advice and never stops anybody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

LONG_WORD = 7  # letters; Björnsson: "more than six"
LONG_SENTENCE = 21  # words; advice to writers: at most twenty
VERY_LONG_WORD = 17  # letters; a compound that a learner cannot take apart
AIM = 40  # LIX; "easy" ends here
MEASURABLE = 30  # words; with fewer, one name or one full stop decides the index

# Upper end of each level, exclusive, and what it is called.
_LEVELS = (
    (30, "mycket lätt"),
    (40, "lätt"),
    (50, "medelsvår"),
    (60, "svår"),
)
_HARDEST = "mycket svår"

# Full stops that end no sentence, though a capital or a figure may follow.
_ABBREVIATIONS = frozenset(
    "bl.a. ca. d.v.s. dvs. e.d. etc. ev. f.d. f.n. fr.o.m. inkl. kl. kr. m.fl. m.m. "
    "max. min. nr. o.d. osv. p.g.a. resp. s.k. st. t.ex. t.o.m. tel. tfn. tim.".split()
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:[-’'.:][^\W_]+)*")
# Björnsson's sentence ends at a full stop, or at a colon that a capital follows.
_END = re.compile(r"[.!?…]+[”\"’)]*(?=\s|$)|:(?=\s+[A-ZÅÄÖ])|\n")


@dataclass(frozen=True)
class PlainWord:
    """An official word as it was found, and what people say instead."""

    found: str
    instead: str


# Stem or phrase → what people say. A trailing * takes every ending.
_OFFICIAL = {
    "avseende": "om",
    "bedrivs": "vi har",
    "beträffande": "om",
    "brukare*": "du, den som får stöd",
    "därest": "om",
    "ej": "inte",
    "erbjuds": "vi erbjuder, du får",
    "erfordras": "behövs",
    "erhåll*": "få",
    "fullgör*": "göra klart",
    "följaktligen": "därför",
    "föreligger": "finns",
    "genomförs": "vi gör, vi har",
    "huruvida": "om",
    "hänvisas": "gå till, ring",
    "i enlighet med": "enligt",
    "i samband med": "när, vid",
    "i syfte att": "för att",
    "implementera*": "införa, börja med",
    "individ*": "du, personen",
    "informeras om": "vi berättar",
    "initialt": "först",
    "inkom*": "komma in",
    "inom ramen för": "i, genom",
    "insats*": "hjälp, stöd",
    "jämväl": "också",
    "kontinuerligt": "hela tiden, ofta",
    "med anledning av": "för att, på grund av",
    "medelst": "med",
    "målgrupp*": "de som, för vem",
    "nyttja*": "använda",
    "ombesörj*": "ordna",
    "primärt": "först, mest",
    "psykosocial*": "hjälp att må bättre",
    "påbörja*": "börja",
    "samverka*": "arbeta tillsammans",
    "skall": "ska",
    "tillgodose*": "ge, se till",
    "tillhandahåll*": "ge, ha",
    "tillse": "se till",
    "utgör": "är",
    "vederbörande": "personen, du",
    "verksamhet*": "det vi gör, stället",
    "verkställ*": "göra",
    "åtgärd*": "det vi gör, hjälp",
    "återkoppl*": "svara, höra av sig",
}


def _pattern(entry: str) -> str:
    stem = re.escape(entry.removesuffix("*"))
    return stem + (r"\w*" if entry.endswith("*") else "")


_OFFICIAL_WORDS = re.compile(
    r"(?<![\w-])(?:" + "|".join(f"({_pattern(x)})" for x in _OFFICIAL) + r")(?![\w-])",
    re.IGNORECASE,
)
_INSTEAD = tuple(_OFFICIAL.values())


def words(text: str) -> list[str]:
    """Words and numbers; a compound with a hyphen is one, an address is none."""
    return _WORD.findall(_ADDRESS.sub(" ", text))


def sentences(text: str) -> list[str]:
    """Sentences that hold at least one word, as they are written."""
    found, start = [], 0
    for end in _ends(text):
        found.append(text[start:end])
        start = end
    found.append(text[start:])
    return [sentence.strip() for sentence in found if words(sentence)]


def _ends(text: str) -> Iterator[int]:
    for match in _END.finditer(text):
        end = match.end()
        last = _last_word(text[max(0, end - 12) : end])
        if last in _ABBREVIATIONS and text[end:].strip():
            continue
        yield end


def _last_word(text: str) -> str:
    return next(reversed(text.split()), "").lower().lstrip("(”\"'")


def letters(word: str) -> int:
    return sum(character.isalpha() for character in word)


def lix(text: str) -> int | None:
    """Björnsson's index, rounded; None for a text without words.

    A child's book has some 25, a newspaper 40–50, a statute above 60.
    """
    found = words(text)
    if not found:
        return None
    long = sum(letters(word) >= LONG_WORD for word in found)
    return round(len(found) / len(sentences(text)) + 100 * long / len(found))


def level(index: int) -> str:
    """What a LIX means, in a word."""
    return next((name for end, name in _LEVELS if index < end), _HARDEST)


def long_sentences(text: str) -> list[str]:
    """Sentences of more than twenty words."""
    return [s for s in sentences(text) if len(words(s)) >= LONG_SENTENCE]


def very_long_words(text: str) -> list[str]:
    """Each once, in order. Capitals inside a sentence are names and left alone."""
    found: dict[str, None] = {}
    for sentence in sentences(text):
        for number, word in enumerate(words(sentence)):
            name = number > 0 and word[0].isupper()
            if letters(word) >= VERY_LONG_WORD and not name and "-" not in word:
                found.setdefault(word.lower())
    return list(found)


def official_words(text: str) -> list[PlainWord]:
    """Each once, in order, with what people say instead."""
    found: dict[str, PlainWord] = {}
    for match in _OFFICIAL_WORDS.finditer(text):
        word = match.group().lower()
        instead = _INSTEAD[(match.lastindex or 1) - 1]
        found.setdefault(word, PlainWord(word, instead))
    return list(found.values())
