"""No list, menu, search or card leads to a page that is withdrawn."""

from typing import Any

import pytest

from hm_site.base.caches import clear_process_caches

from .editing import delete, expire, withdraw
from .reader import Reader
from .site import PAGES, SmallSite

# name of the page withdrawn → its title, Swedish and Arabic
TITLES = {
    "offering": ["Samtal för nya", "حديث للجدد"],
    "story": ["När gruppen flyttade"],
    "organisation": ["Kommun a", "البلدية أ"],
    "information": ["Om samarbetet", "عن التعاون"],
    "strategy": ["Vår strategi"],
    "old_strategy": ["Den gamla strategin"],
}
# The old strategy stands in no menu: only a search leads to it.
SEARCHES = ("sok/?q=samtal", "hitta-stod/?q=samtal", "sok/?q=strategin")


@pytest.mark.parametrize(
    "ending", [withdraw, expire, delete], ids=lambda function: function.__name__
)
@pytest.mark.parametrize("name", TITLES)
def test_a_withdrawn_page_is_linked_from_nowhere(
    reader: Reader, site: SmallSite, ending: Any, name: str
):
    page = site.page(name)
    path = page.url_path.removeprefix(site.page("home").url_path)
    addresses = [
        f"/{code}/{below}"
        for code in ("sv", "ar")
        for below in (*PAGES.values(), *SEARCHES, "den-gamla-strategin/")
        if below != path
    ]
    link = f'{path}"'
    assert any(link in reader.get(a).content.decode() for a in addresses)
    ending(page)
    clear_process_caches()
    for address in addresses:
        text = reader.get(address).content.decode()
        assert link not in text, address
        for title in TITLES[name]:
            assert f">{title}<" not in text, address
    assert f"{path}<" not in reader.get("/sitemap.xml").content.decode()
