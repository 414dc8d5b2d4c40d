"""The directory and its support offerings."""

from .directory import DirectoryPage
from .freshness import CheckRound, FreshnessSuggestion
from .offering import SupportOfferingPage
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
    "SupportOfferingPage",
]
