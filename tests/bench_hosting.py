"""What the printed settings cost nginx: `python tests/bench_hosting.py` measures and prints; nothing passes or fails.

The same nginx, the same TLS and the same files twice, once under the printed text and once under nothing but `listen`,
the certificate and `root`. A run is six seconds of wrk over https on loopback for either, in turn second by second, so
that other work on the machine falls on both; the median of five runs counts. Beside the rate stands how much of the
processor a request costs nginx. At the end 100,000 requests are sent to each, and those counted that did not bring 200.
"""

import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from hosts import NAME, V4, V6, Place, free_port, nginx, placed, printed, program

RUNS, SECONDS, REQUESTS = 5, 6, 100_000
PAGES = ("", "notices/ceshi-2018/", "assets/", "data/pages.json")
"""The pages and files that are asked for in turn: `assets/` stands for the style sheet."""
BARE = """\
server {{
    listen 80;
    listen [::]:80;
    return 404;
}}
server {{
    listen {port} ssl http2;
    listen [::]:{port} ssl http2;
    root {root};
{tls}
}}
"""
SCRIPT = """\
local paths = {{ {paths} }}
local at, bad = 0, 0
request = function()
  at = at % #paths + 1
  return wrk.format("GET", paths[at])
end
"""


def bare(place: Place, text: str) -> str:
    """nginx with the same TLS and no other directives."""
    tls = "\n".join(dict.fromkeys(re.findall(r"(?m)^\s+ssl_.*$", text)))
    return BARE.format(port=place.https, root=place.root, tls=tls)


@contextmanager
def both(folder: Path) -> Iterator[dict[str, Place]]:
    """The same site twice, each behind an nginx of its own."""
    place = placed(folder, "/")
    text = printed(place, "nginx")
    other = replace(place, https=free_port(), http=free_port())
    with ExitStack() as stack:
        for name in ("printed", "bare"):
            (folder / name).mkdir()
        moved = replace(place)
        stack.enter_context(nginx(folder / "printed", text, moved))
        stack.enter_context(nginx(folder / "bare", bare(other, text), other))
        yield {"printed": moved, "bare": other}


def paths(place: Place) -> list[str]:
    """The addresses that are asked for."""
    (style,) = (place.root / "assets").glob("site.*.css")
    return [f"/assets/{style.name}" if path == "assets/" else f"/{path}" for path in PAGES]


def seconds_of(master: int) -> float:
    """Seconds of the processor that the processes of an nginx have used."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    ticks = 0
    for child in children:
        fields = Path(f"/proc/{child}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def rate(place: Place, script: Path, host: str, master: int) -> tuple[float, float]:
    """Requests a second in one run, and what each cost nginx, in microseconds."""
    before = seconds_of(master)
    address = f"https://[{host}]:{place.https}" if ":" in host else f"https://{host}:{place.https}"
    command = [program("wrk"), "-t1", "-c16", "-d1s", "-H", f"Host: {NAME}", "-s", script, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(said)
    requests = re.search(r"(\d+) requests in", said)
    assert requests, said
    return float(found[1]), (seconds_of(master) - before) / int(requests[1]) * 1e6


def faults(place: Place, path: str) -> str:
    """What ab says of so many requests for one page."""
    command = [
        program("ab"),
        "-k",
        "-q",
        f"-n{REQUESTS}",
        "-c16",
        "-H",
        f"Host: {NAME}",
        f"https://{V4}:{place.https}{path}",
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counted = dict(re.findall(r"(Complete requests|Failed requests|Non-2xx responses):\s+(\d+)", said))
    return ", ".join(f"{what}: {number}" for what, number in counted.items())


def means(seconds: list[tuple[float, float]]) -> tuple[float, float]:
    """The mean rate and the mean cost."""
    rates, costs = zip(*seconds, strict=True)
    return statistics.mean(rates), statistics.mean(costs)


def medians(runs: list[tuple[float, float]]) -> tuple[float, float]:
    """The median rate and the median cost."""
    rates, costs = zip(*runs, strict=True)
    return statistics.median(rates), statistics.median(costs)


def row(what: str, printed_: tuple[float, float], bare_: tuple[float, float]) -> None:
    """Print a line of the table."""
    cells = (printed_[0], bare_[0], printed_[0] / bare_[0], printed_[1], bare_[1], printed_[1] / bare_[1])
    print(f"{what:<20}" + "".join(f"{cell:>10.{2 * (i % 3 == 2)}f}" for i, cell in enumerate(cells)), flush=True)


def main() -> None:
    """Measure both in turn and print a table."""
    missing = [name for name in ("nginx", "wrk", "ab") if shutil.which(name) is None]
    if missing:
        print(f"nginx is not measured: {', '.join(missing)} not installed")
        return
    with tempfile.TemporaryDirectory() as scratch, both(Path(scratch)) as places:
        script = Path(scratch) / "ask.lua"
        asked = ", ".join(f'"{path}"' for path in paths(places["printed"]))
        script.write_text(SCRIPT.format(paths=asked), encoding="utf-8")
        masters = {name: int((Path(scratch) / name / "nginx.pid").read_text(encoding="ascii")) for name in places}
        print(f"{'':<20}{'requests a second':>30}{'µs of nginx a request':>30}")
        print(f"{'':<20}{'printed':>10}{'bare':>10}{'ratio':>10}{'printed':>10}{'bare':>10}{'ratio':>10}")
        for host in (V4, V6):
            found: dict[str, list[tuple[float, float]]] = {"printed": [], "bare": []}
            for run in range(1, RUNS + 1):
                seconds: dict[str, list[tuple[float, float]]] = {"printed": [], "bare": []}
                for _ in range(SECONDS):
                    for name, place in places.items():
                        seconds[name].append(rate(place, script, host, masters[name]))
                for name, rates in seconds.items():
                    found[name].append(means(rates))
                row(f"run {run}, {host}", found["printed"][-1], found["bare"][-1])
            row("median", *(medians(found[name]) for name in ("printed", "bare")))
        for name, place in places.items():
            print(f"{REQUESTS:,} requests, {name}: {faults(place, '/')}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
