#!/usr/bin/env python3
"""Asks servers all that GET /openapi.json promises, and holds each answer against what stands there.

Ledgers are filled by stories. Each GET is asked with ids that occur in the ledger, in each media type, with each
parameter that stands there and with those that don't; then without a token, and with a provider's.
"""
import collections
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.error
import urllib.parse
import urllib.request

import jsonschema

HERE = pathlib.Path(__file__).resolve().parent
STORIES = ["an-award-rests-on-what-was-known", "an-invoice-is-held-against-the-visits", "bed-based-care-is-paid-by-schedule",
           "how-the-market-did-in-a-period", "breaches-raised-by-a-person-and-by-derivation",
           "specialists-are-citywide-and-discharges-have-a-lot", "the-due-list-of-the-market"]
MOST_OF_A_KIND = 4  # ids of one kind that are asked about in one ledger
JSON_TYPES = ("application/json", "application/cloudevents+json", "application/schema+json", "application/problem+json")

Answer = collections.namedtuple("Answer", "status type headers body")

STREAM = "text/event-stream"


class Server:
    def __init__(self, binary, *flags):
        self.directory = tempfile.TemporaryDirectory(prefix="careledger-openapi-")
        self.process = subprocess.Popen([binary, "serve", "--data", self.directory.name, "--listen", "127.0.0.1:0",
                                         "--log-level", "error", *flags], stdout=subprocess.PIPE, text=True)
        self.url = self.process.stdout.readline().split()[-1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.directory.cleanup()

    def ask(self, target, body=None, **headers):
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url + target, body, names)
        try:
            answer = urllib.request.urlopen(request)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            kind = (answer.headers["Content-Type"] or "").split(";")[0]
            if kind == STREAM:  # it does not end
                return Answer(answer.status, kind, answer.headers, "")
            return Answer(answer.status, kind, answer.headers, answer.read().decode("utf-8", "replace"))


class Contract:
    """The document, and all that was found not to keep to it."""

    def __init__(self, document):
        self.document = document
        self.findings = []
        self.asked = 0
        self.met = set()  # (operationId, status)
        self.validators = {}

    def find(self, what):
        if what not in self.findings:
            self.findings.append(what)

    def resolved(self, node):
        while "$ref" in node:
            found = self.document
            for part in node["$ref"].removeprefix("#/").split("/"):
                found = found[part]
            node = found
        return node

    def operations(self, method):
        return [(path, item[method]) for path, item in self.document["paths"].items() if method in item]

    def parameters(self, operation, place):
        found = [self.resolved(parameter) for parameter in operation["parameters"]]
        return {parameter["name"]: parameter for parameter in found if parameter["in"] == place}

    def validate(self, what, schema, value):
        key = json.dumps(schema)
        if key not in self.validators:
            rooted = {**schema, "components": self.document["components"]}
            self.validators[key] = jsonschema.Draft202012Validator(rooted)
        for error in self.validators[key].iter_errors(value):
            self.find(f"{what}: /{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")

    def judge(self, target, operation, answer):
        """Whether the answer is one of those that the operation promises."""
        self.asked += 1
        self.met.add((operation["operationId"], answer.status))
        promised = operation["responses"].get(str(answer.status))
        if promised is None:
            return self.find(f"{target}: {answer.status} is not promised: {answer.body[:200]}")
        promised = self.resolved(promised)
        content = promised.get("content", {})
        if answer.status != 304 and answer.type not in content:
            return self.find(f"{target}: {answer.type} is not promised for {answer.status}")
        for header in promised.get("headers", {}):
            is_due = header in ("Cache-Control", "Vary") or header == "ETag" and answer.type != STREAM
            if is_due and header not in answer.headers:
                self.find(f"{target}: there is no {header}")
        if answer.type in JSON_TYPES:
            self.validate(target, content[answer.type]["schema"], json.loads(answer.body))


def check_document(contract):
    """What holds of the document by itself."""
    document = contract.document
    for name, schema in document["components"]["schemas"].items():
        try:
            jsonschema.Draft202012Validator.check_schema(schema)
        except jsonschema.SchemaError as error:
            contract.find(f"components.schemas.{name}: {error.message}")
    for reference in set(re.findall(r'"\$ref": "([^"]*)"', json.dumps(document))):
        try:
            contract.resolved({"$ref": reference})
        except KeyError:
            contract.find(f"{reference} leads nowhere")
    for method in ("get", "post"):
        for path, operation in contract.operations(method):
            if set(re.findall(r"{(\w+)}", path)) != set(contract.parameters(operation, "path")):
                contract.find(f"{path}: the parameters are not the path's")
    try:
        import openapi_spec_validator
    except ImportError:
        return print("openapi-spec-validator is not installed: the document is held against JSON Schema alone")
    for error in openapi_spec_validator.OpenAPIV31SpecValidator(document).iter_errors():
        contract.find(f"OpenAPI 3.1: {error.message[:200]}")
    return None


def tell(server, contract, story):
    """Sends the events of a story; each must fit the schema of its type."""
    operation = contract.document["paths"]["/v1/events"]["post"]
    sequences = {}
    for event in story["events"]:
        data = re.sub(r"\{seq:([^}]*)\}", lambda found: sequences[found[1]], json.dumps(event["data"]))
        sent = {"specversion": "1.0", "source": "/stories", "id": event["id"], "type": "careledger." + event["type"],
                "time": event["time"], "data": json.loads(data)}
        answer = server.ask("/v1/events", json.dumps(sent).encode(), Content_Type="application/cloudevents+json")
        contract.judge("POST /v1/events", operation, answer)
        if answer.status == 201:
            mapping = contract.document["components"]["schemas"]["Event"]["discriminator"]["mapping"]
            contract.validate(f"event {event['id']}", {"$ref": mapping[sent["type"]]}, sent)
            sequences[event["id"]] = json.loads(answer.body)["appended"][0]["sequence"]


def ids_of(server):
    """What may stand in a path or be a parameter, by its name."""
    ids = collections.defaultdict(dict)
    size = 0
    next_page = "?limit=1000"
    while next_page:
        page = json.loads(server.ask("/v1/events" + next_page).body)
        for event in page["events"]:
            size += 1
            for name, value in event["data"].items():
                if isinstance(value, str):
                    ids[name][value] = None
        next_page = "?next=" + page["next"] if "next" in page else None
    for name, path, rows in (("breach", "/v1/breaches", "breaches"), ("measure", "/v1/reports/market", "measures"),
                             ("rule", "/v1/rules", "rules")):
        for row in json.loads(server.ask(path).body)[rows]:
            ids[name][row[{"rule": "id"}.get(name, name)]] = None
    ids["sequence"] = {"1": None, str(size): None}
    ids["event_type"], ids["version"] = {"inspection.published": None}, {"1": None}
    ids["slug"], ids["level"] = {"refused": None}, {"0": None}
    ids["index"] = {"000" if size >= 256 else f"000.p/{size}": None}
    ids["scheme"] = {"2018": None}
    return {name: list(values)[:MOST_OF_A_KIND] for name, values in ids.items()}


def targets_of(contract, path, operation, ids):
    """The path with ids that occur, and one that is named by nothing."""
    names = list(contract.parameters(operation, "path"))
    if not names:
        return [path]
    found = []
    for i in range(max(len(ids.get(name, [])) for name in names)):
        target = path
        for name in names:
            values = ids.get(name) or ["nobody"]
            target = target.replace("{" + name + "}", values[i % len(values)])
        found.append(target)
    return found + [re.sub(r"{\w+}", "nobody", path)]


def required_query(contract, operation, ids):
    asked = {}
    for name, parameter in contract.parameters(operation, "query").items():
        if parameter.get("required"):
            asked[name] = parameter["schema"].get("enum") or ids[name]
    most = max((len(values) for values in asked.values()), default=1)
    return [urllib.parse.urlencode({name: values[i % len(values)] for name, values in asked.items()}) for i in range(most)]


def check_get(server, contract, path, operation, ids, all_names):
    promised = contract.resolved(operation["responses"]["200"])
    for target in targets_of(contract, path, operation, ids):
        for query in required_query(contract, operation, ids):
            asked = target + ("?" + query if query else "")
            for kind in promised["content"]:
                answer = server.ask(asked, Accept=kind)
                contract.judge(asked, operation, answer)
                if answer.status == 200 and answer.type != kind:
                    contract.find(f"{asked}: {answer.type}, not {kind} as asked")
                if answer.type == STREAM:
                    continue
                if answer.status == 200 and ("ETag" in answer.headers) != ("304" in operation["responses"]):
                    contract.find(f"{asked}: an ETag, or none, against what is promised")
                if answer.status == 200 and "ETag" in answer.headers:
                    again = server.ask(asked, Accept=kind, If_None_Match=answer.headers["ETag"])
                    contract.judge(asked, operation, again)
                    if again.status != 304:
                        contract.find(f"{asked}: {again.status}, not 304, where the client has it")
    names = contract.parameters(operation, "query")
    for name in all_names:
        answer = server.ask(f"{targets_of(contract, path, operation, ids)[0]}?{name}=")
        contract.judge(path, operation, answer)
        refused = answer.status == 400 and f'there is no parameter "{name}"' in json.loads(answer.body)["detail"]
        if refused != (name not in names):
            contract.find(f"{path}: {name} stands in the description, and is refused, or the other way round")


def check_words(server, contract, path, operation, ids):
    """A parameter that takes one of some words names just those where it refuses another."""
    for name, parameter in contract.parameters(operation, "query").items():
        schema = contract.resolved(parameter["schema"])
        words = contract.resolved(schema.get("items", schema)).get("enum")
        if schema.get("type") == "boolean":
            words = ["true", "false"]
        if words is None or name == "type":  # a type of event is refused without naming all others
            continue
        query = dict(urllib.parse.parse_qsl(required_query(contract, operation, ids)[0]))
        target = targets_of(contract, path, operation, ids)[0]
        answer = server.ask(f"{target}?{urllib.parse.urlencode({**query, name: 'unheard_of'})}")
        contract.judge(path, operation, answer)
        refusal = json.loads(answer.body).get("detail", "")
        if answer.status != 400 or refusal.partition(" is one of ")[2].split() != words:
            contract.find(f"{path}: {name} takes {words}, it is said, but: {answer.status} {refusal}")


def check_posts(server, contract):
    def judged(path, value, kind="application/json"):
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        answer = server.ask(path, body, Content_Type=kind)
        contract.judge("POST " + path, contract.document["paths"][path]["post"], answer)
        return answer.status

    policy = json.loads(server.ask("/v1/policies").body)["policies"][-1]["policy"]
    judged("/v1/what-if", {"policy": policy})
    judged("/v1/what-if", {"policy": {}})
    event = {"specversion": "1.0", "source": "/contract", "id": "e", "type": "careledger.service.closed",
             "time": "2020-01-01T00:00:00Z", "data": {"service": "nobody"}}
    judged("/v1/dry-run", [event, [event]])
    for path in ("/v1/events", "/v1/dry-run", "/v1/what-if", "/v1/tokens"):
        judged(path, b"{")
    condition = {"types": ["careledger.policy.adopted"], "after": 0}
    judged("/v1/events", event)
    judged("/v1/events", {**event, "time": "2021-01-01T00:00:00Z"})
    judged("/v1/events", {**event, "id": "other", "data": {}})
    judged("/v1/events", event, "text/csv")
    judged("/v1/events", {"events": [{**event, "id": "other"}], "condition": condition},
           "application/vnd.careledger.append+json")


def check_access(binary, contract):
    """Without a token, and with a provider's: 401 and 403 where they are promised, and nowhere else."""
    with Server(binary) as server:
        made = subprocess.run([binary, "token", "create", "--data", server.directory.name, "--role", "provider",
                               "--provider", "prov"], capture_output=True, text=True, check=True)
        bearer = "Bearer " + made.stdout.split()[-1]
        councils = {"specversion": "1.0", "source": "/contract", "id": "e", "type": "careledger.lot.awarded",
                    "time": "2020-01-01T00:00:00Z", "data": {"provider": "prov", "scheme": "2018", "area": "1"}}
        for method, body in (("get", None), ("post", json.dumps([councils]).encode())):
            for path, operation in contract.operations(method):
                target = re.sub(r"{\w+}", "nobody", path)
                for status, headers in ((401, {}), (403, {"Authorization": bearer})):
                    kind = "application/cloudevents-batch+json" if body else "text/plain"
                    answer = server.ask(target, body, Content_Type=kind, **headers)
                    contract.asked += 1
                    if (answer.status == status) != (str(status) in operation["responses"]):
                        contract.find(f"{method} {path}: {answer.status} where {status} is promised, or is not")
                if bool(operation["security"]) != ("401" in operation["responses"]):
                    contract.find(f"{path}: security and 401 do not agree")


def main():
    binary = sys.argv[1]
    contract = None
    for name in STORIES:
        with Server(binary, "--open") as server:
            if contract is None:
                contract = Contract(json.loads(server.ask("/openapi.json").body))
                check_document(contract)
                check_posts(server, contract)
            tell(server, contract, json.loads((HERE.parent / "scenarios" / f"{name}.json").read_text()))
            ids = ids_of(server)
            all_names = {name for _, operation in contract.operations("get")
                         for name in contract.parameters(operation, "query")} | {"unheard_of"}
            for path, operation in contract.operations("get"):
                check_get(server, contract, path, operation, ids, sorted(all_names))
                check_words(server, contract, path, operation, ids)
    check_access(binary, contract)
    for _, operation in contract.operations("get"):
        if (operation["operationId"], 200) not in contract.met:
            contract.find(f"{operation['operationId']}: no story brought forth its answer")
    print(*contract.findings, sep="\n")
    print(f"{contract.asked} answers, {len(contract.findings)} findings")
    return 1 if contract.findings else 0


sys.exit(main())
