"""A command that somebody stops: it says how the site stands, and ends as its shell expects."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from gksite.cli.terminal import say
from gksite.documents.files import content_of
from gksite.hold import is_unfinished
from gksite.manifest import NAME
from gksite.problems.problem import Phrase
from gksite.problems.translations import Translate

ENDED = 128
"""What a shell adds to the number of the signal that has ended a program."""


class Stopped(KeyboardInterrupt):
    """A signal that asks the program to end, as Ctrl+C does."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


@contextmanager
def stoppable(output: Path, root: Path, tr: Translate) -> Iterator[None]:
    """Let a command be stopped: what it has begun in output/ is done, what it has not is left, and which is said."""
    owner = os.getpid()
    before = content_of(output, NAME)

    def stop(number: int, frame: FrameType | None) -> None:
        if os.getpid() == owner:
            raise Stopped(number)
        signal.signal(number, signal.SIG_DFL)  # a process that was forked from here: its pool ends it so
        os.kill(os.getpid(), number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        if signal.getsignal(number) == signal.SIG_DFL:
            signal.signal(number, stop)
    try:
        yield
    except KeyboardInterrupt as stopped:
        now = content_of(output, NAME)
        say([_state(output, is_changed=now != before, is_unfinished=is_unfinished(output, root))], tr, err=True)
        sys.exit(ENDED + (stopped.number if isinstance(stopped, Stopped) else signal.SIGINT))


def _state(output: Path, *, is_changed: bool, is_unfinished: bool) -> Phrase:
    """How output/ stands."""
    if is_unfinished:
        said = "已停下：{output} 还没有更新完；再运行 make site（gksite build），就会继续完成。"
    elif is_changed:
        said = "已停下：{output} 已经更新完；台账等还没有写，请再运行一次。"
    else:
        said = "已停下：{output} 没有变。"
    return Phrase(said, output=output.name)
