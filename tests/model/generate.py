"""Random histories: a handful of services, all that changes their answers, and instants that meet on purpose.

An event of a history is {"id", "type" (without `careledger.`), "time", "data"}; `{seq:ID}` stands for the sequence that
the event ID got. All that is random comes from the seed."""
import copy
import random
from datetime import date, timedelta

import clock
from policies import WORST_FIRST
from trade import Trade

WORDS = {"cqc": ["outstanding", "good", "requires_improvement", "inadequate"],
         "council": ["gold", "silver", "bronze", "inadequate"],
         "nhs": ["bright_green", "green", "amber", "red"],
         "iqa": ["gold", "silver", "bronze", "inadequate"]}
DOMAINS = ["involvement", "personalised_care", "safeguarding", "staffing", "management"]
COMPONENTS = ["questionnaire", "cqc", "contract", "safeguarding", "financial"]
CATEGORIES = ["home_support", "supported_living", "residential", "nursing", "day_opportunities"]
EVIDENCE = {"2012": "cqc_registration insurance",
            "2018": "cqc_registration bank_details accounts employers_liability public_liability company_registration "
                    "bankruptcy_and_convictions_disclosed policies",
            "2025": "bank_details accounts employers_liability public_liability company_registration "
                    "bankruptcy_and_convictions_disclosed data_protection modern_slavery business_charter"}
EVIDENCE["2019"] = EVIDENCE["2018"]
SCHEMES = {"home_support": ["2012", "2018", "2019"], "supported_living": ["2018", "2019"],
           "residential": ["2012", "2018"], "nursing": ["2012", "2018"], "day_opportunities": ["2025"]}
STARTS = ["2012-09-01", "2012-12-01", "2018-04-01", "2019-04-01", "2023-04-01", "2025-08-01"]

# Kinds of events that act together, and how often each comes among them.
GROUPS = {
    "inspections": {"inspection": 10},
    "statements": {"statement": 8, "extension": 2, "validation": 1},
    "extensions": {"extension": 1},
    "findings": {"falsified": 3, "required": 1, "completed": 1},
    "plans": {"required": 3, "submitted": 2, "approved": 5, "rejected": 1, "asked": 4, "completed": 5,
              "review_held": 1},
    "market": {"registered": 2, "registration_changed": 1, "succeeded": 1, "closed": 1, "provider": 1},
    "scores": {"component": 1},
    "reviews": {"review": 1},
    "concerns": {"survey": 2, "complaint": 3, "resolved": 3, "alert": 4, "alert_closed": 1, "notice": 1, "credit": 1,
                 "breach": 2, "breach_decided": 3, "breach_evidence": 1, "ordered": 1, "declined": 1, "evidence": 1},
    "persons": {"suspended": 1, "freed": 1},
    "enrolments": {"applied": 1, "enrolled": 8, "enrolment_ended": 2, "lot": 1, "lot_ended": 1},
    "lots": {"lot": 6, "lot_ended": 1, "provider": 2},
    "trade": {"asked_for": 5, "offered": 3, "withdrawn": 0.5, "outcomes": 1, "widened": 1, "cancelled": 0.4, "chosen": 2,
              "awarded": 4},
    "packages": {"placed": 1, "package_ended": 1, "handed_back": 1, "payment": 1, "block": 1, "block_ended": 0.3,
                 "specialism": 1, "specialism_ended": 0.3},
    "fees": {"schedule": 4, "index": 6, "review_applied": 3},
    "policies": {"policy": 1},
    "record": {"corrected": 5, "retracted": 3},
}

# What a history dwells on: the shares of the groups. The years it may begin in are those of the schemes concerned.
BAND_YEARS = [2016, 2017, 2018, 2018, 2019, 2019, 2020, 2022, 2025]
PROFILES = [
    ({"inspections": 10, "statements": 6, "record": 2}, BAND_YEARS),
    ({"inspections": 10, "statements": 3, "findings": 1, "plans": 4, "record": 1}, BAND_YEARS),
    ({"inspections": 5, "statements": 5, "findings": 3, "plans": 6, "record": 1}, BAND_YEARS),
    ({"inspections": 6, "statements": 8, "enrolments": 4, "findings": 1, "record": 1}, [2018, 2018, 2019, 2023]),
    ({"inspections": 7, "statements": 2, "extensions": 4, "enrolments": 2}, [2018, 2019, 2020]),
    ({"inspections": 5, "statements": 5, "findings": 3, "enrolments": 2}, [2018, 2018, 2019, 2023]),
    ({"inspections": 6, "statements": 4, "enrolments": 2, "market": 1, "policies": 1, "record": 2}, BAND_YEARS),
    ({"inspections": 8, "statements": 3, "policies": 3, "plans": 1, "enrolments": 1}, BAND_YEARS),
    ({"concerns": 8, "policies": 2, "inspections": 1, "reviews": 1}, [2018, 2019, 2025]),
    ({"enrolments": 8, "lots": 6, "inspections": 3, "record": 1}, [2018, 2018, 2019, 2023, 2025]),
    ({"lots": 8, "policies": 1, "record": 1}, [2018, 2018, 2019]),
    ({"scores": 6, "policies": 3}, [2012, 2013, 2016]),
    ({"scores": 10, "inspections": 3, "findings": 1, "policies": 0.5, "record": 1}, [2012, 2013, 2016, 2017]),
    ({"reviews": 10, "inspections": 4, "record": 1}, [2018, 2019, 2019, 2020, 2022]),
    ({"concerns": 10, "inspections": 1, "statements": 1, "record": 1}, [2018, 2019]),
    ({"concerns": 10, "inspections": 1, "reviews": 1}, [2016, 2018, 2019, 2025]),
    ({"concerns": 6, "inspections": 2, "plans": 6, "statements": 2, "findings": 1, "enrolments": 1}, [2018, 2018, 2019]),
    ({"persons": 6, "inspections": 4, "market": 2, "record": 3}, BAND_YEARS),
    ({"trade": 10, "packages": 3, "inspections": 1, "persons": 1, "market": 0.5}, [2018]),
    ({"trade": 10, "packages": 2, "inspections": 1, "reviews": 2, "record": 1, "lots": 1}, [2018]),
    ({"trade": 10, "packages": 1, "reviews": 3}, [2018]),
    ({"trade": 10}, [2018]),
    ({"trade": 8, "record": 2, "policies": 0.5, "enrolments": 1, "market": 0.5, "statements": 1}, [2018]),
    ({"fees": 10, "inspections": 2, "plans": 3}, [2018, 2018, 2019, 2025]),
    ({name: 1 for name in GROUPS if name not in ("trade", "packages")}, [2012, *BAND_YEARS]),
]

class Generator(Trade):
    def __init__(self, seed, policies, length=None):
        self.rng = random.Random(seed)
        self.policies = policies  # documents by scheme
        self.events = []
        shares, years = self.rng.choice(PROFILES)
        self.weights = {kind: weight * share / sum(GROUPS[group].values()) for group, share in shares.items()
                        for kind, weight in GROUPS[group].items()}
        self.first_year = self.rng.choice(years)
        self.years = self.rng.choice([1, 2, 2, 3, 4])
        self.walks = self.rng.random() < 0.6  # time goes on with the events, most often
        self.now = clock.day_begins(date(self.first_year, 1, 1)) + self.rng.randrange(300 * 86_400) * 1_000_000
        self.stride = self.rng.choice([3, 20, 20, 60])  # days
        self.bright = self.rng.choice([0.2, 0.5, 0.8])  # the share of gold
        self.main = self.rng.choice([0.5, 0.8, 0.95])  # the share of events about the first service
        self.hot = [clock.day_begins(date.fromisoformat(day)) for day in STARTS]
        self.hot += [clock.day_begins(date(year, month, 1)) for year in range(self.first_year, self.first_year + 4)
                     for month in (1, 3, 4, 10)]
        self.hot += [clock.day_begins(date(2020, 2, 29)), clock.instant("2019-03-31T01:00:00Z"),
                     clock.instant("2019-10-27T00:30:00Z"), clock.instant("2018-10-28T01:00:00Z")]
        self.dues = []
        self.providers = ["p1", "p2", "p3", "p4", "p5", "p6"][:self.rng.choice([1, 2, 2, 6])]
        self.services = [f"s{number}" for number in range(1, self.rng.choice([2, 3, 4, 5]))]
        self.strangers = ["s9"] if self.rng.random() < 0.3 else []
        self.same_category = self.rng.choice(CATEGORIES + ["home_support", "home_support", "residential"])
        self.ids = {}
        self.length = length or self.rng.choice([10, 20, 40, 60, 100])

    def history(self):
        if "asked_for" in self.weights:
            self._market()
        for provider in self.providers if "asked_for" not in self.weights else []:
            self._add("provider.registered", self._early(), provider=provider, name=provider,
                      weekly_hours=self._maybe(self.rng.choice([0, 1000, 2000, 2001, 2001])))
        for service in self.services if "asked_for" not in self.weights else []:
            self._registered(service, self._early())
            if self.rng.random() < 0.7:
                self._inspection(service, "full")
        kinds, weights = list(self.weights), list(self.weights.values())
        while len(self.events) < self.length:
            getattr(self, "_" + self.rng.choices(kinds, weights)[0])()
        return self.events

    # Parts

    def _add(self, kind, time, /, **data):
        event = {"id": f"e{len(self.events) + 1}", "type": kind, "time": clock.text(time),
                 "data": {name: value for name, value in data.items() if value is not None}}
        self.events.append(event)
        if self.rng.random() < 0.5:
            self.hot.append(time)
        return event

    def _early(self):
        return clock.day_begins(date(2012, 1, 2)) if self.rng.random() < 0.7 else self._time()

    def _time(self):
        if self.walks and self.rng.random() < 0.93:
            return self._walk()
        chance = self.rng.random()
        if chance < 0.3:
            return self.rng.choice(self.hot)
        if chance < 0.5 and self.dues:
            return self.rng.choice(self.dues) + self.rng.choice([0, 0, -1, 1])
        if chance < 0.6:
            return self.rng.choice(self.hot) + self.rng.choice([-1, 1])
        day = date(self.first_year, 1, 1) + timedelta(days=self.rng.randrange(365 * self.years))
        if chance < 0.7:
            return clock.day_begins(day)
        return clock.day_begins(day) + self.rng.randrange(86_400) * 1_000_000

    def _walk(self):
        """A little later than the event before, or at its instant, or about the next due day."""
        chance = self.rng.random()
        coming = sorted(due for due in self.dues if due > self.now)
        if chance < 0.15 and coming:
            self.now = coming[0] + self.rng.choice([0, -1, 0, 1])
        elif chance < 0.75:
            self.now += self.rng.randrange(1, self.stride * 86_400) * 1_000_000
        elif chance < 0.8:
            self.now = clock.day_begins(clock.add_months(clock.month_of(self.now), 1))
        return self.now

    def _day(self, near=None):
        """A day, often soon after another."""
        near = near or clock.london_day(self._time())
        if self.rng.random() < 0.2:
            return clock.add_months(near.replace(day=1), 1) - timedelta(days=1)
        return near + timedelta(days=self.rng.choice([-40, -1, 0, 0, 1, 14, 30, 90, 200, 300, 500]))

    def _due(self, day):
        self.dues.append(clock.day_ends(day))
        return day.isoformat()

    def _service(self):
        if self.rng.random() < self.main:
            return self.services[0]
        return self.rng.choice(self.services + self.strangers)

    def _id(self, kind, fresh=0.5):
        known = self.ids.setdefault(kind, [])
        if not known or self.rng.random() < fresh:
            known.append(f"{kind}{len(known) + 1}")
        return self.rng.choice(known[-3:])

    def _maybe(self, value, chance=0.5):
        return value if self.rng.random() < chance else None

    # Market

    def _registered(self, service=None, time=None):
        category = self.same_category if self.rng.random() < 0.7 else self.rng.choice(CATEGORIES)
        self._add("service.registered", time if time is not None else self._time(),
                  service=service or self._service(), provider=self.rng.choice(self.providers), name="A service",
                  category=category, area=self._maybe(self.rng.choice("12345")),
                  location=self._maybe(self.rng.choice(["in_city", "out_of_city", "out_of_city"]), 0.4))

    def _provider(self):
        self._add(self.rng.choice(["provider.registered", "provider.changed"]), self._time(),
                  provider=self.rng.choice(self.providers), name="A name",
                  weekly_hours=self._maybe(self.rng.choice([0, 999, 1000, 2000, 2001])))

    def _registration_changed(self):
        self._add("service.registration-changed", self._time(), service=self._service(),
                  status=self.rng.choice(["registered", "dormant", "cancelled"]))

    def _succeeded(self):
        self._add("service.succeeded", self._time(), service=self._service(), predecessor=self._service())

    def _closed(self):
        self._add("service.closed", self._time(), service=self._service())

    def _policy(self):
        """A further policy, often with other numbers."""
        scheme = self.rng.choice(list(self.policies))
        document = copy.deepcopy(self.policies[scheme])
        document["categories"] = self.rng.sample(document["categories"], self.rng.randint(1, len(document["categories"])))
        if self.same_category in self.policies[scheme]["categories"] and self.rng.random() < 0.8:
            document["categories"] = sorted({*document["categories"], self.same_category})
        for _ in range(self.rng.choice([0, 1, 2, 4])):
            self._other_number(document["rating"])
        if "lots" in document["framework"] and self.rng.random() < 0.5:
            for row in document["framework"]["lots"]["value"]:
                row |= {name: self.rng.choice([0, 1, 2]) for name in ("large", "medium", "small")}
        self._add("policy.adopted", self._time(), policy=document)

    def _other_number(self, rating):
        """Another value of a parameter that the rating has."""
        def set_value(name, value):
            found = rating
            for step in name.split("/"):
                found = found.get(step, {})
            if "value" in found:
                found["value"] = value

        pick = self.rng.choice
        if "outcomes" in rating and self.rng.random() < 0.4:
            # Another band for each word, the better word never the worse band.
            inspector = pick(list(WORDS))
            bands = sorted(self.rng.choices(WORST_FIRST, k=3), key=WORST_FIRST.index, reverse=True) + ["inadequate"]
            rating["outcomes"]["value"][inspector] = dict(zip(WORDS[inspector], bands))
            return
        set_value(*pick([
            ("statements/interval_months", pick([1, 3, 9])), ("statements/gold_interval_months", pick([6, 18, 24])),
            ("statements/months_after_gold", pick([1, 3, 12])), ("inspections/interval_months", pick([6, 24])),
            ("validation_ceiling", pick(["bronze", "gold"])),
            ("shortfall", {"lowers_by": pick([1, 2]), "lowest": pick(["bronze", "inadequate", "silver"])}),
            ("suspension/bands", ["inadequate", "bronze"]), ("most_recent_by", "published"),
            ("thresholds", {"good": pick([70, 90]), "satisfactory": pick([50, 65])}),
            ("components", {name: pick([1, 2, 3]) for name in COMPONENTS}),
            ("triggers/a", {"immediate": 2, "high": 2, "days": 14}), ("triggers/b", {"alerts": 2, "months": 1}),
            ("triggers/f", {"complaints": 2, "months": 6}), ("triggers/g", {"positive_below_percent": 80, "months": 1}),
            ("triggers/h", {"level": "low", "months": 1}), ("triggers/i", {"outcomes_below_percent": 90, "months": 2})]))

    # Quality

    def _inspection(self, service=None, kind=None):
        inspector = self.rng.choice(["cqc", "cqc", "council", "council", "council", "nhs", "iqa"])
        time = self._time()
        outcome = "not_rated" if self.rng.random() < 0.06 else self.rng.choice(WORDS[inspector])
        if self.rng.random() < self.bright:
            outcome = WORDS[inspector][0]
        domains = {domain: self.rng.choice(WORST_FIRST if self.rng.random() < 0.3 else ["silver", "gold", "bronze"])
                   for domain in DOMAINS}
        if self.rng.random() < 0.2:
            domains.pop(self.rng.choice(DOMAINS))
        visited = self._maybe(clock.london_day(time) - timedelta(days=self.rng.choice([0, 1, 5, 40, 200])), 0.4)
        if visited and self.rng.random() < 0.3:
            visited = clock.london_day(self._time())
        kind = kind or self.rng.choice(["full", "full", "focussed", "validation", "validation"])
        self._add("inspection.published", time, service=service or self._service(), inspector=inspector, kind=kind,
                  outcome=outcome,
                  visited=visited.isoformat() if visited else None, domains=self._maybe(domains))

    def _component(self):
        self._add("quality-component.scored", self._time(), service=self._service(),
                  component=self.rng.choice(COMPONENTS), score=self.rng.choice([0, 59, 60, 79, 80, 100,
                                                                               self.rng.randint(0, 100)]))

    def _reckon(self, time):
        """A due day may be counted from here."""
        for months in (6, 12):
            self.dues.append(clock.day_ends(clock.add_months(clock.london_day(time), months)))

    def _statement(self):
        time = self._time()
        self._reckon(time)
        some = [{"domain": self.rng.choice(DOMAINS), "action": "x"}]
        better = [{"domain": self.rng.choice(DOMAINS), "evidence": "x"}]
        self._add("assurance-statement.submitted", time, statement=self._id("st", 0.85), service=self._service(),
                  declared=self._maybe(self.rng.choice(WORST_FIRST)),
                  shortfalls=self._maybe(self.rng.choice([some, some, []]), 0.3),
                  improvements=self._maybe(self.rng.choice([better, better, []]), 0.5))

    def _extension(self):
        time = self._time()
        whom = {"service": self._service()} if self.rng.random() < 0.6 else {"category": self.rng.choice(
            [self.same_category, self.same_category, *CATEGORIES])}
        self._add("assurance-statement.extended", time, due=self._due(self._day(clock.london_day(time))), reason="x",
                  **whom)

    def _falsified(self):
        earlier = self._earlier(["assurance-statement.submitted"])
        if earlier and self.rng.random() < 0.7:
            whom = {name: earlier["data"][name] for name in ("statement", "service")}
        else:
            whom = {"statement": self._id("st", 0.1), "service": self._service()}
        self._add("assurance-statement.falsified", self._time(), finding="x", **whom)

    def _validation(self):
        self._add("validation.requested", self._time(), service=self._service(), statement=self._maybe(self._id("st", 0)),
                  paid=self.rng.random() < 0.5)

    def _plan_of(self):
        """A plan and, most often, the service that it was first of."""
        plan = self._id("pl", 0.25)
        first = [event for event in self.events if event["data"].get("plan") == plan]
        if first and self.rng.random() < 0.9:
            return {"plan": plan, "service": first[0]["data"]["service"]}
        return {"plan": plan, "service": self._service()}

    def _required(self):
        time = self._time()
        self._add("improvement-plan.required", time, due=self._due(self._day(clock.london_day(time))), **self._plan_of())

    def _submitted(self):
        self._add("improvement-plan.submitted", self._time(), actions=[], **self._plan_of())

    def _approved(self):
        time = self._time()
        self._add("improvement-plan.approved", time, due=self._maybe(self._due(self._day(clock.london_day(time))), 0.8),
                  **self._plan_of())

    def _rejected(self):
        self._add("improvement-plan.rejected", self._time(), due=self._maybe(self._due(self._day()), 0.3),
                  **self._plan_of())

    def _asked(self):
        self._add("improvement-plan.completion-requested", self._time(), **self._plan_of())

    def _completed(self):
        self._add("improvement-plan.completed", self._time(), satisfactory=self.rng.random() < 0.7, **self._plan_of())

    def _review_held(self):
        self._add("multi-agency-review.held", self._time(), service=self._service(), attendees=["x"],
                  decision=self.rng.choice(["continue", "decommission"]))

    def _review(self):
        times = [self._time() for _ in range(self.rng.choice([1, 1, 3, 6]))]
        service = self._service()
        for time in times:
            wanted = self.rng.choice([0, 1, 2, 5, 10])
            self._add("feedback.reviewed", time, service=service, outcomes_set=wanted,
                      outcomes_delivered=self.rng.choice([wanted, wanted // 2, self.rng.randint(0, wanted)]))
            self.events[-1]["data"]["recommends"] = self.rng.choice([True, True, False, None])

    def _survey(self):
        responses = self.rng.choice([0, 1, 2, 10])
        self._add("feedback.surveyed", self._time(), service=self._service(), responses=responses,
                  positive=self.rng.randint(0, responses))

    def _complaint(self):
        for _ in range(self.rng.choice([1, 2, 5])):
            self._add("complaint.received", self._time(), complaint=self._id("co", 0.8), service=self._service())

    def _resolved(self):
        self._add("complaint.resolved", self._time(), complaint=self._id("co", 0), service=self._service(),
                  upheld=self.rng.random() < 0.7)

    def _alert(self):
        service = self._service()
        for _ in range(self.rng.choice([1, 2, 4])):
            self._add("alert.raised", self._time(), alert=self._id("al", 0.8), service=service,
                      kind=self.rng.choice(["safeguarding", "quality", "serious_incident"]),
                      severity=self.rng.choice(["low", "medium", "high", "high", "immediate"]))

    def _alert_closed(self):
        self._add("alert.closed", self._time(), alert=self._id("al", 0), service=self._service(),
                  substantiated=self.rng.random() < 0.5)

    def _notice(self):
        self._add("notice.served", self._time(), service=self._service(),
                  notice=self.rng.choice(["improvement", "enforcement"]))

    def _credit(self):
        self._add("credit-alert.received", self._time(), provider=self.rng.choice(self.providers),
                  level=self.rng.choice(["low", "high", "high"]))

    def _whom(self):
        if self.rng.random() < 0.6:
            return {"service": self._service()}
        return {"provider": self.rng.choice(self.providers)}

    def _breach(self):
        self._add("breach.raised", self._time(), breach=self._id("br", 0.8), kind="conduct", **self._whom())

    def _breach_decided(self):
        self._add("breach.decided", self._time(), breach=self._breach_id(), upheld=self.rng.random() < 0.7)

    def _breach_id(self):
        """Of one recorded, or of one that may have been derived."""
        earlier = self._earlier(["assurance-statement.falsified", "assurance-statement.submitted", "enrolment.accepted"])
        if earlier and self.rng.random() < 0.4:
            return "AS-3-{seq:" + earlier["id"] + "}"
        return self._id("br", 0)

    def _breach_evidence(self):
        self._add("breach.evidence-added", self._time(), breach=self._breach_id(),
                  events=["{seq:" + self._earlier()["id"] + "}"])

    def _letters(self):
        return self.rng.sample("abcdefghi", self.rng.randint(1, 4))

    def _ordered(self):
        self._add("focussed-inspection.ordered", self._time(), service=self._service(), triggers=self._letters(),
                  reason="x")

    def _declined(self):
        self._add("focussed-inspection.declined", self._time(), service=self._service(), triggers=self._letters(),
                  reason="x")

    def _suspended(self):
        suspension = self._id("su", 0.7)
        self._add("suspension.imposed", self._time(), suspension=suspension, reason="x", **self._whom())

    def _freed(self):
        self._add("suspension.lifted", self._time(), suspension=self._id("su", 0.1), reason="x")

    # Joining

    def _scheme(self, service):
        categories = [event["data"]["category"] for event in self.events
                      if event["type"] == "service.registered" and event["data"]["service"] == service]
        if categories and self.rng.random() < 0.9:
            return self.rng.choice(SCHEMES[categories[-1]])
        return self.rng.choice(list(EVIDENCE))

    def _applied(self, service=None, scheme=None, time=None, wholly=False):
        service = service or self._service()
        scheme = scheme or self._scheme(service)
        wholly = wholly or self.rng.random() < 0.9
        evidence = {item: wholly or self.rng.random() < 0.8 for item in EVIDENCE[scheme].split()}
        self._add("enrolment.applied", time if time is not None else self._time(), service=service, scheme=scheme,
                  evidence=evidence)

    def _enrolled(self):
        service = self._service()
        scheme, time = self._scheme(service), self._time()
        start = {"2012": "2012-12-01", "2018": "2018-04-01", "2019": "2019-04-01", "2025": "2025-08-01"}[scheme]
        if self.rng.random() < 0.9:
            time = max(time, clock.day_begins(date.fromisoformat(start)))
        if self.rng.random() < 0.8:
            self._applied(service, scheme, time - self.rng.choice([0, 1, 86_400_000_000]))
        self._reckon(time)
        areas = self._maybe(self.rng.sample("12345", self.rng.choice([1, 1, 2])), 0.7)
        if areas and self.rng.random() < 0.8:
            for area in areas:
                self._lot(scheme=scheme, area=area, time=time, provider=self._provider_of(service))
        self._add("enrolment.accepted", time, service=service, scheme=scheme, areas=areas)

    def _enrolment_ended(self):
        service = self._service()
        self._add("enrolment.ended", self._time(), service=service, scheme=self._scheme(service), reason="x")

    def _provider_of(self, service):
        registered = [event["data"]["provider"] for event in self.events
                      if event["type"] == "service.registered" and event["data"]["service"] == service]
        return registered[-1] if registered else self.rng.choice(self.providers)

    def _lot(self, scheme=None, area=None, time=None, provider=None):
        area = area or self.rng.choice("1111345" if self.rng.random() < 0.9 else "1234567")
        self._add("lot.awarded", time if time is not None else self._time(),
                  provider=provider or self.rng.choice(self.providers),
                  scheme=scheme or self.rng.choice(["2018", "2018", "2019", "2025" if self.rng.random() < 0.1 else "2019"]),
                  area=area, discharge=self._maybe(self.rng.random() < 0.5, 0.2))

    def _lot_ended(self):
        self._add("lot.ended", self._time(), provider=self.rng.choice(self.providers),
                  scheme=self.rng.choice(["2018", "2019"]), area=self.rng.choice("12345"))

    def _evidence(self):
        self._add("evidence.recorded", self._time(), service=self._service(), item="insurance",
                  expires=self._maybe(self._due(self._day())))

    # Fees

    def _schedule(self):
        scheme = self.rng.choice(["2018", "2018", "2018", "2019", "2025", "2012"])
        category = self.rng.choice(self.policies[scheme]["categories"])
        time = self._time()
        if self.rng.random() < 0.3:
            time = clock.day_begins(date(self.first_year + self.rng.randint(0, 3), 4, 1))
        self._add("fee-schedule.set", time, scheme=scheme, category=category, unit=self.rng.choice(["week", "hour"]),
                  hotel_pence=self.rng.choice([0, 30000, 30001, 12345]), care_pence=self.rng.choice([20000, 19999, 777]),
                  tier=self._maybe(self.rng.choice(["standard", "high"]), 0.3),
                  basis=self._maybe([{"principle": "affordability", "evidence": "x"}], 0.3))

    def _index(self):
        index = self.rng.choice(["cpih", "cpih", "nlw", "nlw", "care_wage"])
        value = self.rng.choice(["2.2", "1.75", "-0.3", "0"] if index == "cpih" else ["7.83", "8.21", "8.10", "8.72"])
        for year in range(self.first_year - 1, self.first_year + self.rng.choice([1, 2, 3])):
            self._add("index.published", self._time(), index=index, year=year, value=value)
            value = value if index == "cpih" else self.rng.choice(["7.83", "8.21", "8.10", "8.72"])

    def _review_applied(self):
        scheme = self.rng.choice(["2018", "2018", "2018", "2019", "2025"])
        year = max(int(scheme) + 1, self.first_year + self.rng.choice([0, 1, 1, 2]))
        self._add("price-review.applied", self._time(), scheme=scheme, year=year)

    # Corrections

    def _earlier(self, types=None):
        """An earlier event, often one of those just sent."""
        events = [event for event in self.events if not types or event["type"] in types]
        if not events:
            return None
        return self.rng.choice(events[-8:] if self.rng.random() < 0.5 else events)

    def _target(self):
        if self.rng.random() < 0.35:
            found = self._earlier(["event.corrected", "event.retracted"])
            if found:
                return found
        return self._earlier()

    def _corrected(self):
        target = self._target()
        patch = self._patch(target)
        time = self._maybe(clock.text(self._time()), 0.4)
        if patch is None and time is None:
            time = clock.text(self._time())
        self._add("event.corrected", self._time(), corrects="{seq:" + target["id"] + "}", time=time, data=patch,
                  reason="x")

    def _patch(self, target):
        """Members of another event of the same type, drawn anew; for corrections, other corrections."""
        data = target["data"]
        turns = self.rng.random() < 0.2
        if target["type"] == "event.retracted":
            return {"retracts": "{seq:" + self._earlier()["id"] + "}"} if turns else {"reason": "y"}
        if target["type"] == "event.corrected" and turns:
            return {"corrects": "{seq:" + self._earlier()["id"] + "}"}
        if target["type"] == "event.corrected":
            original = next(event for event in self.events if "{seq:" + event["id"] + "}" == data["corrects"])
            inner = self._patch(original) if original["type"] != "event.corrected" else None
            if inner is None or self.rng.random() < 0.3:
                return {"time": clock.text(self._time())}
            return {"data": inner}
        if target["type"] == "policy.adopted":
            return None
        if self.rng.random() < 0.2:
            return None
        other = self._like(target)
        names = [name for name in set(data) | set(other) if data.get(name) != other.get(name)]
        if not names:
            return None
        chosen = self.rng.sample(sorted(names), self.rng.randint(1, len(names)))
        if target["type"] == "inspection.published" and {"inspector", "outcome"} & set(chosen):
            chosen = sorted(set(chosen) | {"inspector", "outcome"})
        return {name: other.get(name) for name in chosen}

    def _like(self, target):
        """The data of another event of that type."""
        makers = {"inspection.published": self._inspection, "assurance-statement.submitted": self._statement,
                  "assurance-statement.extended": self._extension, "service.registered": self._registered,
                  "assurance-statement.falsified": self._falsified, "improvement-plan.required": self._required,
                  "improvement-plan.approved": self._approved, "improvement-plan.completed": self._completed,
                  "suspension.imposed": self._suspended, "feedback.reviewed": self._review, "alert.raised": self._alert,
                  "quality-component.scored": self._component, "complaint.resolved": self._resolved,
                  "breach.decided": self._breach_decided, "improvement-plan.completion-requested": self._asked,
                  "suspension.lifted": self._freed, "feedback.surveyed": self._survey}
        if target["type"] not in makers:
            return target["data"]
        count = len(self.events)
        makers[target["type"]]()
        made = self.events[count]["data"]
        del self.events[count:]
        return made

    def _retracted(self):
        self._add("event.retracted", self._time(), retracts="{seq:" + self._target()["id"] + "}", reason="x")
