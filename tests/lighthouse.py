"""What Lighthouse says of six kinds of page on a phone: `make lighthouse`. Nothing here passes or fails."""

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import quote

from browsers import chromium
from serving import POLICY, serving
from tools import MODULES

REPOSITORY = Path(__file__).resolve().parent.parent
REPORTS = REPOSITORY / "build/lighthouse"
PAGES = {
    "home": "",
    "notice": "notices/xiamen-2016/",
    "task": "notices/quanzhou-2018/tasks/3/",
    "agency": "agencies/quanzhou/caizhengju/",
    "search": f"search/?q={quote('预决算')}",
    "page": "about/",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


def compressed(output: Path, folder: Path) -> Path:
    """A copy of a site in which every file is as a server sends it."""
    shutil.copytree(output, folder)
    for path in folder.rglob("*"):
        if path.is_file():
            path.write_bytes(gzip.compress(path.read_bytes()))
    return folder


def judged(kind: str, address: str) -> Any:
    """Lighthouse's report on a page, which also stands as HTML in build/lighthouse/."""
    command = [MODULES / ".bin/lighthouse", address, "--quiet", "--output=json", "--output=html"]
    command += [f"--output-path={REPORTS / kind}", f"--only-categories={','.join(CATEGORIES)}"]
    command += [f"--chrome-flags={FLAGS}"]
    subprocess.run(command, check=True, env={**os.environ, "CHROME_PATH": chromium()})
    return json.loads((REPORTS / f"{kind}.report.json").read_text(encoding="utf-8"))


def short(report: Any) -> list[str]:
    """What keeps a page from full marks, with Lighthouse's own words."""
    audits = {ref["id"] for c in CATEGORIES for ref in report["categories"][c]["auditRefs"] if ref["weight"]}
    return [
        f"    {audit['id']}: {audit['title']} {audit.get('displayValue', '')}".rstrip()
        for audit in report["audits"].values()
        if audit["id"] in audits and audit["score"] is not None and audit["score"] < 1
    ]


def main() -> None:
    """Build the site, judge one page of each kind, print a table."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        output = Path(scratch) / "output"
        subprocess.run([sys.executable, "-m", "gksite", "build", "--output", output], check=True, cwd=REPOSITORY)
        headers = {"Content-Security-Policy": POLICY, "Content-Encoding": "gzip"}
        print(f"{'':<10}" + "".join(f"{category:>16}" for category in CATEGORIES))
        with serving(compressed(output, Path(scratch) / "sent"), "/", headers) as address:
            for kind, path in PAGES.items():
                report = judged(kind, address + path)
                scores = (round(report["categories"][category]["score"] * 100) for category in CATEGORIES)
                print(f"{kind:<10}" + "".join(f"{score:>16}" for score in scores), flush=True)
                print("\n".join(short(report)), flush=True)
    print(f"→ {REPORTS}")


if __name__ == "__main__":
    main()
