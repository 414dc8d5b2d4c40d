"""One stylesheet for the reader, many small ones for us.

Pages link `hm/css/site.css` alone: one request on a slow phone. It is built from the
sources beside it and committed, so that a bare checkout can serve it:

    python -m hm_site.base.stylesheet           writes it
    python -m hm_site.base.stylesheet --check   fails when it is out of date
"""

import argparse
import re
import sys
from pathlib import Path

SOURCE_DIR = Path(__file__).resolve().parents[1] / "static" / "hm" / "css"
BUILT_NAME = "site.css"

# The cascade follows the layers named in layers.css; within a layer, this order.
SOURCES = (
    "layers.css",
    "tokens.css",
    "base.css",
    "layout.css",
    "components/icons.css",
    "components/helpbar.css",
    "components/masthead.css",
    "components/hero.css",
    "components/search.css",
    "components/buttons.css",
    "components/fields.css",
    "components/needs.css",
    "components/tiles.css",
    "components/cards.css",
    "components/badges.css",
    "components/notices.css",
    "components/filters.css",
    "components/pager.css",
    "components/crumbs.css",
    "components/steps.css",
    "components/offering.css",
    "components/share.css",
    "components/brief.css",
    "components/figures.css",
    "components/chart.css",
    "components/story.css",
    "components/sheet.css",
    "components/tables.css",
    "components/matrix.css",
    "components/contacts.css",
    "components/lists.css",
    "components/words.css",
    "components/footer.css",
    "components/styleguide.css",
    "modes.css",
    "print.css",
)

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class UndeclaredStylesheetError(Exception):
    """A file lies in the folder, but no page would ever get it."""


def build(source_dir: Path = SOURCE_DIR) -> str:
    """Return all sources as one stylesheet, without comments and blank lines.

    No source may hold `/*` inside a string: comments are found by their marks alone.

    Raises UndeclaredStylesheetError when the folder holds a file that SOURCES does
    not name, FileNotFoundError when SOURCES names a file that does not exist.
    """
    found = {
        path.relative_to(source_dir).as_posix() for path in source_dir.rglob("*.css")
    }
    undeclared = found - set(SOURCES) - {BUILT_NAME}
    if undeclared:
        raise UndeclaredStylesheetError(", ".join(sorted(undeclared)))
    text = "\n".join(
        (source_dir / name).read_text(encoding="utf-8") for name in SOURCES
    )
    lines = (line.strip() for line in _COMMENT.sub("", text).splitlines())
    return "".join(f"{line}\n" for line in lines if line)


def main(arguments: list[str] | None = None) -> int:
    """Write or check the built file; return the exit status."""
    parser = argparse.ArgumentParser(description="Build the stylesheet of the site.")
    parser.add_argument("--check", action="store_true", help="only compare")
    options = parser.parse_args(arguments)
    target = SOURCE_DIR / BUILT_NAME
    built = build()
    if options.check:
        if target.exists() and target.read_text(encoding="utf-8") == built:
            return 0
        sys.stderr.write(
            f"{target.name} is out of date: run python -m hm_site.base.stylesheet\n"
        )
        return 1
    target.write_text(built, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
