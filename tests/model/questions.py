"""What is asked of the server and of the model alike, and both answers brought into one form."""
import answers


def numbers(because):
    return sorted(int(sequence) for sequence in because)


def of_rating(found):
    return {name: found.get(name) for name in ("service", "scheme", "band", "score", "since", "until", "projected")} | \
        {"rule": found["rule"]["id"], "because": numbers(found["because"])}

# Differences that are known and settled elsewhere, each left out of the comparison by its name alone.
TOLERABLE = {
    "last-without-enrolment": "whether assurance tells the last statement of a service that is in no scheme",
    "missed-day-after-joining-again": "whether assurance tells the missed day after the service left and joined again",
}


def tolerated(question, mine, theirs, names):
    """Whether the answers are the same but for what is tolerated."""
    if mine == theirs:
        return True
    if question.name != "assurance" or not isinstance(theirs, dict) or not mine:
        return False
    if "last-without-enrolment" in names and mine["interval_months"] is None and mine == theirs | {"last": None}:
        return True
    return "missed-day-after-joining-again" in names and mine["overdue"] and theirs == mine | {"next_due": None}


class Question:
    """One path under a service. `mine` is None where the model expects a 404."""

    def __init__(self, name, path, mine, theirs):
        self.name, self.path, self.mine, self.theirs = name, path, mine, theirs


def of_suspension(found):
    reasons = sorted((reason["rule"], reason["since"], numbers(reason["because"])) for reason in found["reasons"])
    return reasons if found["suspended"] == bool(reasons) else f"suspended is {found['suspended']}, reasons {reasons}"


def chosen(found, *names):
    return {name: found.get(name) for name in names}


ALL = [
    Question("rating", "/v1/services/{service}/rating", lambda world, service, at, now:
             answers.rating(world, service, at, now), of_rating),
    Question("history", "/v1/services/{service}/rating/history", lambda world, service, at, now:
             answers.history(world, service, now),
             lambda found: [of_rating(segment) for segment in found["segments"]]),
    Question("suspension", "/v1/services/{service}/suspension", lambda world, service, at, now:
             answers.suspension(world, service, at), of_suspension),
    Question("assurance", "/v1/services/{service}/assurance", lambda world, service, at, now:
             answers.assurance(world, service, at),
             lambda found: chosen(found, "next_due", "interval_months", "overdue", "last")),
    Question("feedback", "/v1/services/{service}/feedback", lambda world, service, at, now:
             answers.feedback_json(world, service, at),
             lambda found: chosen(found, "month", "reviews", "outcomes_percent", "recommended_percent", "rating",
                                  "market_average", "adjustment", "insufficient")),
]


def server_answer(question, answer):
    if answer.status == 200:
        return question.theirs(answer.json())
    return None if answer.status == 404 else f"status {answer.status}: {answer.body[:200]!r}"


def not_there(answer):
    """A path that the server does not know, as against an entity."""
    return answer.status == 404 and b"nothing at this path" in answer.body
