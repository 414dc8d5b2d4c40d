"""What Wagtail's admin pages want around their content."""

from typing import Any

from django.urls import reverse


def frame(title: str, *crumbs: tuple[str, str], icon: str) -> dict[str, Any]:
    """`crumbs`: (label, address) between the start and this page."""
    return {
        "page_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Start"},
            *({"url": url, "label": label} for label, url in crumbs),
            {"url": "", "label": title},
        ],
    }
