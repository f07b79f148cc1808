"""How much a file from outside may ask of us, and what is said of one that cannot be read."""

from gksite.problems.problem import Code, Phrase

MEMORY = 400 * 1024 * 1024
"""Bytes that reading one file may take for itself; the program and its libraries come to under 100 MB more."""
SECONDS = 30
"""Processor seconds, and seconds on the clock, that reading one file may take."""
UNPACKED = 200 * 1024 * 1024
"""Bytes of an archive's members together; a notice of 200 pages has 10 MB."""
UNPACKED_PART = 64 * 1024 * 1024
"""Bytes of one member of an archive, unless it is only read as a stream."""
RATIO = 250
"""How many times an archive may grow; XML of a real notice grows 10 to 60 times."""
MEMBERS = 5000
"""Members of an archive, pictures too."""
ROWS = 20_000
"""Rows of one table: the longest real list has some 500."""
CELLS = 400_000
"""Cells of one table, blank ones too: the longest real list has some 500 rows of 8 cells."""
COLUMNS = 256
"""Columns of one table: as many as a sheet had before 2007."""
CHARACTERS = 20_000_000
"""Characters of one file: far beyond any notice, and few enough to hold in memory."""
PAGES = 1000
"""Pages of a PDF."""
DEPTH = 150
"""Levels of elements inside each other; the pages of real sites have 40."""
BLOCKS = 100_000
"""Paragraphs and tables of one file."""
LINES = 2000
"""Ruled lines of one page; a dense table has 100, a drawing thousands."""
LONGEST_ANSWER = 256 * 1024 * 1024
"""Bytes of one reading on the pipe."""

UNKNOWN = Code(
    "GK030",
    "这种文件（{kind}）读不了：{advice}",
    why="只能从文字、网页、Word、Excel、CSV 和带文字的 PDF 文件读取通知。",
    mend="按提示换成能读的文件；网页请存为 .html 或 .mht。",
)
DAMAGED = Code(
    "GK031",
    "文件已损坏或不完整，读不出来：{detail}",
    why="下载或复制中断、由不规范的软件生成，都会使文件读到一半就读不下去；这时宁可不读，也不给出残缺的内容。",
    mend="能用 Word、WPS 或浏览器打开时，另存一份新的再试；打不开时请重新下载。",
)
SLOW = Code(
    "GK032",
    "读了 {limit} 秒还没有读完，已放弃",
    why="一份通知通常几秒就能读完；特意做成的文件可以让程序一直读下去。",
    mend="确认文件来源可靠；内容确实很多时，请拆成几个文件，或者在 site.yaml 里写上更多的秒数，"
    "例如 reading_seconds: 120。",
)
HUNGRY = Code(
    "GK033",
    "读取需要的内存超过 {limit} MB，已放弃",
    why="一份通知通常用不到 100 MB；特意做成的文件可以把内存用尽。",
    mend="确认文件来源可靠；删去大幅图片和无关内容，或拆成几个文件。",
)
BOMB = Code(
    "GK034",
    "压缩包展开后过大：{what}",
    why=".docx、.xlsx 是压缩包；很小的文件可以展开成极大的数据，把磁盘或内存占满。",
    mend="确认文件来源可靠；用 Word 或 WPS 打开，另存一份新的再试。",
)
ENTITIES = Code(
    "GK035",
    "文件里有 XML 的 DTD 声明，不予读取",
    why="DTD 能定义不断展开的实体，也能引用服务器上的其他文件；正常的 Word、Excel 文件里没有它。",
    mend="确认文件来源可靠；用 Word 或 WPS 打开，另存一份新的再试。",
)
ENCRYPTED = Code(
    "GK036",
    "文件有密码保护，读不了",
    why="加密的文件只有输入密码才能读出内容。",
    mend="用密码打开后，去掉密码，另存一份再导入。",
)
COMMENTED = Code(
    "GK038",
    "文件里还有批注（{count} 条），不予读取",
    why="有批注说明文稿可能还没有定稿，批注本身也不应公开。",
    mend="确认是定稿以后，运行 gksite clean 文件，再导入做出的副本；通知的 source 照它最后给出的那一行写。",
)
MACROS = Code(
    "GK039",
    "文件里有宏，不予读取",
    why="宏是程序，来历不明的宏可能有害；通知用不着宏。",
    mend="确认文件来源可靠以后，运行 gksite clean 文件，再导入做出的副本；通知的 source 照它最后给出的那一行写。",
)
TOO_MUCH = Code(
    "GK040",
    "内容过多：{what}",
    why="一份任务分解表通常只有几百行；这么多多半是放错了文件，或选中了整张空表。",
    mend="确认是否放错文件；删去多余的空行、空列和无关的页，或拆成几个文件。",
)
SCANNED = Code(
    "GK041",
    "PDF 的 {pages} 页里没有文字，看来是扫描件，读不了",
    why="扫描件是图片，其中的字要靠识别；识别会有错字，不能当作原文。",
    mend="向发文机关索取 Word 文件或带文字的 PDF；只有扫描件时，请先识别并逐字校对，存为 .docx 或 .txt 再导入。",
)
OLD_FORMAT = Code(
    "GK042",
    "这是旧格式（{kind}），要先用 LibreOffice 转换，而这台机器上没有它",
    why="旧格式没有公开而可靠的读法，转换要借助办公软件。",
    mend="用 Word 或 WPS 打开，另存为 .docx（表格存为 .xlsx）再导入；或者安装 LibreOffice。",
)
NOT_CONVERTED = Code(
    "GK043",
    "LibreOffice 没有转换成功：{detail}",
    why="旧格式文件要先转换才能读取；文件损坏或有密码时转换不了。",
    mend="用 Word 或 WPS 打开，另存为 .docx（表格存为 .xlsx）再导入。",
)
ENCODING = Code(
    "GK044",
    "文字编码认不出来：既不是 UTF-8，也不是 GB18030",
    why="编码不对时汉字会变成乱码，因此不会勉强读取。",
    mend="用浏览器或 WPS 打开，确认文字正常，复制全部文字，存为 UTF-8 的 .txt 再导入。",
)
TOO_NESTED = Code(
    "GK045",
    "文件的层次套得太深，超过 {limit} 层",
    why="正常的文件不会套这么深；特意做成的文件可以让程序崩溃。",
    mend="确认文件来源可靠；用 Word、WPS 或浏览器打开，另存一份新的再试。",
)
NOTHING = Code(
    "GK046",
    "文件里没有任何文字",
    why="没有文字就没有可以导入的内容，多半是放错了文件。",
    mend="打开文件看一看；文字在图片里时，请索取带文字的文件。",
)
UNRULED = Code(
    "GK047",
    "PDF 里的表格没有框线，分不清各格，读不了（{count} 行文字中间有大片空白）",
    why="PDF 只记每个字的位置，格子要靠框线认出；没有框线时，一行里哪些字是一格只能猜。",
    mend="向发文机关索取 Word 文件；或者用 WPS 转成 Word，核对各格以后再导入。",
)


REFUSALS = (
    UNKNOWN,
    DAMAGED,
    SLOW,
    HUNGRY,
    BOMB,
    ENTITIES,
    ENCRYPTED,
    COMMENTED,
    MACROS,
    TOO_MUCH,
    SCANNED,
    OLD_FORMAT,
    NOT_CONVERTED,
    ENCODING,
    TOO_NESTED,
    NOTHING,
    UNRULED,
)
"""What may be said of a file that cannot be read, by number."""


class Unreadable(Exception):
    """A file cannot be read, for a reason that an editor can do something about."""

    def __init__(self, code: Code, **arguments: str | int | Phrase) -> None:
        super().__init__(code.id)
        self.code = code
        self.arguments = arguments


def too_much(message: str, limit: int) -> Unreadable:
    """More than the limit of something that the message counts as {limit}."""
    return Unreadable(TOO_MUCH, what=Phrase(message, limit=limit))


def bomb(message: str, size: int) -> Unreadable:
    """An archive that grows to what the message states as {size}."""
    return Unreadable(BOMB, what=Phrase(message, size=size))
