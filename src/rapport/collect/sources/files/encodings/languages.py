"""What texts of a language look like: its letters beyond ASCII, the commonest first, and some of its commonest words.

Orders are those of large corpora, by rank only: they need to tell encodings apart, not to measure a language.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Language:
    """A language with an alphabet, and the encodings in which files of it come.

    Parameters
    ----------
    letters : lower-case letters (and marks) beyond ASCII by falling frequency.
    words : common short words, in lower case.
    """

    name: str
    encodings: tuple[str, ...]
    letters: str
    words: str = ""


_WEST = ("windows-1252", "mac-roman", "cp850")
_CENTRE = ("windows-1250", "iso8859-2", "cp852")
_BALTIC = ("windows-1257", "cp775")
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "iso8859-5", "mac-cyrillic")

LANGUAGES = (
    Language("English", _WEST, "’–“”‘—…•é£®™©°½", "the and of to in is was for it with that you not have this are we very my on"),
    Language("French", _WEST, "éàèêçôûîùâïœëü’«»", "le la les de des et est un une pas ne ça du en que je pour très avec"),
    Language("German", _WEST, "üäößé„“", "der die und das ist nicht ich sehr mit es ein eine zu war den auf für auch wir im von"),
    Language("Spanish", _WEST, "óíáéñú¿¡ü", "de la que el en y los es un una no con muy por para las se lo del me todo"),
    Language("Portuguese", _WEST, "ãçáéíóêõúâôà", "de que o a e do da em um uma não com para muito é os foi no na por mais"),
    Language("Italian", _WEST, "èàùòéì’", "di che e la il un una non per con molto sono è le si in del da ma"),
    Language("Dutch", _WEST, "éëïèöüáó", "de het een en van is niet ik dat te in op met voor zijn heel goed maar erg"),
    Language("Swedish", _WEST, "äåöé", "och att det i som är en på inte jag av för med till den har var mycket"),
    Language("Danish", _WEST, "øåæéö", "og at det i som er en på ikke jeg af for med til den har var meget"),
    Language("Finnish", _WEST, "äöå", "ja on ei se että oli mutta kun hyvin ovat myös olen tai"),
    Language("Icelandic", _WEST, "íðáóþöæéúý", "og að í á er það sem ekki við um en til var"),
    Language("Catalan", _WEST, "éàóèíçòúïü·", "de la i el que a en els les un una no per amb és molt"),
    Language("Polish", _CENTRE, "łęąóżśćńź", "i w nie na z się to jest do że o jak za bardzo ale po tak od są"),
    Language("Czech", _CENTRE, "íáéěýčžřšůúňťóď", "a se v je na že to s z do i byl ale jsem velmi za po pro jako tak"),
    Language("Slovak", _CENTRE, "áíéýčšžťľúňôóďäŕĺ", "a sa v je na že to s z do aj bol ale som veľmi za po pre ako tak"),
    Language("Hungarian", _CENTRE, "áéóöőíüúű", "a az és nem hogy is egy van ez volt nagyon de meg csak már ha"),
    Language("Romanian", _CENTRE, "ăîâşţ„”", "de și si la a în in cu nu o un este pe că ca foarte din mai am"),
    Language("Croatian", _CENTRE, "čšžćđ", "je i u na da se za su od nije s sam vrlo jako ali kao što to bilo"),
    Language("Turkish", ("windows-1254",), "ıüşğçöâ", "ve bir bu çok de da için ile ama ne var gibi daha en iyi olarak değil"),
    Language("Lithuanian", _BALTIC, "ėšįųžąūčę„“–", "ir kad su į buvo yra labai bet ne iš tai kaip dar jau nuo per man už ar aš"),
    Language("Latvian", _BALTIC, "āīēšņļžūčķģ", "un ir ar par no uz bija ļoti bet ka ne es tas arī kā pie nav"),
    Language("Estonian", _BALTIC, "äõüöšž", "ja on ei et oli ka see väga kui aga ma oma mis siis ning"),
    Language("Russian", _CYRILLIC, "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "и в не на что я с очень это как но"),
    Language("Ukrainian", ("windows-1251", "koi8-u"), "оаниівртескмдулпяьзбгйчхжїшєюцщфґ’", "і в не на що я з дуже це як"),
    Language("Bulgarian", ("windows-1251",), "аоиентрсвлкдпмзъугбчящхжцйшюф", "и на е да се за от не с в много че но по как"),
    Language("Greek", ("windows-1253", "iso8859-7"), "αοιετσνηυρπκμλςωάίγόέθδήχύφβώξζψ", "και το να είναι της του δεν με"),
    Language("Hebrew", ("windows-1255",), "יוהלאתמרבשנדקםעחפכןטגסצזךץף", "של את לא על זה היה עם כל מאוד אני גם"),
    Language("Arabic", ("windows-1256",), "اليمنوترهعبدفسةكقحجأطشصىخذئزءغضثإؤآظ،", "في من على لا ما هذا جدا و أن كان مع"),
    Language("Persian", ("windows-1256",), "اینردهومتبشسکلزپعخآفگقجحطصذچغضثظژئ", "و در به از که این را با است خیلی"),
    Language("Thai", ("cp874",), "านรอกเง่มยลวด้ทสตัปบคีแจหไิะโ์พขใชุู็ืำถผซณศธภษๆฟญฝฉฎฐฏฑฒฌฆฬฮฯ๊๋ฃฅ"),
)  # fmt: skip

PUNCTUATION = frozenset("–—„“”‘’«»…€°§\u00a0·•№×©®™′¿¡،؛؟")
"""What stands in texts of every language now and then."""

SIMPLIFIED = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同"
    "现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重"
    "并物手应向头文体美相见被利什二等产或新己制身果加西月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走各入几口认条平"
    "系气题活更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直服客谢您请品店价房快差错买送货质早餐便宜酒用满包书让喜欢吃网速"
)
TRADITIONAL = (
    "的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同"
    "現當沒動面起看定天分還進好小部其些主樣理心她本前開但因只從想實日者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重"
    "並物手應向頭文體美相見被利什二等產或新己制身果加西月話合回特代內信表化老給世位次度門任常先海通教原東聲提立及比員解水名真論處走各入幾口認條平"
    "系氣題活更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直服客謝您請品店價房快差錯買送貨質早餐便宜酒用滿包書讓喜歡吃網速"
)
KOREAN = (
    "이다는의에을가고하지한로들은기도를사어그리나자서해대인수있시아부일정보장라만음상것니습주과스제게요구으적여우원면신공안전거소까오내실비조모선"
    "생무성말경위동마연회국세없었했되된합입감좋너당중문물방품배송빠매친절직격재더잘못때할점처분"
)
