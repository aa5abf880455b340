"""Which policy governs a category when, and what its document says."""

NONE, SCORE, BANDS = "none", "score", "bands"
WORST_FIRST = ["inadequate", "bronze", "silver", "gold"]


def below(band, other):
    return WORST_FIRST.index(band) < WORST_FIRST.index(other)


class Policy:
    """One adopted policy, or none."""

    def __init__(self, event=None):
        self.event = event
        self.document = event.data["policy"] if event else {}
        self.scheme = self.document.get("scheme")
        self.rating = self.document.get("rating", {})
        self.method = self.parameter("method", NONE)

    def parameter(self, name, default=None):
        found = self.rating
        for step in name.split("/"):
            found = found.get(step, {})
        return found.get("value", default)

    def band_of(self, inspection):
        """The band of an inspection's outcome by the table, None where it rates nothing (QR-1a)."""
        outcome = inspection.data["outcome"]
        if outcome in self.parameter("outcomes_that_rate_nothing", ["not_rated"]):
            return None
        return self.parameter("outcomes")[inspection.data["inspector"]][outcome]

    @property
    def asks_for_statements(self):
        return "statements" in self.rating

    def interval(self, gold):
        """AS-1: in months."""
        if gold:
            return self.parameter("statements/gold_interval_months", 12)
        return self.parameter("statements/interval_months", 6)


def adopted(events, category):
    """The adoptions that govern the category, in the order of their starts."""
    return [event for event in events
            if event.type == "policy.adopted" and category in event.data["policy"]["categories"]]


def governing(events, category, at):
    """The one with the latest start at or before `at`, then the latest sequence."""
    started = [event for event in adopted(events, category) if event.time <= at]
    return Policy(started[-1]) if started else Policy()


def of_scheme(events, scheme, category, at):
    """The scheme's own rules for the category, in force then, or None where it has never governed it up to then."""
    started = [event for event in adopted(events, category)
               if event.time <= at and event.data["policy"]["scheme"] == scheme]
    return Policy(started[-1]) if started else None
