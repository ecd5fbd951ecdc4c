"""Addresses of the console."""

from django.urls import path

from rugsat.web.console.pages import (
    calendar_show,
    case_act,
    case_attest,
    case_attestation_withdraw,
    case_document,
    case_fee,
    case_hand_in,
    case_letter,
    case_serve,
    case_show,
    cases_list,
    map_show,
    party_show,
    search_show,
    start_show,
)
from rugsat.web.console.supervision_urls import urlpatterns as supervision

app_name = "console"
urlpatterns = [
    path("", start_show.page, name="start"),
    path("cases/", cases_list.page, name="cases"),
    path("cases/<case>/", case_show.page, name="case"),
    path("cases/<case>/acts/<verb>/", case_act.page, name="case-act"),
    path("cases/<case>/letters/<int:number>/", case_letter.page, name="case-letter"),
    path("cases/<case>/service/<int:number>/", case_serve.page, name="case-service"),
    path("cases/<case>/documents/<digest>/", case_document.page, name="case-document"),
    path("cases/<case>/hand-in/", case_hand_in.page, name="case-hand-in"),
    path("cases/<case>/attest/", case_attest.page, name="case-attest"),
    path(
        "cases/<case>/attestations/<int:attestation>/withdraw/",
        case_attestation_withdraw.page,
        name="case-attestation-withdraw",
    ),
    path("cases/<case>/fee/", case_fee.page, name="case-fee"),
    path("parties/<party>/", party_show.page, name="party"),
    path("search/", search_show.page, name="search"),
    path("calendar/", calendar_show.page, name="calendar"),
    path("map/", map_show.page, name="map"),
    *supervision,
]
