"""One history on one ledger: what is asked of both sides, and where their answers differ."""
import time
import urllib.parse

import admission
import clock
import knowledge
import questions
from world import World


class Difference:
    def __init__(self, question, entity, path, at, known_at, mine, theirs):
        self.question, self.entity, self.path, self.at, self.known_at = question, entity, path, at, known_at
        self.mine, self.theirs = mine, theirs

    @property
    def kind(self):
        return self.question.name if self.question else "admission"


class Comparison:
    """One history on one ledger."""

    def __init__(self, ledger, rng):
        self.ledger, self.rng = ledger, rng
        self.log = ledger.log()
        self.worlds, self.skipped = {}, set()
        self.asked = 0
        # A new ledger's own first events.
        self.bundled = sum(event.sequence < min(ledger.sequences.values(), default=1 << 60) for event in self.log)

    def world(self, known_at):
        if known_at not in self.worlds:
            self.worlds[known_at] = World(self.log, known_at)
        return self.worlds[known_at]

    def ask(self, question, entity, at, known_at, written=None):
        """The difference at one point, None where there is none. `at` and `known_at` None: not sent."""
        query = {}
        if at is not None:
            query["at"] = clock.text(at)
        if known_at is not None:
            query["known_at"] = written or str(known_at)
        if known_at is None and question.always_known:
            known_at = self.log[-1].sequence
            query["known_at"] = str(known_at)
        path = question.path.format(entity=entity)
        if query:
            path += ("&" if "?" in path else "?") + urllib.parse.urlencode(query)
        now = int(time.time() * 1e6)
        answer = self.ledger.get(path)
        if questions.not_there(answer):
            self.skipped.add(question.name + (", sealed" if answer.status == 409 else ""))
            return None
        self.asked += 1
        world = self.head if known_at is None else self.world(known_at)
        mine = question.answer(world, entity, now if at is None else at, now)
        theirs = questions.server_answer(question, answer)
        if mine == theirs or mine is NotImplemented:
            return None
        return Difference(question, entity, path, at, known_at, mine, theirs)

    def admissions(self):
        """Where an event was admitted that the rules refuse, or refused otherwise than they do."""
        names = {sequence: name for name, sequence in self.ledger.sequences.items()}
        for event in self.log:
            if admission.judged(event.type) and event.sequence in names:
                yield from self._admission(names[event.sequence], event, event.sequence - 1, None)
        for sent, answer, head in self.ledger.refused:
            if admission.judged(sent["type"].removeprefix("careledger.")):
                # What is sent comes after all that is known.
                event = knowledge.from_stored(sent | {"sequence": str(1 << 60), "recordedtime": sent["time"]})
                rule = answer.json()["rule"]["id"] if answer.status == 409 else str(answer.status)
                yield from self._admission(sent["id"], event, head or self.bundled, rule)

    def _admission(self, name, event, known_at, theirs):
        if len(self.log) < self.log[-1].sequence and event.type == "award.made":
            return  # offers that are sealed by the server's clock are not in the log that we see
        self.asked += 1
        mine = admission.refusal(self.world(known_at), event)
        if mine != theirs:
            yield Difference(None, name, f"{event.type} {name}", None, None, mine, theirs)

    def points(self, count, asked):
        entities = {question: question.entities(self.head) for question in asked}
        asked = [question for question in asked if entities[question]]
        moments = sorted({event.time for event in self.log} | set(self.interesting()))
        heads = [event.sequence for event in self.log if event.sequence > 6]
        # The log that we see may lack what is sealed.
        recorded = {event.sequence: event.recorded for event in self.log}
        chosen = [self.rng.choice(heads) for _ in range(min(8, len(heads)))]
        for _ in range(count if asked else 0):
            at = self.rng.choice(moments) + self.rng.choice([0, 0, 0, -1, 1, 86_400_000_000])
            known_at, written = None, None
            if self.rng.random() < 0.6:
                known_at = self.rng.choice(chosen)
                if self.rng.random() < 0.3:
                    written = clock.text(recorded[known_at] + self.rng.choice([0, 0]))
            question = self.rng.choice(asked)
            yield question, self.rng.choice(entities[question]), at, known_at, written

    @property
    def head(self):
        return self.world(self.log[-1].sequence)

    def interesting(self):
        """Where the model's own history changes, which is where the server's may not."""
        for service in self.head.services():
            for segment in questions.answers.history(self.head, service, 0):
                yield clock.instant(segment["since"])
