"""What the clients were promised, and whether a ledger that was started again keeps it."""
import base64
import hashlib
import json
import urllib.parse

from load import read_checkpoint

PAGE = 1000
SAMPLE = 1000  # identities looked up one by one; all are compared with the listing


def leaf_hash(event):
    """RFC 9162 section 2.1.1, over RFC 8785's form; for the ASCII member names of events this is it."""
    leaf = json.dumps(event, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
    return hashlib.sha256(b"\0" + leaf).digest()


class Frontier:
    """The roots of the perfect subtrees of a Merkle tree that grows at its right edge."""

    def __init__(self):
        self.size, self.roots = 0, []

    def append(self, leaf):
        self.size += 1
        self.roots.append(leaf)
        size = self.size
        while size % 2 == 0:
            right, left = self.roots.pop(), self.roots.pop()
            self.roots.append(hashlib.sha256(b"\1" + left + right).digest())
            size //= 2

    def root(self):
        if not self.roots:
            return hashlib.sha256().digest()
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = hashlib.sha256(b"\1" + left + root).digest()
        return root


class Record:
    """Kept over all rounds. `promised` maps (source, id) to the item of the acknowledgement."""

    def __init__(self, checks, rng):
        self.checks, self.rng = checks, rng
        self.promised, self.checkpoints = {}, []
        self.log = {}  # (source, id) → sequence, as listed
        self.frontier = Frontier()
        self.last_recorded = ""

    def take(self, load):
        """The requests of a load that is over: acknowledged, without an answer, and refused."""
        acknowledged, unanswered, others = [], [], []
        for request in load.requests():
            if request.answer is None:
                unanswered.append(request)
            elif request.answer.status != 201:
                others.append(request)
            else:
                acknowledged.append(request)
                self.promise(request, request.answer)
        self.checkpoints += load.checkpoints
        return acknowledged, unanswered, others

    def promise(self, request, answer):
        for identity, item in zip(request.identities, answer.json()["appended"], strict=True):
            self.promised[identity] = item

    def read_on(self, connection):
        """Lists what the log has beyond what was read before, and checks its order. Returns the first thing wrong."""
        wanted = {size: root for size, root in self.checkpoints if size > self.frontier.size}
        while True:
            answer = connection.get(f"/v1/events?limit={PAGE}&after={self.frontier.size}")
            if answer.status != 200:
                return f"listing behind {self.frontier.size}: {answer}"
            events = answer.json()["events"]
            for event in events:
                if wrong := self.read_one(event, wanted):
                    return wrong
            if not events:
                break
        lost = [size for size in wanted if size > self.frontier.size]
        return f"a checkpoint over {max(lost)} events was signed, there are {self.frontier.size}" if lost else ""

    def read_one(self, event, wanted):
        sequence, identity = int(event["sequence"]), (event["source"], event["id"])
        if sequence != self.frontier.size + 1:
            return f"event {sequence} follows event {self.frontier.size}"
        if event["recordedtime"] <= self.last_recorded:
            return f"event {sequence} was recorded no later than the one before it"
        if identity in self.log:
            return f"{identity} stands at {self.log[identity]} and at {sequence}"
        hashed = leaf_hash(event)
        self.frontier.append(hashed)
        self.last_recorded, self.log[identity] = event["recordedtime"], sequence
        item = self.promised.get(identity)
        if item is not None:
            if item["sequence"] != str(sequence) or item["recordedtime"] != event["recordedtime"]:
                return f"{identity} was acknowledged as {item} and stands at {sequence}"
            if base64.b64decode(item["leaf"]) != hashed:
                return f"event {sequence} has another leaf than was acknowledged"
        if sequence in wanted and wanted[sequence] != self.frontier.root():
            return f"the checkpoint over {sequence} events was signed over another root"
        return ""

    def hash_of(self, source, event_id):
        return base64.b64decode(self.promised[(source, event_id)]["leaf"]).hex()

    def check_restart(self, connection, name, acknowledged, unanswered):
        check = self.checks.check
        wrong = self.read_on(connection)
        check(not wrong, f"{name}: the log is in order, gapless and as acknowledged and signed", wrong)
        missing = [identity for identity in self.promised if identity not in self.log]
        check(not missing, f"{name}: all {len(self.promised)} acknowledged events are there", missing[:3])
        halves = [request.identities for request in unanswered if not self.all_or_nothing(request)]
        check(not halves, f"{name}: {len(unanswered)} unanswered requests are there whole or not at all", halves[:1])
        size, root = read_checkpoint(connection.get("/log/checkpoint").body)
        check((size, root) == (self.frontier.size, self.frontier.root()),
              f"{name}: the checkpoint has the listed events' size and root", (size, self.frontier.size))
        self.checkpoints.append((size, root))
        found = self.look_up(connection, acknowledged)
        check(not found, f"{name}: each identity leads to its one event", found)
        again = self.send_again(connection, acknowledged)
        check(not again, f"{name}: the acknowledged requests sent again are duplicates", again)
        late = self.send_unanswered(connection, unanswered)
        check(not late, f"{name}: the unanswered requests sent again are duplicates or appended", late)

    def all_or_nothing(self, request):
        places = [self.log.get(identity) for identity in request.identities]
        if all(place is None for place in places):
            return True
        return None not in places and places == list(range(places[0], places[0] + len(places)))

    def look_up(self, connection, requests):
        identities = [identity for request in requests for identity in request.identities]
        for source, event_id in self.rng.sample(identities, min(SAMPLE, len(identities))):
            query = urllib.parse.urlencode({"source": source, "id": event_id})
            answer = connection.get("/v1/events?" + query)
            events = answer.json()["events"] if answer.status == 200 else []
            if len(events) != 1 or int(events[0]["sequence"]) != self.log.get((source, event_id)):
                return f"{source} {event_id}: {answer}"
        return ""

    def send_again(self, connection, requests):
        for request in requests:
            answer = request.post_to(connection)
            if answer.status != 200:
                return f"{request.identities}: {answer}"
            for identity, item in zip(request.identities, answer.json()["appended"], strict=True):
                if not item.get("duplicate") or item != self.promised[identity] | {"duplicate": True}:
                    return f"{identity}: {item} is not {self.promised[identity]}"
        return ""

    def send_unanswered(self, connection, requests):
        for request in requests:
            answer = request.post_to(connection)
            wanted = 200 if request.identities[0] in self.log else 201
            if answer.status != wanted:
                return f"{request.identities}: {answer}, not {wanted}"
            self.promise(request, answer)
        return ""
