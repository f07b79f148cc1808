"""Why an edited workbook is not taken back; apart from the rules, which need libraries that explaining does without."""

from gksite.problems import define

CHANGED_TWICE = define(
    "GK227",
    "“{cell}”在工作簿里改成了“{ours}”，这里在导出之后改成了“{theirs}”",
    why="两边都改过同一处，程序不能替人决定用哪一个。",
    mend="定下用哪一个，把工作簿里的那一格和这里改成同样的文字；或者重新导出再改。",
)
FRAME_CHANGED = define(
    "GK228",
    "工作簿的“{sheet}”{fault}",
    why="程序靠表头和灰色的格子认出每一格；对不上时不能断定改的是哪一处，也不能断定少了的行是要删去还是误删。",
    mend="把表头和灰色的格子改回原样，找回删去的行，去掉多出的行；要增删任务和部分，请直接改 YAML。",
)
NOT_ONE_LINE = define(
    "GK229",
    "工作簿里“{cell}”这一格有换行",
    why="标题、文号和日期都只有一行。",
    mend="把这一格写成一行，再导入。",
)
