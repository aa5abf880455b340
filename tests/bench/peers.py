"""What others of this machine make of the same appends: PostgreSQL and Redis Streams, where they are installed.

Every append is acknowledged after its sync, of about 600 bytes, over 64 connections. Both are flattered: PostgreSQL
makes the rows of a batch itself, and neither judges an event or keeps a tree.
"""
import contextlib
import glob
import pathlib
import re
import shutil
import subprocess
import tempfile
import time

from servers import free_port

PADDING = "inspected-staffing-medicines-and-records-" * 10

SCHEMA = """
CREATE TABLE events (sequence bigserial PRIMARY KEY, source text NOT NULL, id uuid NOT NULL DEFAULT gen_random_uuid(),
                     type text NOT NULL, service text NOT NULL, data jsonb NOT NULL, UNIQUE (source, id));
CREATE INDEX ON events (service, type, sequence);
"""
ONE = f"""\\set service random(0, 999)
INSERT INTO events (source, type, service, data)
VALUES ('/bench', 'careledger.inspection.published', 'service-' || :service, '{{"report": "{PADDING}"}}');
"""
HUNDRED = f"""INSERT INTO events (source, type, service, data)
SELECT '/bench', 'careledger.inspection.published', 'service-' || n, '{{"report": "{PADDING}"}}'
FROM generate_series(1, 100) n;
"""


def postgres_tools():
    """Where initdb and postgres lie, or nothing."""
    found = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return pathlib.Path(found[-1]) if found and shutil.which("pgbench") else None


@contextlib.contextmanager
def started(command, directory):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=directory)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def postgres(tools):
    """A cluster of its own, as the user postgres: its server does not run as root. The socket's folder."""
    directory = pathlib.Path(tempfile.mkdtemp(prefix="careledger-postgres-"))
    shutil.chown(directory, "postgres")
    as_postgres = ["runuser", "-u", "postgres", "--"]
    try:
        subprocess.run([*as_postgres, tools / "initdb", "-D", directory / "data", "-A", "trust"], check=True,
                       stdout=subprocess.DEVNULL, cwd=directory)
        server = [*as_postgres, tools / "postgres", "-D", directory / "data", "-k", directory, "-c", "listen_addresses=",
                  "-c", "shared_buffers=256MB"]
        with started(server, directory):
            ready = [tools / "pg_isready", "-q", "-h", directory]
            while subprocess.run(ready, check=False).returncode != 0:
                time.sleep(0.1)
            yield directory
    finally:
        shutil.rmtree(directory)


def pgbench(directory, script, seconds):
    """Transactions a second, as pgbench counts them."""
    connect = ["-h", directory, "-U", "postgres"]
    path = directory / "append.sql"
    path.write_text(script, encoding="utf-8")
    done = subprocess.run(["pgbench", *connect, "-n", "-M", "prepared", "-c", "64", "-j", "1", "-T", str(seconds), "-f", path,
                           "postgres"], check=True, capture_output=True, text=True).stdout
    return float(re.search(r"tps = ([\d.]+) \(without", done)[1])


def postgres_rates(rounds, seconds):
    """Events a second of single appends and of batches of 100, a list of rounds each."""
    tools = postgres_tools()
    if tools is None:
        return None
    with postgres(tools) as directory:
        subprocess.run(["psql", "-q", "-h", directory, "-U", "postgres", "-c", SCHEMA, "postgres"], check=True)
        return ([pgbench(directory, ONE, seconds) for _ in range(rounds)],
                [100 * pgbench(directory, HUNDRED, seconds) for _ in range(rounds)])


def redis_rates(rounds, requests):
    """The same of XADD, a hundred to a pipeline for batches."""
    if not shutil.which("redis-server"):
        return None
    with tempfile.TemporaryDirectory(prefix="careledger-redis-") as directory:
        port = str(free_port())
        server = ["redis-server", "--port", port, "--bind", "127.0.0.1", "--dir", directory, "--save", "", "--appendonly",
                  "yes", "--appendfsync", "always"]
        with started(server, directory):
            ping = ["redis-cli", "-p", port, "ping"]
            while subprocess.run(ping, check=False, capture_output=True, text=True).stdout != "PONG\n":
                time.sleep(0.1)

            def rate(pipelined, count):
                done = subprocess.run(["redis-benchmark", "-p", port, "-c", "64", "-n", str(count), "-P", str(pipelined), "--csv",
                                       "XADD", "events", "*", "event", PADDING + "x" * 190], check=True, capture_output=True,
                                      text=True).stdout
                return float(done.strip().splitlines()[-1].rsplit('","')[1])
            return ([rate(1, requests) for _ in range(rounds)], [rate(100, 10 * requests) for _ in range(rounds)])
