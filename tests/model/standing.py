"""The rating of one service, folded from all that is known of it, deadline by deadline (QR, QS, AS, IP, SU-1)."""
from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction

import clock
import feedback
from plans import Plan
from policies import BANDS, NONE, SCORE, WORST_FIRST, Policy, below

TIE = ["cqc", "missing", "falsified"]
HOLD_RULES = {"cqc": "QR-6", "missing": "QR-7", "falsified": "QR-8"}
DOMAINS = 5
LOWER, RAISE, SET = "lower", "raise", "set"


@dataclass(frozen=True)
class Shown:
    scheme: str = None
    band: str = "unrated"
    score: str = None
    rule: str = "QR-0"
    because: tuple = ()

    @property
    def key(self):
        """A new segment begins when one of these changes."""
        return self.scheme, self.band, self.score, self.rule


@dataclass
class Cause:
    """One derived cause of a suspension, as it was when it began to suspend."""
    rule: str
    since: int
    because: tuple


@dataclass
class Snapshot:
    """How things stand once all of an instant has happened."""
    at: int
    shown: Shown
    causes: dict
    assurance: dict
    state: dict = field(default_factory=dict)


@dataclass
class Breach:
    """AS-3, by derivation."""
    kind: str
    since: int
    because: tuple


def recency(inspection, by="visited"):
    """QR-1: most recent is by the visit (or by what the policy names), then time, then sequence."""
    visited = inspection.data.get("visited") if by == "visited" else None
    day = clock.parse_day(visited) if visited else clock.london_day(inspection.time)
    return day, inspection.time, inspection.sequence


class Standing:
    def __init__(self, world, service):
        self.world, self.service = world, service
        registration = world.registration(service)
        self.category = registration.get("category")
        self.out_of_city = registration.get("location") == "out_of_city"
        self.policy = Policy()
        self.basis = None  # the inspection the band rests on
        self.band, self.rule, self.because, self.lifter = None, "QR-0", (), ()
        self.adjustments = []  # in-year: (how, band)
        self.holds = {}  # name: (since, because)
        self.cqc_inadequate = self.cqc_full = None
        self.latest_finding = None
        self.rated = []  # the inspections that rate, of any kind
        self.claims = {}  # since the inspection the band rests on: (kind, id): event
        self.components = {}
        self.reduced = False  # FE-3: a plan has lapsed, and the band beneath has not risen since
        self.plans = defaultdict(Plan)
        self.asking, self.banded = {}, {}  # schemes it is in: those that ask for statements, those of bands
        self.banded_since = None
        self.due = self.reckoned_from = self.missed = self.last = None
        self.extended = None  # the day that the latest extension set
        self.closed = False
        self.review_due = None
        self.breaches, self.snapshots, self.causes = [], [], {}
        self.first = None
        self._fold()

    # The fold: events in the order of (time, sequence), deadlines before the events of their own instant.

    def _fold(self):
        naming = self.world.naming(self.service)
        if not naming:
            return
        self.first = naming[0]
        named = {event.sequence for event in naming}
        others = [event for event in self.world.events if event.sequence not in named and
                  (event in self.world.adopted(self.category) or self._is_extension_of_category(event))]
        events = sorted(naming + others, key=lambda event: event.place)
        months = self._months()
        while events or months or self._next_deadline() is not None:
            at = min(moment for moment in (events[0].time if events else None, months[0] if months else None,
                                           self._next_deadline()) if moment is not None)
            if months and months[0] == at:
                months.pop(0)
            self._fire(at)
            began = None
            while events and events[0].time == at:
                event = events.pop(0)
                if event is self.first and self.band is None:
                    self.because = tuple(event.because)
                self._step(event, at)
                self._fire(at)
            if at >= self.first.time:
                self._close_instant(at)

    def _is_extension_of_category(self, event):
        return event.type == "assurance-statement.extended" and self.category is not None and \
            event.data.get("category") == self.category

    def _months(self):
        """The instants at which a score may change by feedback alone."""
        last = self.world.last_review_month()
        starts = [event.time for event in self.world.adopted(self.category)
                  if self.category in Policy(event).parameter("feedback/adjusts", [])]
        if not starts or last is None:
            return []
        month, months = clock.add_months(clock.month_of(min(starts)), 1), []
        while month <= clock.add_months(last, 14):
            months.append(clock.day_begins(month))
            month = clock.add_months(month, 1)
        return months

    def _next_deadline(self):
        deadlines = [plan.deadline for plan in self.plans.values() if plan.deadline is not None]
        if self.due is not None:
            deadlines.append(clock.day_ends(self.due))
        return min(deadlines, default=None)

    def _fire(self, at):
        """The deadlines that are past: statement, then plan."""
        while (next_one := self._next_deadline()) is not None and next_one <= at:
            if self.due is not None and clock.day_ends(self.due) <= at and clock.day_ends(self.due) == next_one:
                self._miss_statement(at)
                continue
            for plan in self.plans.values():
                if plan.deadline == next_one:
                    plan.lapsed = self.reduced = True
                    self._plan_failed(at, plan.approved)

    def _step(self, event, at):
        before = self._shown_band()
        due_before = self.due, self.reckoned_from
        handler = getattr(self, "_on_" + event.type.replace(".", "_").replace("-", "_"), None)
        if handler:
            handler(event)
        after = self._shown_band()
        if self.due is not None and due_before == (self.due, self.reckoned_from):
            self._reckon_anew(at, before, after)

    def _close_instant(self, at):
        self._suspend(at)
        self.snapshots.append(Snapshot(at, self.shown(at), dict(self.causes), self.assurance(), self.owed()))

    # Policies

    def _on_policy_adopted(self, event):
        if any(other.time == event.time and other.sequence > event.sequence for other in self.world.adopted(self.category)):
            return  # of those that start together the latest alone ever governs
        before, self.policy = self.policy, Policy(event)
        if self.policy.method != BANDS:
            self.adjustments = []
            self._give(None, "QR-0", event.because)
            return
        # QR-12
        if before.method == BANDS:
            if self.band is None:
                self._give(None, "QR-0", event.because)
                return
            # The inspection is mapped anew, and what has lowered and raised it since is carried over.
            band, reasons = self.policy.band_of(self.basis), self.because
            for how, to in self.adjustments:
                if how == SET or (how == LOWER and below(to, band)) or (how == RAISE and below(band, to)):
                    band = to
        else:
            self.adjustments = []
            if self.basis is None:
                self._give(None, "QR-0", event.because)
                return
            band, reasons = self.policy.band_of(self.basis), tuple(self.basis.because)
        self._give(band, "QR-12", tuple(event.because) + reasons)

    def _give(self, band, rule, because):
        if self.band is not None and band is not None and below(self.band, band):
            self.reduced = False  # FE-3
        self.band, self.rule, self.because, self.lifter = band, rule, tuple(because), ()

    def _adjust(self, how, band, rule, *events):
        self.adjustments.append((how, band))
        self._give(band, rule, [sequence for event in events for sequence in event.because])

    # Inspections

    def _on_inspection_published(self, event):
        outcome, kind, inspector = event.data["outcome"], event.data["kind"], event.data["inspector"]
        if outcome == "not_rated":
            return  # QR-1a
        if inspector != "iqa" or self._counts(event):
            self.rated.append(event)  # EC-2
        replaces = kind == "full" and self._counts(event) and self._replaces(event)
        if kind == "full" and inspector == "cqc":
            self.cqc_full = event
        lifts = False
        if inspector == "cqc" and outcome == "inadequate":
            # QR-6
            self.holds.setdefault("cqc", (event.time, tuple(event.because)))
            if self.cqc_inadequate is None or self._more_recent(event, self.cqc_inadequate):
                self.cqc_inadequate = event
        elif inspector == "cqc" and "cqc" in self.holds and self._more_recent(event, self.cqc_inadequate):
            lifts = True
            del self.holds["cqc"]
        if replaces:
            # QR-1
            self.basis, self.claims, self.adjustments = event, {}, []
            if self.policy.method == BANDS:
                self._give(self.policy.band_of(event), "QR-1", event.because)
        elif kind != "full" and self.policy.method == BANDS and self.band is not None:
            self._smaller_inspection(event, kind, lifts)
        if lifts:
            self.lifter = tuple(event.because)

    def _counts(self, event):
        """QR-1: whose full inspections count."""
        if event.data["inspector"] == "iqa" and self._shown_band() != "gold":
            return False
        return not (self.out_of_city and self.cqc_full is not None and event.data["inspector"] != "cqc")

    def _replaces(self, event):
        if self.basis is None:
            return True
        if self.out_of_city and event.data["inspector"] == "cqc" and self.basis.data["inspector"] != "cqc":
            return True
        return self._more_recent(event, self.basis)

    def _more_recent(self, event, other):
        by = self.policy.parameter("most_recent_by", "visited")
        return recency(event, by) > recency(other, by)

    def _smaller_inspection(self, event, kind, lifts):
        outcome = self.policy.band_of(event)
        ceiling = self.policy.parameter("validation_ceiling", "silver")
        capped = ceiling if below(ceiling, outcome) else outcome
        if lifts:
            # QR-6: its outcome becomes the band
            self._adjust(SET, "gold" if outcome == "gold" and self.band == "gold" else capped, "QR-6", event)
        elif below(outcome, self.band):
            self._adjust(LOWER, outcome, "QR-3", event)
        elif kind == "validation" and below(self.band, capped) and self.claims:
            # QR-4, QR-5
            claim = max(self.claims.values(), key=lambda one: one.place)
            self._adjust(RAISE, capped, "QR-4" if capped == outcome else "QR-5", claim, event)

    # Statements

    def _on_assurance_statement_submitted(self, event):
        declared, statement = event.data.get("declared"), event.data["statement"]
        beneath = self.band
        if "missing" in self.holds:
            del self.holds["missing"]
            self.lifter = tuple(event.because)
        self.missed = None
        claims = bool(event.data.get("improvements"))
        if beneath is not None:
            claims = claims or (declared is not None and below(beneath, declared))
            if declared is not None and below(declared, beneath):
                self._adjust(LOWER, declared, "QR-2", event)
            elif declared is None and event.data.get("shortfalls"):
                lowered = self._lowered(beneath)
                if below(lowered, beneath):
                    self._adjust(LOWER, lowered, "QR-2", event)
        self.claims.pop(("statement", statement), None)
        if claims:
            self.claims["statement", statement] = event
        self.last = event
        if self.asking:
            self._reckon_from(event)

    def _lowered(self, band):
        """QR-2: by one, to bronze at the lowest."""
        how = self.policy.parameter("shortfall", {"lowers_by": 1, "lowest": "bronze"})
        index = max(WORST_FIRST.index(band) - how["lowers_by"], WORST_FIRST.index(how["lowest"]))
        return WORST_FIRST[min(index, WORST_FIRST.index(band))]

    def _reckon_from(self, event):
        """AS-1"""
        self.reckoned_from, self.extended = event, None
        months = self._intervals().interval(self._shown_band() == "gold")
        self.due = clock.add_months(clock.london_day(event.time), months)

    def _intervals(self):
        """The policy that says after how many months a statement is due: the one that governs, or the scheme's own."""
        return self.policy if self.policy.asks_for_statements else self.enrolled_under

    def _reckon_anew(self, at, before, after):
        """AS-2"""
        if before != "gold" and after == "gold":
            anew = clock.add_months(clock.london_day(self.reckoned_from.time), self._intervals().interval(True))
            self.due = max(self.extended or anew, anew)
        elif before == "gold" and after != "gold":
            months = self._intervals().parameter("statements/months_after_gold", 6)
            self.due = min(self.due, clock.add_months(clock.london_day(at), months))

    def _miss_statement(self, at):
        """QR-7"""
        because = tuple(self.reckoned_from.because)
        self.missed, self.due = self.due, None
        self.holds["missing"] = (at, because)
        self.breaches.append(Breach("missing", at, because))

    def _on_assurance_statement_extended(self, event):
        if self.due is not None:
            self.due = self.extended = clock.parse_day(event.data["due"])

    def _on_assurance_statement_falsified(self, event):
        # QR-8
        self.holds.setdefault("falsified", (event.time, tuple(event.because)))
        self.latest_finding = event.place
        self.claims.pop(("statement", event.data["statement"]), None)
        self.breaches.append(Breach("falsified", event.time, tuple(event.because)))

    # Enrolments

    def _on_enrolment_accepted(self, event):
        if self.closed:
            return  # nothing is due of a closed service
        scheme = event.data["scheme"]
        policies = self.world.of_scheme(scheme)
        if any(policy.method == BANDS for policy in policies):
            if not self.banded:
                self.banded_since = event
            self.banded[scheme] = event
        if any(policy.asks_for_statements for policy in policies):
            begins = not self.asking
            if begins:
                own = [one for one in policies if self.category in one.document["categories"]] or policies
                self.enrolled_under = ([one for one in own if one.event.time <= event.time] or own[:1])[-1]
            self.asking[scheme] = event
            if begins and "missing" not in self.holds:
                self._reckon_from(event)

    def _on_enrolment_ended(self, event):
        self._leave(event.data["scheme"])

    def _leave(self, scheme):
        if self.banded.pop(scheme, None) and not self.banded:
            self.banded_since = None
        if self.asking.pop(scheme, None) and not self.asking:
            self.due = self.reckoned_from = None  # a hold that is set stays

    def _on_service_registered(self, event):
        self.closed = False  # it makes the thing again; enrolments that have ended stay ended

    def _on_service_closed(self, event):
        self.closed = True
        for scheme in list(self.banded) + list(self.asking):
            self._leave(scheme)

    # Improvement plans

    def _on_improvement_plan_required(self, event):
        self.plans[event.data["plan"]].required_by(event)
        self._note(event)

    def _on_improvement_plan_submitted(self, event):
        self._note(event)

    def _on_improvement_plan_approved(self, event):
        self.plans[event.data["plan"]].approve(event)
        self.claims["plan", event.data["plan"]] = event  # QR-4
        self._note(event)

    def _on_improvement_plan_rejected(self, event):
        self._note(event)

    def _note(self, event):
        self.plans[event.data["plan"]].steps[event.type.removeprefix("improvement-plan.")] = event

    def _on_improvement_plan_completion_requested(self, event):
        self.plans[event.data["plan"]].ask()
        self._note(event)

    def _on_improvement_plan_completed(self, event):
        plan = self.plans[event.data["plan"]]
        self._note(event)
        if not event.data["satisfactory"]:
            lapses = plan.found_unsatisfactory(event.time)
            self.reduced = self.reduced or lapses
            if lapses or self.band == "inadequate":
                self._plan_failed(event.time, event)
            return
        # QR-8, QR-9
        lifts = "falsified" in self.holds and plan.required is not None and plan.required > self.latest_finding
        if lifts:
            del self.holds["falsified"]
        if self.policy.method == BANDS and self.band is not None and (lifts or self.band == "inadequate"):
            self._adjust(SET, "bronze", "QR-9", event)
        if lifts:
            self.lifter = tuple(event.because)
        plan.finish(event)

    def _plan_failed(self, at, event):
        """QR-9: a multi-agency review is due, one a service."""
        if self.policy.method == BANDS and self.band == "inadequate" and self.review_due is None:
            self.review_due = at, tuple(event.because)

    def _on_multi_agency_review_held(self, event):
        self.review_due = None

    # Scores

    def _on_quality_component_scored(self, event):
        self.components[event.data["component"]] = event

    # What shows

    def holds_showing(self):
        """QR-0: a missed statement does not show before the first full inspection."""
        if self.policy.method != BANDS:
            return {}
        return {name: hold for name, hold in self.holds.items() if name != "missing" or self.band is not None}

    def _shown_band(self):
        if self.policy.method != BANDS:
            return None
        return "inadequate" if self.holds_showing() else self.band

    def shown(self, at):
        if self.policy.method == NONE:
            return Shown(because=self.because)
        if self.policy.method == SCORE:
            return self._quality_score()
        holds, scheme = self.holds_showing(), self.policy.scheme
        if holds:
            name = min(holds, key=lambda one: (holds[one][0], TIE.index(one)))
            return Shown(scheme, "inadequate", self._score(at, True), HOLD_RULES[name], holds[name][1])
        because = self.because + tuple(sequence for sequence in self.lifter if sequence not in self.because)
        if self.band is None:
            return Shown(scheme, because=because)
        return Shown(scheme, self.band, self._score(at, False), self.rule, because)

    def _quality_score(self):
        """QS-1, QS-2"""
        weights = self.policy.parameter("components")
        scored = {name: event for name, event in self.components.items() if weights.get(name)}
        if not scored:
            return Shown(self.policy.scheme, rule="QS-2", because=self.because)
        total = sum(weights[name] * event.data["score"] for name, event in scored.items())
        mean = Fraction(total, sum(weights[name] for name in scored))
        thresholds = self.policy.parameter("thresholds")
        band = "good" if mean >= thresholds["good"] else "satisfactory" if mean >= thresholds["satisfactory"] else "poor"
        because = tuple(sequence for event in scored.values() for sequence in event.because)
        return Shown(self.policy.scheme, band, feedback.two_decimals(mean), "QS-2", because)

    def _score(self, at, held):
        """QR-10, QR-11"""
        if "scores" not in self.policy.rating:
            return None
        defaults = self.policy.parameter("scores/defaults")
        base = defaults["inadequate"] if held else defaults[self.band]
        domains = list((self.basis.data.get("domains") or {}).values()) if self.basis is not None else []
        if not held and len(domains) == DOMAINS:
            counts = [domains.count(band) for band in reversed(WORST_FIRST)]
            for *row, band, row_base in self.policy.parameter("scores/table"):
                if row == counts and band == self.band:
                    base = row_base
        return str(base + feedback.adjustment(self.world, self.service, clock.month_of(at), self.policy))

    # What follows from it

    def _suspend(self, at):
        """SU-1, SU-2: each cause separately, as it was when it began to suspend."""
        suspending = {name: (HOLD_RULES[name], because) for name, (_, because) in self.holds_showing().items()}
        if self.policy.method == BANDS and self.band in self.policy.parameter("suspension/bands", ["inadequate"]):
            suspending["band"] = self.rule, self.because
        self.causes = {name: self.causes.get(name) or Cause(rule, at, because)
                       for name, (rule, because) in suspending.items()}

    def assurance(self):
        nothing = {"next_due": None, "interval_months": None, "overdue": False, "last": None}
        if not self.asking:
            return nothing
        overdue = "missing" in self.holds
        due = self.missed if overdue else self.due
        return {"next_due": due.isoformat() if due else None,
                "interval_months": self._intervals().interval(self._shown_band() == "gold"), "overdue": overdue,
                "last": clock.text(self.last.time) if self.last else None}

    def owed(self):
        """What the due list is made of."""
        return {"due": self.due, "missed": self.missed if "missing" in self.holds else None,
                "reckoned_from": self.reckoned_from, "asking": dict(self.asking), "basis": self.basis,
                "banded_since": self.banded_since, "review_due": self.review_due, "closed": self.closed,
                "holds": dict(self.holds), "rated": list(self.rated), "components": dict(self.components),
                "reduced": self.reduced, "missing_because": self.holds.get("missing", (None, ()))[1], "breaches": list(self.breaches),
                "plans": {name: vars(plan).copy() | {"steps": dict(plan.steps)} for name, plan in self.plans.items()}}

    # Answers

    def segments(self, now):
        """The history, oldest first."""
        found = []
        for snapshot in self.snapshots:
            if not found or found[-1][1].key != snapshot.shown.key:
                found.append((snapshot.at, snapshot.shown))
        ends = [since for since, _ in found[1:]] + [None]
        return [rating_json(self.service, shown, since, until, now) for (since, shown), until in zip(found, ends)]

    def at(self, moment):
        """How things stood at an instant, or None before the first event."""
        earlier = [snapshot for snapshot in self.snapshots if snapshot.at <= moment]
        return earlier[-1] if earlier else None


def rating_json(service, shown, since, until, now):
    return {"service": service, "scheme": shown.scheme, "band": shown.band, "score": shown.score,
            "since": None if since is None else clock.text(since), "until": None if until is None else clock.text(until),
            "projected": since is not None and since > now, "rule": shown.rule,
            "because": sorted(set(shown.because))}
