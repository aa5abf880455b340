"""Events that are JSON but not admitted, with the pointers that the answer must name; and odd ones that are fine."""
import json

FULL = {"specversion": "1.0", "id": "e1", "source": "/hostile", "type": "careledger.inspection.published",
        "time": "2019-03-01T00:00:00Z", "datacontenttype": "application/json",
        "data": {"service": "s1", "inspector": "cqc", "kind": "full", "outcome": "good"}}
TEXTS = ("specversion", "id", "source", "type", "time", "datacontenttype", "correlationid", "causationid",
         "traceparent")
REQUIRED = ("specversion", "id", "source", "type", "data")
OURS = ("subject", "dataschema", "sequence", "recordedtime", "authid", "salt", "data_base64")
TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


class Raw(str):
    """JSON that json.dumps would not write; stands in the place of a value."""


def dump(event):
    """JSON with the Raw values as they are."""
    if isinstance(event, Raw):
        return str(event)
    if isinstance(event, dict):
        return "{" + ",".join(json.dumps(name, ensure_ascii=False) + ":" + dump(value) for name,
                              value in event.items()) + "}"
    if isinstance(event, list):
        return "[" + ",".join(dump(value) for value in event) + "]"
    return json.dumps(event, ensure_ascii=False)


def but(**changes):
    """The full event with attributes set, or left out where they are `...`."""
    event = FULL | changes
    return {name: value for name, value in event.items() if value is not ...}


def of(event_type, **data):
    return but(type="careledger." + event_type, data=data)


BAD_INSTANTS = [
    "2019-03-01", "2019-03-01T00:00:00", "2019-03-01 00:00:00Z", "2019-03-01T00:00Z", "2019-03-01T00:00:60Z",
    "2019-03-01T24:00:00Z",
    "2019-03-01T23:60:00Z", "2019-02-29T00:00:00Z", "2019-13-01T00:00:00Z", "2019-00-01T00:00:00Z",
    "2019-01-00T00:00:00Z",
    "2019-04-31T00:00:00Z", "1899-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "2019-03-01T00:00:00.1234567Z",
    "2019-03-01T00:00:00.Z",
    "2019-03-01T00:00:00,5Z", "2019-03-01T00:00:00+1:00", "2019-03-01T00:00:00+0100", "2019-03-01T00:00:00+24:00",
    "2019-03-01T00:00:00+01:60", "2019-03-01T00:00:00\u221201:00", "2019-03-01T00:00:00Z ", " 2019-03-01T00:00:00Z",
    "+2019-03-01T00:00:00Z", "-2019-03-01T00:00:00Z", "19-03-01T00:00:00Z", "02019-03-01T00:00:00Z", "2019-3-1T0:0:0Z",
    "20190301T000000Z", "2019-W09-5T00:00:00Z", "2019-060T00:00:00Z", "1551398400", "now",
    "2019-03-01T00:00:00Z[Europe/London]",
    "2019-03-01T00:00:00 GMT", "\u0662\u0660\u0661\u0669-03-01T00:00:00Z", "2019-03-01T00:00:00ZZ",
    "2019-03-01T00:00:00Z\n",
    "1900-01-01T00:00:00+00:01", "2199-12-31T23:59:59-00:01", "0000-00-00T00:00:00Z", "2019-03-01T-1:00:00Z"]
GOOD_INSTANTS = {
    "2019-03-01T00:00:00+00:00": "2019-03-01T00:00:00Z", "2019-03-01T00:00:00-00:00": "2019-03-01T00:00:00Z",
    "2019-03-01T00:00:00.000000Z": "2019-03-01T00:00:00Z", "2019-03-01T00:00:00.5Z": "2019-03-01T00:00:00.500000Z",
    "2019-03-01T01:00:00+01:00": "2019-03-01T00:00:00Z", "2019-02-28T18:30:00-05:30": "2019-03-01T00:00:00Z",
    "2020-02-29T23:59:59.999999Z": "2020-02-29T23:59:59.999999Z", "1900-01-01T00:00:00Z": "1900-01-01T00:00:00Z",
    "2199-12-31T23:59:59.999999Z": "2199-12-31T23:59:59.999999Z", "2019-03-01T23:59:00+23:59": "2019-03-01T00:00:00Z"}
BAD_IDS = ["", " ", "a b", "a/b", "a:b", "a\\b", "\u00e4", "a\u0000", "a\n", "\u202ea", "..;", "a%20b", "x" * 65,
           "\U0001f600", "a+b", "a*"]
BAD_DATES = ["2019-02-29", "2019-1-31", "31-01-2019", "2019-01-32", "2019-13-01", "1899-12-31", "2200-01-01",
             "20190131", "", "2019-01-31Z", "2019-01-31T00:00:00Z", "2019-01-31 "]
BAD_SCORES = [Raw("50.5"), Raw("50.0"), Raw("5e1"), Raw("5E+1"), Raw("1e-400"), Raw("9007199254740992"),
              Raw("-9007199254740992"), Raw("9223372036854775808"), Raw("18446744073709551615"), 101, -1, "50", True,
              None, [], {}, [50]]
# JSON by its grammar, and no number that anything here holds.
HUGE = [Raw("18446744073709551616"), Raw("-9223372036854775809"), Raw("1" + "0" * 400), Raw("1e400"), Raw("-1e99999"),
        Raw("0." + "1" * 400)]


def invalid():
    """Name, event, pointers below the event."""
    yield "an empty object", {}, ["/" + name for name in REQUIRED]
    for value in ([], "text", 1, True, None):
        yield f"{dump(value)} for an event", value, [""]
        yield f"{dump(value)} for data", but(data=value), ["/data"]
    for name in REQUIRED:
        yield f"no {name}", but(**{name: ...}), ["/" + name]
    for name in TEXTS:
        for value in (1, Raw("1.5"), True, None, [], {}, ["x"], "", "a\u0000b", "a\u001b[2J", "a\u007f", "x" * 257,
                      "\u00e9" * 129):
            yield f"{dump(value)[:20]} for {name}", but(**{name: value}), ["/" + name]
    for name in OURS:
        for value in ("1", None, {}):
            yield f"{name}: {dump(value)}", but(**{name: value}), ["/" + name]
    for name in ("x", "Id", "ID", "SpecVersion", "id ", " id", "i\u0000d", "i\u0131d", "", "/", "~", "a/b~c",
                 "__proto__", "$ref", "\u00e9", "0"):
        pointer = "/" + name.replace("~", "~0").replace("/", "~1")
        yield f"the attribute {name!r}", FULL | {name: "x"}, [pointer]
        yield f"the field {name!r}", but(data=FULL["data"] | {name: "x"}), ["/data" + pointer]
    for value in ("0.3", "1", "1.0 ", "2.0"):
        yield f"specversion {value!r}", but(specversion=value), ["/specversion"]
    for value in ("text/xml", "application/json; charset=latin1", "application/octet-stream"):
        yield f"datacontenttype {value!r}", but(datacontenttype=value), ["/datacontenttype"]
    for value in ("careledger.", "careledger.none", "inspection.published", "Careledger.inspection.published",
                  "careledger.inspection.published ", "careledger.inspection.published/1", "com.example.x"):
        yield f"type {value!r}", but(type=value), ["/type"]
    for value in ("00", TRACE.upper(), TRACE[:-1], TRACE + "0", TRACE.replace("0af", "xaf"),
                  "00-" + "0" * 32 + TRACE[35:], TRACE[:36] + "0" * 16 + "-01", "ff" + TRACE[2:]):
        yield f"traceparent {value!r}", but(traceparent=value), ["/traceparent"]
    for value in BAD_INSTANTS:
        yield f"time {value!r}", but(time=value), ["/time"]
    for value in [*BAD_IDS, 1, None, True, [], {}, ["s1"]]:
        yield f"service {dump(value)[:24]}", but(data=FULL["data"] | {"service": value}), ["/data/service"]
    for value in [*BAD_DATES, 20190131, None, [], {}]:
        yield f"due {dump(value)}", of("improvement-plan.required", plan="p", service="s1", due=value), ["/data/due"]
    for value in BAD_SCORES + HUGE:
        yield (f"score {dump(value)[:24]}", of("quality-component.scored", component="cqc", service="s1", score=value),
               ["/data/score"])
    for value in ("", "Good", "good ", "gold", None, 1, ["good"]):
        yield f"outcome {dump(value)}", but(data=FULL["data"] | {"outcome": value}), ["/data/outcome"]
    for name in ("visited", "domains", "standards", "report"):
        yield f"{name}: null", but(data=FULL["data"] | {name: None}), ["/data/" + name]
    for value in (True, "17 ", 17, "0", "-1", "017", "1e3", "", None, [], "9" * 21, "10000000000000000000", "\u0661"):
        yield f"retracts {dump(value)}", of("event.retracted", retracts=value, reason="r"), ["/data/retracts"]
    for value in ("", "a\u0000b", "a\u0008", "a\u007f", "x" * 4001, "\u00e9" * 4001, 1, None, []):
        yield f"reason {dump(value)[:24]}", of("dialogue.started", service="s1", reason=value), ["/data/reason"]
    for value in ("", None, 1, {}, [], {"jwe": "a..b.c.d"}, {"jwe": 1}):
        event = of("complaint.received", complaint="c1", service="s1", details=value)
        yield f"details {dump(value)}", event, ["/data/details"]
    yield ("five faults at once", but(id=1, sequence="7", time="x", data={"service": "a b", "inspektor": "cqc"}),
           ["/id", "/sequence", "/time", "/data/service", "/data/inspektor", "/data/inspector", "/data/kind",
            "/data/outcome"])


def twice():
    """Texts with a member name that stands twice in one object."""
    whole = dump(FULL)
    yield "the attribute id", whole[:-1] + ',"id":"e1"}'
    yield "the attribute id, escaped", whole[:-1] + ',"\\u0069d":"e1"}'
    yield "data", whole[:-1] + ',"data":{}}'
    yield "an unknown attribute", whole[:-1] + ',"x":1,"x":2}'
    yield "the empty name", whole[:-1] + ',"":1,"":1}'
    yield "a field", whole.replace('"kind"', '"service":"s1","kind"')
    yield "a field, escaped", whole.replace('"kind"', '"servic\\u0065":"s1","kind"')
    many = ",".join(f'"m{i}":{i}' for i in range(2000))
    yield "the last of 2000 members", whole[:-1] + f',"x":{{{many},"m0":1}}}}'
    for depth in (1, 5, 20):
        yield f"{depth} arrays deep", whole[:-1] + ',"x":' + "[" * depth + '{"a":1,"a":1}' + "]" * depth + "}"
        yield f"{depth} objects deep", whole[:-1] + ',"x":' + '{"y":' * depth + '{"a":1,"a":1}' + "}" * depth + "}"


def odd_but_good():
    """Name, text of one event; `ID` stands where its id goes."""
    text = dump(but(id="ID"))
    yield "white space everywhere", " \r\n\t" + text.replace(",", " ,\r\n\t").replace(":{", " : {") + "\n\n"
    escaped = text.replace('"cqc"', '"\\u0063q\\u0063"').replace("specversion", "spec\\u0076ersion")
    yield "escapes where none are needed", escaped
    yield "an escaped solidus", text.replace('"/hostile"', '"\\/hostile"')
    yield "members in another order", dump(dict(reversed(but(id="ID").items())))
    yield "no time", dump(but(id="ID", time=...))
    yield "no datacontenttype", dump(but(id="ID", datacontenttype=...))
    yield "a long id", dump(but(id="ID" + "x" * 200))
    yield "an id of odd characters", dump(but(id="ID/\u00e9\U0001f600?#%&=\"\\"))
    yield "an id with spaces and pluses", dump(but(id="ID a+b c"))
    yield "tracing", dump(but(id="ID", traceparent=TRACE, correlationid="c", causationid="d"))
    for words in ("\U0001f600\u202e\u200b\ufeff\uffff\u0085", "a\tb\r\nc", "x" * 4000, "\u00e9" * 4000, "\"\\/\u2028",
                  "\\u0000"):
        yield f"reason {words[:8]!r}", dump(of("dialogue.started", service="s1", reason=words) | {"id": "ID"})
    yield "a surrogate pair", dump(of("dialogue.started", service="s1", reason=Raw('"\\ud83d\\ude00"')) | {"id": "ID"})
    yield "an id of 64", dump(but(id="ID", data=FULL["data"] | {"service": "aZ09._-" + "x" * 57}))
    yield "a null that says something", dump(of("feedback.reviewed", service="s1", outcomes_set=0, outcomes_delivered=0,
                                                recommends=None) | {"id": "ID"})
