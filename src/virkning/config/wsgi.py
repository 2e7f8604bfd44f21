"""The WSGI entry for gunicorn."""

import logging
import os

from django.core.wsgi import get_wsgi_application

from .logs import HideSecretLinks

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "virkning.config.settings")
application = get_wsgi_application()
for _name in ("gunicorn.access", "gunicorn.error"):  # which have handlers of their own
    logging.getLogger(_name).addFilter(HideSecretLinks())
