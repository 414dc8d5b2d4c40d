"""What the browser asked for, kept and complained about."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, Route


@dataclass(frozen=True)
class Asked:
    page: str
    url: str
    kind: str


class Witness:
    """Watches a context; requests to other hosts are noted and never leave."""

    def __init__(self, context: BrowserContext, own: str) -> None:
        self.context, self.own = context, urlsplit(own).netloc
        self.requests: list[Asked] = []
        self.complaints: list[str] = []
        context.route(lambda url: not self.is_own(url), self._stop)
        context.on("request", self._note)
        context.on("console", self._listen)
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))

    def is_own(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in {"data", "blob"} or parts.netloc == self.own

    @staticmethod
    def _stop(route: Route) -> None:
        route.abort()

    def _note(self, request: Request) -> None:
        page = request.frame.url
        self.requests.append(Asked(page, request.url, request.resource_type))

    def _listen(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        # Chromium's own line about a page that answers 404, as it should.
        if message.page and where == message.page.url and "404" in message.text:
            return
        if message.type in {"error", "warning"}:
            self.complaints.append(f"{where}: {message.text}")

    @property
    def elsewhere(self) -> list[Asked]:
        return [asked for asked in self.requests if not self.is_own(asked.url)]

    @property
    def fonts(self) -> list[str]:
        return [asked.url for asked in self.requests if asked.kind == "font"]
