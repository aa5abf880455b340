"""What is asked of the server and of the model alike, and both answers brought into one form."""
import answers
import buying
import clock
import concerns
import due
import fees
import joining
import triggers


def numbers(because):
    return sorted(int(sequence) for sequence in because)


def of_rating(found):
    return {name: found.get(name) for name in ("service", "scheme", "band", "score", "since", "until", "projected")} | \
        {"rule": found["rule"]["id"], "because": numbers(found["because"])}


def fees_asked(world):
    """Of every schedule, without a service and for each; and one that has none."""
    kinds = {f"scheme={event.data['scheme']}&category={event.data['category']}&tier={event.data.get('tier', 'standard')}"
             for event in world.log if event.type == "fee-schedule.set"}
    kinds.add("scheme=2018&category=nursing&tier=unheard-of")
    return sorted(kinds | {f"{kind}&service={service}" for kind in kinds for service in world.services()})


class Question:
    """One path, most often under a service. `mine` is None where the model expects a 404. A list's path answers for
    whatever it is narrowed to."""

    def __init__(self, name, path, mine, theirs, of="service"):
        self.name, self.path, self.mine, self.theirs, self.of = name, path, mine, theirs, of
        self.always_known = of == "requirement"  # where it is left out, an award made may move it

    def entities(self, world):
        """What it can be asked about, with one that is nobody's."""
        if self.of == "breach":
            named = {event.data["breach"] for event in world.log if "breach" in event.data}
            return sorted(named | set(concerns.breaches(world, clock.instant("2199-01-01T00:00:00Z")))) + ["nothing"]
        if self.of == "requirement":
            return sorted({event.data["requirement"] for event in world.log if "requirement" in event.data}) + ["nothing"]
        if self.of == "package":
            return sorted({event.data["package"] for event in world.log if event.type == "award.made"})
        if self.of == "fee":
            return fees_asked(world)
        if self.of == "scheme":
            return ["2012", "2018", "2019", "2025", "1999"]
        return world.services() + ["nobody"]

    def answer(self, world, entity, at, now):
        if self.of == "service" and "?" not in self.path and not world.named(entity):
            return None
        return self.mine(world, entity, at, now)


def of_suspension(found):
    reasons = sorted((reason["rule"], reason["since"], numbers(reason["because"])) for reason in found["reasons"])
    return reasons if found["suspended"] == bool(reasons) else f"suspended is {found['suspended']}, reasons {reasons}"


def chosen(found, *names):
    return {name: found.get(name) for name in names}


def of_breach(found):
    return chosen(found, "breach", "derived", "rule", "service", "provider", "kind", "since") | {
        "because": numbers(found["because"])}


def of_investigation(found):
    decisions = [[one["decided"], one["upheld"], numbers(one["because"])] for one in found["decisions"]]
    return of_breach(found) | {"evidence": numbers(found["evidence"]),
                               "decisions": decisions, "upheld": found["upheld"]}


def of_evaluation(found):
    ranking = [chosen(row, "offer", "service", "rank", "band", "score", "price_pence", "received", "feedback")
               for row in found["ranking"]]
    return {"ranking": ranking, "excluded": sorted((one["offer"], one["rule"]) for one in found["excluded"]),
            "tie": sorted(found["tie"]), "recommended": found["recommended"], "top_up_pence": found.get("top_up_pence") or None}


ALL = [
    Question("rating", "/v1/services/{entity}/rating", lambda world, service, at, now:
             answers.rating(world, service, at, now), of_rating),
    Question("history", "/v1/services/{entity}/rating/history", lambda world, service, at, now:
             answers.history(world, service, now),
             lambda found: [of_rating(segment) for segment in found["segments"]]),
    Question("suspension", "/v1/services/{entity}/suspension", lambda world, service, at, now:
             answers.suspension(world, service, at), of_suspension),
    Question("assurance", "/v1/services/{entity}/assurance", lambda world, service, at, now:
             answers.assurance(world, service, at),
             lambda found: chosen(found, "next_due", "interval_months", "overdue", "last")),
    Question("feedback", "/v1/services/{entity}/feedback", lambda world, service, at, now:
             answers.feedback_json(world, service, at),
             lambda found: chosen(found, "month", "reviews", "outcomes_percent", "recommended_percent", "rating",
                                  "market_average", "adjustment", "insufficient")),
    Question("triggers", "/v1/services/{entity}/triggers", lambda world, service, at, now:
             triggers.triggers_json(world, service, at),
             lambda found: sorted(({"trigger": one["trigger"], "because": numbers(one["because"]),
                                    "decided": int(one["decided"]) if "decided" in one else None}
                                   for one in found["triggers"]), key=lambda one: one["trigger"])),
    Question("breaches", "/v1/breaches?service={entity}", lambda world, service, at, now:
             concerns.breaches_of(world, service, at),
             lambda found: sorted((of_breach(one) for one in found["breaches"]), key=lambda one: one["breach"])),
    Question("breach", "/v1/breaches/{entity}", lambda world, breach, at, now: concerns.investigation(world, breach, at),
             of_investigation, of="breach"),
    Question("capacity", "/v1/capacity?scheme={entity}", lambda world, scheme, at, now:
             joining.capacity(world, scheme, at),
             lambda found: [chosen(one, "area", "name", "places", "held", "free") for one in found["areas"]],
             of="scheme"),
    Question("evaluation", "/v1/requirements/{entity}/evaluation", lambda world, name, at, now:
             buying.evaluation(world, name, at), of_evaluation, of="requirement"),
    Question("fee", "/v1/fees?{entity}", lambda world, asked, at, now: fees.fee_json(world, asked, at),
             lambda found: chosen(found, "unit", "hotel_pence", "care_pence", "standard_pence", "adjustment_bp",
                                  "fee_pence", "rule"), of="fee"),
    Question("package", "/v1/packages/{entity}", lambda world, package, at, now: fees.package_json(world, package, at),
             lambda found: found["fee"] and chosen(found["fee"], "standard_pence", "adjustment_bp", "fee_pence", "rule"),
             of="package"),
    Question("invitations", "/v1/requirements/{entity}/invitations", lambda world, name, at, now:
             buying.invitations(world, name, at),
             lambda found: {"invited": sorted(found["invited"]), "not_invited": sorted(
                 (one["service"], one["rule"]) for one in found["not_invited"])}, of="requirement"),
    # The rule of an item is not compared: the page names one for some kinds alone.
    Question("due", "/v1/due?service={entity}", lambda world, service, at, now: due.owed(world, service, at),
             lambda found: sorted((chosen(one, "kind", "owner", "due", "overdue") | {"because": numbers(one["because"])}
                                   for one in found["due"]),
                                  key=lambda item: (item["kind"], item["because"], item["due"] or ""))),
]


def server_answer(question, answer):
    if answer.status == 200:
        return question.theirs(answer.json())
    return None if answer.status == 404 else f"status {answer.status}: {answer.body[:200]!r}"


def not_there(answer):
    """A path that the server does not know, as against an entity; or what is sealed by its clock, whatever is asked."""
    return (answer.status == 404 and b"nothing at this path" in answer.body) or (
        answer.status == 409 and b"/problems/sealed" in answer.body)
