"""What is known at a position of the log: the events that stand, each as it then reads (domain page: Corrections)."""
import copy
from collections import defaultdict
from dataclasses import dataclass, field

import clock

CORRECTED, RETRACTED = "event.corrected", "event.retracted"


@dataclass
class Event:
    sequence: int
    recorded: int
    type: str
    time: int
    data: dict
    because: list = field(default_factory=list)  # its sequence and those of the corrections in force

    @property
    def place(self):
        """Events fold in this order."""
        return self.time, self.sequence


def from_stored(stored):
    """An event as the log has it, from its JSON."""
    return Event(int(stored["sequence"]), clock.instant(stored["recordedtime"]),
                 stored["type"].removeprefix("careledger."), clock.instant(stored["time"]), stored["data"])


def merge(target, patch):
    """RFC 7396."""
    if not isinstance(patch, dict):
        return copy.deepcopy(patch)
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge(result.get(name), value)
    return result


def known(log, known_at):
    """The events of the log up to that sequence that stand, as they read, in the order of their folding.

    Corrections and retractions name an earlier sequence, so going backwards from the end each is complete before what
    it names is reached."""
    corrections, retracted, standing = defaultdict(list), set(), []
    for stored in sorted((event for event in log if event.sequence <= known_at), key=lambda e: -e.sequence):
        if stored.sequence in retracted:
            continue
        event = Event(stored.sequence, stored.recorded, stored.type, stored.time, stored.data, [stored.sequence])
        for correction in sorted(corrections[stored.sequence], key=lambda e: e.sequence):
            if "data" in correction.data:
                event.data = merge(event.data, correction.data["data"])
            if "time" in correction.data:
                event.time = clock.instant(correction.data["time"])
            event.because = event.because + correction.because
        if event.type == CORRECTED:
            corrections[int(event.data["corrects"])].append(event)
        elif event.type == RETRACTED:
            retracted.add(int(event.data["retracts"]))
        standing.append(event)
    return sorted(standing, key=lambda e: e.place)


def named(log, known_at, service):
    """Whether an event known by then names the service, be it as it read once: what is retracted is known all the
    same."""
    def names(event):
        return service in (event.data.get("service"), event.data.get("predecessor"))

    upto = [event.sequence for event in log if event.sequence <= known_at]
    amendments = [event.sequence for event in log if event.type in (CORRECTED, RETRACTED)]
    return any(names(event) for event in log if event.sequence <= known_at) or any(
        names(event) for sequence in amendments if sequence in upto for event in known(log, sequence))
