"""What the rules refuse to take in, and by which rule."""
import buying
import fees
import joining

JUDGES = {"enrolment.accepted": joining.refused_enrolment, "lot.awarded": joining.refused_lot,
          "offer.submitted": buying.refused_offer, "award.made": buying.refused_award,
          "fee-schedule.set": fees.refused_schedule, "price-review.applied": fees.refused_review}


def judged(event_type):
    return event_type in JUDGES


def refusal(world, event):
    """The rule that refuses the event to one who knows `world`, None where it is admitted; joining.UNFIT where it does
    not go together with what is known."""
    return JUDGES[event.type](world, event)
