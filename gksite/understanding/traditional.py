"""A source in Traditional characters: its words are recognised in simplified ones and kept as they are printed."""

import re
from collections.abc import Callable
from dataclasses import replace

from gksite.model.blocks import Paragraph, Reading, Table
from gksite.model.draft import Agencies, Draft, DraftSection, DraftTask
from gksite.text.breaks import bare

_PRINTED = (
    "牽單務責頭導門處廳辦領關於發機構團協縣區鄉鎮會時間點備項號級類別負聯參與體標實舉細則開報轉錄屬經計劃規議綱預決紀條長專業內稱題電話簽該為將應當請認組織執貫徹結際現圖書館學醫療衛財稅農資環監質檢測審設訊檔"
    "庫網絡運輸動態續適後達進還這從來對無歸統戰權選隊員個萬億廣場園鐵銀錢費價貨貸債購優儀傳範圍據擬擴強舊營產糧漁濟災風險職術語說調論證識護讀變讓訂討訓記許試詢詳誠課貧贏顯錯雙"
)
_KNOWN = (
    "牵单务责头导门处厅办领关于发机构团协县区乡镇会时间点备项号级类别负联参与体标实举细则开报转录属经计划规议纲预决纪条长专业内称题电话签该为将应当请认组织执贯彻结际现图书馆学医疗卫财税农资环监质检测审设讯档"
    "库网络运输动态续适后达进还这从来对无归统战权选队员个万亿广场园铁银钱费价货贷债购优仪传范围据拟扩强旧营产粮渔济灾风险职术语说调论证识护读变让订讨训记许试询详诚课贫赢显错双"
)
_SIMPLE = str.maketrans(_PRINTED, _KNOWN)
_TELLING = re.compile("[單責務門關於發機構協縣區鄉鎮會辦領導處廳時實開報經計劃規議]")
_FEWEST = 5
"""Characters that tell a source in Traditional characters from one that holds a name in them."""
_SIGNS = re.compile(r"([\s：、；，〔〕]+)")


def simplified(reading: Reading) -> tuple[Reading, Callable[[Draft], Draft]]:
    """A reading in the characters of our vocabulary, and what puts a draft of it back into those of the source."""
    texts = [
        text
        for block in reading.blocks
        for text in ([block.text] if isinstance(block, Paragraph) else [cell.text for cell in block.cells])
    ] + [value for _, value in reading.facts]
    if len(_TELLING.findall("".join(texts))) < _FEWEST:
        return reading, lambda draft: draft
    blocks = tuple(map(_simple, reading.blocks))
    facts = tuple((label.translate(_SIMPLE), value.translate(_SIMPLE)) for label, value in reading.facts)
    printed = "\n".join(map(bare, texts))
    return replace(reading, blocks=blocks, facts=facts), _Restoring(printed).draft


def _simple(block: Paragraph | Table) -> Paragraph | Table:
    if isinstance(block, Paragraph):
        return replace(block, text=block.text.translate(_SIMPLE))
    return replace(block, cells=tuple(replace(cell, text=cell.text.translate(_SIMPLE)) for cell in block.cells))


class _Restoring:
    """Texts of a draft as the source prints them."""

    def __init__(self, printed: str) -> None:
        self.printed = printed
        self.simple = printed.translate(_SIMPLE)

    def text(self, text: str) -> str:
        """A text as printed; one put together from several is restored piece by piece."""
        words = bare(text)
        at = self.simple.find(words)
        if at >= 0:
            characters = iter(self.printed[at : at + len(words)])
            return "".join(character if not bare(character) else next(characters) for character in text)
        pieces = _SIGNS.split(text)
        if len(pieces) == 1:
            return text
        return "".join(piece if _SIGNS.fullmatch(piece) else self.text(piece) for piece in pieces)

    def some(self, text: str | None) -> str | None:
        """The same where there may be none."""
        return self.text(text) if text else text

    def names(self, agencies: Agencies) -> Agencies:
        return Agencies(tuple(map(self.text, agencies.names)), self.some(agencies.cell))

    def task(self, task: DraftTask) -> DraftTask:
        return replace(
            task,
            title=self.some(task.title),
            requirement=self.some(task.requirement),
            lead=self.names(task.lead),
            support=self.names(task.support),
            deadline=self.some(task.deadline),
            remark=self.some(task.remark),
        )

    def section(self, section: DraftSection) -> DraftSection:
        below = tuple(map(self.section, section.sections))
        return DraftSection(self.text(section.title), tuple(map(self.task, section.tasks)), below)

    def draft(self, draft: Draft) -> Draft:
        return replace(
            draft,
            title=self.some(draft.title),
            number=self.some(draft.number),
            issuer=self.some(draft.issuer),
            disclosure=self.some(draft.disclosure),
            subject=self.some(draft.subject),
            addressees=self.some(draft.addressees),
            preamble=self.some(draft.preamble),
            table_title=self.some(draft.table_title),
            closing=self.some(draft.closing),
            sections=tuple(map(self.section, draft.sections)),
            cc=tuple(map(self.text, draft.cc)),
            unused=tuple((spot, self.text(text)) for spot, text in draft.unused),
        )
