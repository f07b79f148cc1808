"""Record a probe in a network of its own: `python tests/recorded.py public|local PORTAL FOLDER`.

It is run in namespaces of the network and of mounts. `public`: the portal is served at public addresses that this
network holds, with the usual ports, its name server and its root certificate are those of the system. `local`: the
names lead to the same addresses, but this machine has only a local address of IPv6 (ULA), with a route on which nobody
answers. Ends as `gksite probe --record` does.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from probed import HOST, RECORDS, answers, certificates, name_server, site

NUMBERS = {6: "2400:3200::1", 4: "114.114.114.114"}
PAGES = {
    "/": b'<a href="/a/">a</a><a href="/b/">b</a>',
    "/a/": b'<a href="/c/">c</a>',
    "/b/": b"<p>b</p>",
    "/c/": b"<p>c</p>",
}


def run(*words: str) -> None:
    """Run a program of the system."""
    subprocess.run(words, check=True)


def without_neighbours() -> None:
    """Give this machine a local address, and a route over a line at whose other end nobody is."""
    run("ip", "link", "add", "v0", "type", "veth", "peer", "name", "v1")
    Path("/proc/sys/net/ipv6/neigh/v0/retrans_time_ms").write_text("20", encoding="ascii")
    for name in ("v0", "v1"):
        run("ip", "link", "set", name, "up")
    run("ip", "addr", "add", "fd00::2/64", "dev", "v0", "nodad")
    run("ip", "route", "add", "default", "via", "fd00::1", "dev", "v0")


def main(mode: str, portal: Path, folder: Path) -> int:
    """Probe, and record."""
    run("ip", "link", "set", "lo", "up")
    authority = certificates(folder)
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\n", encoding="ascii")
    run("mount", "--bind", str(folder / "resolv.conf"), "/etc/resolv.conf")
    records = {**RECORDS, (HOST, "AAAA"): (NUMBERS[6],), (HOST, "A"): (NUMBERS[4],)}
    with ExitStack() as stack:
        stack.enter_context(name_server(answers(records), 53))
        if mode == "public":
            run("ip", "addr", "add", NUMBERS[4], "dev", "lo")
            run("ip", "addr", "add", NUMBERS[6], "dev", "lo", "nodad")
            stack.enter_context(site(PAGES, authority, ports=(443, 80), numbers=NUMBERS))
        else:
            without_neighbours()
        words = [sys.executable, "-m", "gksite", "probe", "--record", "--rate", "10", "--root", str(portal)]
        environment = {**os.environ, "SSL_CERT_FILE": str(authority.root)}
        return subprocess.run(words, check=False, env=environment).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])))
