"""What customers write, by language, with the encodings in which such files come. Written for these tests."""

_BLOCKS = """
Lithuanian | windows-1257
Labai ačiū už greitą pristatymą, prekė atvyko laiku.
Klientų aptarnavimas šiurkštus, laukiau dvi savaites.
Gaila, bet batai per maži – grąžinau.
Puiki parduotuvė, žaisliukai vaikams patiko.

Latvian | windows-1257
Ļoti laba apkalpošana, paldies!
Pasūtījums pienāca ātri, bet kaste bija bojāta.
Nav slikti, taču cena par augstu.

Estonian | windows-1257
Väga hea teenindus, aitäh!
Tellimus jõudis kiiresti kohale, aga kõik oli katki.
Ülihea hind.

French | windows-1252
Très déçue, le colis est arrivé abîmé.
Service rapide et équipe à l’écoute, merci !
Ça ne marche pas.

German | windows-1252
Die Lieferung war pünktlich, aber das Gerät ist kaputt.
Sehr schöne Qualität, größer als erwartet.
Gern wieder!

Spanish | windows-1252
¿Por qué tardó tanto el envío?
La atención fue rápida y muy amable.
No volveré a comprar aquí, qué desilusión.

Portuguese | windows-1252
A entrega não chegou e ninguém responde.
Ótimo atendimento, produto de boa qualidade.
Vocês são muito atenciosos.

Swedish | windows-1252
Jättebra service och snabb leverans.
Paketet kom för sent och lådan var trasig.
Jag är nöjd med köpet.

Danish | windows-1252
Hurtig levering og god betjening på telefonen.
Jeg er ikke tilfreds, skærmen gik i stykker efter én uge.
Gør det bedre næste gang.

Polish | windows-1250
Bardzo szybka wysyłka, dziękuję!
Obsługa była nieuprzejma, czekałem dwa tygodnie na odpowiedź.
Paczka przyszła uszkodzona, żądam zwrotu pieniędzy.

Czech | windows-1250
Zboží přišlo včas a v pořádku, děkuji.
Zákaznická podpora vůbec neodpovídá.
Špatná kvalita, nedoporučuji.

Hungarian | windows-1250
Gyors kiszállítás, köszönöm szépen!
Az ügyfélszolgálat nem válaszol az üzeneteimre.
Nagyon jó minőségű termék, csak ajánlani tudom.

Turkish | windows-1254
Ürün çok güzel, kargo hızlıydı.
Müşteri hizmetlerine ulaşamadım, şikâyetim çözülmedi.
İade için iki hafta bekledim.

Russian | windows-1251
Очень быстрая доставка, спасибо!
Товар пришёл повреждённым, жду возврата денег.
Не советую этот магазин.

Russian in KOI8 | koi8-r
Очень быстрая доставка, спасибо!
Товар пришёл повреждённым, жду возврата денег.
Не советую этот магазин.

Ukrainian | windows-1251
Дуже швидка доставка, щиро дякую!
Підтримка не відповідає вже тиждень.
Якість гарна, але ціна зависока.

Greek | windows-1253
Πολύ γρήγορη παράδοση, ευχαριστώ!
Το προϊόν ήρθε χαλασμένο και κανείς δεν απαντά.
Δεν το συνιστώ.

Hebrew | windows-1255
משלוח מהיר ושירות מצוין, תודה רבה!
המוצר הגיע שבור ואף אחד לא עונה לי.
לא ממליץ.

Arabic | windows-1256
خدمة ممتازة والتوصيل سريع، شكرا لكم.
المنتج وصل مكسورا ولم يرد علي أحد.
لن أشتري منهم مرة أخرى.

Thai | cp874
ส่งของเร็วมากค่ะ ประทับใจ
สินค้าชำรุด ติดต่อร้านไม่ได้เลย
บริการดี พนักงานพูดจาสุภาพ
รอนานมาก ไม่คุ้มราคา

Simplified Chinese | gb18030
酒店很干净，服务员态度也不错，下次还会来。
送货太慢了，客服也不理人。
质量一般，不值这个价钱。

Traditional Chinese | cp950
房間很乾淨，服務人員態度也不錯，下次還會再來。
出貨太慢了，客服都不回覆。
品質普通，不值這個價錢。

Japanese | cp932
発送がとても早くて助かりました。
問い合わせても返事がありません。残念です。
値段のわりに質が良いと思います。

Japanese in EUC | euc_jp
発送がとても早くて助かりました。
問い合わせても返事がありません。残念です。
値段のわりに質が良いと思います。

Korean | cp949
배송이 정말 빨라요. 감사합니다!
고객센터에 전화해도 받지 않아서 실망했습니다.
가격에 비해 품질이 좋은 편이에요.
"""


def _parse(block: str) -> tuple[str, tuple[str, str]]:
    title, _, text = block.strip().partition("\n")
    name, _, encoding = title.partition(" | ")
    return name, (encoding, text)


TEXTS = dict(map(_parse, _BLOCKS.strip().split("\n\n")))
"""By name: the encoding, and several lines of text."""
