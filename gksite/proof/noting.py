"""What was proved, written down: content/verified.yaml."""

from datetime import date
from pathlib import Path

from gksite.documents.files import relative
from gksite.documents.folders import VERIFIED
from gksite.model.verified import VerifiedRecord
from gksite.problems.problem import Problems
from gksite.proof.prove import Proof
from gksite.provenance.verified import note_verified, verified_yaml
from gksite.write import save


def note_proof(proof: Proof, root: Path, today: date, problems: Problems) -> bool:
    """Write down which notices are proved and without any error; whether that has changed."""
    path = root / "content" / VERIFIED
    wrong = {problem.location.file for problem in problems.errors()}
    if relative(path, root) in wrong:
        return False
    sound = [entry.record.id for entry in proof.records.notices if entry.document.path not in wrong]
    notices = note_verified(proof.records, proof.proved.intersection(sound), today)
    noted = VerifiedRecord(notices=notices, signed=proof.signed)
    return noted != proof.records.verified and save(path, verified_yaml(noted).encode(), problems)
