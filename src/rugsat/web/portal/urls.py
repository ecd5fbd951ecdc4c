"""Addresses of the portal."""

from django.urls import path

from rugsat.web.portal.pages import start_show

app_name = "portal"
urlpatterns = [
    path("", start_show.page, name="start"),
]
