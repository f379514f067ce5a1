"""Shapes some lines of text with HarfBuzz, and writes the result to expected.json beside this script.

    pip install uharfbuzz && python3 make_fixture.py

Each line is shaped in one piece, in each of the faces of its script. A case is: the face, the language,
whether the text runs from right to left, the features, the text, and the glyphs in the order of the
text, each as number, advance, and shift to the right and up in font units.
"""

import json
import pathlib

import uharfbuzz

here = pathlib.Path(__file__).parent
fonts = here.parent.parent / "fonts"

LATIN = [
    "source-serif-4/SourceSerif4-Regular.ttf",
    "source-serif-4/SourceSerif4-Italic.ttf",
    "source-sans-3/SourceSans3-SemiBold.ttf",
]
ARABIC = ["noto-naskh-arabic/NotoNaskhArabic-Regular.ttf", "noto-sans-arabic/NotoSansArabic-Bold.ttf"]
GEORGIAN = ["noto-serif-georgian/NotoSerifGeorgian-Regular.ttf", "noto-sans-georgian/NotoSansGeorgian-Bold.ttf"]
UPRIGHT = ["source-serif-4/SourceSerif4-Regular.ttf", "source-sans-3/SourceSans3-Regular.ttf"]

# Language, script, faces, lines.
TEXTS = [
    ("en", "Latn", LATIN, [
        "The university joined four associations; a fifth has its application on the table.",
        "Offices affiliated with the office of affairs find efficient, official filing difficult.",
        "AVATAR, To Tell Yvonne: “We waltz; they play.” — P. A. Fjord, Tyr & Wolf Ltd.",
        "Rectors, deans and students meet at the yearly forum (Baku, 12–14 May 1996).",
        "More than 50 members from 13 countries — 139 in all — hold joint programmes.",
    ]),
    ("az", "Latn", LATIN, [
        "Universitet dörd beynəlxalq təşkilatın üzvüdür və beşincisinə müraciət edib.",
        "İngilis, fransız və alman filologiyası üzrə təhsil ixtisasları fəaliyyət göstərir.",
        "Ədəbiyyat, tarix, coğrafiya: ŞƏRQ və QƏRB arasında elmi körpülər qurulur.",
        "Tələbələr “Xəzər” şəbəkəsində bir semestr oxuyur; şəhadətnamə tanınır.",
        "Rektorların toplantısı 1989-cu ildən hər il keçirilir – iştirak pulsuzdur.",
        "Jurnal, layihə, ərizə, ğ hərfi ilə: dağ, bağ, çağırış, öyrənmə, üfüq.",
    ]),
    ("tr", "Latn", LATIN, [
        "Birlik, Türk dünyasındaki üniversiteleri bir araya getirir ve ışık tutar.",
        "Fiili işbirliği, öğrenci değişimi ve akademik yayınlar için çağrı açıldı.",
        "İSTANBUL, IĞDIR, İZMİR: üç şehirde fizik ve kimya kongresi düzenlendi.",
        "Sınıflar küçük, hocalar ilgili, kütüphane gece yarısına kadar açıktır.",
        "Rektörlük’ten gelen yazı: “Başvuru süresi 15 Şubat’ta doluyor.”",
    ]),
    ("tk", "Latn", LATIN, [
        "Uniwersitet halkara birleşmäniň agzasy bolup, ylmy gatnaşyklary ösdürýär.",
        "Talyplar üçin täze ders meýilnamasy, žurnal we ýokary okuw mekdebi.",
        "Hazar deňziniň kenaryndaky ýurtlaryň uniwersitetleri bile işleýär.",
        "Ýaşlar, mugallymlar, alymlar: ÇÄRE, ÝYL, ŇÄ, ŞÄHER, ÖZ.",
    ]),
    ("ro", "Latn", LATIN, [
        "Universitățile de la Marea Neagră își unesc forțele în rețeaua științifică.",
        "Facultatea de științe și arte oferă burse studenților străini din țări vecine.",
        "Președintele asociației: „Învățământul își află rostul în schimbul de idei.”",
        "ȘTIINȚĂ, ȚARĂ, ÎNVĂȚARE, ÂMBELE — șase țări, zece orașe, mii de studenţi şi cercetători.",
    ]),
    ("de", "Latn", LATIN, [
        "Die Hochschule ist Mitglied in vier Verbänden und bewirbt sich um einen fünften.",
        "Auflage, Schifffahrt, hoffen, Stoff: »Größe und Maß« – GROẞE STRASSE.",
        "„Täglich prüft das Büro für auswärtige Beziehungen neue Verträge“, heißt es.",
        "Im Ausschuss wirken 13 Länder mit; Vorsitz: Prof. Dr. Y. Vöge, Tel. (030) 47-11.",
    ]),
    ("ru", "Cyrl", LATIN, [
        "Университет состоит в четырёх ассоциациях и подал заявку в пятую.",
        "Ректоры, деканы и студенты встречаются на ежегодном форуме — № 12.",
        "«Объединение учёных Евразии» носит это имя с 1992 года; съезд — в мае.",
        "Журнал, щит, эхо, юность, яблоко: ГДЕ УЖ ТАМ, ТУФЛИ, ГАТЬ.",
    ]),
    ("kk", "Cyrl", LATIN, [
        "Қазақстан университеттері халықаралық қауымдастыққа мүше болып кірді.",
        "Ғылым мен білім әрбір өңірде дамиды; жаңа үлгідегі оқу бағдарламасы бар.",
        "Ұлттық кеңес: Әдебиет, Іскерлік, Өнер, Үміт, Һауа, Ңаң.",
        "Студенттер «Каспий» желісінде бір жартыжылдық оқиды.",
    ]),
    ("el", "Grek", LATIN, [
        "Το πανεπιστήμιο είναι μέλος τεσσάρων ενώσεων και αιτείται για την πέμπτη.",
        "Οι πρυτάνεις συναντώνται κάθε χρόνο· η συμμετοχή είναι ελεύθερη.",
        "Άνοιξη, Έρευνα, Ήθος, Ίδρυμα, Όραμα, Ύλη, Ώρα — ϊ ΐ ϋ ΰ ς.",
        "«Δίκτυο του Ευξείνου Πόντου»: ΑΥΤΟ, ΤΑΥ, ΡΑΨΩΔΙΑ.",
    ]),
    ("ka", "Geor", GEORGIAN, [
        "უნივერსიტეტი ოთხი საერთაშორისო ასოციაციის წევრია და მეხუთეში ითხოვს მიღებას.",
        "სტუდენტები შავი ზღვის ქვეყნებიდან ერთად სწავლობენ თბილისსა და ბათუმში.",
        "ᲣᲜᲘᲕᲔᲠᲡᲘᲢᲔᲢᲘ, ᲐᲡᲝᲪᲘᲐᲪᲘᲐ, ᲬᲔᲕᲠᲝᲑᲐ, ᲯᲐᲜᲛᲠᲗᲔᲚᲝᲑᲐ.",
        "რექტორთა კრება ყოველ წელს იმართება; ჟურნალი, ჰაერი, ღონე, ძალა.",
    ]),
    ("ar", "Arab", ARABIC, [
        "الجامعة عضو في أربع جمعيات دولية وقدمت طلبا للانضمام إلى الخامسة.",
        "لا إلا لأن لآخر الإسلام الأولى السلام عليكم، أهلا وسهلا؛ هل من سؤال؟",
        "اِجْتَمَعَ الرُّؤَسَاءُ فِي مُؤْتَمَرٍ سَنَوِيٍّ.",
        "أسست عام ١٩٨٩ وتضم ١٣٩ جامعة من ٤٦ بلدا.",
        "بســـم الله، محمد، لله، جامعات، طلاب، كليات.",
    ]),
    ("fa", "Arab", ARABIC, [
        "دانشگاه عضو چهار انجمن بین‌المللی است و درخواست پنجمین را داده است.",
        "کتاب‌ها، گفت‌وگوها، می‌خواهند، پژوهش‌های ژرف، چاپ و نشر.",
        "این انجمن در سال ۱۳۶۸ پایه‌گذاری شد و ۵۷ عضو دارد.",
        "ه\u200d و ب\u200d پیوسته نوشته می‌شوند؛ آیا همه آمدند؟",
    ]),
]

# Features, language, script, faces, lines.
FEATURES = [
    ({"tnum": 1}, "en", "Latn", UPRIGHT, ["1989, 1996, 2011: 139 of 1 117 members"]),
    ({"onum": 1}, "en", "Latn", UPRIGHT, ["Founded 1989, renamed 1996, 0 left since 2024"]),
    ({"onum": 1, "tnum": 1}, "en", "Latn", UPRIGHT, ["13 46 139 1117 2048"]),
    ({"smcp": 1}, "en", "Latn", UPRIGHT, ["Office of International Affairs, est. 1934"]),
    ({"smcp": 1}, "tr", "Latn", UPRIGHT, ["ilişkiler ışığı, İnci ve Irmak"]),
    ({"smcp": 1}, "az", "Latn", UPRIGHT, ["beynəlxalq əlaqələr idarəsi, ixtisas"]),
    ({"smcp": 1, "c2sc": 1}, "en", "Latn", UPRIGHT, ["The UNESCO Chair for Water Education"]),
    ({"frac": 1}, "en", "Latn", UPRIGHT, ["1/2 of 3/4 and 1 1/2 or 12 3/16 of 100/101"]),
    ({"zero": 1}, "en", "Latn", UPRIGHT, ["A 1000 roads, 0.05"]),
    ({"ordn": 1}, "en", "Latn", UPRIGHT, ["1a 2o No 3"]),
    ({"sups": 1}, "en", "Latn", UPRIGHT, ["x2 and note 13"]),
    ({"subs": 1}, "en", "Latn", UPRIGHT, ["H2O and CO2"]),
    ({"dlig": 1}, "en", "Latn", UPRIGHT, ["strict facts act --> <-- first"]),
    ({"liga": 0}, "en", "Latn", UPRIGHT, ["office, final, fjord, affluent"]),
    ({"kern": 0}, "en", "Latn", UPRIGHT, ["AVATAR To Wa Yes, L’Avenir"]),
    ({"case": 1}, "en", "Latn", UPRIGHT, ["(ALL-IN) «CAPITALS» @ HOME"]),
    ({"ss01": 1}, "en", "Latn", UPRIGHT, ["a gallery of agile gags"]),
    ({"salt": 1}, "en", "Latn", UPRIGHT, ["a gallery of agile gags"]),
    ({}, "en", "Latn", UPRIGHT, [
        "office fficult efflux fi fl ff ffi ffl fj",
        "a\u0301 e\u0308 o\u0302\u0301 i\u0307\u0301 s\u0327 c\u030c x\u0323\u0307 q\u0303",
        "soft\u00adhyphen, zero\u200bwidth, non\u00a0breaking, word\u2060joiner",
        "1⁄2 and 13⁄46 of it",
        "A V, T o, W. A., “V” ‘A’ L’ T. Y, r. f) [j] (f",
        "two  spaces   and more, en\u2002em\u2003thin\u2009hair\u200anarrow\u202fspaces",
        "20 € 15 ₺ 9 ₸ × 3 ÷ 2 ± 1 − 4 ½ ¼ ¾ 10° 5′ 6″ § ¶ † ‡ • … – —",
        "f\u200cf, f\u200di, fi\u0301, \u2010 -",
    ]),
    ({}, "tr", "Latn", UPRIGHT, ["fi ffi fı afif fikir if fil filoloji"]),
    ({}, "az", "Latn", UPRIGHT, ["fi ffi fı afişa fikir filologiya"]),
    ({}, "ro", "Latn", UPRIGHT, ["ş ţ Ş Ţ cedile şi virgule ș ț Ș Ț"]),
    ({}, "mo", "Latn", UPRIGHT, ["ş ţ Ş Ţ"]),
    ({}, "bg", "Cyrl", UPRIGHT, ["вгджзийклптцщю"]),
    ({}, "sr", "Cyrl", UPRIGHT + ["source-serif-4/SourceSerif4-Italic.ttf"], ["бгдпт ѓ"]),
    ({}, "ur", "Arab", ARABIC, ["یہ ۴۷ طلبہ ہیں۔", "یہ ۴ ۶ ۷"]),
    ({}, "fa", "Arab", ARABIC, ["این ۴ ۶ ۷"]),
    ({"dlig": 1}, "ar", "Arab", ARABIC, ["الله محمد لله في"]),
]


# What the Georgian faces lack, which is punctuation, is taken from these.
FALLBACKS = {
    GEORGIAN[0]: "source-serif-4/SourceSerif4-Regular.ttf",
    GEORGIAN[1]: "source-sans-3/SourceSans3-Bold.ttf",
}


def shape(face, language, script, features, text, start=0, length=None):
    font = uharfbuzz.Font(face)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text, start, len(text) if length is None else length)
    buffer.direction = "rtl" if script == "Arab" else "ltr"
    buffer.script = script
    buffer.language = language
    buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_GRAPHEMES
    buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
    uharfbuzz.shape(font, buffer, features)
    glyphs = [
        [info.codepoint, position.x_advance, position.x_offset, position.y_offset]
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions)
    ]
    return glyphs[::-1] if script == "Arab" else glyphs


def shape_with_fallback(face, fallback, language, script, features, text):
    """Runs of characters that the face has, and of those that it has not."""
    have = face.unicodes
    glyphs = []
    start = 0
    while start < len(text):
        end = start
        while end < len(text) and (ord(text[end]) in have) == (ord(text[start]) in have):
            end += 1
        chosen = face if ord(text[start]) in have else fallback
        glyphs += shape(chosen, language, script, features, text, start, end - start)
        start = end
    return glyphs


def main():
    faces = {}
    load = lambda path: uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(fonts / path)))
    lines = []
    for features, language, script, paths, texts in [({}, *text) for text in TEXTS] + FEATURES:
        for path in paths:
            if path not in faces:
                faces[path] = load(path)
            fallback = load(FALLBACKS[path]) if path in FALLBACKS else None
            for text in texts:
                arguments = (language, script, features, text)
                if fallback:
                    glyphs = shape_with_fallback(faces[path], fallback, *arguments)
                else:
                    glyphs = shape(faces[path], *arguments)
                case = {
                    "face": path,
                    "language": language,
                    "right_to_left": script == "Arab",
                    "features": features,
                    "text": text,
                    "glyphs": glyphs,
                }
                lines.append(json.dumps(case, ensure_ascii=False, separators=(",", ":")))
    target = here / "expected.json"
    target.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")
    print(f"{len(lines)} cases by HarfBuzz {uharfbuzz.version_string()}")


main()
