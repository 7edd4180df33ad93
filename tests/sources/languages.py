"""Small tables of names and places in many languages, to be written in the encodings of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import NamedTuple


class Language(NamedTuple):
    """The encodings that its texts are found in, a header, names and places."""

    encodings: str
    header: str
    names: str
    places: str


LATIN = "id,name,town,phone"
LANGUAGES: Mapping[str, Language] = {
    "Chinese": Language(
        "gb18030 gbk gb2312",
        "编号,姓名,地址,手机",
        "王小明 李建国 赵敏 孙悦 周晓燕",
        "上海市浦东新区 佛山市顺德区 昆明市五华区翠湖路",
    ),
    "Chinese of Taiwan": Language(
        "big5 big5hkscs cp950",
        "編號,姓名,地址,手機",
        "陳大文 林怡君 黃國強 張惠妹 吳淑珍",
        "臺北市信義區松仁路 高雄市苓雅區 臺中市北屯區",
    ),
    "Chinese of Hong Kong": Language(
        "big5hkscs", "編號,姓名,地址,手機", "陳大文 李嘉欣 黃國強", "九龍啫喱街 新界深水埗 將軍澳咗喺嘅"
    ),
    "Japanese": Language(
        "cp932 shift_jis euc_jp",
        "番号,氏名,住所,電話",
        "佐藤太郎 鈴木花子 渡辺美咲 山口さくら ナカムラケン",
        "東京都千代田区丸の内 大阪府堺市 福岡県久留米市",
    ),
    "Korean": Language(
        "euc_kr cp949",
        "번호,이름,주소,전화",
        "김철수 이영희 박지성 최민호",
        "서울특별시강남구 부산광역시 대전광역시유성구",
    ),
    "German": Language(
        "cp1252 latin-1 iso8859-15", LATIN, "Jürgen_Müller Käthe_Größ Sören_Weiß Hans_Meier", "Köln München Berlin"
    ),
    "French": Language(
        "cp1252 mac_roman cp850", LATIN, "François_Lefèvre Hélène_Dupré Zoé_Gérard Paul_Martin", "Besançon Nîmes Paris"
    ),
    "Spanish": Language(
        "cp1252 latin-1", LATIN, "José_Muñoz María_Núñez Ángel_Gómez Ana_Ruiz", "Málaga Cádiz León Madrid"
    ),
    "Portuguese": Language(
        "cp1252", LATIN, "João_Gonçalves Inês_Simões Antônio_Conceição Ana_Costa", "São_Paulo Brasília Lisboa"
    ),
    "Italian": Language("cp1252", LATIN, "Nicolò_Rossi Maria_Bianchi Giosuè_Conti", "Forlì Roma Cefalù Cantù"),
    "Swedish": Language("cp1252", LATIN, "Björn_Åkesson Åsa_Sjöberg Lars_Nilsson", "Malmö Göteborg Växjö Lund"),
    "Danish": Language("cp1252", LATIN, "Søren_Ørsted Bjørn_Sørensen Åse_Dahl Kåre_Næss", "København Århus Bergen"),
    "Polish": Language(
        "cp1250 iso8859-2", LATIN, "Łukasz_Wójcik Małgorzata_Kowalska Zbigniew_Dąbrowski", "Łódź Kraków Gdańsk"
    ),
    "Czech": Language(
        "cp1250 iso8859-2", LATIN, "Jiří_Dvořák Tomáš_Němec Lucie_Černá Pavel_Novák", "Plzeň Brno Hradec_Králové"
    ),
    "Hungarian": Language("cp1250", LATIN, "László_Szűcs Gergő_Tóth Zsófia_Kovács", "Győr Pécs Budapest"),
    "Romanian": Language(
        "cp1250", LATIN, "Ştefan_Ionescu Ioana_Brâncuşi Mihai_Rădulescu", "Bucureşti Timişoara Constanţa"
    ),
    "Turkish": Language(
        "cp1254 iso8859-9", LATIN, "Ayşe_Yılmaz Gökhan_Çelik İbrahim_Doğan Mehmet_Kaya", "İstanbul Diyarbakır Muğla"
    ),
    "Lithuanian": Language(
        "cp1257", LATIN, "Jonas_Žukauskas Rūta_Šimkutė Eglė_Jankauskaitė", "Vilnius Šiauliai Klaipėda"
    ),
    "Russian": Language(
        "cp1251 koi8_r cp866 iso8859-5",
        "номер,имя,город,телефон",
        "Иван_Петров Анна_Смирнова Дмитрий_Щукин",
        "Москва Нижний_Новгород Тюмень",
    ),
    "Ukrainian": Language(
        "cp1251 koi8_u",
        "номер,назва,місто,телефон",
        "Олександр_Шевченко Наталія_Бойко Юрій_Ткачук",
        "Київ Львів Чернігів",
    ),
    "Greek": Language(
        "cp1253 iso8859-7",
        "αριθμός,όνομα,πόλη,τηλέφωνο",
        "Γιώργος_Παπαδόπουλος Ελένη_Νικολάου",
        "Αθήνα Θεσσαλονίκη Πάτρα",
    ),
    "Hebrew": Language("cp1255", LATIN, "משה_כהן שרה_לוי", "תל_אביב ירושלים"),
    "Arabic": Language("cp1256", LATIN, "محمد_علي فاطمة_حسن", "القاهرة بيروت"),
    "Thai": Language("cp874", LATIN, "สมชาย_ใจดี สมหญิง_รักไทย", "กรุงเทพมหานคร เชียงใหม่"),
}


def pairs() -> Iterator[tuple[str, str]]:
    """Every language in every encoding that it is found in."""
    return ((name, encoding) for name, one in LANGUAGES.items() for encoding in one.encodings.split())


def table(name: str, rows: int, seed: int = 1, end: str = "\n") -> str:
    """A CSV file in a language."""
    draw, language = Random(seed), LANGUAGES[name]
    names, places = ([word.replace("_", " ") for word in words.split()] for words in (language.names, language.places))
    lines = [
        f"{i},{draw.choice(names)},{draw.choice(places)} {draw.randint(1, 99)},{draw.randint(10**10, 10**11)}"
        for i in range(rows)
    ]
    return end.join([language.header, *lines, ""])
