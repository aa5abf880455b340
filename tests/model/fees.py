"""What care costs by schedule, review and quality (FE-1 to FE-6)."""
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import answers
import clock
from policies import of_scheme
from tenders import requirement

PREMIUM, REDUCTION = 200, -300  # basis points
GRADED = ("2018", "2019")
FIXED = ("2018", "2019", "2025")


@dataclass
class Fee:
    unit: str
    hotel: int
    care: int

    @property
    def standard(self):
        return self.hotel + self.care


def half_up(amount):
    return int((2 * amount + 1) // 2)


def schedules(world, scheme, category, tier):
    return [event for event in world.of("fee-schedule.set") if event.data["scheme"] == scheme and
            event.data["category"] == category and event.data.get("tier", "standard") == tier]


def standard(world, scheme, category, tier, at):
    """The fee in force then, None where no schedule is."""
    set_by = schedules(world, scheme, category, tier)
    reviews = {event.data["year"]: event for event in reversed(world.of("price-review.applied"))
               if event.data["scheme"] == scheme}
    days = {date(year, 4, 1): review for year, review in reviews.items()}
    changes = [(event.time, 0, event.sequence, event) for event in set_by]
    # A schedule of the same day prevails.
    changes += [(clock.day_begins(day), 1, 0, review) for day, review in days.items()
                if day not in {clock.london_day(event.time) for event in set_by}]
    fee = None
    for when, _, _, event in sorted(changes, key=lambda change: change[:3]):
        if when > at:
            break
        if event.type == "fee-schedule.set":
            fee = Fee(event.data["unit"], event.data["hotel_pence"], event.data["care_pence"])
        elif fee is not None and (rises := rates(world, event)) is not None:
            fee = Fee(fee.unit, half_up(fee.hotel * (1 + rises[0])), half_up(fee.care * (1 + rises[1])))
    return fee


def rates(world, review):
    """FE-5: of hotel and of care; a fall counts as none. None where a value is missing."""
    values = {(event.data["index"], event.data["year"]): Fraction(event.data["value"])
              for event in world.of("index.published") if event.place < review.place}
    year = review.data["year"]
    wages = [values[index, year] / values[index, year - 1] - 1 for index in ("nlw", "care_wage")
             if (index, year) in values and values.get((index, year - 1))]
    if ("cpih", year - 1) not in values or not wages:
        return None
    return max(Fraction(0), values["cpih", year - 1] / 100), max(Fraction(0), *wages)


def adjustment(world, scheme, service, at):
    """FE-2, FE-3, FE-4: in basis points, with the rule."""
    if scheme not in GRADED:
        return 0, "FE-1"
    snapshot = answers.standing(world, service).at(at)
    band = snapshot.shown.band if snapshot else None
    if band == "gold":
        return PREMIUM, "FE-2"
    if band == "bronze" and snapshot.state["reduced"]:
        return REDUCTION, "FE-3"
    return 0, "FE-4"


def fee_json(world, asked, at):
    """`asked` is the query: scheme, category, tier?, service?"""
    asked = dict(part.split("=") for part in asked.split("&"))
    fee = standard(world, asked["scheme"], asked["category"], asked.get("tier", "standard"), at)
    if fee is None:
        return None
    points, rule = adjustment(world, asked["scheme"], asked["service"], at) if "service" in asked else (0, "FE-1")
    return {"unit": fee.unit, "hotel_pence": fee.hotel, "care_pence": fee.care, "standard_pence": fee.standard,
            "adjustment_bp": points, "fee_pence": half_up(Fraction(fee.standard * (10_000 + points), 10_000)), "rule": rule}


def package_json(world, name, at):
    """Of a package that was awarded: its premium or reduction is of its award, by what was known just before it."""
    awards = [event for event in world.of("award.made") if event.data["package"] == name]
    if not awards:
        return None
    award = awards[-1]
    asked = requirement(world, award.data["requirement"], award.time)
    offers = [event for event in world.of("offer.submitted") if event.data["offer"] == award.data["offer"] and
              event.sequence < award.sequence]
    if asked is None or not offers:
        return NotImplemented  # what it was bought by has been retracted: the page does not say what then
    offer = offers[-1]
    scheme, service = asked.data["scheme"], offer.data["service"]
    if scheme not in FIXED:
        return {"standard_pence": None, "adjustment_bp": 0, "fee_pence": offer.data["price_pence"], "rule": "FE-7"}
    if world.before(award.sequence).registration(service).get("location") == "out_of_city" and "price_pence" in award.data:
        return {"standard_pence": None, "adjustment_bp": 0, "fee_pence": award.data["price_pence"], "rule": "AL-33"}
    fee = standard(world, scheme, asked.data["category"], asked.data.get("tier", "standard"), at)
    points, rule = adjustment(world.before(award.sequence), scheme, service, award.time)
    if fee is None:
        return {"standard_pence": None, "adjustment_bp": points, "fee_pence": None, "rule": rule}
    return {"standard_pence": fee.standard, "adjustment_bp": points,
            "fee_pence": half_up(Fraction(fee.standard * (10_000 + points), 10_000)), "rule": rule}


def refused_schedule(world, event):
    """FE-6: from the second of a category and tier on, the council says what it weighed."""
    data = event.data
    if of_scheme(world.events, data["scheme"], data["category"], event.time) is None:
        return "422"
    earlier = schedules(world, data["scheme"], data["category"], data.get("tier", "standard"))
    return "FE-6" if data["scheme"] == "2025" and earlier and not data.get("basis") else None


def refused_review(world, event):
    begins = clock.day_begins(date(event.data["year"], 4, 1))
    if not any(policy.event.time <= max(begins, event.time) for policy in world.of_scheme(event.data["scheme"])):
        return "422"
    if event.data["scheme"] not in FIXED:
        return "FE-6"
    if event.data["scheme"] == "2025":
        return "FE-6"
    again = any(other.data == event.data for other in world.of("price-review.applied"))
    return "FE-5" if again or rates(world, event) is None else None
