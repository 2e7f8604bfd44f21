"""Words that are chosen when they are shown. django-ninja types them as finished text, which a lazy one becomes."""

from typing import Any

from django.utils import translation

gettext_lazy: Any = translation.gettext_lazy
