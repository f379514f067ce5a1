//! The text in a PDF is the text of its HTML, in reading order. The tests read it with their own reader, and with
//! pdftotext if that is installed.

use crate::kit::pdf as kit;
use std::path::Path;
use std::process::Command;

use crate::kit::pdf::{lines, pages, read};
use crate::kit::rendering::rendered;
use engine::resources::Resources;

/// Attributes of a paragraph, and its text.
type Sample = (&'static str, &'static str);

/// A page that is mostly in Latin and Cyrillic letters.
const LANGUAGES: &[Sample] = &[
    (
        "lang=az",
        "Bakı Dövlət Universiteti Azərbaycanın ilk ali təhsil müəssisəsidir; əlaqələri ildən-ilə genişlənir.",
    ),
    (
        "lang=ru",
        "Университет сотрудничает с вузами России и других стран, обменивается студентами и проводит конференции.",
    ),
    ("lang=ka", "თბილისის უნივერსიტეტი საერთაშორისო კავშირებს ავითარებს და სტუდენტებს ცვლის."),
    ("lang=fa dir=rtl", "دانشگاه‌ها در سال ۱۹۹۶ (BSUN) را بنیاد نهادند."),
    (
        "lang=fa dir=rtl",
        "انجمن دانشگاه‌های حاشیه دریای خزر (TÜRKUNİB) در سال ۱۹۹۶ با ۱۳ کشور بنیاد نهاده شد و اکنون بیش از 50 \
         دانشگاه و مؤسسه پژوهشی عضو آن هستند؛ دانشجویان می‌توانند در همه آن‌ها درس بخوانند.",
    ),
    ("lang=tr", "Türk dünyası üniversiteleri arasında iş birliği güçleniyor, ılık İzmir’de buluşuyoruz."),
];

/// Text in two directions of every kind.
const DIRECTIONS: &[Sample] = &[
    (
        "",
        "English words that are plentiful enough to make the page one of the Latin script, and then some more \
         words about universities and associations and their many members.",
    ),
    ("lang=fa dir=rtl", "«دانشگاه تهران»، در سال ۱۳۱۳ تأسیس شد؛ آیا بزرگ است؟ بله!"),
    ("lang=fa dir=rtl", "۵۰٪ دانشجویان (حدود ۱۲٬۵۰۰ نفر) از خارج‌اند، و ۳٫۵ درصد از Baku آمده‌اند."),
    (
        "lang=fa dir=rtl",
        "انجمن <b>Black Sea Universities Network</b> (BSUN)، <a href='https://bsun.org'>bsun.org</a>، عضو است.",
    ),
    ("lang=fa dir=rtl", "(BSUN) در آغاز خط است."),
    ("lang=fa dir=rtl", "آیا عضو BSUN؟ آری: 1996، 1997 و 12/5/1998."),
    ("lang=fa dir=rtl", "متن ساده بدون هیچ چیز دیگر"),
    ("lang=fa dir=rtl", "رئیس، معاون... و «دبیر»."),
    ("lang=ar dir=rtl", "الجامعات (AUCA) والمعاهد، تأسست سنة 1998."),
    ("", "An English line with دانشگاه تهران inside it, and (دانشگاه) too."),
];

/// A page that is mostly in Persian.
const PERSIAN: &[Sample] = &[
    LANGUAGES[3],
    LANGUAGES[4],
    DIRECTIONS[6],
    DIRECTIONS[8],
    MORE_PERSIAN,
    ("lang=en dir=ltr", "An English paragraph ends in a stop."),
    ("lang=en dir=ltr", "It was founded in 1996 (or later), they say: twelve members."),
];

/// The same with everything else that goes from right to left.
const RIGHT_TO_LEFT_PAGE: &[Sample] = &[
    LANGUAGES[3],
    LANGUAGES[4],
    DIRECTIONS[1],
    DIRECTIONS[2],
    DIRECTIONS[3],
    DIRECTIONS[4],
    DIRECTIONS[5],
    DIRECTIONS[6],
    DIRECTIONS[7],
    DIRECTIONS[8],
    ("lang=fa dir=rtl", "برنامه‌های علمی-پژوهشی (2020-2024) و نشست‌های 3+2 با وزن 12% بودجه‌اند."),
    ("lang=ar dir=rtl", "عدد الطلاب ٢٠٠٥ وعدد الأساتذة ١٢٣ في سنة ١٩٩٦."),
    MORE_PERSIAN,
];

/// Enough Persian to make it the page's script.
const MORE_PERSIAN: Sample = (
    "lang=fa dir=rtl",
    "دانشگاه‌ها با یکدیگر همکاری می‌کنند و دانشجویان می‌آموزند و استادان در کشورهای منطقه درس می‌دهند تا دانش گسترش یابد.",
);

/// Long words in a narrow column.
const HYPHENS: &[Sample] = &[
    (
        "class=narrow",
        "International associations of universities encourage collaboration, internationalization, and \
         institutional accreditation throughout neighbouring countries; <b>representatives</b> of participating \
         universities regularly communicate, coordinating extraordinary interdisciplinary undertakings.",
    ),
    (
        "class=narrow lang=tr",
        "Üniversitelerarası işbirliği değerlendirmeleri, uluslararasılaştırma çalışmalarını güçlendirmektedir.",
    ),
    ("class=narrow", "well-known long-established state-of-the-art office-affiliated self-governing affairs"),
];

/// Settings that must leave no trace in the extracted text, each in six languages: attributes, text, and the extracted
/// text if it differs.
const SETTINGS: &[(&str, &str, Option<&str>)] = &[
    ("lang=en", "The office offers five flights to finance officials; affluent staff flew off first.", None),
    (
        "lang=en class=letters",
        "Letters of officials may be drawn wider where the lines of a paragraph ask for it.",
        None,
    ),
    (
        "lang=az class='letters narrow'",
        "Universitetlərarası əlaqələrin genişləndirilməsi və beynəlmiləlləşdirilməsi.",
        None,
    ),
    (
        "lang=ru class='letters narrow'",
        "Международное сотрудничество способствует взаимопониманию исследователей.",
        None,
    ),
    ("lang=ka class=narrow", "საერთაშორისო თანამშრომლობა უნივერსიტეტებს შორის ვითარდება.", None),
    ("lang=tr class=narrow", "Üniversitelerarası işbirliği ve öğrenci değişimi güçlendirilmektedir.", None),
    ("lang=en class=spaced", "Spaced out titles stay words", None),
    ("lang=az class=spaced", "Aralı yazılmış söz də sözdür", None),
    ("lang=ru class=spaced", "Слова вразрядку остаются словами", None),
    ("lang=ka class=spaced", "დაშორებული ასოები სიტყვებია", None),
    ("lang=tr class=spaced", "Aralıklı yazılan başlık", None),
    ("lang=en class=small", "Small capitals of the office", None),
    ("lang=ru class=small", "Малые прописные буквы", None),
    ("lang=en class=upper", "capitals of the office", Some("CAPITALS OF THE OFFICE")),
    ("lang=az class=upper", "istiqlal ili ılıq", Some("İSTİQLAL İLİ ILIQ")),
    ("lang=tr class=upper", "iyi ılık işler", Some("İYİ ILIK İŞLER")),
    ("lang=ru class=upper", "съезд ёлок", Some("СЪЕЗД ЁЛОК")),
    ("lang=ka class=upper", "ანბანი", Some("ᲐᲜᲑᲐᲜᲘ")),
    ("lang=ka style='text-transform: capitalize'", "ანბანი და ასო", None),
    ("lang=kk class=upper", "әріптер: қ, ң, ғ, ү, ұ, һ, і", Some("ӘРІПТЕР: Қ, Ң, Ғ, Ү, Ұ, Һ, І")),
    ("lang=tk class=upper", "ýazuw, ňň, žurnal, ş, ç, ä", Some("ÝAZUW, ŇŇ, ŽURNAL, Ş, Ç, Ä")),
    ("lang=kk class=small", "Қазақ әліпбиіндегі ұлттық әріптер", None),
    ("lang=tk class=small", "Türkmen dilinde ýazylan sözler", None),
    ("lang=az class=small", "Kiçik baş hərflər ilə yazı", None),
    ("lang=kk class='letters narrow'", "Университетаралық ынтымақтастықтың мүмкіндіктері кеңейтілді.", None),
    ("lang=tk class=narrow", "Uniwersitetleriň halkara hyzmatdaşlygyny güýçlendirmek maksady.", None),
    ("lang=kk class=spaced", "Аралығы кең жазылған сөздер", None),
    (
        "lang=tr",
        "Dünyanın <b>üni</b>versi<i>te</i>leri AVATAR ve Tavla, Yayın",
        Some("Dünyanın üniversiteleri AVATAR ve Tavla, Yayın"),
    ),
    (
        "lang=fa dir=rtl",
        "دانشگاه‌ها با یکدیگر همکاری می‌کنند و دانشجویان می‌آموزند و استادان در کشورهای منطقه درس می‌دهند.",
        None,
    ),
    (
        "lang=fa dir=rtl class=letters",
        "لازم است که همه دانشگاه‌ها در کنار هم پژوهش کنند و دانش را گسترش دهند تا جهان آبادتر شود.",
        None,
    ),
];

fn settings() -> Vec<Sample> {
    SETTINGS.iter().map(|(attributes, text, _)| (*attributes, *text)).collect()
}

/// The expected texts of [`SETTINGS`].
fn wanted() -> Vec<String> {
    SETTINGS.iter().map(|(_, text, found)| plain(found.unwrap_or(text))).collect()
}

fn html(samples: &[(&str, &str)]) -> String {
    let paragraphs: String =
        samples.iter().map(|(attributes, text)| format!("<p {attributes}>{text}</p>\n")).collect();
    format!(
        "<!DOCTYPE html><html lang=en><head><title>Samples</title><style>@page {{ size: A5; margin: 15mm }}
        body {{ font: 10pt 'Source Serif 4'; hyphens: auto; text-align: justify }}
        .narrow {{ width: 45mm }} .letters {{ text-justify: inter-character }}
        .spaced {{ letter-spacing: 0.12em }} .small {{ font-variant-caps: small-caps }}
        .box {{ display: inline-block }} .upper {{ text-transform: uppercase }} p {{ margin: 0 0 4pt }}</style></head><body>\n{paragraphs}</body></html>"
    )
}

fn pdf(samples: &[(&str, &str)]) -> Vec<u8> {
    let html = html(samples);
    let resources = Resources::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."), &[]);
    let (output, diagnostics) = rendered(&html, &resources);
    output.unwrap_or_else(|| panic!("{diagnostics:?}")).pdf
}

/// The text without tags and marks of direction, with one space between words.
fn plain(text: &str) -> String {
    let mut in_tag = false;
    let kept = text.chars().filter(|&character| {
        let was_in_tag = in_tag;
        in_tag = character == '<' || (in_tag && character != '>');
        let is_mark =
            matches!(character, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
        !(in_tag || was_in_tag || is_mark)
    });
    kept.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn paragraphs_read_back_are_those_of_the_document() {
    for samples in [LANGUAGES, DIRECTIONS, HYPHENS] {
        let document = read(&pdf(samples));
        let pages = pages(&document);
        assert_eq!(pages.len(), 1);
        let found: Vec<String> = lines(&document, pages[0]).iter().map(|text| plain(text)).collect();
        let text = plain(&found.join(" "));
        for (_, sample) in samples {
            assert!(text.contains(&plain(sample)), "{:?}\nis not in\n{text:?}", plain(sample));
        }
    }
}

#[test]
fn words_are_whole_and_no_hyphen_of_a_line_end_is_left() {
    let bytes = pdf(HYPHENS);
    let document = read(&bytes);
    let text = plain(&lines(&document, pages(&document)[0]).join(" "));
    let wanted: Vec<String> = HYPHENS.iter().map(|(_, sample)| plain(sample)).collect();
    assert_eq!(text, wanted.join(" "));
    // The words were broken: the text of some span is a single space.
    let pieces = kit::text_pieces(&document, pages(&document)[0]);
    assert!(
        pieces.iter().any(|piece| piece.len() > 2 && piece.chars().all(char::is_alphabetic)),
        "{pieces:?}"
    );
}

#[test]
fn a_word_whose_ligature_is_split_is_whole() {
    let broken: &[Sample] = &[
        ("style='width: 11mm; text-align: left; hyphenate-limit-chars: 4 2 2'", "of office"),
        ("style='width: 11mm; text-align: left'", "of of&shy;fice"),
    ];
    let document = read(&pdf(broken));
    let pieces = kit::text_pieces(&document, pages(&document)[0]);
    // They are broken: the text of the hyphen contains the rest of the word.
    assert_eq!(pieces.iter().filter(|piece| *piece == "fice").count(), 2, "{pieces:?}");
    let text = plain(&lines(&document, pages(&document)[0]).join(" "));
    assert_eq!(text, "of office of office");
}

/// Words whose rest on the next line is in several fonts or styles, or on several lines.
const REST_IN_PIECES: &[Sample] = &[
    (
        "class=narrow lang=ka",
        "საერთაშორისო თანამშრომლობა უნივერსიტეტებს შორის. თანამშრომლობა. და თანამშრომლობა.",
    ),
    (
        "class=narrow",
        "regularly communicate, coordinating extraordi<b>n</b>ary internationali<i>z</i>ation, extraordinary \
         inter<b>national</b>ization; participating uni<i>ver</i>si<b>ties</b>.",
    ),
    (
        "class=narrow lang=az",
        "Universitetlərarası əlaqələrin genişləndiril<b>mə</b>si, beynəlmiləlləş<i>diril</i>məsi.",
    ),
    (
        "class=narrow lang=ru",
        "Международное сотрудничество способствует взаимопони<b>ма</b>нию исследо<i>ва</i>телей.",
    ),
    ("class=narrow lang=kk", "Университетаралық ынтымақтастық<b>тың</b> мүмкіндіктері кеңейтілді."),
    ("style='width: 13mm'", "Internation<b>al</b>ization here"),
];

#[test]
fn a_broken_word_is_whole_even_if_its_rest_is_in_pieces() {
    let document = read(&pdf(REST_IN_PIECES));
    let text = plain(&lines(&document, pages(&document)[0]).join(" "));
    let wanted: Vec<String> = REST_IN_PIECES.iter().map(|(_, sample)| plain(sample)).collect();
    assert_eq!(text, wanted.join(" "));
    found_by_all(REST_IN_PIECES, &pdf(REST_IN_PIECES));
}

/// Joiners at the edges of elements, also if the letters are in a fallback font.
const JOINERS: &[Sample] = &[
    (
        "lang=fa dir=rtl",
        "این <b>گاه</b>\u{200c}های خوب و <b>دانشگاه</b>\u{200c}ها است و می<b>\u{200c}کنند</b> آن را",
    ),
    (
        "lang=fa dir=rtl style=\"font-family: 'Noto Naskh Arabic', 'Vazirmatn', sans-serif\"",
        "این <b>گاه</b>\u{200c}های خوب و <b>دانشگاه\u{200c}</b>ها است",
    ),
];

#[test]
fn joiners_at_the_edge_of_an_element_are_found() {
    let document = read(&pdf(JOINERS));
    let text = plain(&lines(&document, pages(&document)[0]).join(" "));
    for (_, sample) in JOINERS {
        assert!(text.contains(&plain(sample)), "{:?}\nis not in\n{text:?}", plain(sample));
    }
    found_by_all(JOINERS, &pdf(JOINERS));
}

/// Letters with marks, and words of one glyph.
const MARKS: &[Sample] = &[
    ("lang=fa dir=rtl", "خانهٔ ما دربارهٔ همه بزرگ است."),
    ("lang=ar dir=rtl", "مُدَرِّس اللّغة العربيّة، السيّد محمّد."),
    ("lang=ar dir=rtl", "عضوٌ في الشبكةِ، الحمد لله والله أعلم."),
    MORE_PERSIAN,
];

/// The same on a page from left to right.
const MARKS_AMONG_LATIN: &[Sample] = &[
    LANGUAGES[0],
    DIRECTIONS[0],
    ("lang=en", "An English line with خانهٔ and محمّد in it, and الله."),
    MARKS[0],
    MARKS[1],
];

#[test]
fn marks_of_right_to_left_letters_follow_their_letters() {
    for samples in [MARKS, MARKS_AMONG_LATIN] {
        found_by_all(samples, &pdf(samples));
    }
}

/// Pairs that fonts kern apart.
const KERNED: &[Sample] = &[
    ("", "Seen (half) of it (off) and f) with “of” and f’s or f! f? f*"),
    ("lang=fr", "Voir (neuf) œuf\u{a0}! et naïf, affïné"),
];

#[test]
fn neighbors_that_are_kerned_apart_are_one_word() {
    let document = read(&pdf(KERNED));
    let text = plain(&lines(&document, pages(&document)[0]).join(" "));
    let wanted: Vec<String> = KERNED.iter().map(|(_, sample)| plain(sample)).collect();
    assert_eq!(text, wanted.join(" "));
    found_by_all(KERNED, &pdf(KERNED));
}

/// Boxes on a line, inside words and between them.
const BOXES_ON_LINES: &[Sample] = &[
    ("", "Some un<b class=box>broken</b>ness is <b class=box>inside</b> of a word with more to follow."),
    (
        "",
        "An <i style='display: inline-flex'>inter</i>national <i style='display: inline-table'>network</i>ing.",
    ),
    ("lang=az", "Əlaqə<b class=box>lər</b>imiz ildən-<b class=box>ilə</b> genişlənir."),
    ("lang=ru", "Сотруд<b class=box>ничест</b>во вузов <b class=box>разных</b> стран."),
    ("lang=ka", "უნივერ<b class=box>სიტე</b>ტები <b class=box>ერთად</b> მუშაობენ."),
    ("lang=tr", "Üniver<b class=box>site</b>ler <b class=box>birlikte</b> çalışıyor."),
    ("lang=kk", "Универ<b class=box>ситет</b>тер <b class=box>бірге</b> жұмыс істейді."),
];

/// The same from right to left.
const BOXES_FROM_RIGHT_TO_LEFT: &[Sample] =
    &[("lang=fa dir=rtl", "این کتاب <b class=box>بزرگ</b> است و <b class=box>بسیار</b> خوب."), MORE_PERSIAN];

#[test]
fn a_box_on_a_line_is_read_at_its_place() {
    for samples in [BOXES_ON_LINES, BOXES_FROM_RIGHT_TO_LEFT] {
        let document = read(&pdf(samples));
        let text = plain(&lines(&document, pages(&document)[0]).join(" "));
        if samples.len() > 2 {
            let wanted: Vec<String> = samples.iter().map(|(_, sample)| plain(sample)).collect();
            assert_eq!(text, wanted.join(" "));
        }
        found_by_all(samples, &pdf(samples));
    }
}

/// The programs that read the PDF at a path, with arguments.
fn readers(path: &str) -> [Vec<String>; 3] {
    let script = "import sys, pymupdf\nfor page in pymupdf.open(sys.argv[1]): \
                  sys.stdout.buffer.write(page.get_text().encode())";
    [
        vec!["pdftotext", path, "-"],
        vec!["pdftotext", "-layout", path, "-"],
        vec!["python3", "-c", script, path],
    ]
    .map(|reader| reader.into_iter().map(String::from).collect())
}

/// The text that each installed reader finds in a PDF.
fn readings(bytes: &[u8]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("samples.pdf");
    std::fs::write(&path, bytes).expect("a file");
    let check = Command::new("qpdf").arg("--check").arg(&path).output();
    match check {
        Ok(check) => assert!(check.status.success(), "qpdf --check"),
        Err(_) => assert!(std::env::var_os("REQUIRE_TOOLS").is_none(), "qpdf is required and not here"),
    }
    let mut found = Vec::new();
    for reader in readers(&path.display().to_string()) {
        let output = Command::new(&reader[0]).args(&reader[1..]).output();
        let Some(output) = output.ok().filter(|output| output.status.success()) else {
            assert!(reader[0] == "python3" || std::env::var_os("REQUIRE_TOOLS").is_none(), "{reader:?}");
            println!("skipped: {reader:?}");
            continue;
        };
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        found.push((reader[..2].join(" "), text));
    }
    found
}

/// Asserts that every reader finds the text of the samples.
fn found_by_all(samples: &[Sample], bytes: &[u8]) {
    for (reader, text) in readings(bytes) {
        let text = plain(&text);
        for (_, sample) in samples {
            assert!(text.contains(&plain(sample)), "{reader}: {:?}\nis not in\n{text:?}", plain(sample));
        }
    }
}

#[test]
fn an_initial_does_not_split_its_word() {
    for (style, samples) in [
        ("<style>.drop::first-letter { initial-letter: 3 }</style>Styled", DROPPED),
        (
            "<style>.drop::first-letter { initial-letter: 2; font-weight: bold }</style>Styled",
            DROPPED_TO_THE_RIGHT,
        ),
    ] {
        let samples = [&[("", style)], samples].concat();
        let document = read(&pdf(&samples));
        let found: Vec<String> = pages(&document).iter().flat_map(|page| lines(&document, page)).collect();
        let text = plain(&found.join(" "));
        for (_, sample) in &samples[1..] {
            assert!(text.contains(&plain(sample)), "{:?}\nis not in\n{text:?}", plain(sample));
        }
        found_by_all(&samples[1..], &pdf(&samples));
    }
}

/// Paragraphs with an initial of several lines.
const DROPPED: &[Sample] = &[
    ("class=drop", "Once upon a time there were universities that wished to work together."),
    ("class=drop", "“Əlaqələr, və sair” is a word with a quotation mark before its initial."),
    ("class=drop", "A word of one letter stands first."),
    ("class='drop spaced'", "Spaced words have their initial too, whatever the distance of letters."),
    ("class=drop", "O<b>nc</b>e more, and in bold letters."),
    ("class=drop lang=az", "Bakı Dövlət Universiteti Azərbaycanın ilk ali təhsil müəssisəsidir."),
    ("class=drop lang=ru", "В университете учатся студенты из разных стран."),
    ("class=drop lang=tr", "İstanbul’daki üniversiteler, İzmir’dekilerle birlikte çalışıyor."),
    ("class=drop lang=kk", "Әлемнің университеттері мен қауымдастықтары бірге жұмыс істейді."),
    ("class=drop lang=ka", "უნივერსიტეტები ერთად მუშაობენ."),
    ("class=drop lang=fa dir=rtl", "دانشگاه‌ها با یکدیگر همکاری می‌کنند"),
];

/// On a page that goes from right to left, letters that join the next, and letters that do not.
const DROPPED_TO_THE_RIGHT: &[Sample] = &[
    ("class=drop lang=fa dir=rtl", DROPPED_PERSIAN),
    ("class=drop lang=fa dir=rtl", "بنیاد دانشگاه‌ها با یکدیگر همکاری می‌کنند."),
    ("class=drop lang=fa dir=rtl", "«ایران» نام کشور است."),
    ("class=drop lang=ar dir=rtl", "جامعات والمعاهد تأسست سنة 1998."),
    ("class=drop lang=ar dir=rtl", "الجامعات (AUCA) والمعاهد."),
    ("class=drop", "Once upon a time."),
];

const DROPPED_PERSIAN: &str =
    "دانشگاه‌ها با یکدیگر همکاری می‌کنند و دانشجویان می‌آموزند و استادان در کشورهای منطقه درس می‌دهند.";

#[test]
fn marks_and_joiners_are_invisible() {
    let document = read(&pdf(DIRECTIONS));
    let mut invisible = false;
    let mut marks = 0;
    for operation in kit::operations(&document, pages(&document)[0]).operations {
        match operation.operator.as_str() {
            "Tr" => invisible = operation.operands[0].as_i64().ok() == Some(3),
            "TJ" => {
                marks += usize::from(invisible);
                assert!(!invisible || operation.operands[0].as_array().is_ok_and(|shown| shown.len() == 1));
            }
            _ => {}
        }
    }
    assert!(marks > 20 && !invisible, "{marks} marks");
    // No glyph of a mark or a joiner is visible.
    let page = pages(&document)[0];
    let fonts = kit::dig(&document, page, &["Resources", "Font"]);
    let texts = |name: &[u8]| {
        let name = String::from_utf8_lossy(name).into_owned();
        kit::to_unicode(&document, kit::dig(&document, fonts, &[&name]))
    };
    let (mut font, mut visible) = (Default::default(), true);
    for operation in kit::operations(&document, page).operations {
        match operation.operator.as_str() {
            "Tf" => font = texts(operation.operands[0].as_name().expect("a name")),
            "Tr" => visible = operation.operands[0].as_i64().ok() == Some(0),
            "TJ" if visible => {
                for shown in operation.operands[0].as_array().expect("an array") {
                    let lopdf::Object::String(codes, _) = shown else { continue };
                    for code in codes.chunks_exact(2) {
                        let text = font.get(&u16::from_be_bytes([code[0], code[1]]));
                        let is_mark = text.is_some_and(|text: &String| {
                            ["\u{200C}", "\u{200D}", "\u{200E}", "\u{200F}"].contains(&text.as_str())
                        });
                        assert!(!is_mark, "a mark or joiner that can be seen");
                    }
                }
            }
            _ => {}
        }
    }
}

#[test]
fn pdftotext_finds_the_text_in_reading_order() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        assert!(std::env::var_os("REQUIRE_TOOLS").is_none(), "pdftotext is required and not here");
        println!("skipped: pdftotext is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    for (number, samples) in [LANGUAGES, DIRECTIONS, PERSIAN, HYPHENS].into_iter().enumerate() {
        let text = extracted(&folder.path().join(format!("{number}.html")), samples);
        for (_, sample) in samples {
            assert!(text.contains(&plain(sample)), "{:?}\nis not in\n{text:?}", plain(sample));
        }
    }
}

#[test]
fn settings_of_text_leave_no_trace_in_it() {
    let document = read(&pdf(&settings()));
    let found: Vec<String> =
        pages(&document).iter().flat_map(|page| lines(&document, page)).map(|line| plain(&line)).collect();
    let found = plain(&found.join(" "));
    for text in wanted() {
        assert!(found.contains(&text), "{text:?}\nis not in\n{found:?}");
    }
}

#[test]
fn pdftotext_finds_no_trace_of_settings() {
    if Command::new("pdftotext").arg("-v").output().is_err() {
        assert!(std::env::var_os("REQUIRE_TOOLS").is_none(), "pdftotext is required and not here");
        println!("skipped: pdftotext is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let found = extracted(&folder.path().join("settings.html"), &settings());
    for text in wanted() {
        assert!(found.contains(&text), "{text:?}\nis not in\n{found:?}");
    }
}

#[test]
fn mupdf_finds_no_trace_of_settings() {
    let python = |arguments: &[&str]| Command::new("python3").args(arguments).output();
    if !python(&["-c", "import pymupdf"]).is_ok_and(|output| output.status.success()) {
        println!("skipped: the Python module pymupdf is not here");
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("settings.pdf");
    std::fs::write(&path, pdf(&settings())).expect("a file");
    let script = "import sys, pymupdf\nfor page in pymupdf.open(sys.argv[1]): \
                  sys.stdout.buffer.write(page.get_text().encode())";
    let output = python(&["-c", script, &path.display().to_string()]).expect("python3");
    let found = plain(&String::from_utf8(output.stdout).expect("UTF-8"));
    for text in wanted() {
        assert!(found.contains(&text), "{text:?}\nis not in\n{found:?}");
    }
}

/// The text that MuPDF and Poppler find on a right-to-left page, with and without their layout mode.
#[test]
fn pages_from_right_to_left_are_found_in_the_order_of_the_text() {
    found_by_all(RIGHT_TO_LEFT_PAGE, &pdf(RIGHT_TO_LEFT_PAGE));
}

/// The text that pdftotext finds in the PDF of a file.
fn extracted(path: &Path, samples: &[Sample]) -> String {
    std::fs::write(path.with_extension("pdf"), pdf(samples)).expect("a file");
    let output =
        Command::new("pdftotext").arg(path.with_extension("pdf")).arg("-").output().expect("pdftotext");
    plain(&String::from_utf8(output.stdout).expect("UTF-8"))
}

#[test]
fn text_in_a_picture_is_found_in_its_order() {
    let html = "<!doctype html><html lang=en><title>t</title><p>Before</p>
        <svg width=200 height=90><text x=10 y=20>First <tspan fill=red font-weight=bold>bold</tspan> last</text>
        <g transform='translate(3 9)'><text x=20 y=40 stroke=blue>Outlined office</text></g></svg><p>After</p>";
    let resources = Resources::new(env!("CARGO_MANIFEST_DIR"), &[]);
    let (output, diagnostics) = rendered(html, &resources);
    assert!(diagnostics.list().is_empty(), "{:?}", diagnostics.list());
    for (reader, text) in readings(&output.expect("a PDF").pdf) {
        let words: Vec<&str> = text.split_whitespace().collect();
        assert_eq!(words.join(" "), "Before First bold last Outlined office After", "{reader}");
    }
}
