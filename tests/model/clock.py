"""Instants as whole microseconds since 1970 in UTC, and the days and months of Europe/London."""
import calendar
import functools
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
MICROSECOND = timedelta(microseconds=1)


def instant(text):
    """The microseconds of an RFC 3339 instant."""
    return (datetime.fromisoformat(text.replace("Z", "+00:00")) - EPOCH) // MICROSECOND


def in_utc(moment):
    return EPOCH + timedelta(microseconds=moment)


def text(moment):
    """The instant as the ledger writes it: in UTC, without a fraction where that is zero, else with six digits."""
    when = in_utc(moment)
    fraction = f".{when.microsecond:06d}" if when.microsecond else ""
    return when.strftime("%Y-%m-%dT%H:%M:%S") + fraction + "Z"


@functools.lru_cache(1 << 16)
def london_day(moment):
    return in_utc(moment).astimezone(LONDON).date()


def london_clock(moment):
    """What a clock on a wall in London shows."""
    return in_utc(moment).astimezone(LONDON).replace(tzinfo=None)


def from_london_clock(shown):
    """The first instant at which a clock on a wall in London shows that."""
    return (shown.replace(tzinfo=LONDON) - EPOCH) // MICROSECOND


@functools.lru_cache(1 << 16)
def day_begins(day):
    """The first instant of a day in London."""
    return (datetime(day.year, day.month, day.day, tzinfo=LONDON) - EPOCH) // MICROSECOND


def day_ends(day):
    """The first instant after a due day: what comes then is late."""
    return day_begins(day + timedelta(days=1))


def add_months(day, months):
    """Keeps the day of the month, or takes the month's last day."""
    month = day.year * 12 + day.month - 1 + months
    year, month = month // 12, month % 12 + 1
    return day.replace(year=year, month=month, day=min(day.day, calendar.monthrange(year, month)[1]))


def month_of(moment):
    """The first day of the month, in London."""
    return london_day(moment).replace(day=1)


def parse_day(written):
    return date.fromisoformat(written)
