"""Names in the properties of files: those of offices and programs tell nothing of a person."""

import re
import unicodedata
from collections.abc import Collection

from gksite.text.names import fold_name

_NOBODY = frozenset(
    fold_name(name).casefold()
    for name in (
        *("python-docx", "openpyxl", "docx4j", "apache poi", "poi", "un-named", "unnamed", "xlsxwriter", "epplus"),
        *("libreoffice", "openoffice", "wps office", "wps", "microsoft", "microsoft office", "microsoft word"),
        *(
            "administrator",
            "admin",
            "user",
            "users",
            "owner",
            "guest",
            "root",
            "unknown",
            "anonymous",
            "none",
            "author",
        ),
        *(
            "windows user",
            "windows 用户",
            "microsoft office user",
            "microsoft office 用户",
            "microsoft",
            "ms user",
            "pc",
        ),
        *("微软用户", "微软中国", "微软", "系统管理员", "管理员", "用户", "匿名", "作者", "无", "办公室", "软件"),
        *("lenovo", "联想", "dell", "hp", "asus", "acer", "huawei", "thinkpad", "china", "番茄花园", "雨林木风"),
    )
)
"""What computers and programs write where no name was given."""
_OFFICE = re.compile(
    r"[\u3400-\u9fffA-Za-z0-9（）()·]{1,40}(?:政府|办公[室厅]|委员会|管委会|中心|公司|集团|大学|学院|街道办事处|人民法院|人民检察院)$"
    r"|[\u3400-\u9fff]{2,30}(?:[局厅]|总署|总局)$"
)
"""What a name ends with that is no person's: 泉州市人民政府办公室, 市财政局."""
_SEVERAL = re.compile(r"[;；,，、/]+")
"""What stands between several names."""
_SIGNS = "\u3000 \t\r\n\0.·-_—"
"""What is left of a name that was taken out."""
_MADE_SIMPLE = str.maketrans("辦廳會員財廣統總處學", "办厅会员财广统总处学")
"""The simplified character for a Traditional one in the ends of such names."""


def is_nobody(text: str, offices: Collection[str] = ()) -> bool:
    """Whether all names in a text are of offices, those given or any by its form, or of programs and computers."""
    known = frozenset(map(fold_name, offices))
    for name in _SEVERAL.split(unicodedata.normalize("NFKC", text)):
        folded = fold_name(name).strip(_SIGNS)
        simple = folded.translate(_MADE_SIMPLE)
        if folded and folded.casefold() not in _NOBODY and folded not in known and not _OFFICE.fullmatch(simple):
            return False
    return True
