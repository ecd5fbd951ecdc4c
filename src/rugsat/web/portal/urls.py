"""Addresses of the portal."""

from django.urls import path

from rugsat.web.portal.pages import (
    application_act,
    application_devices_upload,
    application_documents,
    application_fee,
    application_list_change,
    application_open,
    application_plan_change,
    application_show,
    application_submit,
    application_wallet_prove,
    applications_list,
    attestations,
    organisation_change,
    receipt_show,
    returns_file,
    returns_list,
    start_show,
)

app_name = "portal"
_CASE = "applications/<str:case>/"
urlpatterns = [
    path("", start_show.page, name="start"),
    path("applications/", applications_list.page, name="application"),
    path("applications/new", application_open.page, name="application-open"),
    path(_CASE, application_show.page, name="application-case"),
    path(f"{_CASE}devices/file", application_devices_upload.page, name="application-devices"),
    path(f"{_CASE}devices/file.csv", application_devices_upload.download, name="application-devices-file"),
    path(f"{_CASE}wallets/prove", application_wallet_prove.page, name="application-wallet"),
    path(f"{_CASE}plans/<str:plan>", application_plan_change.page, name="application-plan"),
    path(f"{_CASE}documents/", application_documents.page, name="application-documents"),
    path(f"{_CASE}documents/<int:number>", application_documents.download, name="application-document"),
    path(f"{_CASE}fee", application_fee.page, name="application-fee"),
    path(f"{_CASE}submit", application_submit.page, name="application-submit"),
    path(f"{_CASE}act/<str:verb>", application_act.page, name="application-act"),
    path(f"{_CASE}<str:section>/", application_list_change.list_page, name="application-list"),
    path(f"{_CASE}<str:section>/item", application_list_change.item_page, name="application-item"),
    path("returns/", returns_list.page, name="returns"),
    path("returns/calendar", returns_list.calendar, name="returns-calendar"),
    path("returns/file", returns_file.file_page, name="returns-file"),
    path("returns/check", returns_file.check_page, name="returns-check"),
    path("returns/receipts/<str:filing>", receipt_show.page, name="returns-receipt"),
    path("returns/receipts/<str:filing>/<str:what>", receipt_show.download, name="returns-receipt-file"),
    path("attestations/", attestations.list_page, name="attestations"),
    path("attestations/<int:number>/withdraw", attestations.withdraw_page, name="attestations-withdraw"),
    path("attestations/<str:case>/<str:kind>", attestations.attest_page, name="attestations-attest"),
    path("organisation/", organisation_change.page, name="organisation"),
    path("organisation/facts", organisation_change.facts_page, name="organisation-facts"),
    path("organisation/<str:section>/item", organisation_change.item_page, name="organisation-item"),
]
