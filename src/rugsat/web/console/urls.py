"""Addresses of the console."""

from django.urls import path

from rugsat.web.console.pages import start_show

app_name = "console"
urlpatterns = [
    path("", start_show.page, name="start"),
]
