"""What citizens say (CF), reckoned at 00:00 London on the first of each month."""
from fractions import Fraction

import clock

LEAST_REVIEWS = 5


class Feedback:
    """Of one service for one month, as exact fractions of a hundred; None where there is none."""

    def __init__(self, reviews):
        self.reviews = len(reviews)
        wanted = sum(review.data["outcomes_set"] for review in reviews)
        delivered = sum(review.data["outcomes_delivered"] for review in reviews)
        yes = sum(review.data.get("recommends") is True for review in reviews)
        no = sum(review.data.get("recommends") is False for review in reviews)
        self.outcomes = Fraction(100 * delivered, wanted) if wanted else None
        self.recommended = Fraction(100 * yes, yes + no) if yes + no else None
        parts = [part for part in (self.outcomes, self.recommended) if part is not None]
        self.rating = sum(parts) / len(parts) if parts else None
        self.insufficient = self.reviews < LEAST_REVIEWS or self.rating is None


def rating(world, service, month):
    """From the reviews of the twelve months before the first of the month."""
    begin, end = clock.day_begins(clock.add_months(month, -12)), clock.day_begins(month)
    return Feedback([review for review in world.reviews(service) if begin <= review.time < end])


def market_average(world, category, month):
    """CF-2."""
    of_all = [world.feedback(service, month) for service in world.services_of(category)]
    ratings = [one.rating for one in of_all if not one.insufficient]
    return sum(ratings) / len(ratings) if ratings else None


def adjustment(world, service, month, policy):
    """CF-3, for home support alone (CF-4)."""
    category = world.registration(service).get("category")
    mine = world.feedback(service, month)
    if mine.insufficient or category not in policy.parameter("feedback/adjusts", []):
        return 0
    apart = mine.rating - market_average(world, category, month)
    size = 2 if abs(apart) > 5 else 1 if abs(apart) > 1 else 0
    return size if apart > 0 else -size


def two_decimals(number):
    """Half-up; None stays None."""
    if number is None:
        return None
    hundredths = (number * 100 * 2 + 1) // 2
    return f"{hundredths // 100}.{hundredths % 100:02d}"
