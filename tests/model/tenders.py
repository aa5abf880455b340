"""Requirements, packages, and what else stands between citizens and services at one instant (AL-32, AL-34)."""
from dataclasses import dataclass

import clock

LOTTED = ("2018", "2019")


@dataclass
class Requirement:
    published: object
    areas: list
    closes: int
    cancelled: bool = False
    award: object = None

    @property
    def data(self):
        return self.published.data

    @property
    def lotted(self):
        """Whether lots of areas say who may offer."""
        return self.data["scheme"] in LOTTED and self.data["category"] == "home_support"

    @property
    def specialist(self):
        return self.lotted and self.data.get("specialist") is True


def requirement(world, name, at):
    """As it stands then; as it will be published where it is so later."""
    found = None
    for event in world.of("requirement.published", "requirement.widened", "requirement.cancelled", "award.made"):
        if event.time > at or event.data["requirement"] != name:
            continue
        if event.type == "requirement.published":
            found = as_published(event)
        elif found is None:
            continue
        elif event.type == "requirement.widened":
            found.areas = found.areas + event.data["areas"]
            found.closes = clock.instant(event.data["closes"]) if "closes" in event.data else found.closes
        elif event.type == "requirement.cancelled":
            found.cancelled = True
        else:
            found.award = found.award or event
    later = [event for event in world.of("requirement.published")
             if event.data["requirement"] == name and event.time > at]
    return found or (as_published(later[0]) if later else None)


def as_published(event):
    area = event.data.get("area")
    return Requirement(event, [area] if area else [], clock.instant(event.data["closes"]))


def enrolled(world, service, at):
    """By scheme, the enrolments that stand."""
    found = {}
    for event in world.naming(service):
        if event.time > at:
            break
        if event.type == "enrolment.accepted":
            found[event.data["scheme"]] = event
        elif event.type == "enrolment.ended":
            found.pop(event.data["scheme"], None)
        elif event.type == "service.closed" and event.data["service"] == service:
            found = {}
    return found


def specialisms(world, service, at):
    found = set()
    for event in world.of("specialism.approved", "specialism.ended"):
        if event.time <= at and event.data["service"] == service:
            (found.add if event.type == "specialism.approved" else found.discard)(event.data["need"])
    return found


@dataclass
class Package:
    service: str
    category: str
    citizen: str
    in_force: bool = True
    left: bool = False  # by its provider's own doing


def packages(world, at):
    key = "packages", at
    if key in world.memory:
        return world.memory[key]
    found = {}
    for event in world.of("award.made", "placement.made", "package.ended", "package.handed-back"):
        if event.time > at:
            break
        package = found.get(event.data["package"])
        if event.type == "award.made":
            asked = requirement(world, event.data["requirement"], event.time)
            offers = [one for one in world.of("offer.submitted") if one.data["offer"] == event.data["offer"] and
                      one.sequence < event.sequence]
            if asked and offers:
                found[event.data["package"]] = Package(offers[-1].data["service"], asked.data["category"],
                                                       asked.data["citizen"])
        elif event.type == "placement.made":
            found[event.data["package"]] = Package(event.data["service"], event.data["category"], event.data["citizen"])
        elif package and event.type == "package.ended":
            package.in_force, package.left = False, package.left or event.data["by"] == "provider"
        elif package:
            package.in_force, package.left = False, package.left or event.data.get("forced") is not True
    world.memory[key] = found
    return found


def buys_alone(world, data, at):
    """AL-34: whether a direct payment of the citizen covers the category, and not a part alone."""
    payments = []
    for event in world.of("direct-payment.started", "direct-payment.ended"):
        if event.time > at or event.data["citizen"] != data["citizen"]:
            continue
        category = event.data.get("category")
        if event.type == "direct-payment.started":
            payments.append(event)
        else:
            payments = [one for one in payments if category is not None and one.data.get("category") != category]
    return any(one.data.get("category") in (None, data["category"]) and one.data.get("part") is not True
               for one in payments)
