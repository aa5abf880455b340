"""Single questions, one after the other over one connection: medians and 99th percentiles, the transport included."""
import http.client
import json
import random
import statistics
import time
import urllib.parse

EVIDENCE = ["cqc_registration", "bank_details", "accounts", "employers_liability", "public_liability",
            "company_registration", "bankruptcy_and_convictions_disclosed", "policies"]


class Client:
    def __init__(self, url):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc)

    def ask(self, path):
        """The answer, and the milliseconds that it took."""
        start = time.perf_counter()
        self.connection.request("GET", path)
        response = self.connection.getresponse()
        body = response.read()
        spent = (time.perf_counter() - start) * 1000
        if response.status != 200:
            raise RuntimeError(f"{path}: {response.status} {body[:200]}")
        return body, spent

    def append(self, events):
        """The sequence of the last of them."""
        for event in events:
            event.update({"specversion": "1.0", "source": "/bench", "type": "careledger." + event["type"]})
        self.connection.request("POST", "/v1/events", json.dumps(events),
                                {"Content-Type": "application/cloudevents-batch+json"})
        response = self.connection.getresponse()
        body = json.loads(response.read())
        if response.status != 201:
            raise RuntimeError(f"appending: {response.status} {body}")
        return int(body["appended"][-1]["sequence"])


def report(name, milliseconds):
    ordered = sorted(milliseconds)
    tail = ordered[min(len(ordered) - 1, len(ordered) * 99 // 100)]
    print(f"{name:<60} {statistics.median(ordered):>9.2f} ms  p99 {tail:.2f} ms  of {len(ordered)}", flush=True)


def moment(draw):
    return f"{draw.randrange(2018, 2026)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02}T{draw.randrange(24):02}:00:00Z"


def whole_market(url, size):
    client, draw = Client(url), random.Random(5)
    path = "/v1/ratings?limit=1000"
    _, first = client.ask(path)
    print(f"{'all ratings, nothing in memory yet':<60} {first:>9.2f} ms")
    report("all ratings, any at, known now", [client.ask(f"{path}&at={moment(draw)}")[1] for _ in range(20)])
    recent = [client.ask(f"{path}&at={moment(draw)}&known_at={size - draw.randrange(10_000)}")[1] for _ in range(20)]
    report("all ratings, any at, known within the last 10,000 events", recent)
    older = [client.ask(f"{path}&at={moment(draw)}&known_at={draw.randrange(size // 10, size)}")[1] for _ in range(10)]
    report("all ratings, any at, known at any earlier time", older)
    report("due list of the market, any at", [client.ask(f"/v1/due?limit=1000&at={moment(draw)}")[1] for _ in range(10)])


def what_was_bought(url, rounds=5):
    client, draw = Client(url), random.Random(11)
    packages = [each["package"] for each in json.loads(client.ask("/v1/allocations?limit=200")[0])["allocations"]]
    if not packages:
        print("the market has no packages")
        return
    report("a package and its fee", [client.ask(f"/v1/packages/{draw.choice(packages)}")[1] for _ in range(200)])
    report("the payments of a package", [client.ask(f"/v1/payments/{draw.choice(packages)}")[1] for _ in range(200)])
    providers = [f"provider-{draw.randrange(100)}" for _ in range(50)]
    report("the record of a provider, 100 events", [client.ask(f"/v1/providers/{each}/record?limit=100")[1] for each in providers])
    for name, path in (("exposure of the market", "/v1/exposure"), ("payments, 100 of all", "/v1/payments?limit=100"),
                       ("report of a year", "/v1/reports/market?from=2019-01-01&to=2020-01-01&category=home_support")):
        report(name, [client.ask(path)[1] for _ in range(rounds)])


OF_THE_WHOLE_MARKET = (
    "/v1/ratings", "/v1/suspensions", "/v1/services?free=true", "/v1/breaches", "/v1/due", "/v1/due?kind=statement",
    "/v1/exposure", "/v1/exposure?suspended=true", "/v1/allocations", "/v1/payments", "/v1/payments?period=2022-P06",
    "/v1/payments?provider=provider-0", "/v1/requirements", "/v1/requirements?status=open", "/v1/capacity?scheme=2019",
    "/v1/reports/market?from=2022-01-01&to=2023-01-01", "/v1/reports/visits?from=2022-06-01&to=2022-07-01",
    "/v1/reports/visits?provider=provider-0", "/v1/providers/provider-0/record?limit=1000",
    "/v1/events?type=careledger.visit.recorded&limit=1000", "/v1/events?tag=service:service-0&limit=1000")


def each_list_once(url, resident_mib):
    """Each list of the whole market, asked for twice, with the memory that the server has then."""
    client = Client(url)
    for path in OF_THE_WHOLE_MARKET:
        first, again = client.ask(path)[1], client.ask(path)[1]
        print(f"{path:<60} {first:>9.1f} ms  again {again:.1f} ms  {resident_mib():.0f} MiB", flush=True)


def one_long_history(url, events=10_000):
    client, draw = Client(url), random.Random(7)
    made = [{"id": "p", "type": "provider.registered", "time": "2018-01-01T00:00:00Z", "data": {"provider": "p", "name": "P"}},
            {"id": "s", "type": "service.registered", "time": "2018-01-01T00:00:00Z",
             "data": {"service": "long", "provider": "p", "name": "Long", "category": "residential"}}]
    for i in range(events - 2):
        kind = draw.choice(["full", "focussed", "validation"])
        made.append({"id": f"i{i}", "type": "inspection.published", "time": moment(draw),
                     "data": {"service": "long", "inspector": draw.choice(["cqc", "council"]), "kind": kind,
                              "outcome": "inadequate" if draw.random() < 0.1 else None}})
        data = made[-1]["data"]
        data["outcome"] = data["outcome"] or ("good" if data["inspector"] == "cqc" else draw.choice(["gold", "silver", "bronze"]))
    size = 0
    for begin in range(0, events, 500):
        size = client.append(made[begin:begin + 500])
    path = "/v1/services/long/rating"
    client.ask(path)
    report("rating of a service of 10,000 events, known now", [client.ask(f"{path}?at={moment(draw)}")[1] for _ in range(200)])
    old = [client.ask(f"{path}?at={moment(draw)}&known_at={size - draw.randrange(events // 2)}")[1] for _ in range(100)]
    report("rating of a service of 10,000 events, known earlier", old)
    anew = []
    for i in range(20):
        client.append([{"id": f"late{i}", "type": "inspection.published", "time": "2019-01-01T00:00:00Z",
                        "data": {"service": "long", "inspector": "nhs", "kind": "focussed", "outcome": "green"}}])
        anew.append(client.ask(path)[1])
    report("its rating right after a back-dated event", anew)


def one_tender(url, offers=100):
    client = Client(url)
    made = []
    for i in range(offers):
        service = f"t{i}"
        made += [
            {"id": f"r{i}", "type": "service.registered", "time": "2019-01-01T00:00:00Z",
             "data": {"service": service, "provider": f"tp{i}", "name": "T", "category": "residential", "area": "1"}},
            {"id": f"f{i}", "type": "inspection.published", "time": "2019-01-02T00:00:00Z",
             "data": {"service": service, "inspector": "council", "kind": "full", "outcome": ["gold", "silver", "bronze"][i % 3]}},
            {"id": f"a{i}", "type": "enrolment.applied",
             "time": "2019-01-03T00:00:00Z", "data": {"service": service, "scheme": "2018", "evidence": {item: True for item in EVIDENCE}}},
            {"id": f"e{i}", "type": "enrolment.accepted", "time": "2019-01-04T00:00:00Z", "data": {"service": service, "scheme": "2018"}},
        ]
    made.append({"id": "q", "type": "requirement.published", "time": "2019-02-01T00:00:00Z",
                 "data": {"requirement": "q", "scheme": "2018", "category": "residential", "area": "1", "citizen": "c",
                          "unit": "week", "units_per_week": "1", "closes": "2019-02-03T12:00:00Z"}})
    made += [{"id": f"o{i}", "type": "offer.submitted", "time": "2019-02-02T00:00:00Z",
              "data": {"offer": f"o{i}", "requirement": "q", "service": f"t{i}", "can_meet": True}} for i in range(offers)]
    for begin in range(0, len(made), 500):
        client.append(made[begin:begin + 500])
    path = "/v1/requirements/q/evaluation?at=2019-02-04T00:00:00Z"
    body, _ = client.ask(path)
    ranked = len(json.loads(body)["ranking"])
    report(f"evaluation of {ranked} offers", [client.ask(path)[1] for _ in range(50)])
