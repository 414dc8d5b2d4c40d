"""What people and machines type into search boxes."""

# Thirty-five queries, each of which has broken some search somewhere.
HOSTILE = {
    "one quote": '"',
    "unbalanced quotes": '"stöd "oro',
    "apostrophes": "'; DROP TABLE wagtailcore_page; --",
    "nul": "stöd\0oro",
    "only nul": "\0",
    "control characters": "st\x01ö\x02d\x1b[31m\x7f",
    "line breaks": "stöd\r\nSet-Cookie: a=b",
    "star": "*",
    "prefix star": "stö*",
    "plus and minus": "+stöd -oro",
    "fts operators": "stöd AND OR NOT NEAR oro",
    "fts near": "NEAR(stöd oro, 5)",
    "fts column": 'title:"stöd" : body:',
    "fts columns repeated": 'a:"b" ' * 60,
    "fts caret": "^stöd ^ ^^",
    "tsquery operators": "stöd & | ! <-> :* ()",
    "parentheses": "((((((((((",
    "backslashes": "\\ \\\\ stöd\\",
    "like wildcards": "%_%_%",
    "percent signs": "%s %d %(x)s {0} {x}",
    "template": "{{ request }}{% load x %}{{7*7}}",
    "script": "<script>alert(1)</script>",
    "attribute": '" onfocus="alert(1)" autofocus x="',
    "element": "<img src=x onerror=alert(1)>",
    "comment": "<!-- --> ]]> </title></textarea>",
    "entities": "&lt;b&gt; &amp; &#x27; &nbsp",
    "ten thousand characters": "a" * 10_000,
    "two and a half thousand words": "ab " * 2_500,
    "many different words": " ".join(f"ord{number}" for number in range(400)),
    "bidi controls": "\u202estöd\u202c \u2067oro\u2069 \u200f",
    "surrogates": "st\ud800öd \udfff",
    "unassigned and private": "\U000e0001\ue000\uffff\ufdd0",
    "emoji": "👨\u200d👩\u200d👧 😴",
    "marks alone": "\u0301\u0301\u064b\u064c",
    "digits of three scripts": "١٢٣ ۱۲۳ 112",
}


def quoted(text: str) -> str:
    """As a form field in an address; lone surrogates as the bytes that they are."""
    from urllib.parse import quote_plus

    return quote_plus(text.encode("utf-8", "surrogatepass"))
