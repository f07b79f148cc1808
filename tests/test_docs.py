"""Documents are a contract: what they state exists, and what exists they state.

The code makes docs/problems.zh-CN.md: after a change of codes, .venv/bin/python tests/test_docs.py writes it anew.
"""

import hashlib
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
import pytest
import yaml
from portal import gksite
from pydantic import BaseModel

from gksite.cli import cli
from gksite.cli.explain import WAIVED
from gksite.codes import all_codes
from gksite.documents.files import LARGEST, LARGEST_SOURCE
from gksite.model import (
    agency_facts,
    catalogue,
    clearances,
    comparisons,
    disclosure,
    documents,
    facts,
    items,
    ledger,
    look,
    progress,
    records,
    reports,
    settings,
    topics,
    waivers,
    words,
)
from gksite.pages.sources import published_name
from gksite.problems.problem import Level, Waivable

ROOT = Path(__file__).resolve().parent.parent
README, README_ZH, CHANGELOG = ROOT / "README.md", ROOT / "README.zh-CN.md", ROOT / "CHANGELOG.md"
HANDBOOK, PROBLEMS = ROOT / "docs/handbook.zh-CN.md", ROOT / "docs/problems.zh-CN.md"
PRIVACY = ROOT / "docs/privacy.zh-CN.md"
READMES = pytest.mark.parametrize("readme", [README, README_ZH], ids=lambda path: path.name)
DOCUMENTS = pytest.mark.parametrize(
    "document", [README, README_ZH, CHANGELOG, HANDBOOK, PROBLEMS, PRIVACY], ids=lambda path: path.name
)
NOTICE, AGENCIES = "content/notices/example-2024.yaml", "content/agencies/example.yaml"
SOURCE, PAGE = "content/sources/example-2024.txt", "content/pages/contact.md"
SAMPLE = "示例站点，非政府网站"

TABLES: dict[str, type[BaseModel]] = {
    "通知": records.NoticeRecord,
    "通知的 `source`": records.NoticeSource,
    "代替原件的副本：`published`": records.NamedFile,
    "部分：`sections` 的每一项": records.SectionRecord,
    "任务：`tasks` 的每一项": records.TaskRecord,
    "单位：`lead`、`support` 的每一项": records.Mention,
    "任务的 `source`": records.TaskSource,
    "时限：`deadlines` 的每一项": facts.Deadline,
    "引用的文件：`documents` 的每一项": facts.CitedDocument,
    "落实情况：`updates` 的每一项": progress.Update,
    "证据：`evidence` 的每一项": progress.Evidence,
    "勘误：`corrections` 的每一项": records.Correction,
    "审查：`cleared`": records.Clearance,
    "登记表": records.RegistryRecord,
    "登记的单位：`agencies` 的每一项": records.AgencyRecord,
    "范围的依据：`covers_source`、`members_source`": agency_facts.ScopeSource,
    "更名和合并：`succeeded_by`": agency_facts.Succession,
    "台账：`addresses` 的每一项": ledger.AddressRecord,
    "撤下：`withdrawn`": ledger.Withdrawal,
    "外部网站：`outer_links` 的每一项": ledger.OuterLink,
    "签名：`signed`": records.ReasonedSignature,
    "网站设置": settings.Config,
    "主导航：`nav`": settings.MenuEntry,
    "样子：`theme`": look.Look,
    "颜色：`colours`": look.Colours,
    "每个颜色": look.Shades,
    "字体：`fonts`": look.Fonts,
    "标志：`logo`": look.Logo,
    "主办者：`identity`": settings.Identity,
    "数据目录：`open_data`": settings.OpenData,
    "没有来源：`source` 的另一种写法": records.NoSource,
    "待定的问题：`doubts` 的每一项": records.DoubtRecord,
    "与来源不同：`differs` 的每一项": records.Difference,
    "没有录入的文字：`omitted` 的每一项": records.Omission,
    "豁免：`waivers` 的每一项": waivers.Waiver,
    "专栏：`disclosure.yaml`": disclosure.DisclosureRecord,
    "指南：`guide`": disclosure.Guide,
    "第二十条的每一项：`statutory`": disclosure.StatutoryContent,
    "第二十一条的每一项：`local`": disclosure.LocalContent,
    "依申请公开：`application`": disclosure.Application,
    "查阅场所：`reading_places`": disclosure.ReadingPlace,
    "不主动公开的信息：`withheld`": disclosure.Withheld,
    "还没有的部分：`absent`": disclosure.Absent,
    "单位怎样联系：`contact`": records.Contact,
    "党政机关网站标识：`badge`": settings.Badge,
    "国徽：`emblem`": settings.Emblem,
    "栏目：`columns` 的每一项": settings.Column,
    "索引号：`index_codes`": settings.IndexCodes,
    "信息：`items/` 的每个文件": items.ItemRecord,
    "附件：`attachments` 的每一项": items.ItemAttachment,
    "别的网站上的页面：`interprets_outside` 的每一项": items.OutsideLink,
    "引用文件：`documents.yaml` 的每一项": documents.DocumentRecord,
    "审查的文件：`clearances` 的每一项": clearances.FileClearance,
    "个人信息：`privacy`": settings.Privacy,
    "可以调整的数：`limits`": settings.Limits,
    "网页服务器：`hosting`": settings.Hosting,
    "安全联系方式：`security`": settings.Security,
    "要核对的写法：`words` 的每一项": words.Word,
    "核对的决定：`decided` 的每一项": words.Decision,
    "年报": reports.ReportRecord,
    "主动公开：`disclosed`": reports.Disclosed,
    "文件数：`rules`、`normative`": reports.Issued,
    "申请：`requests`": reports.Requests,
    "办理结果：`results`": reports.Results,
    "不予公开：`refused`": reports.Refused,
    "无法提供：`unavailable`": reports.Unavailable,
    "不予处理：`not_processed`": reports.NotProcessed,
    "其他处理：`other`": reports.OtherResults,
    "复议和诉讼：`reviews`": reports.Reviews,
    "底账的键": catalogue.CatalogueRecord,
    "事项：`rows` 的每一项": catalogue.CatalogueRow,
    "依据：`basis` 的每一项": catalogue.Basis,
    "截止日期：`due`": catalogue.YearDay,
    "主题：`topics` 的每一项": topics.TopicRecord,
    "对比：`comparisons` 的每一项": comparisons.ComparisonRecord,
}
"""The heading of each table of keys in the handbook, and the model that it explains."""

MISTAKES: list[tuple[str, str, str, str]] = [
    (NOTICE, "[县财政局]", "[县财政居]", "GK201"),
    (NOTICE, "disclosure: 主动公开", "disclosure: 依申请公开", "GK701"),
    (NOTICE, "[城关镇, 东山乡]", "[城关镇、东山乡]", "GK201"),
    (NOTICE, "year: 2024", "year：2024", "GK006"),
    (NOTICE, "year: 2024", "year:2024", "GK006"),
    (NOTICE, "  file: ", "\tfile: ", "GK006"),
    (NOTICE, "title: 示例县2024年政务公开工作任务分解表", "title: 通知: 2024年任务", "GK006"),
    (NOTICE, "        title: 公开财政预决算", "       title: 公开财政预决算", "GK006"),
    (NOTICE, "title: 公开财政预决算", 'title: "公开财政预决算', "GK006"),
    (NOTICE, "year: 2024", "yaer: 2024", "GK101"),
    (NOTICE, "disclosure: 主动公开\n", "", "GK102"),
    (NOTICE, "year: 2024", "issued: 2024-6-12", "GK103"),
    (NOTICE, "year: 2024", "index_code: 12345\nyear: 2024", "GK103"),
    (NOTICE, "number: 4", "number: 3", "GK207"),
    (SOURCE, "答复。", "答复。 ", "GK206"),
    (NOTICE, "lines: [8, 8]", "lines: [8, 80]", "GK208"),
    (NOTICE, "", "gb18030", "GK004"),
    (NOTICE, "title: 示例县2024年政务公开工作任务分解表", "title: 公开 #1 号文件", "GK014"),
    (NOTICE, "lead: [县财政局]", "lead: 县财政局、县审计局", "GK103"),
    (NOTICE, "- 县审计局", "-县审计局", "GK006"),
    (NOTICE, "title: 示例县2024年政务公开工作任务分解表", "title: [2024]8号文件任务", "GK006"),
    (PAGE, "[通知](/notices/)", "[任务表](/notices/example-2025/)", "GK302"),
]
"""The mistake behind each quoted report: file, text, mistaken text, code; without a text the encoding changes."""


def blocks(document: Path, language: str) -> list[str]:
    """All code blocks of one language in a document, without their indent."""
    text = document.read_text(encoding="utf-8")
    found = re.findall(rf"^([ ]*)```{language}\n(.*?)^[ ]*```$", text, re.MULTILINE | re.DOTALL)
    return [re.sub(rf"^{indent}", "", body, flags=re.MULTILINE) for indent, body in found]


def code_spans(document: Path) -> list[str]:
    """Every passage in backquotes in a document's prose."""
    text = re.sub(r"^ *```.*?^ *```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`([^`\n]+)`", text)


def table(document: Path, heading: str) -> list[list[str]]:
    """The rows of the first table under a heading, without its head."""
    text = document.read_text(encoding="utf-8")
    section = re.search(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#|\Z)", text, re.MULTILINE | re.DOTALL)
    assert section, f"{document.name} 里没有“{heading}”"
    rows = [line for line in section[1].splitlines() if line.startswith("|")]
    assert rows, f"“{heading}”下面没有表"
    return [cells(row) for row in rows[2:]]


def cells(row: str) -> list[str]:
    """The cells of a table's row."""
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", row)[1:-1]]


def rows_that_begin(document: Path, pattern: str) -> list[list[str]]:
    """The rows of all tables whose first cell fits a pattern."""
    lines = (line for line in document.read_text(encoding="utf-8").splitlines() if line.startswith("|"))
    return [row for row in map(cells, lines) if re.fullmatch(pattern, row[0])]


def keys(model: type[BaseModel]) -> dict[str, bool]:
    """Every key of a model (the name that an editor writes), and whether it is required."""
    return {field.alias or name: field.is_required() for name, field in model.model_fields.items()}


def whole_files() -> dict[str, str]:
    """The whole files in the handbook, by path."""
    text = HANDBOOK.read_text(encoding="utf-8")
    return dict(re.findall(r"^文件 `([^`]+)`：\n\n```\w+\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))


def commands() -> dict[str, click.Command]:
    """All commands."""
    assert isinstance(cli, click.Group)
    context = click.Context(cli)
    return {name: command for name in cli.list_commands(context) if (command := cli.get_command(context, name))}


def params(command: click.Command) -> Iterator[click.Parameter]:
    """What a command takes, and the commands below it."""
    yield from command.params
    for below in command.commands.values() if isinstance(command, click.Group) else ():
        yield from params(below)


def options(command: click.Command) -> set[str]:
    """The options of a command and of those below it, without -h and --help."""
    return {name for p in params(command) if isinstance(p, click.Option) for name in p.opts} - {"-h", "--help"}


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """The portal that the handbook describes."""
    for name, text in whole_files().items():
        path = tmp_path / "portal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path / "portal"


@pytest.fixture(scope="module")
def quanzhou(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Data as really built."""
    output = tmp_path_factory.mktemp("built") / "output"
    result = gksite("build", "--no-search", "--output", output)
    assert result.code == 0, result.err
    data: dict[str, Any] = json.loads((output / "data/notices/quanzhou-2018.json").read_text(encoding="utf-8"))
    return {"said": result.out, "notice": data}


# The command line


@READMES
def test_every_command_is_in_the_readme_and_none_else(readme: Path) -> None:
    """The table of commands is the program's."""
    assert {row[0] for row in rows_that_begin(readme, r"`gksite \w+`")} == {f"`gksite {name}`" for name in commands()}


@READMES
def test_every_option_is_in_the_readme_with_its_commands(readme: Path) -> None:
    """The table of options states the program's options, values and commands."""
    documented: dict[str, set[str]] = {}
    for row in rows_that_begin(readme, r"`(?:--|-o ).*"):
        name = row[0].strip("`").split()[0]
        documented[name] = set(row[1].split(", "))
    wanted: dict[str, set[str]] = {"--version": {"gksite"}}
    for name, command in commands().items():
        for option in options(command):
            wanted.setdefault(option, set()).add(name)
    assert documented == wanted
    for command in commands().values():
        for option in params(command):
            if isinstance(option.type, click.Choice):
                assert f"{option.opts[0]} " + "\\|".join(option.type.choices) in readme.read_text(encoding="utf-8")


@DOCUMENTS
def test_no_document_names_a_command_or_option_that_is_not_there(document: Path) -> None:
    """Every gksite command that a document states is known."""
    lines = [line for block in blocks(document, "sh") for line in block.splitlines()]
    for text in [*code_spans(document), *lines]:
        match = re.match(r"(?:\.venv/bin/)?gksite ([a-z]\w*)(.*)", text)
        if match:
            assert match[1] in commands(), text
            assert set(re.findall(r"(?<!\S)--[\w-]+", match[2])) <= options(commands()[match[1]]) | {"--help"}, text


@DOCUMENTS
def test_every_make_target_in_a_document_exists(document: Path) -> None:
    """Every make target that a document states is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    lines = [line for block in blocks(document, "sh") for line in block.splitlines()]
    for text in [*code_spans(document), *lines]:
        if re.match(r"make( |\Z)", text):
            goals = {word for word in shlex.split(text)[1:] if "=" not in word}
            assert goals <= targets, text


@READMES
def test_every_make_target_is_in_the_readme(readme: Path) -> None:
    """Every target of the Makefile has a row in the README's table."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE)) - {"help"}
    assert {row[0].strip("`").split()[-1] for row in rows_that_begin(readme, r"`make \w+`")} == targets


def test_the_shell_commands_work(portal: Path) -> None:
    """The commands of the documents run in the handbook's portal, but those that need a network or go on for ever."""
    documents = (README, README_ZH, HANDBOOK)
    for line in dict.fromkeys(line for d in documents for block in blocks(d, "sh") for line in block.splitlines()):
        program, *arguments = shlex.split(re.sub(r"<[^>]*>", "ADDRESS", line))
        if program == ".venv/bin/gksite":
            result = gksite(*arguments, cwd=portal, env={"XDG_CONFIG_HOME": str(portal.parent / "config")})
            assert result.code == 0, line + result.err
        elif program == "sha256sum":
            assert hashlib.sha256((portal / arguments[0]).read_bytes()).hexdigest() in HANDBOOK.read_text("utf-8")
        else:
            assert program in ("git", "cd", "make", "python3"), line


@READMES
def test_the_quoted_result_is_what_a_build_prints(readme: Path, quanzhou: dict[str, Any]) -> None:
    """The README's figures of a build are true: notices, tasks, agencies; of the number of files only the form."""
    (quoted,) = re.findall(r"^已生成 .*$", readme.read_text(encoding="utf-8"), re.MULTILINE)
    said = quanzhou["said"].splitlines()[0]
    assert quoted.split("；")[0] == said.split("；")[0]
    assert re.sub(r"\d+", "n", quoted) == re.sub(r"\d+", "n", said)


@READMES
def test_the_readme_is_right_about_english(readme: Path) -> None:
    """The English messages that the README names are there."""
    assert "templates/strings/en.po" in readme.read_text(encoding="utf-8")
    assert (ROOT / "templates/strings/en.po").is_file()


@READMES
def test_the_exit_codes_are_documented(readme: Path) -> None:
    """The table of exit codes has these four and no other."""
    assert [row[0] for row in rows_that_begin(readme, r"\d+")] == ["0", "1", "2", "70"]


# Data


def flat(value: Any, prefix: str = "") -> Iterator[str]:
    """Every key of published data; a key within another as a.b."""
    if isinstance(value, list):
        for item in value:
            yield from flat(item, prefix)
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield prefix + key
            yield from flat(inner, f"{prefix}{key}.")


@READMES
@pytest.mark.parametrize(("part", "headings"), [("notice", ("Notice", "通知")), ("task", ("Task", "任务"))])
def test_the_json_tables_are_what_a_build_writes(
    readme: Path, part: str, headings: tuple[str, str], quanzhou: dict[str, Any], portal: Path
) -> None:
    """The tables of data have the keys of a real build; the handbook's full example supplies the inner ones."""
    result = gksite("build", "--no-search", cwd=portal)
    assert result.code == 0, result.err
    full = json.loads((portal / "output/data/notices/example-2023.json").read_text(encoding="utf-8"))
    both = [quanzhou["notice"], full]
    built = [{**n, "tasks": []} for n in both] if part == "notice" else [t for n in both for t in n["tasks"]]
    written = [row[0].strip("`") for row in table(readme, headings[readme == README_ZH])]
    assert len(written) == len(set(written))
    other_places = {"source.table", "source.pages", "source.rows", "source.paragraphs"} if part == "task" else set()
    assert set(written) - other_places == set(flat(built))
    assert other_places <= set(written)
    assert [key for key in written if "." not in key] == list(built[0])
    assert all(set(one) == set(built[0]) for one in built)


@READMES
def test_the_settings_table_is_the_model(readme: Path) -> None:
    """The table of site.yaml's keys is the model's, required ones too."""
    wanted = keys(settings.Config) | {f"identity.{key}": needed for key, needed in keys(settings.Identity).items()}
    yes = "是" if readme == README_ZH else "yes"
    rows = [row for row in rows_that_begin(readme, r"`[\w.]+`") if row[1] in ("yes", "no", "是", "否")]
    assert {row[0].strip("`"): row[1] == yes for row in rows} == wanted


# The handbook


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_of_the_content_is_in_the_handbook(heading: str) -> None:
    """The handbook's tables of keys are the models', in their order, required ones too."""
    rows = table(HANDBOOK, heading)
    wanted = keys(TABLES[heading])
    assert [row[0].strip("`") for row in rows] == list(wanted)
    assert {row[0].strip("`"): row[1] == "必填" for row in rows} == wanted


def test_the_handbook_covers_every_model() -> None:
    """No model is missing: one more model needs one more table."""
    modules = (
        records,
        reports,
        catalogue,
        ledger,
        settings,
        waivers,
        items,
        clearances,
        words,
        documents,
        topics,
        progress,
        look,
    )
    names: dict[str, object] = {}
    for module in modules:
        names |= vars(module)
    column = {name: m for name, m in vars(disclosure).items() if getattr(m, "__module__", "") == disclosure.__name__}
    names |= column
    names |= {"ComparisonRecord": comparisons.ComparisonRecord, "ComparisonsRecord": comparisons.ComparisonsRecord}
    models = {model for model in names.values() if isinstance(model, type) and issubclass(model, records.Record)}
    bases = {records.Record, records.NoticeFields, records.SectionFields, items.ItemFields}
    by_gksite = {ledger.Published, ledger.PublishedNotice, ledger.PublishedAgencies, ledger.PublishedItem}
    assert set(TABLES.values()) == models - bases - by_gksite - {
        ledger.LedgerRecord,
        waivers.WaiversRecord,
        clearances.ClearancesRecord,
        comparisons.ComparisonsRecord,
        words.WordsRecord,
        documents.DocumentsRecord,
        topics.TopicsRecord,
    }


def test_every_allowed_word_is_in_the_handbook() -> None:
    """Where only certain words may be chosen, the handbook lists all."""
    status = get_args(get_args(records.NoticeRecord.model_fields["status"].annotation)[0])
    deadline = get_args(records.Deadline.model_fields["kind"].annotation)
    rows = {row[0]: row[2] for row in table(HANDBOOK, "通知")}
    assert all(word in rows["`status`"] for word in status)
    assert re.split("[：、]", rows["`document_type`"])[1:] == list(get_args(records.DocumentType))
    kind = {row[0]: row[2] for row in table(HANDBOOK, "登记的单位：`agencies` 的每一项")}["`kind`"]
    assert set(re.findall(r"`(\w+)`", kind)) == set(get_args(records.Kind))
    covers = {row[0]: row[2] for row in table(HANDBOOK, "登记的单位：`agencies` 的每一项")}["`covers`"]
    assert set(re.findall(r"`(\w+)`", covers)) == set(get_args(records.Coverage))
    states = {row[0]: row[2] for row in table(HANDBOOK, "落实情况：`updates` 的每一项")}["`status`"]
    assert re.findall(r"`(\w+)`", states) == list(progress.STATUSES)
    change = {row[0]: row[2] for row in table(HANDBOOK, "更名和合并：`succeeded_by`")}["`kind`"]
    assert re.split("[：、]", change)[1:] == list(get_args(agency_facts.Change))
    kind = {row[0]: row[2] for row in table(HANDBOOK, "时限：`deadlines` 的每一项")}["`kind`"]
    assert set(re.findall(r"`(\w+)`", kind)) == set(deadline)


def test_the_handbooks_files_make_a_site(portal: Path) -> None:
    """The handbook's whole files together are a portal that builds and passes its checks."""
    assert {NOTICE, AGENCIES, SOURCE, PAGE, "site.yaml"} < set(whole_files())
    result = gksite("build", cwd=portal)
    assert (result.code, result.err) == (0, "")
    assert result.out.splitlines()[0].split("；")[0] in HANDBOOK.read_text(encoding="utf-8")
    assert gksite("check", cwd=portal).code == 0
    home = (portal / "output/index.html").read_text(encoding="utf-8")
    assert SAMPLE not in home
    assert "示例县人民政府办公室" in home


def test_the_sample_mark_goes_with_an_identity(portal: Path) -> None:
    """A portal without identity marks every page as an example, as the handbook says."""
    settings = portal / "site.yaml"
    settings.write_text(settings.read_text(encoding="utf-8").partition("identity:")[0], encoding="utf-8")
    assert gksite("build", "--no-search", cwd=portal).code == 0
    pages = list((portal / "output").rglob("*.html"))
    assert pages
    assert all(SAMPLE in page.read_text(encoding="utf-8") for page in pages)


def test_the_full_example_uses_every_key() -> None:
    """The "example with every key" has every key; of the four forms of a source one can be used."""
    text = whole_files()["content/notices/example-2023.yaml"]
    used = set(flat(yaml.load(text, Loader=yaml.BaseLoader)))  # YAML 1.1 reads on as true
    for heading in list(TABLES)[:12]:
        wanted = set(keys(TABLES[heading]))
        if TABLES[heading] is records.TaskSource:
            wanted -= {"table", "pages", "rows", "paragraphs"}
        wanted -= {"publish_at", "draft", "differs", "omitted"}  # an example that can be published needs none of them
        assert wanted <= {key.rpartition(".")[2] for key in used}, heading


def test_the_handbook_is_right_about_source_files() -> None:
    """The limits of size, the formats published as they are and the names they get are the program's."""
    text = HANDBOOK.read_text(encoding="utf-8")
    assert f"不超过 {LARGEST_SOURCE >> 20} MB（`content/` 里的其他文件不超过 {LARGEST >> 20} MB）" in text
    match = re.search(r"^- (txt、\S+) 照原来的扩展名公布", text, re.MULTILINE)
    assert match
    assert [published_name(f"a.{suffix}") for suffix in match[1].split("、")] == [
        f"a.{s}" for s in match[1].split("、")
    ]
    assert [published_name(name) for name in ("a.html", "通知 1.pdf")] == ["a.txt", "source.pdf"]


def test_the_yaml_shown_is_yaml() -> None:
    """Every passage of YAML in the handbook can be read."""
    for block in blocks(HANDBOOK, "yaml"):
        assert yaml.safe_load(block)


def spoiled(portal: Path, file: str, right: str, wrong: str) -> str:
    """What a build reports after one mistake in the portal."""
    path = portal / file
    text = path.read_text(encoding="utf-8")
    if right:
        assert right in text
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    else:
        path.write_text(text, encoding=wrong)
    return gksite("build", "--no-search", cwd=portal).err


@pytest.mark.parametrize(("file", "right", "wrong", "code"), MISTAKES)
def test_a_quoted_message_is_what_the_mistake_brings(
    portal: Path, file: str, right: str, wrong: str, code: str
) -> None:
    """A report that the handbook quotes comes true, word for word, after just that mistake."""
    where = PAGE if file == PAGE else NOTICE
    lines = spoiled(portal, file, right, wrong).splitlines()
    said = [line for line in lines if line.startswith(where) and f": {code} " in line]
    assert said, lines
    quoted = HANDBOOK.read_text(encoding="utf-8").splitlines()
    assert all(line in quoted for line in said), said


def test_every_quoted_message_is_proved_by_a_mistake() -> None:
    """No report in the handbook or the README is unproved."""
    quoted = re.findall(r"^content/\S+: (GK\d+) ", HANDBOOK.read_text(encoding="utf-8"), re.MULTILINE)
    proved = [code for *_, code in MISTAKES]
    # two chapters quote the same one; a full-width colon and a missing space are one
    assert sorted([*quoted, "GK006"]) == sorted([*proved, "GK201"])
    for readme in (README, README_ZH):
        for line in re.findall(r"^content/.*GK\d+ .*$", readme.read_text(encoding="utf-8"), re.MULTILINE):
            assert line in HANDBOOK.read_text(encoding="utf-8")


def test_markdown_is_as_the_handbook_says(portal: Path) -> None:
    """Tags are shown as text, links within the site become relative."""
    said = spoiled(portal, PAGE, "# 联系我们\n", "# 联系我们\n\n<b>甲</b> **丙**\n\n> 丁\n")
    assert said == f"{PAGE}: GK753 发布前：pages/contact.md 在审查以后改动过，审查的记录不再适用\n"
    page = (portal / "output/contact/index.html").read_text(encoding="utf-8")
    assert "&lt;b&gt;甲&lt;/b&gt;" in page
    assert "<strong>丙</strong>" in page
    assert "<blockquote>" in page
    assert 'href="../notices/"' in page


# Codes


GROUPS = {
    "0": "文件和 YAML",
    "1": "各项的写法",
    "2": "单位、日期和引用",
    "3": "网址、链接和搜索",
    "4": "模板",
    "5": "无障碍",
    "6": "政务公开标准",
    "7": "公开与隐私",
    "8": "发布和上线",
}
LEVELS = {
    Level.ERROR: "错误：改正之前不会发布",
    Level.OBSTACLE: "发布前：可以预览，正式发布之前要补上或由人豁免",
    Level.WARNING: "提醒：照常发布，请核对",
    Level.NOTE: "说明：照常发布",
}


def problems_page() -> str:
    """The text that docs/problems.zh-CN.md should have."""
    parts = [
        "# 问题编号",
        "每个问题都有编号，编号永久不变。下面列出全部编号，与 `gksite explain 编号` 显示的相同。",
        "花括号里的部分在实际的提示里换成具体的文件、名称或数字；`{hint}` 是建议，没有相近的就没有。",
        "提示怎样读，见[编辑手册](handbook.zh-CN.md#三怎样读提示)。",
    ]
    seen = ""
    for code in all_codes():
        if code.id[2] != seen:
            seen = code.id[2]
            parts.append(f"## {GROUPS[seen]}")
        parts.append(f"### {code.id}")
        parts.append("```text\n" + code.message + "\n```")
        lines = [f"- {LEVELS[code.level]}", f"- 为什么：{code.why}", f"- 怎样改：{code.mend}"]
        if code.clause:
            lines.append(f"- 依据：{code.clause}")
        if code.waivable is not Waivable.NEVER:
            lines.append(f"- {WAIVED[code.waivable]}")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def test_every_problem_code_is_documented_as_it_is() -> None:
    """The page of codes agrees with the code; where not, .venv/bin/python tests/test_docs.py writes it."""
    assert PROBLEMS.read_text(encoding="utf-8") == problems_page(), "请运行 .venv/bin/python tests/test_docs.py"


def test_every_code_that_a_document_names_exists() -> None:
    """Every code that a document mentions exists."""
    for document in (README, README_ZH, HANDBOOK, CHANGELOG):
        assert set(re.findall(r"GK\d+", document.read_text(encoding="utf-8"))) <= {code.id for code in all_codes()}, (
            document.name
        )


# All documents


@DOCUMENTS
def test_links_between_the_documents_lead_somewhere(document: Path) -> None:
    """The links and anchors between documents lead somewhere."""
    text = re.sub(r"^ *```.*?^ *```$", "", document.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)]+)\)", re.sub(r"`[^`\n]+`", "", text)):
        if re.match(r"https?://|/", target):
            continue
        path, _, anchor = target.partition("#")
        file = (document.parent / path).resolve() if path else document
        assert file.is_file(), target
        headings = re.findall(r"^#+ (.+)$", file.read_text(encoding="utf-8"), re.MULTILINE)
        names = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
        assert not anchor or anchor in names, target


@READMES
def test_every_file_that_the_readme_names_exists(readme: Path) -> None:
    """Everything in the section on folders exists (output/ after a build)."""
    (tree,) = [block for block in blocks(readme, "text") if block.startswith("site.yaml")]
    names = re.findall(r"^([\w./]+)", tree, re.MULTILINE)
    assert {"content/", "templates/", "gksite/", "tests/", "docs/"} <= set(names)
    assert [name for name in names if name != "output/" and not (ROOT / name).exists()] == []
    folders = re.findall(r"^  ([\w./]+)", tree, re.MULTILINE)
    assert [name for name in folders if not (ROOT / "content" / name).is_dir()] == []


def test_the_changelog_keeps_its_form() -> None:
    """The changelog has [Unreleased] and names its sections by the agreed words."""
    text = CHANGELOG.read_text(encoding="utf-8")
    assert "## [Unreleased]" in text
    assert set(re.findall(r"^### (.+)$", text, re.MULTILINE)) <= {
        "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"
    }  # fmt: skip


if __name__ == "__main__":
    PROBLEMS.write_text(problems_page(), encoding="utf-8")
