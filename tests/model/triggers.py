"""FI-1: where a focussed inspection may be ordered."""
from datetime import timedelta

import clock
import concerns
from policies import governing


def window(at, limits):
    """The instant after which things count: by London clock time, open at its beginning."""
    then = clock.london_clock(at)
    if "days" in limits:
        return clock.from_london_clock(then - timedelta(days=limits["days"]))
    day = clock.add_months(then.date(), -limits["months"])
    return clock.from_london_clock(then.replace(year=day.year, month=day.month, day=day.day))


# FI-1's own counts: the rule is not one of some schemes alone, though not every policy has parameters for it.
ASSUMED = {letter: {"value": limits} for letter, limits in {
    "a": {"immediate": 1, "high": 3, "days": 28}, "b": {"alerts": 5, "months": 3},
    "c": {"upheld_breaches": 1, "months": 3}, "d": {"alerts_and_upheld_complaints": 5, "months": 3},
    "e": {"notices": 1, "months": 3}, "f": {"complaints": 10, "months": 3},
    "g": {"positive_below_percent": 50, "months": 3}, "h": {"level": "high", "months": 3},
    "i": {"outcomes_below_percent": 50, "months": 3}}.items()}


class Counting:
    """What may be counted for one service at one instant. Each letter's method gives the events that were counted where
    it holds, else nothing."""

    def __init__(self, world, service, at):
        self.world, self.service, self.at = world, service, at
        self.provider = world.registration(service).get("provider")
        self.alerts = [one.made for one in concerns.alerts(world, at) if self._mine(one.made)]
        self.complaints = [one for one in concerns.complaints(world, at) if self._mine(one.made)]

    def _mine(self, event):
        return self._against(event.data)

    def _within(self, events, limits):
        return [event for event in events if window(self.at, limits) < event.time <= self.at]

    def _known(self, kind):
        return [event for event in self.world.of(kind) if event.time <= self.at and self._mine(event)]

    def _upheld_complaints(self):
        latest = [one.latest("complaint.resolved") for one in self.complaints]
        return [event for event in latest if event and event.data["upheld"]]

    def a(self, limits):
        found = self._within(self.alerts, limits)
        immediate = [event for event in found if event.data["severity"] == "immediate"]
        high = [event for event in found if event.data["severity"] == "high"]
        return at_least(limits["immediate"], immediate) + at_least(limits["high"], high)

    def b(self, limits):
        return at_least(limits["alerts"], self._within(self.alerts, limits))

    def c(self, limits):
        decisions = [breach.decisions[-1] for breach in concerns.breaches(self.world, self.at).values()
                     if breach.decisions and self._against(breach.whom)]
        upheld = [event for event in decisions if event.data["upheld"]]
        return at_least(limits["upheld_breaches"], self._within(upheld, limits))

    def _against(self, whom):
        """A provider's count for each of its services."""
        return whom.get("service") == self.service or (
            self.provider is not None and whom.get("provider") == self.provider)

    def d(self, limits):
        return at_least(limits["alerts_and_upheld_complaints"],
                        self._within(self.alerts + self._upheld_complaints(), limits))

    def e(self, limits):
        return at_least(limits["notices"], self._within(self._known("notice.served"), limits))

    def f(self, limits):
        return at_least(limits["complaints"], self._within([one.made for one in self.complaints], limits))

    def g(self, limits):
        last = self._within(self._known("feedback.surveyed")[-1:], limits)
        return [survey for survey in last
                if 100 * survey.data["positive"] < limits["positive_below_percent"] * survey.data["responses"]]

    def h(self, limits):
        return [event for event in self._within(self._known("credit-alert.received"), limits)
                if event.data["level"] == limits["level"]]

    def i(self, limits):
        counted, end = [], clock.month_of(self.at)
        for _ in range(limits["months"]):
            begin = clock.add_months(end, -1)
            month = [review for review in self.world.reviews(self.service) if review.data["outcomes_set"] and
                     clock.day_begins(begin) <= review.time < clock.day_begins(end)]
            wanted = sum(review.data["outcomes_set"] for review in month)
            delivered = sum(review.data["outcomes_delivered"] for review in month)
            if not wanted or 100 * delivered >= limits["outcomes_below_percent"] * wanted:
                return []
            counted, end = counted + month, begin
        return counted


def at_least(count, events):
    return events if len(events) >= count else []


def holding(world, service, at):
    """By letter: the events counted, in their order, and the decision about it, None where there is none."""
    category = world.registration(service).get("category")
    limits = governing(world.adopted(category), category, at).rating.get("triggers", ASSUMED)
    counting, found = Counting(world, service, at), {}
    for letter in limits:
        events = sorted(getattr(counting, letter)(limits[letter]["value"]), key=lambda event: event.place)
        if events:
            decisions = [event for event in world.of("focussed-inspection.ordered", "focussed-inspection.declined")
                         if event.data["service"] == service and letter in event.data["triggers"] and
                         events[0].place < event.place and event.time <= at]
            found[letter] = events, decisions[-1] if decisions else None
    return found


def because(events):
    return sorted({sequence for event in events for sequence in event.because})


def triggers_json(world, service, at):
    return [{"trigger": letter, "because": because(events), "decided": decision and decision.sequence}
            for letter, (events, decision) in sorted(holding(world, service, at).items())]
