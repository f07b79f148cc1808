"""What tells agencies and tasks apart."""

from typing import NamedTuple


class AgencyKey(NamedTuple):
    """An agency's identity: 泉州 市财政局 and 厦门 市财政局 are two."""

    jurisdiction: str
    id: str

    @property
    def url(self) -> str:
        """The address of the agency's page."""
        return f"agencies/{self.written}/"

    @property
    def written(self) -> str:
        """As data name it: quanzhou/caizhengju."""
        return f"{self.jurisdiction}/{self.id}"


class TaskKey(NamedTuple):
    """A task's identity: its notice and its number there."""

    notice: str
    number: int

    @property
    def url(self) -> str:
        """The address of the task's page."""
        return f"notices/{self.notice}/tasks/{self.number}/"

    @property
    def written(self) -> str:
        """As data and content name it: quanzhou-2018/3."""
        return f"{self.notice}/{self.number}"
