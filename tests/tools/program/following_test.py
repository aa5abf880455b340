"""A stream of events, as a client of text/event-stream sees it."""
import datetime
import http.client
import json
import signal
import time
import unittest
import urllib.parse

from program import ServedLedger

INSPECTED = "inspection.published"
OFFERED = "offer.submitted"


def in_seconds(seconds):
    then = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=seconds)
    return then.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Stream:
    """The messages of one connection, in turn."""

    def __init__(self, url, path, headers=None):
        address = urllib.parse.urlsplit(url)
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=10)
        self.connection.request("GET", path, headers={"Accept": "text/event-stream", **(headers or {})})
        self.response = self.connection.getresponse()

    def message(self):
        """Its sequence and its event; nothing where the stream has ended."""
        fields = {}
        while line := self.response.readline().decode():
            line = line.rstrip("\n")
            if not line and fields:
                return fields["id"], json.loads(fields["data"])
            name, colon, value = line.partition(": ")
            if name and colon:
                fields[name] = value
        return None

    def close(self):
        self.response.close()
        self.connection.close()


class FollowingTest(ServedLedger):
    def follow(self, path, **headers):
        stream = Stream(self.url, path, {name.replace("_", "-"): value for name, value in headers.items()})
        self.addCleanup(stream.close)
        return stream

    def inspect(self, day, outcome="gold"):
        self.append(INSPECTED, day + "T00:00:00Z",
                    {"service": "s", "inspector": "council", "kind": "full", "outcome": outcome})
        return self.ask("/v1/events?type=careledger." + INSPECTED + "&limit=1000")[1]["events"][-1]["sequence"]

    def test_what_there_is_and_then_what_comes_with_the_stored_bytes(self):
        first = self.inspect("2019-01-01")
        stream = self.follow("/v1/events?tag=service:s")
        self.assertEqual((stream.response.status, stream.response.headers["Content-Type"]),
                         (200, "text/event-stream"))
        sequence, event = stream.message()
        self.assertEqual(sequence, first)
        self.assertEqual(event, self.ask("/v1/events/" + first)[1])
        self.append("alert.raised", "2019-01-02T00:00:00Z",
                    {"service": "other", "alert": "a", "kind": "quality", "severity": "low"})
        second = self.inspect("2019-01-03")
        self.assertEqual(stream.message()[0], second)

    def test_it_goes_on_behind_the_last_message_or_any_sequence(self):
        sequences = [self.inspect(f"2019-01-{day:02}") for day in range(1, 6)]
        for stream in (self.follow("/v1/events?tag=service:s", Last_Event_ID=sequences[2]),
                       self.follow("/v1/events?tag=service:s&after=" + sequences[2]),
                       self.follow("/v1/events?tag=service:s&after=0", Last_Event_ID=sequences[2])):
            self.assertEqual([stream.message()[0] for _ in range(2)], sequences[3:])

    def test_more_than_one_piece_comes_whole_and_in_order(self):
        base = [{"specversion": "1.0", "id": f"i{i}", "source": "/t", "type": "careledger." + INSPECTED,
                 "time": "2019-01-01T00:00:00Z",
                 "data": {"service": "s", "inspector": "council", "kind": "full", "outcome": "gold"}}
                for i in range(1000)]
        status, answer = self.ask("/v1/events", base, "application/cloudevents-batch+json")
        self.assertEqual(status, 201, answer)
        stream = self.follow("/v1/events?type=careledger." + INSPECTED)
        self.assertEqual([stream.message()[0] for _ in range(1000)],
                         [appended["sequence"] for appended in answer["appended"]])

    def test_only_the_time_that_is_asked_for(self):
        self.inspect("2019-01-01")
        within = self.inspect("2019-02-01")
        stream = self.follow("/v1/events?tag=service:s&from=2019-01-15&to=2019-03-01")
        self.assertEqual(stream.message()[0], within)
        self.inspect("2019-03-01")
        later = self.inspect("2019-02-20")
        self.assertEqual(stream.message()[0], later)

    def test_a_sealed_offer_is_told_once_its_requirement_has_closed(self):
        self.append("provider.registered", "2012-01-01T00:00:00Z", {"provider": "p", "name": "P"})
        self.append("service.registered", "2012-01-01T00:00:00Z",
                    {"service": "s", "provider": "p", "name": "S", "category": "home_support"})
        self.append("requirement.published", in_seconds(-1),
                    {"requirement": "r", "scheme": "2018", "category": "home_support", "area": "1", "citizen": "c",
                     "unit": "hour", "units_per_week": "10", "closes": in_seconds(3)})
        self.append(OFFERED, in_seconds(0), {"offer": "o", "requirement": "r", "service": "s", "can_meet": True})
        stream = self.follow(f"/v1/events?type=careledger.{OFFERED}&type=careledger.{INSPECTED}")
        passed = self.inspect("2019-01-01")
        self.assertEqual(stream.message()[0], passed)
        sequence, event = stream.message()
        self.assertEqual(event["data"]["offer"], "o")
        self.assertLess(int(sequence), int(passed))

    def test_a_wrong_question_is_refused(self):
        for path, headers, word in (("?limit=3", {}, "limit"), ("?type=careledger.nope", {}, "nope"),
                                    ("?after=100000", {}, "beyond"), ("", {"Last-Event-ID": "x"}, "Last-Event-ID"),
                                    ("", {"Last-Event-ID": "100000"}, "beyond")):
            stream = Stream(self.url, "/v1/events" + path, headers)
            self.addCleanup(stream.close)
            self.assertEqual(stream.response.status, 400)
            self.assertIn(word, json.loads(stream.response.read())["detail"])

    def test_lists_are_lists_unless_a_stream_is_preferred(self):
        for accept, form in (("*/*", "application/json"), ("text/event-stream;q=0.5, application/json", "application/json"),
                             ("text/event-stream, application/json;q=0.5", "text/event-stream")):
            stream = self.follow("/v1/events", Accept=accept)
            self.assertEqual(stream.response.headers["Content-Type"], form)

    def test_a_stop_ends_streams_and_is_not_held_up(self):
        stream = self.follow("/v1/events?tag=service:none")
        begun = time.monotonic()
        self.server.send_signal(signal.SIGTERM)
        self.assertIsNone(stream.message())
        self.assertEqual(self.server.wait(timeout=10), 0)
        self.assertLess(time.monotonic() - begun, 9)  # the stop does not wait for its own deadline

    def test_streams_are_limited_and_room_is_made_when_one_ends(self):
        limit = self.ask("/v1/limits")[1]["streams"]
        streams = [self.follow("/v1/events?tag=service:s") for _ in range(limit)]
        over = Stream(self.url, "/v1/events?tag=service:s")
        self.addCleanup(over.close)
        self.assertEqual(over.response.status, 503)
        for stream in streams:
            stream.close()
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            again = Stream(self.url, "/v1/events?tag=service:s")
            self.addCleanup(again.close)
            if again.response.status == 200:
                return
            time.sleep(0.1)
        self.fail("no room was made")


if __name__ == "__main__":
    unittest.main()
