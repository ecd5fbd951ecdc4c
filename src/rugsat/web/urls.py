"""Where the areas of the web begin: the register at the root, officers, firms and machines below it."""

from django.urls import include, path

urlpatterns = [
    path("", include("rugsat.web.api.urls")),
    path("console/", include("rugsat.web.console.urls")),
    path("portal/", include("rugsat.web.portal.urls")),
    path("account/", include("rugsat.web.accounts.urls")),
    path("", include("rugsat.web.register.urls")),
]
handler403 = "rugsat.web.layout.kept_out.not_allowed"
handler404 = "rugsat.web.layout.refusal.no_such_page"
handler429 = "rugsat.web.layout.kept_out.too_often"
handler500 = "rugsat.web.layout.refusal.broken"
