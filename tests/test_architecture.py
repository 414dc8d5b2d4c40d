"""What the house is held up by, checked on the source itself."""

import ast
import inspect
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from wagtail.models import get_page_models
from wagtail_localize.fields import SynchronizedField, TranslatableField

from hm_site.base import stylesheet
from hm_site.base.models import BasePage

ROOT = Path(settings.BASE_DIR)
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ROOMS = ("hm_site", "resources", "stories", "home", "search")
NOT_OURS = {".git", ".venv", "var", "node_modules", "__pycache__"}


@cache
def our_files() -> tuple[Path, ...]:
    """All that the repository holds or would hold; without git, what lies there."""
    listing = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    try:
        done = subprocess.run(listing, cwd=ROOT, capture_output=True, text=True)
        names = done.stdout.splitlines() if done.returncode == 0 else []
    except FileNotFoundError:
        names = []
    found = [ROOT / name for name in names] or [
        path
        for path in ROOT.rglob("*")
        if not NOT_OURS & set(path.relative_to(ROOT).parts)
    ]
    files = tuple(path for path in found if path.is_file())
    assert len(files) > 200
    return files


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


# ---------------------------------------------------------------------- imports
def test_rooms_import_downwards_only():
    # In a process of its own: it silences all loggers of the one it runs in.
    lint = Path(sys.executable).with_name("lint-imports")
    result = subprocess.run(
        [lint, "--no-cache", "--no-logo"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert result.returncode == 0, result.stdout + result.stderr


def test_the_contract_names_every_room():
    (contract,) = PYPROJECT["tool"]["importlinter"]["contracts"]
    layers = contract["layers"]
    named = {name.strip() for layer in layers for name in re.split("[|:]", layer)}
    local = {
        config.name
        for config in apps.get_app_configs()
        if config.name.split(".")[0] in ROOMS
    }
    assert local <= named
    assert set(PYPROJECT["tool"]["importlinter"]["root_packages"]) == set(ROOMS)
    assert [layers.index(name) for name in ("search", "home")] == [2, 3]
    assert layers[4] == "resources | stories"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module)


@pytest.mark.parametrize(
    ("room", "other"), [("resources", "stories"), ("stories", "resources")]
)
def test_resources_and_stories_do_not_know_each_other(room, other):
    """Migrations too, which import-linter would not see as a way round."""
    files = [path for path in (ROOT / room).rglob("*.py") if "demo" not in path.parts]
    assert len(files) > 5
    for path in files:
        roots = {name.split(".")[0] for name in imported(path)}
        assert other not in roots, relative(path)


# ------------------------------------------------------------------------- sizes
def test_no_file_is_a_drawer_for_everything():
    drawers = {"utils.py", "helpers.py", "misc.py", "common.py"}
    assert [relative(path) for path in our_files() if path.name in drawers] == []


def lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").splitlines())


def test_hooks_only_connect_what_lies_elsewhere():
    hooks = [path for path in our_files() if path.name == "wagtail_hooks.py"]
    assert hooks
    assert {relative(path): lines(path) for path in hooks if lines(path) > 80} == {}
    for path in hooks:
        made = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        assert not any(isinstance(x, ast.FunctionDef) for x in made), relative(path)


def test_settings_stay_readable():
    assert lines(ROOT / "hm_site" / "settings" / "base.py") <= 300


# ------------------------------------------------------------------- stylesheets
SIDE = "(?:left|right|top|bottom)"
PHYSICAL = re.compile(
    rf"{SIDE}|(?:min-|max-)?(?:width|height)"
    rf"|(?:margin|padding|scroll-margin|scroll-padding|border)-{SIDE}(?:-[a-z]+)?"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
)
# (file, declaration) → why the thing drawn has a left and a right of its own
ALLOWED_PHYSICAL: dict[tuple[str, str], str] = {}
DECLARATION = re.compile(r"(?<=[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])")
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def sources() -> list[Path]:
    return [stylesheet.SOURCE_DIR / name for name in stylesheet.SOURCES]


def is_physical(name: str, value: str) -> bool:
    """Whether the declaration would be wrong where lines run from right to left."""
    if PHYSICAL.fullmatch(name):
        return True
    if name in {"text-align", "float", "clear"}:
        return value.strip() in {"left", "right"}
    if name in {"margin", "padding", "inset", "border-width"}:
        plain = value.replace("!important", "").split()
        simple = "(" not in value and len(plain) == 4
        return simple and plain[1] != plain[3]
    if name == "border-radius" and "(" not in value and "/" not in value:
        corners = value.split()
        if len(corners) in {2, 3}:
            return corners[0] != corners[1]
        return len(corners) == 4 and (
            corners[0] != corners[1] or corners[2] != corners[3]
        )
    return False


@pytest.mark.parametrize(
    ("name", "value", "physical"),
    [
        ("left", "0", True),
        ("max-width", "3rem", True),
        ("margin-left", "1px", True),
        ("border-top-width", "1px", True),
        ("border-top-left-radius", "1px", True),
        ("text-align", "right", True),
        ("padding", "0 1px 0 2px", True),
        ("text-align", "start", False),
        ("padding", "0 1px 2px 1px", False),
        ("inline-size", "3rem", False),
        ("border-inline-start", "1px", False),
        ("vertical-align", "bottom", False),
        ("transition-property", "left", False),
    ],
)
def test_what_counts_as_physical(name, value, physical):
    assert is_physical(name, value) == physical


def test_stylesheets_know_start_and_end_not_left_and_right():
    found, seen = set(), 0
    for path in sources():
        text = COMMENT.sub("", path.read_text(encoding="utf-8"))
        for name, value in DECLARATION.findall(text):
            seen += 1
            if is_physical(name, value):
                found.add((path.name, f"{name}: {value.strip()}"))
    assert seen > 500
    assert found == set(ALLOWED_PHYSICAL)


def test_the_one_stylesheet_is_built_from_its_sources():
    assert stylesheet.main(["--check"]) == 0


# ----------------------------------------------------------- what must not be said
# Written so that this file does not hold what it looks for.
MACHINE_PATH = re.compile(r"(?<![\w.~}\])-])/(?:root|home/[a-z]\w*|work|tmp/w)(?:/|\b)")
INDEX_ADDRESS = re.compile(
    r"https?://[^\s\"'<>]*(?:pypi\b|/simple\b|devpi|artifactory|nexus)"
    r"|index[-_]url\s*[=: ]\s*[\"']?https?://",
    re.IGNORECASE,
)


def texts() -> Iterator[tuple[str, str]]:
    for path in our_files():
        data = path.read_bytes()
        if b"\0" not in data:
            yield relative(path), data.decode("utf-8", errors="replace")


def found_in_files(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}: {match.group()}"
        for name, text in texts()
        for match in pattern.finditer(text)
    ]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (MACHINE_PATH, "cd {}root/x"),
        (MACHINE_PATH, '"{}home/anna/x"'),
        (MACHINE_PATH, "={}work/main"),
        (MACHINE_PATH, "{}tmp/w/x"),
        (INDEX_ADDRESS, "--index-url=https:{}{}example.org/x"),
        (INDEX_ADDRESS, "https:{}{}example.org/repo{}simple"),
        (INDEX_ADDRESS, "https:{}{}pypi.example.org"),
    ],
)
def test_what_must_not_be_said_would_be_found(pattern, text):
    assert pattern.search(text.replace("{}", "/"))


def test_no_file_names_a_directory_of_somebodys_machine():
    assert found_in_files(MACHINE_PATH) == []


def test_no_file_names_a_package_index():
    assert found_in_files(INDEX_ADDRESS) == []
    assert not [path for path in our_files() if path.name == "uv.lock"]


# -------------------------------------------------------------------- page types
PAGE_TYPES = sorted(
    (model for model in get_page_models() if issubclass(model, BasePage)),
    key=lambda model: model.__name__,
)
# Prose that translators see and readers never do.
STAFF_PROSE = {"SupportOfferingPage": {"method", "criteria"}}
PAGE_IDS = [model.__name__ for model in PAGE_TYPES]


def test_every_page_type_of_ours_follows_the_source_rule():
    ours = {m for m in get_page_models() if m.__module__.split(".")[0] in ROOMS}
    assert ours == set(PAGE_TYPES)
    assert len(PAGE_TYPES) >= 9


@pytest.mark.parametrize("model", PAGE_TYPES, ids=PAGE_IDS)
def test_a_page_type_says_in_one_line_what_it_is(model):
    text = inspect.getdoc(model) or ""
    assert not text.startswith(f"{model.__name__}("), "only Django's own docstring"
    assert "\n" not in text
    assert 15 < len(text) <= 88
    assert text.endswith(".")


@pytest.mark.parametrize("model", PAGE_TYPES, ids=PAGE_IDS)
def test_what_is_translated_is_prose_and_only_that(model):
    translated = {
        field.field_name
        for field in model.translatable_fields
        if isinstance(field, TranslatableField)
    }
    synchronised = {
        field.field_name
        for field in model.translatable_fields
        if isinstance(field, SynchronizedField)
    }
    prose = {*model.prose_fields, *STAFF_PROSE.get(model.__name__, set())}
    assert translated == {"title", "search_description", *prose}
    assert synchronised == {"slug"}
    assert not translated & set(model.fact_fields)


@pytest.mark.parametrize("model", PAGE_TYPES, ids=PAGE_IDS)
def test_every_field_is_either_fact_or_prose(model):
    own = {
        field.name
        for field in model._meta.local_fields
        if not field.auto_created and field.name != "page_ptr"
    }
    children = {
        relation.get_accessor_name()
        for relation in model._meta.related_objects
        if type(relation.field).__name__ == "ParentalKey"
        and relation.model is model
        and relation.related_model._meta.app_label == model._meta.app_label
    }
    prose = {*model.prose_fields, *STAFF_PROSE.get(model.__name__, set())}
    assert set(model.fact_fields) | prose == own | children
    assert not prose & set(model.fact_fields)


@pytest.mark.parametrize("model", PAGE_TYPES, ids=PAGE_IDS)
def test_a_translation_carries_no_fact_and_no_date(model):
    kept_back = set(model.source_only_fields())
    assert kept_back >= {*model.fact_fields, "terms", "go_live_at", "expire_at"}


@pytest.mark.parametrize("model", PAGE_TYPES, ids=PAGE_IDS)
def test_a_page_type_says_where_it_may_lie(model):
    assert model.private_page_options == []
    assert model.parent_page_types
    assert {"parent_page_types", "subpage_types"} <= set(vars(model))
