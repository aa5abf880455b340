"""DU-1: what is owed about one service, and by whom."""
import answers
import clock
import concerns
import triggers
from policies import BANDS, governing
from standing import recency

PROVIDER, COUNCIL = "provider", "council"


def owed(world, service, at):
    """Closed services owe none."""
    snapshot, items = answers.standing(world, service).at(at), []
    if snapshot is not None:
        state = snapshot.state
        if state["closed"]:
            return []
        items = _statement(state) + _inspection(world, service, at, state) + _plans(state) + _review(state)
    items += _desk(world, service, at)
    return sorted(({"kind": kind, "owner": owner, "due": due and due.isoformat(),
                    "overdue": due is not None and at >= clock.day_ends(due), "because": sorted(set(because))}
                   for kind, owner, due, because in items),
                  key=lambda item: (item["kind"], item["because"], item["due"] or ""))


def _statement(state):
    """AS-1; the missed day until receipt."""
    if not state["asking"]:
        return []
    if state["missed"] is not None:
        return [("statement", PROVIDER, state["missed"], state["missing_because"])]
    if state["due"] is None:
        return []
    return [("statement", PROVIDER, state["due"], state["reckoned_from"].because)]


def _inspection(world, service, at, state):
    """AN-1, a rule of the band schemes: of those that govern the service, and those that it is in."""
    category = world.registration(service).get("category")
    policy = governing(world.adopted(category), category, at)
    if policy.method != BANDS and state["banded_since"] is None:
        return []
    months = policy.parameter("inspections/interval_months", 12)
    if state["basis"] is not None:
        return [("inspection", COUNCIL, clock.add_months(recency(state["basis"])[0], months), state["basis"].because)]
    if state["banded_since"] is None:
        return []
    joined = state["banded_since"]
    return [("inspection", COUNCIL, clock.add_months(clock.london_day(joined.time), months), joined.because)]


def _plans(state):
    items = []
    for plan in state["plans"].values():
        steps = plan["steps"]
        required, submitted, approved, rejected, asked, completed, finished = (steps.get(kind) for kind in (
            "required", "submitted", "approved", "rejected", "completion-requested", "completed", "finished"))
        # A rejection reopens the day to submit.
        if required and not plan["ended"] and not later(approved, required) and \
                (not later(submitted, required) or later(rejected, submitted)):
            items.append(("plan", PROVIDER, clock.parse_day(required.data["due"]), required.because))
        if submitted and not any(later(step, submitted) for step in (required, approved, rejected, finished)):
            items.append(("approve_plan", COUNCIL, None, submitted.because))
        runs = plan["approved"]
        if runs and "due" in runs.data and not plan["stopped"] and not later(required, runs):
            items.append(("plan", PROVIDER, clock.parse_day(runs.data["due"]), runs.because))
        if asked and not later(completed, asked) and not later(required, asked):
            items.append(("validation_visit", COUNCIL, None, asked.because))
    return items


def later(event, other):
    return event is not None and (other is None or event.place > other.place)


def _review(state):
    """QR-9: due the day it arises."""
    if state["review_due"] is None:
        return []
    since, because = state["review_due"]
    return [("review", COUNCIL, clock.london_day(since), because)]


def _desk(world, service, at):
    naming = [event for event in world.naming(service) if event.time <= at]

    def unanswered(asked, answers_it):
        last = max((event.place for event in naming if answers_it(event)), default=(0, 0))
        return [event for event in naming if event.type == asked and event.place > last]

    def visit(kind):
        return lambda event: event.type == "inspection.published" and event.data["kind"] == kind

    items = [("validation_visit", COUNCIL, None, event.because)
             for event in unanswered("validation.requested", visit("validation"))]
    items += [("ordered_inspection", COUNCIL, None, event.because)
              for event in unanswered("focussed-inspection.ordered", visit("focussed"))]
    items += [("trigger", COUNCIL, None, triggers.because(events))
              for events, decision in triggers.holding(world, service, at).values() if decision is None]
    items += [("complaint", COUNCIL, None, one.made.because) for one in concerns.complaints(world, at)
              if one.made.data["service"] == service and not one.steps]
    items += [("alert", COUNCIL, None, one.made.because) for one in concerns.alerts(world, at)
              if one.made.data["service"] == service and not one.steps]
    latest = {event.data["item"]: event for event in naming if event.type == "evidence.recorded"}
    return items + [("evidence", COUNCIL, clock.parse_day(event.data["expires"]), event.because)
                    for event in latest.values() if "expires" in event.data]
