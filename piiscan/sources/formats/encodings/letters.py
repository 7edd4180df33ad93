"""What the languages of alphabets are written with, beyond ASCII: their letters, the commonest first.

The orders are estimates from everyday running text. They only have to tell encodings apart, in which the same
bytes are quite other letters; `tests/sources/test_encodings.py` measures that they do.
"""

from __future__ import annotations

WESTERN = {
    "German": "äüößé",
    "French": "éèàêçâîôùûëïœüÿæ",
    "Spanish": "óáíéñúüç",
    "Portuguese": "ãçáéíóêõâúàôü",
    "Italian": "àèòùìéó",
    "Catalan": "àèóéíçòúïü",
    "Dutch": "ëéïöüèçó",
    "Swedish": "äåöéüà",
    "Danish, Norwegian": "øåæéöäüóòô",
    "Icelandic": "ðíáóæéþúöý",
    "English": "éöüíáèçñóøåäïôêâ",
}
CENTRAL = {
    "Polish": "łóżęąśćńź",
    "Czech": "íáéěýřžčšůúňóďť",
    "Slovak": "áíýčžéúšľťóňôďäĺŕ",
    "Hungarian": "áéőöíóüúű",
    "Romanian": "ăîâşţșț",
    "Croatian, Slovene": "čšžćđ",
    "German": "äüößé",
}
TURKISH = {"Turkish": "ıüşğöçİâîû"}
BALTIC = {
    "Lithuanian": "ėųžšįąūčę",
    "Latvian": "āīēšņūļžčķģ",
    "Estonian": "äõüöšž",
}
CYRILLIC = {
    "Russian": "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё",
    "Ukrainian": "оанивтірелскпдумязьбйчгхєжїцюшщфґ",
    "Bulgarian": "аоиетнрсвлдкпмъзуябгчйщцжшхфюь",
    "Serbian": "аоиенртсјвкдупмлзбгшљчњђжхцћфџ",
}
GREEK = {"Greek": "αοιετσνηυρπκμλςωόίάέδγχήθύώφβξζψϊϋΐΰ"}
HEBREW = {"Hebrew": "יוהלאתרבשנמםדחקעפגכסזטןצךףץ"}
ARABIC = {"Arabic": "اليمونترهبدعسفكحقةجشطصخغءضذثزظىأإآئؤچپگک"}
THAI = {"Thai": "านรกอเงยมลสวดทคตหปพบไจชขแ่้ีิ์ัะ็ืึุูใโๆฯณธถผฝซฐศษญภฟฮฉฆ"}

LATIN = {"western": WESTERN, "central": CENTRAL, "turkish": TURKISH, "baltic": BALTIC}
OTHER = {"cyrillic": CYRILLIC, "greek": GREEK, "hebrew": HEBREW, "arabic": ARABIC, "thai": THAI}

SIGNS = "\xa0–—’‘“”„…«»°€£§·•ºª®©™¿¡´‚‹›½²³±×"
"""What stands in texts of every alphabet."""
