"""All that is known at one position of the log, looked at by service, provider and category."""
import clock
import feedback
import knowledge
from policies import Policy, adopted


class World:
    """What the answers at one `known_at` are made of. Nothing in it depends on `at`."""

    def __init__(self, log, known_at):
        self.known_at = known_at
        self.events = knowledge.known(log, known_at)
        self.log, self._named = log, {}
        self._registrations = {event.data["service"]: event
                               for event in sorted(self.events, key=lambda event: event.sequence)
                               if event.type == "service.registered"}
        self._adopted, self._feedback, self._reviews, self._standings = {}, {}, None, {}
        self.memory = {}  # answers that others are made of

    def before(self, sequence):
        """What was known just before that."""
        if sequence not in self.memory:
            self.memory[sequence] = World(self.log, sequence - 1)
        return self.memory[sequence]

    def of(self, *types):
        return [event for event in self.events if event.type in types]

    def registration(self, service):
        """The data of its latest known registration, which is by sequence: `time` does not matter; empty where there is
        none."""
        found = self._registrations.get(service)
        return found.data if found else {}

    def services(self):
        """All services that an event names."""
        return sorted({event.data[name] for event in self.events for name in ("service", "predecessor")
                       if name in event.data})

    def named(self, service):
        """Whether any known event names it, standing or not (404 otherwise)."""
        if service not in self._named:
            self._named[service] = knowledge.named(self.log, self.known_at, service)
        return self._named[service]

    def naming(self, service):
        return [event for event in self.events if service in (event.data.get("service"), event.data.get("predecessor"))]

    def adopted(self, category):
        if category not in self._adopted:
            self._adopted[category] = adopted(self.events, category)
        return self._adopted[category]

    def of_scheme(self, scheme):
        """The known policies of a scheme, whenever and for whatever category."""
        return [Policy(event) for event in self.of("policy.adopted") if event.data["policy"]["scheme"] == scheme]

    def reviews(self, service):
        if self._reviews is None:
            self._reviews = {}
            for event in self.of("feedback.reviewed"):
                self._reviews.setdefault(event.data["service"], []).append(event)
        return self._reviews.get(service, [])

    def last_review_month(self):
        reviews = self.of("feedback.reviewed")
        return clock.month_of(max(event.time for event in reviews)) if reviews else None

    def feedback(self, service, month):
        key = service, month
        if key not in self._feedback:
            self._feedback[key] = feedback.rating(self, service, month)
        return self._feedback[key]

    def services_of(self, category):
        return sorted(service for service, event in self._registrations.items() if event.data["category"] == category)
