"""IP-1: an improvement plan, its clock, and how that runs out."""
from dataclasses import dataclass, field

import clock


@dataclass
class Plan:
    required: tuple = None  # the place of the requirement in the order of events
    approved: object = None
    stopped: bool = False  # by asking for the visit in time
    lapsed: bool = False
    ended: bool = False
    decided: object = None
    steps: dict = field(default_factory=dict)  # the latest event of each kind

    @property
    def due(self):
        written = self.approved.data.get("due") if self.approved else None
        return clock.parse_day(written) if written else None

    @property
    def deadline(self):
        """When it lapses by itself, None where nothing runs."""
        if self.ended or self.lapsed or self.stopped or self.due is None:
            return None
        return clock.day_ends(self.due)

    def required_by(self, event):
        """Required again it is a new plan: what approved the old one counts no more."""
        self.required = event.place
        self.approved, self.stopped, self.lapsed, self.ended = None, False, False, False

    def approve(self, event):
        """A new approval starts the clock anew."""
        self.approved, self.stopped, self.lapsed, self.ended = event, False, False, False

    def ask(self):
        """Asking by the end of the due day stops the clock; a lapsed one has nothing to stop."""
        if self.approved and not self.lapsed and not self.ended:
            self.stopped = True

    def finish(self, event):
        """A satisfactory completion ends it; required again, it begins anew."""
        self.approved, self.stopped, self.lapsed, self.ended = None, False, False, True
        self.steps["finished"] = event

    def found_unsatisfactory(self, at):
        """Whether it lapses by the finding."""
        if not self.stopped:
            return False
        self.stopped = False
        if self.due is not None and at >= clock.day_ends(self.due):
            self.lapsed = True
            return True
        return False
