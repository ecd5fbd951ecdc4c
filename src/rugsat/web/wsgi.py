"""The web as a WSGI application, for granian or any other server."""

import os

from django.core.wsgi import get_wsgi_application

from rugsat.store.start import refuse_demonstration

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rugsat.web.settings")
application = get_wsgi_application()
refuse_demonstration()
