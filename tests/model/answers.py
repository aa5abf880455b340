"""The answers of the model, in the shapes of the server's."""
import clock
from standing import Shown, Standing, rating_json


def standing(world, service):
    if service not in world._standings:
        world._standings[service] = Standing(world, service)
    return world._standings[service]


def history(world, service, now):
    return standing(world, service).segments(now)


def rating(world, service, at, now):
    whole = standing(world, service)
    segments = whole.segments(now)
    started = [segment for segment in segments if clock.instant(segment["since"]) <= at]
    if started:
        return started[-1]
    return rating_json(service, Shown(), None, clock.instant(segments[0]["since"]) if segments else None, now)


def suspension(world, service, at):
    whole = standing(world, service)
    snapshot = whole.at(at)
    causes = list(snapshot.causes.values()) if snapshot else []
    reasons = [(cause.rule, clock.text(cause.since), sorted(cause.because)) for cause in causes]
    for event in by_persons(world, at):
        provider = world.registration(service).get("provider")
        if event.data.get("service") == service or (provider and event.data.get("provider") == provider):
            reasons.append(("SU-3", clock.text(event.time), sorted(event.because)))
    return sorted(reasons)


def by_persons(world, at):
    """SU-3: the suspensions that persons imposed and have not lifted. The same id again replaces; a lift before its
    suspension does nothing."""
    imposed = {}
    for event in world.of("suspension.imposed", "suspension.lifted"):
        if event.time <= at and event.type == "suspension.imposed":
            imposed[event.data["suspension"]] = event
        elif event.time <= at:
            imposed.pop(event.data["suspension"], None)
    return imposed.values()


def assurance(world, service, at):
    whole = standing(world, service)
    snapshot = whole.at(at)
    return snapshot.assurance if snapshot else {"next_due": None, "interval_months": None, "overdue": False,
                                                "last": None}


def feedback_json(world, service, at):
    import feedback
    from policies import Policy
    month = clock.month_of(at)
    mine, category = world.feedback(service, month), world.registration(service).get("category")
    started = [event for event in world.adopted(category) if event.time <= at]
    average = feedback.market_average(world, category, month)
    return {"month": f"{month:%Y-%m}", "reviews": mine.reviews, "outcomes_percent": feedback.two_decimals(mine.outcomes),
            "recommended_percent": feedback.two_decimals(mine.recommended), "rating": feedback.two_decimals(mine.rating),
            "market_average": feedback.two_decimals(average), "insufficient": mine.insufficient,
            "adjustment": feedback.adjustment(world, service, month, Policy(started[-1] if started else None))}
