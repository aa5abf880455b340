"""A ledger of its own for a history: told the events, then asked."""
import json
import shutil
import sys
import tempfile
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "faults"))

import knowledge  # noqa: E402
from server import BATCH, Closed, Server  # noqa: E402


def numbered(value, sequences):
    """`{seq:ID}` replaced; None where an event that it names did not get in."""
    text = json.dumps(value)
    for event, sequence in sequences.items():
        text = text.replace("{seq:" + event + "}", str(sequence))
    return None if "{seq:" in text else json.loads(text)


class Ledger:
    def __init__(self, program):
        memory = Path("/dev/shm")  # where a sync costs nothing
        self.directory = tempfile.mkdtemp(prefix="careledger-model-", dir=memory if memory.is_dir() else None)
        self.server = Server(program, Path(self.directory) / "ledger").start()
        self.connection = self.server.connect()
        self.sequences, self.unknown_types, self.failures = {}, set(), []
        self.refused = []  # (what was sent, the answer, the head that it was judged on)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.connection.close()
        self.server.kill()
        shutil.rmtree(self.directory, ignore_errors=True)

    def tell(self, events, judge=None, batch=lambda: 1):
        """Sends the events, in batches of `batch()`; one that holds a refused event is told again singly."""
        waiting = list(events)
        while waiting:
            size = batch() if judge is None else 1
            part, waiting = waiting[:size], waiting[size:]
            if len(part) > 1 and self._tell_batch(part):
                continue
            for event in part:
                self._tell_one(event, judge)

    def _sent(self, event):
        data = numbered(event["data"], self.sequences)
        if data is None or event["type"] in self.unknown_types:
            return None
        return {"specversion": "1.0", "id": event["id"], "source": "/model", "type": "careledger." + event["type"],
                "time": event["time"], "data": data}

    def _tell_batch(self, part):
        sent = [self._sent(event) for event in part]
        if None in sent:
            return False
        answer = self._ask(lambda: self.connection.post(sent, BATCH))
        if answer.status != 201:
            return False
        for item in answer.json()["appended"]:
            self.sequences[item["id"]] = int(item["sequence"])
        return True

    def _tell_one(self, event, judge):
        sent = self._sent(event)
        if sent is None:
            return
        answer = self._ask(lambda: self.connection.post(sent))
        if answer.status == 201:
            self.sequences[event["id"]] = int(answer.json()["appended"][0]["sequence"])
        elif answer.status >= 500:
            self.failures.append((event, answer))
        elif answer.status == 422 and b"/type" in answer.body:
            self.unknown_types.add(event["type"])
        if answer.status in (409, 422):
            self.refused.append((sent, answer, max(self.sequences.values(), default=0)))
        if judge:
            judge(event, sent, answer)

    def _ask(self, request):
        try:
            answer = request()
        except Closed:
            self.connection = self.server.connect()
            answer = request()
        if answer.headers.get("connection") == "close":
            self.connection.close()
            self.connection = self.server.connect()
        return answer

    def get(self, path):
        return self._ask(lambda: self.connection.get(path))

    def log(self):
        """All that is stored."""
        events, path = [], "/v1/events?limit=1000"
        while path:
            page = self.get(path).json()
            events += [knowledge.from_stored(event) for event in page["events"]]
            path = f"/v1/events?limit=1000&next={page['next']}" if page.get("next") else None
        return events
