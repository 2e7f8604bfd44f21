"""When something was, as people say it."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from virkning.figures.dates import date_words
from virkning.figures.periods import MONTHS


def moment_words(at: datetime, today: date) -> str:
    """`i dag kl. 9.05`, `i går kl. 15.48`, `5. november kl. 8.31`; with the year where it is another one."""
    local = timezone.localtime(at)
    day, time = local.date(), f"{local.hour}.{local:%M}"
    if day == today:
        return _("i dag kl. %(time)s") % {"time": time}
    if (today - day).days == 1:
        return _("i går kl. %(time)s") % {"time": time}
    return _("%(day)s kl. %(time)s") % {"day": day_words(day, today), "time": time}


def day_words(day: date, today: date) -> str:
    """`5. november`; with the year where it is another one."""
    if day.year != today.year:
        return date_words(day)
    return _("%(day)s. %(month)s") % {"day": day.day, "month": MONTHS[day.month - 1].translated(_)}


def today_words(today: date) -> str:
    """`Torsdag den 7. november 2013, uge 45.`"""
    weekday = date_format(today, "l")
    return _("%(weekday)s den %(day)s, uge %(week)s.") % {
        "weekday": weekday[:1].upper() + weekday[1:],
        "day": date_words(today),
        "week": today.isocalendar().week,
    }


def first_up(words: str) -> str:
    """With a capital first letter."""
    return words[:1].upper() + words[1:]
