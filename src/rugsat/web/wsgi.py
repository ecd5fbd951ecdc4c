"""The web as a WSGI application, for granian or any other server."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from rugsat.store.start import refuse_demonstration, refuse_unmade

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rugsat.web.settings")
application = get_wsgi_application()
refuse_unmade()
refuse_demonstration()
# What was loaded up to here stays: a page makes some thousands of objects, and looking for cycles among all that there
# are, every 700 of them as is usual, would take a tenth of its time.
gc.freeze()
gc.set_threshold(20_000, 20, 20)
