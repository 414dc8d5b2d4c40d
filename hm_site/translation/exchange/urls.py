from django.urls import path

from . import views

URLS = [
    path("oversattning/filer/", views.files, name=views.FILES),
    path(
        "oversattning/filer/inlasning/<uuid:file_key>/",
        views.import_file,
        name=views.IMPORT,
    ),
    path(
        "oversattning/filer/<slug:language>/",
        views.language_files,
        name=views.OF_LANGUAGE,
    ),
    path(
        "oversattning/filer/<slug:language>/hamta/",
        views.language_fetch,
        name="translation_language_fetch",
    ),
    path(
        "oversattning/bestallning/<int:batch_id>/<slug:language>/hamta/",
        views.batch_fetch,
        name="translation_batch_fetch",
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/filer/",
        views.page_files,
        name=views.OF_PAGE,
    ),
    path(
        "oversattning/<int:source_id>/<slug:language>/filer/hamta/",
        views.page_fetch,
        name="translation_page_fetch",
    ),
]
