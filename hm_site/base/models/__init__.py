from .file_text import FileText
from .help_lines import HelpLine
from .list_page import ListPage
from .media import HmDocument, HmImage, HmRendition
from .page import BasePage
from .reviewed import ReviewedModel
from .version import ContentVersion
from .vocabulary import LocalRow, PageTerm, Term, TermLabel

__all__ = [
    "BasePage",
    "ContentVersion",
    "FileText",
    "HelpLine",
    "HmDocument",
    "HmImage",
    "HmRendition",
    "ListPage",
    "LocalRow",
    "PageTerm",
    "ReviewedModel",
    "Term",
    "TermLabel",
]
