from .help_lines import HelpLine
from .list_page import ListPage
from .media import HmDocument, HmImage, HmRendition
from .page import BasePage
from .reviewed import ReviewedModel
from .version import ContentVersion
from .vocabulary import PageTerm, Term, TermLabel

__all__ = [
    "BasePage",
    "ContentVersion",
    "HelpLine",
    "HmDocument",
    "HmImage",
    "HmRendition",
    "ListPage",
    "PageTerm",
    "ReviewedModel",
    "Term",
    "TermLabel",
]
