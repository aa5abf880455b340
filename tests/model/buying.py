"""The offers for a requirement, how they rank, and which award follows (AL, IN-1)."""
from fractions import Fraction

import answers
import clock
import feedback
import joining
from policies import of_scheme
from standing import recency
from tenders import LOTTED, buys_alone, enrolled, packages, requirement, specialisms

BANDS = ["inadequate", "unrated", "bronze", "silver", "gold"]
CQC = ["inadequate", "requires_improvement", "good", "outstanding"]
LEGACY = ("2012", "2014")
DOES_NOT_COUNT = "AL-0"


class Market:
    """The offers for one requirement as they stand at one instant."""

    def __init__(self, world, asked, at):
        self.world, self.asked, self.at = world, asked, at
        name = asked.data["requirement"]
        # The same id again replaces the first, be it for another requirement.
        made = {event.data["offer"]: event for event in world.of("offer.submitted") if event.time <= at}
        self.offers = {offer: event for offer, event in made.items() if event.data["requirement"] == name}
        self.withdrawn, self.scored, self.choice = {}, {}, None
        for event in world.of("offer.withdrawn", "offer.scored", "choice.made"):
            offer = self.offers.get(event.data["offer"])
            if event.type == "choice.made" and event.time <= at and event.data["requirement"] == name:
                self.choice = event.data["offer"]
            elif event.type != "choice.made" and event.time <= at and offer and offer.place < event.place:
                (self.withdrawn if event.type == "offer.withdrawn" else self.scored)[event.data["offer"]] = event
        self.policy = of_scheme(world.events, asked.data["scheme"], asked.data["category"], asked.published.time)
        self.excluded = {name: rule for name in self.offers if (rule := self._bar(name))}
        self.counting = [name for name in self.offers if name not in self.excluded]

    # Who counts

    def _bar(self, name):
        """The rule by which an offer does not count, None where it does."""
        offer, asked, world = self.offers[name], self.asked, self.world
        service, scheme = offer.data["service"], asked.data["scheme"]
        registration = world.registration(service)
        if offer.time > asked.closes or name in self.withdrawn or self._replaced(offer) or not offer.data["can_meet"]:
            return DOES_NOT_COUNT
        for moment in (offer.time, self.at):
            if rule := suspended(world, service, moment):
                return rule
        snapshot = answers.standing(world, service).at(self.at)
        if registration.get("category") != asked.data["category"] or snapshot.state["closed"]:
            return DOES_NOT_COUNT
        enrolment = enrolled(world, service, self.at).get(scheme)
        if enrolment is None or self._out_of_area(registration, enrolment) or self._left_citizen(registration):
            return DOES_NOT_COUNT
        if scheme != "2025" and any(joining.out_of_the_register(world, service, moment)
                                    for moment in (offer.time, self.at)):
            return DOES_NOT_COUNT
        need = asked.data.get("need")
        approved = need in specialisms(world, service, self.at)
        if need and asked.specialist and not approved:
            return "AL-26"
        if need and not approved and need not in registration.get("needs", []):
            return "IN-1"
        if scheme in LEGACY and "price_pence" not in offer.data:
            return "AL-12"
        return None

    def _replaced(self, offer):
        """By a later one of the same service that came in time, whatever became of that."""
        return any(other.data["service"] == offer.data["service"] and other.place > offer.place and
                   other.time <= self.asked.closes for other in self.offers.values())

    def _out_of_area(self, registration, enrolment):
        asked, areas = self.asked, set(self.asked.areas)
        if not areas or asked.specialist:
            return False
        if asked.lotted:
            held = {lot.data["area"] for lot, _ in joining.lots(self.world, asked.data["scheme"], self.at)
                    if lot.data["provider"] == registration["provider"]}
            return not areas & held
        if asked.data["scheme"] == "2012":
            named = enrolment.data.get("areas")
            return bool(named) and not areas & set(named)
        return False

    def _left_citizen(self, registration):
        for package in packages(self.world, self.at).values():
            theirs = self.world.registration(package.service).get("provider")
            if package.citizen == self.asked.data["citizen"] and theirs == registration["provider"] and package.left:
                return True
        return False

    def uninvited(self, service):
        """The rule by which it is not put to the service, None where it is."""
        world, asked, registration = self.world, self.asked, self.world.registration(service)
        if rule := suspended(world, service, self.at):
            return rule
        enrolment, need = enrolled(world, service, self.at).get(asked.data["scheme"]), asked.data.get("need")
        groups = specialisms(world, service, self.at) if asked.data.get("specialist") is True else registration.get(
            "needs", [])
        if enrolment is None or self._out_of_area(registration, enrolment) or (need and need not in groups) or \
                (asked.data["scheme"] != "2025" and joining.out_of_the_register(world, service, self.at)):
            return "IN-1"
        return None

    # How they rank

    def ranking(self):
        return sorted(self.counting, key=self._key)

    def _key(self, name):
        """Whoever goes first has the least of it."""
        return (not self._discharges(name), *self._order(name), *self.offers[name].place)

    def _discharges(self, name):
        """AL-27"""
        asked, provider = self.asked, self.world.registration(self.offers[name].data["service"]).get("provider")
        return asked.lotted and asked.data.get("discharge") is True and any(
            lot.data["provider"] == provider and lot.data["area"] == asked.data.get("area") and lot.data.get("discharge")
            for lot, _ in joining.lots(self.world, asked.data["scheme"], self.at))

    def _order(self, name):
        offer, scheme = self.offers[name], self.asked.data["scheme"]
        service = offer.data["service"]
        if scheme in LEGACY:
            return not self._free_place(service), -self.total(name), offer.data["price_pence"]
        if self.asked.specialist:
            return (-self._cqc(service),)
        if scheme == "2018":
            return (-self._rank_of_band(service),)
        if scheme == "2019":
            score = self.shown(service).score
            return -Fraction(score or "-1"), -self._feedback_key(service)
        return self._outside(service), -self._rank_of_band(service), -self._feedback_key(service)

    def _outside(self, service):
        """AL-25"""
        own = self.asked.data.get("area")
        return self.asked.data["scheme"] == "2025" and own is not None and \
            self.world.registration(service).get("area") != own

    def first_criterion(self, name):
        """What the tie is by: who goes before others whatever they offer is no equal of theirs."""
        return self._discharges(name), self._criterion(name)

    def _criterion(self, name):
        service, scheme = self.offers[name].data["service"], self.asked.data["scheme"]
        if scheme in LEGACY:
            return self._free_place(service), self.total(name)
        if self.asked.specialist:
            return self._cqc(service)
        if scheme == "2019":
            return self.shown(service).score
        return self._outside(service), self._rank_of_band(service)

    def shown(self, service):
        return answers.standing(self.world, service).at(self.at).shown

    def _rank_of_band(self, service):
        return BANDS.index(self.shown(service).band)

    def _feedback_key(self, service):
        rating = self.feedback(service)
        return -1 if rating is None else rating

    def feedback(self, service):
        found = self.world.feedback(service, clock.month_of(self.at))
        return None if found.insufficient else found.rating

    def _cqc(self, service):
        rated = [one for one in answers.standing(self.world, service).at(self.at).state["rated"]
                 if one.data["inspector"] == "cqc"]
        return CQC.index(max(rated, key=recency).data["outcome"]) if rated else -1

    def total(self, name):
        """AL-12: in hundredths, half-up."""
        offer = self.offers[name]
        quality = self.quality(offer.data["service"])
        if name in self.scored:
            quality = (quality + self.scored[name].data["outcomes_score"]) / 2
        lowest = min(self.offers[other].data["price_pence"] for other in self.counting)
        points = quality * 60 / 100 + Fraction(lowest, offer.data["price_pence"]) * 40
        return Fraction((points * 200 + 1) // 2, 100)

    def quality(self, service):
        """QS-1 by the requirement's own scheme; none yet: 0."""
        scored = answers.standing(self.world, service).at(self.at).state["components"]
        weights = {name: weight for name, weight in self.policy.parameter("components").items() if name in scored}
        total = sum(weights.values())
        return Fraction(sum(weights[name] * scored[name].data["score"] for name in weights), total) if total else Fraction(0)

    def _free_place(self, service):
        """AL-13"""
        if self.asked.data["scheme"] != "2012":
            return False
        places = 0
        for event in self.world.of("block-contract.held", "block-contract.ended"):
            if event.time <= self.at and event.data["service"] == service and \
                    event.data["category"] == self.asked.data["category"]:
                places = event.data.get("places", 0)
        taken = [one for one in packages(self.world, self.at).values() if one.service == service and
                 one.category == self.asked.data["category"] and one.in_force]
        return places > len(taken)

    # What follows

    def barred(self):
        """The rule by which nothing is recommended and no award may be made."""
        if self.asked.cancelled or self.asked.award:
            return "AL-30"
        return "AL-34" if buys_alone(self.world, self.asked.data, self.at) else None

    def tie(self):
        """Two or more that share the first place."""
        ranking = self.ranking()
        shared = [name for name in ranking if self.first_criterion(name) == self.first_criterion(ranking[0])]
        return shared if len(shared) > 1 else []

    def recommended(self):
        ranking = self.ranking()
        if not ranking or self.barred():
            return None
        scheme, category = self.asked.data["scheme"], self.asked.data["category"]
        free = ranking if scheme == "2014" or (scheme == "2012" and category in ("residential", "nursing")) else []
        if scheme == "2018" and not self.asked.specialist:
            free = self.tie()
        if self.choice in free:
            return self.choice
        return next(name for name in ranking if not self.outdone(name))

    def outdone(self, name):
        """AL-31: a bronze service where a better rated one's offer counts."""
        if self.asked.data["scheme"] not in LOTTED or self.shown(self.offers[name].data["service"]).band != "bronze":
            return False
        return any(self._rank_of_band(self.offers[other].data["service"]) > BANDS.index("bronze")
                   for other in self.counting)

    def top_up(self):
        """AL-14"""
        chosen, ranking = self.recommended(), self.ranking()
        if self.asked.data["scheme"] not in LEGACY or chosen is None:
            return None
        return max(0, self.offers[chosen].data["price_pence"] - self.offers[ranking[0]].data["price_pence"]) or None


def suspended(world, service, at):
    """The rule that is named for it, None where it is free."""
    reasons = [rule for rule, _, _ in answers.suspension(world, service, at)]
    if not reasons:
        return None
    return "SU-1" if any(rule != "SU-3" for rule in reasons) else "SU-3"


def evaluation(world, name, at):
    asked = requirement(world, name, at)
    if asked is None:
        return None
    market = Market(world, asked, at)
    scheme = asked.data["scheme"]

    def row(rank, offer):
        """With the score and the feedback where the offers rank by them."""
        event = market.offers[offer]
        shown, score, rating = market.shown(event.data["service"]), None, None
        if scheme in LEGACY:
            score = feedback.two_decimals(market.total(offer))
        elif scheme == "2019" and not asked.specialist:
            score = shown.score
        if scheme in ("2019", "2025") and not asked.specialist:
            rating = feedback.two_decimals(market.feedback(event.data["service"]))
        return {"offer": offer, "service": event.data["service"], "rank": rank, "band": shown.band, "score": score,
                "price_pence": event.data.get("price_pence"), "received": clock.text(event.time), "feedback": rating}

    return {"ranking": [row(rank, offer) for rank, offer in enumerate(market.ranking(), 1)],
            "excluded": sorted(market.excluded.items()), "tie": sorted(market.tie()),
            "recommended": market.recommended(), "top_up_pence": market.top_up()}


def invitations(world, name, at):
    """IN-1"""
    asked = requirement(world, name, at)
    if asked is None:
        return None
    market, invited, others = Market(world, asked, at), [], []
    for service in world.services_of(asked.data["category"]):
        rule = market.uninvited(service)
        (others.append((service, rule)) if rule else invited.append(service))
    return {"invited": invited, "not_invited": others}


def refused_offer(world, event):
    """SU-1, SU-3, and the register (2025 excepted); all else is seen when the ranking is made."""
    asked = requirement(world, event.data["requirement"], event.time)
    if asked is None:
        return joining.UNFIT
    service = event.data["service"]
    if rule := suspended(world, service, event.time):
        return rule
    if asked.data["scheme"] != "2025" and joining.out_of_the_register(world, service, event.time):
        return DOES_NOT_COUNT
    return None


def refused_award(world, event):
    """AL-30 and what else may bar an award."""
    asked = requirement(world, event.data["requirement"], event.time)
    if asked is None:
        return joining.UNFIT
    market = Market(world, asked, event.time)
    offer = event.data["offer"]
    made = [one for one in world.of("offer.submitted") if one.data["offer"] == offer]
    then = [one for one in made if one.time <= event.time] or made
    if not then or then[-1].data["requirement"] != event.data["requirement"]:
        return joining.UNFIT
    if offer not in market.counting:
        return DOES_NOT_COUNT
    awarded = any(one.data["requirement"] == event.data["requirement"] for one in world.of("award.made"))
    if event.time <= asked.closes or asked.cancelled or awarded:
        return "AL-30"
    if market.barred():
        return market.barred()
    if offer != market.recommended() and "departure" not in event.data:
        return "AL-30"
    service = market.offers[offer].data["service"]
    if market.outdone(offer) and not (market.choice == offer and "departure" in event.data):
        return "AL-31"
    if asked.data["scheme"] not in LEGACY and "price_pence" not in event.data and \
            world.registration(service).get("location") == "out_of_city":
        return "AL-33"
    return None
