"""What the printed settings cost nginx: `python tests/bench_hosting.py`. It measures and prints; nothing passes or fails.

The same nginx, the same TLS and the same files twice, once under the printed text and once under nothing but `listen`,
the certificate and `root`. Each run is five seconds of wrk over https on loopback, five of either, in turn; the median
counts. At the end 100,000 requests are sent to each and those are counted that did not bring 200.
"""

import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path

from hosts import V4, V6, Place, free_port, nginx, placed, printed, program

RUNS, SECONDS, REQUESTS = 5, 5, 100_000
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
    tls = "\n".join(re.findall(r"(?m)^ +ssl_.*$", text))
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


def rate(place: Place, script: Path, host: str) -> float:
    """Requests a second in one run."""
    address = f"https://[{host}]:{place.https}" if ":" in host else f"https://{host}:{place.https}"
    command = [program("wrk"), "-t1", "-c16", f"-d{SECONDS}s", "-s", script, address]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", said)
    assert found, said
    if "Non-2xx" in said or "Socket errors" in said:
        raise SystemExit(said)
    return float(found[1])


def faults(place: Place, path: str) -> str:
    """What ab says of so many requests for one page."""
    command = [program("ab"), "-k", "-q", f"-n{REQUESTS}", "-c16", f"https://{V4}:{place.https}{path}"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    counted = dict(re.findall(r"(Complete requests|Failed requests|Non-2xx responses):\s+(\d+)", said))
    return f"{counted['Complete requests']} complete, {counted['Failed requests']} failed, {counted.get('Non-2xx responses', 0)} not 2xx"


def main() -> None:
    """Measure both in turn and print a table."""
    with tempfile.TemporaryDirectory() as scratch, both(Path(scratch)) as places:
        script = Path(scratch) / "ask.lua"
        asked = ", ".join(f'"{path}"' for path in paths(places["printed"]))
        script.write_text(SCRIPT.format(paths=asked), encoding="utf-8")
        print(f"{'requests a second':<20}{'printed':>10}{'bare':>10}{'ratio':>8}")
        for host in (V4, V6):
            found: dict[str, list[float]] = {"printed": [], "bare": []}
            for run in range(1, RUNS + 1):
                for name, place in places.items():
                    found[name].append(rate(place, script, host))
                print(f"{f'run {run}, {host}':<20}{found['printed'][-1]:>10.0f}{found['bare'][-1]:>10.0f}", flush=True)
            medians = {name: statistics.median(rates) for name, rates in found.items()}
            ratio = medians["printed"] / medians["bare"]
            print(f"{'median':<20}{medians['printed']:>10.0f}{medians['bare']:>10.0f}{ratio:>8.2f}", flush=True)
        for name, place in places.items():
            print(f"{REQUESTS:,} requests, {name}: {faults(place, '/')}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
