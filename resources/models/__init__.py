"""The directory and its support offerings."""

from .directory import DirectoryPage
from .freshness import CheckRound, FreshnessSuggestion
from .offering import SupportOfferingPage
from .reader_report import ReaderReport, ReaderReportCount
from .rows import OfferingPause, OfferingPlace, OfferingSession
from .status import OfferingStatus

__all__ = [
    "CheckRound",
    "DirectoryPage",
    "FreshnessSuggestion",
    "OfferingPause",
    "OfferingPlace",
    "OfferingSession",
    "OfferingStatus",
    "ReaderReport",
    "ReaderReportCount",
    "SupportOfferingPage",
]
