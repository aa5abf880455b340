"""Load on a server: keep-alive connections that append distinct events, and remember all that they were answered."""
import base64
import json
import random
import threading
import time

from server import BATCH, EVENT, Closed, Connection

BANDS = ("outstanding", "good", "requires_improvement", "inadequate")


def make_event(rng, source, event_id):
    """A valid event of one of a few types, some with words about a person."""
    service = f"s{rng.randrange(200)}"
    kind = rng.randrange(4)
    if kind == 0:
        event_type, data = "inspection.published", {"service": service, "inspector": "cqc", "kind": "full",
                                                    "outcome": rng.choice(BANDS)}
    elif kind == 1:
        delivered = rng.randrange(5)
        event_type, data = "feedback.reviewed", {"service": service, "outcomes_set": 4, "recommends": True,
                                                 "outcomes_delivered": delivered}
    elif kind == 2:
        event_type, data = "complaint.received", {"service": service, "complaint": event_id[:64],
                                                  "citizen": f"c{rng.randrange(50)}", "details": "läte\n\"again\""}
    else:
        event_type, data = "dialogue.started", {"service": service, "reason": "w" * rng.choice((3, 30, 300, 3000))}
    day = f"{rng.randrange(2018, 2026)}-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}"
    return {"specversion": "1.0", "id": event_id, "source": source, "type": "careledger." + event_type,
            "time": day + "T09:30:00Z", "data": data}


class Sent:
    """A request, and its answer once that was read to the end."""

    def __init__(self, events, batch):
        self.events, self.batch = events, batch
        self.answer = None

    @property
    def identities(self):
        return [(event["source"], event["id"]) for event in self.events]

    def post_to(self, connection):
        body = json.dumps(self.events if self.batch else self.events[0], ensure_ascii=False).encode()
        return connection.post(body, BATCH if self.batch else EVENT)


class Client(threading.Thread):
    def __init__(self, load, number):
        super().__init__(daemon=True)
        self.load, self.number = load, number
        self.rng = random.Random(load.rng.getrandbits(64))
        self.sent = []

    def run(self):
        try:
            with Connection(self.load.port) as connection:
                while not self.load.ended.is_set():
                    self.one(connection)
        except (Closed, OSError):
            pass  # the server is gone: the last request stays without an answer

    def one(self, connection):
        count = self.rng.choice((1, 1, 1, 2, 5, 20))
        first = len(self.sent)
        events = [make_event(self.rng, self.load.source, f"{self.number}-{first}-{i}") for i in range(count)]
        request = Sent(events, count > 1 or self.rng.random() < 0.1)
        self.sent.append(request)
        request.answer = request.post_to(connection)
        if request.answer.headers.get("connection") == "close":
            raise Closed("by the server, as it said")
        if request.answer.status == 503:
            time.sleep(0.02)


class Load:
    """So many clients at once. `checkpoints` are those that the ledger signed meanwhile: size and root."""

    def __init__(self, port, source, connections, rng):
        self.port, self.source, self.rng = port, source, rng
        self.ended = threading.Event()
        self.checkpoints = []
        self.clients = [Client(self, i) for i in range(connections)]
        self.watcher = threading.Thread(target=self.watch, daemon=True)

    def start(self):
        for client in self.clients:
            client.start()
        self.watcher.start()
        return self

    def watch(self):
        try:
            with Connection(self.port) as connection:
                while not self.ended.wait(0.03):
                    answer = connection.get("/log/checkpoint")
                    if answer.status == 200:
                        self.checkpoints.append(read_checkpoint(answer.body))
        except (Closed, OSError):
            pass

    def requests(self):
        return [request for client in self.clients for request in list(client.sent)]

    def answered(self):
        return sum(len(client.sent) for client in self.clients) - len(self.clients)

    def running(self):
        return any(client.is_alive() for client in self.clients)

    def wait_for(self, answers, timeout=120):
        """Whether so many answers came."""
        end = time.monotonic() + timeout
        while self.answered() < answers and self.running() and time.monotonic() < end:
            time.sleep(0.002)
        return self.answered() >= answers

    def finish(self):
        self.ended.set()
        for thread in (*self.clients, self.watcher):
            thread.join(60)


def read_checkpoint(note):
    """Size and root of a C2SP checkpoint; its signature is `careledger verify`'s to check."""
    _, size, root = note.decode().split("\n")[:3]
    return int(size), base64.b64decode(root)
