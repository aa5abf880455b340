"""What is known of alerts, complaints, breaches and the like at an instant: things with ids, and what happened to them.

The same id again replaces the thing; what is said of one before it began does nothing."""
from dataclasses import dataclass, field

import clock
import readings
from answers import standing as standing_of


@dataclass
class Thing:
    made: object
    steps: list = field(default_factory=list)  # all that came after it was made, in order

    def latest(self, kind):
        found = [event for event in self.steps if event.type == kind]
        return found[-1] if found else None


def things(world, at, made, *steps):
    """The things made by then, of the kind that `made` makes."""
    name, found = made.split(".")[0], {}
    for event in world.of(made, *steps):
        key = event.data[name], "ids-by-service" in readings.chosen and event.data["service"]
        if event.time <= at and event.type == made:
            found[key] = Thing(event)
        elif event.time <= at and key in found:
            found[key].steps.append(event)
    return list(found.values())


def alerts(world, at):
    return things(world, at, "alert.raised", "alert.closed")


def complaints(world, at):
    return things(world, at, "complaint.received", "complaint.resolved")


@dataclass
class Breach:
    """A recorded one, or one that AS-3 derived."""
    derived: bool
    whom: dict
    kind: str
    since: int
    place: tuple
    because: tuple
    decisions: list = field(default_factory=list)
    evidence: list = field(default_factory=list)

    @property
    def upheld(self):
        """By the latest decision, None without one."""
        return self.decisions[-1].data["upheld"] if self.decisions else None


def derived_breaches(world, service, at):
    snapshot = standing_of(world, service).at(at)
    found = {}
    for breach in snapshot.state["breaches"] if snapshot else []:
        # A deadline fires before any event of its own instant.
        place = breach.since, min(breach.because) if breach.kind == "falsified" else 0
        found[f"AS-3-{min(breach.because)}"] = Breach(True, {"service": service}, "statement_" + breach.kind,
                                                     breach.since, place, breach.because)
    return found


def breaches(world, at):
    """All that stand at `at`, by id."""
    key = "breaches", at
    if key in world.memory:
        return world.memory[key]
    found = {}
    for service in world.services():
        found |= derived_breaches(world, service, at)
    events = [event for event in world.of("breach.raised", "breach.decided", "breach.evidence-added")
              if event.time <= at]
    if "evidence-of-the-instant" in readings.chosen:
        events.sort(key=lambda event: (event.time, event.type == "breach.evidence-added", event.sequence))
    for event in events:
        breach = found.get(event.data["breach"])
        if event.type == "breach.raised":
            whom = {name: event.data[name] for name in ("service", "provider") if name in event.data}
            found[event.data["breach"]] = Breach(False, whom, event.data["kind"], event.time, event.place,
                                                 tuple(event.because))
        elif breach and (breach.place < event.place or (
                "evidence-of-the-instant" in readings.chosen and breach.since == event.time and
                event.type == "breach.evidence-added")):
            (breach.decisions if event.type == "breach.decided" else breach.evidence).append(event)
    world.memory[key] = found
    return found


def breach_json(name, breach):
    return {"breach": name, "derived": breach.derived, "rule": "AS-3" if breach.derived else None,
            "service": breach.whom.get("service"), "provider": breach.whom.get("provider"), "kind": breach.kind,
            "since": clock.text(breach.since), "because": sorted(breach.because)}


def breaches_of(world, service, at):
    return sorted((breach_json(name, breach) for name, breach in breaches(world, at).items()
                   if breach.whom.get("service") == service), key=lambda one: one["breach"])


def investigation(world, name, at):
    """None where no such breach stands."""
    breach = breaches(world, at).get(name)
    return breach and breach_json(name, breach) | {
        "evidence": sorted({int(sequence) for event in breach.evidence for sequence in event.data["events"]}),
        "decisions": [[clock.text(event.time), event.data["upheld"], sorted(event.because)]
                      for event in breach.decisions], "upheld": breach.upheld}
