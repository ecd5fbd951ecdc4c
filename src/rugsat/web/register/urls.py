"""Addresses of the register."""

from django.urls import path

from rugsat.web.register.pages import (
    approved_list,
    authorisation_show,
    authorisations_list,
    certificate_verify,
    changes_show,
    data_list,
    party_show,
    places_map,
    register_download,
    register_search,
    snapshot_download,
    start_show,
    statistics_show,
    status_list,
    warning_show,
    warnings_list,
)

app_name = "register"
urlpatterns = [
    path("", start_show.page, name="start"),
    path("search", register_search.page, name="search"),
    path("parties/<str:party>", party_show.page, name="party"),
    path("authorisations", authorisations_list.page, name="authorisations"),
    path("authorisations/<str:number>", authorisation_show.page, name="authorisation"),
    path("approved", approved_list.page, name="approved"),
    path("approved/<slug:what>", approved_list.page, name="approved-what"),
    path("warnings", warnings_list.page, name="warnings"),
    path("warnings/<str:number>", warning_show.page, name="warning"),
    path("map", places_map.page, name="map"),
    path("statistics", statistics_show.page, name="statistics"),
    path("verify", certificate_verify.page, name="verify"),
    path("data", data_list.page, name="data"),
    path("data/changes", changes_show.page, name="data-changes"),
    path("data/<str:file>", register_download.page, name="data-file"),
    path("data/snapshots/<str:name>", snapshot_download.page, name="data-snapshot"),
    path("status/1", status_list.page, name="status-list"),
    path("keys", snapshot_download.keys, name="keys"),
]
