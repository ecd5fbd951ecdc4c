"""Where the areas of the web begin: the register at the root, officers, firms and machines below it."""

from django.urls import include, path

urlpatterns = [
    path("", include("rugsat.web.api.urls")),
    path("console/", include("rugsat.web.console.urls")),
    path("portal/", include("rugsat.web.portal.urls")),
    path("", include("rugsat.web.register.urls")),
]
handler404 = "rugsat.web.layout.refusal.no_such_page"
handler500 = "rugsat.web.layout.refusal.broken"
