"""CSV as it arrives: whatever stands above, among and between the rows is read for what it is, and comes back."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from piiscan.model.finding import Incomplete
from piiscan.model.table import Container, Document, Table, leaves
from piiscan.sources import ReadOptions, open_targets, write_container, write_table
from piiscan.sources.formats.csv.header import is_header

NAMES = "姓名,手机号,生日\n"
ROWS = "王小明,13900000000,1990-01-02\n李丽,13900000001,1991-02-03\n赵敏,13900000002,1992-05-06\n"
TABLE = NAMES + ROWS


class Held:
    """What a file of this content is read as."""

    def __init__(self, folder: Path, content: str, name: str = "t.csv", **options: object) -> None:
        self.path = folder / name
        self.path.write_bytes(content.encode())
        [self.item] = open_targets([str(self.path)], ReadOptions(**options))
        members = list(leaves([self.item]))
        self.tables = [member for member in members if isinstance(member, Table)]
        self.texts = [member for member in members if isinstance(member, Document)]
        self.gaps = [member.reason for member in members if isinstance(member, Incomplete)]

    @property
    def table(self) -> pl.DataFrame:
        return pl.concat(self.tables[0].batches())

    @property
    def text(self) -> str:
        return "".join(line for text in self.texts for part in text.parts() for line in part)

    def copy(self, *dropped: str, comment: str | None = None) -> str:
        """The file again, without some columns and with another comment."""

        def masked(member):
            if isinstance(member, Table):
                return (batch.drop(dropped) for batch in member.batches())
            return (part if comment is None else part.str.replace("13800138000", comment) for part in member.parts())

        target = self.path.with_name("copy")
        if isinstance(self.item, Container):
            write_container(self.item, masked, target)
        else:
            write_table(self.item, masked(self.item), target)
        return target.read_bytes().decode()


@pytest.mark.parametrize("name", ["t.csv", "t.txt"])
@pytest.mark.parametrize("delimiter", list(",;\t|^\x01\x1f"))
def test_every_delimiter_is_found(tmp_path: Path, delimiter: str, name: str) -> None:
    held = Held(tmp_path, TABLE.replace(",", delimiter), name)
    assert held.table.rows()[0] == ("王小明", "13900000000", "1990-01-02")
    assert held.copy() == TABLE.replace(",", delimiter)


@pytest.mark.catalogue("B13")
@pytest.mark.parametrize(
    ("above", "delimiter"),
    [
        ("客户清单 2024\n\n", ","),
        ("客户清单,,\n,,\n", ","),
        ("call 13800138000\n", ","),
        ("导出人,张三丰\n时间,2024-01-01\n\n", ","),
        ("# export\n# call 13800138000, please\n", ","),
        ("# two, three\n", ";"),
    ],
)
def test_titles_and_comments_above_are_texts_and_stay(tmp_path: Path, above: str, delimiter: str) -> None:
    content = above + TABLE.replace(",", delimiter)
    held = Held(tmp_path, content)
    assert held.table.columns == ["姓名", "手机号", "生日"]
    assert held.table.height == 3
    assert held.text == above
    assert held.copy() == content


def test_comments_among_and_below_the_rows_are_masked_in_place(tmp_path: Path) -> None:
    first, rest = ROWS.split("\n", 1)
    content = f"# top\n{NAMES}{first}\n# call 13800138000\n{rest}# end"
    held = Held(tmp_path, content)
    assert held.table.height == 3
    assert [text.key for text in held.texts] == ["t.csv!comments"]
    assert held.tables[0].key == "t.csv"
    assert held.copy(comment="<PHONE>") == content.replace("13800138000", "<PHONE>")
    dropped = held.copy("生日", comment="x")
    assert dropped.startswith("# top\n姓名,手机号\n王小明,13900000000\n# call x\n")


@pytest.mark.parametrize(
    "content",
    [
        "#" + TABLE,
        "tag,note\n#a,x\n#b,y\n#c,z,1\n",
        'name,note\nA,x\n#b,"more\nlines"\n',
    ],
)
def test_a_hash_alone_does_not_make_a_comment(tmp_path: Path, content: str) -> None:
    held = Held(tmp_path, content, header=True)
    assert not held.texts
    assert held.copy() == content


@pytest.mark.catalogue("B13")
def test_further_header_rows_explain_the_columns(tmp_path: Path) -> None:
    content = "name,mobile,birthday\n" + NAMES + "varchar(20),char(11),date\n" + ROWS
    held = Held(tmp_path, content)
    assert [(column.name, column.comment) for column in held.tables[0].columns] == [
        ("name", "姓名 / varchar(20)"),
        ("mobile", "手机号 / char(11)"),
        ("birthday", "生日 / date"),
    ]
    assert held.table.height == 3
    assert held.copy() == content
    assert held.copy("mobile").startswith("name,birthday\n姓名,生日\nvarchar(20),date\n王小明,1990")


def test_the_fullest_header_row_names_the_columns(tmp_path: Path) -> None:
    held = Held(tmp_path, "客户姓名,联系电话,,客户类型\n姓名,手机号,生日,类型\n" + ROWS.replace("\n", ",vip\n"))
    assert [(column.name, column.comment) for column in held.tables[0].columns][1:3] == [
        ("手机号", "联系电话"),
        ("生日", None),
    ]


@pytest.mark.catalogue("B13")
@pytest.mark.parametrize(
    "rows",
    [
        "王小明,N/A,女 李丽,13900000001,男 赵敏,13900000002,女",
        "Anna,上海市 王小明,北京市 李丽,天津市",
        "Alice,AccountManager Bob,Clerk Carol,Driver",
        "AnnaSmith,MainStreet,YorkCity BobJones,HighStreet,QuebecCity TomRay,ElmStreet,MexicoCity",
        "某某客户公司,上海 甲乙公司,北京 丙丁公司,天津",
        "K-17,red K-18,blue K-19,green",
        ",王小明,女 ,李丽,男",
        "12:30,王小明 13:45,李丽",
        "王小明,310101199001011234 李丽,310101199001011235",
    ],
)
def test_a_row_of_data_is_never_a_header(rows: str) -> None:
    assert not is_header([row.split(",") for row in rows.split()])


def test_without_a_header_every_row_is_data_and_comes_back(tmp_path: Path) -> None:
    held = Held(tmp_path, ROWS)
    assert held.table.height == 3
    assert held.copy() == ROWS


def test_the_line_that_excel_takes_the_delimiter_from_is_obeyed_and_kept(tmp_path: Path) -> None:
    content = "\ufeffsep=;\r\nname;note\r\nA;1,5,x\r\nB;2,5,y\r\n"
    held = Held(tmp_path, content)
    assert held.table.rows() == [("A", "1,5,x"), ("B", "2,5,y")]
    assert not held.texts
    assert held.copy() == content


@pytest.mark.parametrize(
    ("content", "row"),
    [
        ("2,5;3,5;4,5\n1,5;2,5;3,0\n7,1;2,2;3,3\n", ("2,5", "3,5", "4,5")),
        ('name,note,n\n"A","he said \\"hi\\", ok",1\n"B","\\\\ \\N",2\n', ("A", 'he said "hi", ok', "1")),
        ('name,note,n\n"B","\\\\ \\N",2\n"A","he said \\"hi\\", ok",1\n', ("B", "\\ \\N", "2")),
        ("name\tnote\nA\thas\\\ttab\nB\t\\N\nC\tx\n", ("A", "has\ttab")),
        ('name,path\nA,"C:\\dir\\"\nB,"C:\\new\\"\n', ("A", "C:\\dir\\")),
        ('name\tnote\n"Big" Bob\tx\n"Tall" Tom\ty\n"Old" Joe\tz\n', ('"Big" Bob', "x")),
        ("name|note\n'a|b'|'x'\n'c'|'d''e'\n", ("a|b", "x")),
        ('name,id\nA,="00123"\nB,="00124"\n', ("A", '="00123"')),
        ('"a","b;c"\n"1","x"\n"2","say ""hi"""\n', ("1", "x")),
        ('name;text\nA;"x\ny;z\n"\n', ("A", "x\ny;z\n")),
    ],
)
def test_quotes_and_escapes_are_told_and_kept(tmp_path: Path, content: str, row: tuple[str, ...]) -> None:
    held = Held(tmp_path, content)
    assert row in held.table.rows()
    assert held.copy() == content


@pytest.mark.parametrize(
    ("name", "content", "format"),
    [
        ("t.txt", "13900000000\n13900000001\n13900000002\n", "csv"),
        ("t.txt", "a@canary.invalid\nb@canary.invalid\nc@canary.invalid\n", "csv"),
        ("t.txt", "apple\nbanana\ncherry\n", "text"),
        ("t.txt", "call 13900000000\n13900000001\n13900000002\n", "text"),
        ("t.csv", "apple\nbanana\ncherry\n", "csv"),
        ("t.txt", "# Title\n\nSome text, and more.\nLast, not least.\n", "text"),
    ],
)
def test_a_list_of_numbers_or_addresses_is_a_table(tmp_path: Path, name: str, content: str, format: str) -> None:
    held = Held(tmp_path, content, name)
    assert held.item.format == format
    assert format == "text" or held.copy() == content


@pytest.mark.catalogue("B17")
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "content",
    [
        "name,city,\nA,B,\nC,D,\n",
        "name,city\nA,B,\nC,D,\nE,F,\n",
        "name,city\nA,B\n\nC,D\n\n\n",
        "name,city\nA,B,x,y\nC\n,,,,\nE,F\n",
        "name,name,,\n1,a,b,c\n2,d,e,f\n",
        "name,city,phone\n",
        "name,city,phone",
        'id,"name",note\n1,"A",\n2,"B",""\n3,,x\n4,"C, D",y\n',
    ],
)
def test_odd_rows_keep_every_field_and_every_byte(tmp_path: Path, content: str, end: str) -> None:
    content = content.replace("\n", end)
    held = Held(tmp_path, content, header=True)
    assert [cell for row in held.table.rows() for cell in row if cell] == [
        cell for cell in content.replace(end, ",").replace('"C, D"', "C+ D").replace('"', "").split(",") if cell
    ][len([name for name in content.split(end)[0].split(",") if name]) :] or '"C, D"' in content
    assert held.copy() == content


def test_kept_cells_keep_their_quotes_where_others_change(tmp_path: Path) -> None:
    held = Held(tmp_path, 'id,name,note\n1,"A","x"\n2,"B",y\n3,,""\n')
    write_table(held.item, (b.with_columns(name=pl.col("name") + ",!") for b in held.item.batches()), tmp_path / "o")
    assert (tmp_path / "o").read_bytes() == b'id,name,note\n1,"A,!","x"\n2,"B,!",y\n3,,""\n'


@pytest.mark.catalogue("B17")
def test_cr_files_longer_than_the_first_look_are_tables(tmp_path: Path) -> None:
    held = Held(tmp_path, "name,city\r" + "A,B\r" * 100_000)
    assert held.table.height == 100_000


@pytest.mark.catalogue("C7")
def test_thousands_of_columns_are_read(tmp_path: Path) -> None:
    columns = 2000
    header = ",".join(f"a_long_name_of_a_column_with_number_{i}" for i in range(columns))
    content = f"{header}\n" + (",".join(["7"] * columns) + "\n") * 3
    held = Held(tmp_path, content)
    assert held.table.shape == (3, columns)
    assert held.copy() == content
