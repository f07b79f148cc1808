"""What people write as the result of an examination before publication: whether it says no."""

import re
import unicodedata

_HARMLESS = re.compile(
    r"(?:不|未|无|没有|非)(?:涉密|涉及|含有?|发现|属于|存在|见|有)[^，。；,;、]{0,30}"
    r"|(?:无|没有|不存在|未发现)[^，。；,;、]{0,12}(?:不予公开|不宜公开)[^，。；,;、]{0,12}"
)
"""Clauses that say that nothing stands against it: 不涉及国家秘密, 未发现不予公开的内容."""
_CHARACTERS = str.maketrans("開過審應為與實暫發佈請", "开过审应为与实暂发布请")
"""Traditional characters in the words below."""
_NO = re.compile(
    r"不予(?:公开|发布|公布|通过|同意)|不(?:同意|通过|批准|准予|准|宜|得|可以?|能|应当?|要|拟|便|公开|发布|公布|合格|行)"
    r"|未(?:通过|获|予|批准|同意|经|审|完成)|暂(?:不|缓|停)|尚未|待[^，。；,;、已]{0,6}(?:审|定|批|核|研究|签)|(?:审查|审核|审批|研究)中"
    r"|依申请公开|退回|撤回|否决|驳回|涉密|属于?(?:国家|工作)秘密|禁止|拒绝|^(?:否|无|不|没有)$"
)
"""Words that say no, or not yet."""
_BUT = re.compile(r"不(?:得|应|能|可|准|要)(?:迟于|晚于|超过|少于|遗漏)")
"""Words that ask for something else: 不得晚于3月5日公开."""


def says_no(result: str) -> bool:
    """Whether the result of an examination lets nothing be published, or not yet."""
    text = "".join(unicodedata.normalize("NFKC", result).split()).translate(_CHARACTERS)
    return _NO.search(_BUT.sub("", _HARMLESS.sub("", text))) is not None
