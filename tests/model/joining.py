"""Who may enter a scheme and hold its lots: what admission refuses, and by which rule (EC, LO)."""
import answers
from policies import WORST_FIRST, of_scheme
from standing import recency

BETTER_FIRST = {"cqc": ["outstanding", "good", "requires_improvement", "inadequate"],
                "nhs": ["bright_green", "green", "amber", "red"],
                "council": WORST_FIRST[::-1], "iqa": WORST_FIRST[::-1]}
SIZES = ["large", "medium", "small"]
UNFIT = "422"


def framework(policy, name, default=None):
    return policy.document.get("framework", {}).get(name, {}).get("value", default)


def refused_enrolment(world, event):
    service, at = event.data["service"], event.time
    registration = world.registration(service)
    category = registration.get("category")
    policy = of_scheme(world.events, event.data["scheme"], category, at)
    snapshot = answers.standing(world, service).at(at)
    if policy is None:
        return UNFIT
    if snapshot and "cqc" in snapshot.state["holds"] and framework(policy, "barred_by_cqc_inadequate", True):
        return "EC-1"
    least = framework(policy, "least_ratings")
    if least is not None and not rated_well_enough(snapshot.state["rated"] if snapshot else [], least):
        return "EC-2"
    applied = [one for one in world.of("enrolment.applied") if one.time <= at and one.data["service"] == service and
               one.data["scheme"] == event.data["scheme"]]
    declared = applied[-1].data["evidence"] if applied else {}
    if not applied or not all(declared.get(item) is True for item in framework(policy, "evidence", [])):
        return "EC-3"
    if category in framework(policy, "closed_categories", []):
        areas = event.data.get("areas", [])
        held = {lot.data["area"] for lot, _ in lots(world, event.data["scheme"], at)
                if lot.data["provider"] == registration["provider"]}
        if not areas or not set(areas) <= held:
            return "EC-4"
    if event.data["scheme"] != "2025" and out_of_the_register(world, service, at):
        return "AL-0"
    return None


def rated_well_enough(rated, least):
    """EC-2: the most recent decides, in its inspector's own words."""
    if not rated:
        return False
    last = max(rated, key=recency).data
    order = BETTER_FIRST[last["inspector"]]
    return order.index(last["outcome"]) <= order.index(least[last["inspector"]])


def out_of_the_register(world, service, at):
    said = [one.data["status"] for one in world.of("service.registration-changed")
            if one.time <= at and one.data["service"] == service]
    return bool(said) and said[-1] in ("dormant", "cancelled")


# Lots

def weekly_hours(world, provider, at):
    """As it was last said; registering anew begins anew."""
    hours = None
    for one in world.of("provider.registered", "provider.changed"):
        if one.time <= at and one.data["provider"] == provider:
            if one.type == "provider.registered" or "weekly_hours" in one.data:
                hours = one.data.get("weekly_hours")
    return hours


def size(world, provider, at, policy):
    """LO-1"""
    limits, hours = framework(policy, "sizes"), weekly_hours(world, provider, at) or 0
    if hours > limits["large_over_weekly_hours"]:
        return "large"
    return "medium" if hours >= limits["medium_from_weekly_hours"] else "small"


def rules_of_lots(world, scheme, at):
    """The policy in force then; lots may be given before the scheme begins, by its first."""
    policies = [policy for policy in world.of_scheme(scheme)
                if set(policy.document["categories"]) & set(framework(policy, "closed_categories", []))]
    started = [policy for policy in policies if policy.event.time <= at]
    return started[-1] if started else policies[0] if policies else None


def lots(world, scheme, at):
    """Those held then, each with the size class of the day of its award (LO-2)."""
    held = {}
    for one in world.of("lot.awarded", "lot.ended"):
        if one.time > at or one.data["scheme"] != scheme:
            continue
        key = one.data["provider"], one.data["area"]
        if one.type == "lot.ended":
            held.pop(key, None)
            continue
        policy = rules_of_lots(world, scheme, one.time)
        held[key] = one, policy and size(world, one.data["provider"], one.time, policy)
    return list(held.values())


def refused_lot(world, event):
    """LO-2"""
    scheme, provider, area, at = event.data["scheme"], event.data["provider"], event.data["area"], event.time
    policy = rules_of_lots(world, scheme, at)
    if policy is None or not any(one.data["provider"] == provider for one in world.of("provider.registered")):
        return UNFIT
    mine, held = size(world, provider, at, policy), lots(world, scheme, at)
    areas = [lot.data["area"] for lot, _ in held if lot.data["provider"] == provider]
    places = {row["area"]: row[mine] for row in framework(policy, "lots")}
    if area not in places:
        return UNFIT
    taken = [lot for lot, kind in held if lot.data["area"] == area and kind == mine]
    if area in areas or len(areas) >= framework(policy, "areas_a_provider")[mine] or len(taken) >= places[area]:
        return "LO-2"
    return None


def capacity(world, scheme, at):
    """By area, with what is held and free by size class; None without such a scheme."""
    if not world.of_scheme(scheme):
        return None
    policy = rules_of_lots(world, scheme, at)
    areas = []
    for row in framework(policy, "lots") if policy else []:
        held = {kind: sum(lot.data["area"] == row["area"] and one == kind for lot, one in lots(world, scheme, at))
                for kind in SIZES}
        areas.append({"area": row["area"], "name": row["name"], "places": {kind: row[kind] for kind in SIZES},
                      "held": held, "free": {kind: max(0, row[kind] - held[kind]) for kind in SIZES}})
    return areas
