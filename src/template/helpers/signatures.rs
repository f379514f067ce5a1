//! How each helper is called: how many values it takes, and which values with a name.

use engine::diagnostics::closest;

/// Separates the message from the help in the error text of a helper.
pub(in crate::template) const REMEDY: &str = "\n";

/// How a helper is called.
pub(in crate::template) struct Signature {
    pub(in crate::template) name: &'static str,
    /// The fewest and the most values.
    counts: (usize, usize),
    /// The names of values that it takes besides.
    named: &'static [&'static str],
    /// A call, for messages.
    pub(in crate::template) example: &'static str,
}

/// As many values as one likes.
const MANY: usize = usize::MAX;

const fn takes(name: &'static str, least: usize, most: usize, example: &'static str) -> Signature {
    Signature { name, counts: (least, most), named: &[], example }
}

impl Signature {
    const fn named(self, named: &'static [&'static str]) -> Signature {
        Signature { named, ..self }
    }

    /// Refuses a call with too few or too many values, or with a name that the helper does not have. The error is a
    /// message and its help.
    pub(in crate::template) fn check<'a>(
        &self,
        count: usize,
        mut names: impl Iterator<Item = &'a str>,
    ) -> Result<(), String> {
        self.check_counted(count, names.find(|name| !self.named.contains(name)))
    }

    /// The same, where `unknown` is the first name that the helper does not have.
    fn check_counted(&self, count: usize, unknown: Option<&str>) -> Result<(), String> {
        let Signature { name, counts: (least, most), named, example } = self;
        if let Some(unknown) = unknown {
            let help = match closest(unknown, named.iter().copied()) {
                Some(close) => format!("Did you mean `{close}`?"),
                None if named.is_empty() => "Remove it.".to_string(),
                None => format!("It has: {}.", named.join(", ")),
            };
            return Err(format!("`{name}` has no `{unknown}=`{REMEDY}{help}"));
        }
        if (*least..=*most).contains(&count) {
            return Ok(());
        }
        let values = |count: usize| match count {
            0 => "no value".to_string(),
            1 => "one value".to_string(),
            count => format!("{count} values"),
        };
        let taken = match (*least, *most) {
            (least, most) if least == most => values(least),
            (least, MANY) => format!("at least {}", values(least)),
            (least, most) if least + 1 == most => format!("{least} or {}", values(most)),
            (least, most) => format!("{least} to {}", values(most)),
        };
        let given = match count {
            0 => "none is given".to_string(),
            1 => "only one is given".to_string(),
            count => format!("{count} are given"),
        };
        let help = match *name {
            "if" | "unless" if count > 1 => {
                format!("Combine several conditions in parentheses: `{{{{#{name} (and founded region)}}}}`.")
            }
            _ => format!("Write for example `{example}`."),
        };
        Err(format!("`{name}` takes {taken}, but {given} here{REMEDY}{help}"))
    }
}

const COLUMNS: &str = "{{{columns exchange_years label=\"year\" value=\"incoming\" second=\"outgoing\"}}}";

const SIGNATURES: [Signature; 65] = [
    takes("if", 1, 1, "{{#if founded}}…{{/if}}").named(&["includeZero"]),
    takes("unless", 1, 1, "{{#unless founded}}…{{/unless}}").named(&["includeZero"]),
    takes("each", 1, 1, "{{#each memberships}}…{{/each}}"),
    takes("with", 1, 1, "{{#with institution.contact}}…{{/with}}"),
    takes("eq", 2, 2, "{{#if (eq university.status \"applied\")}}…{{/if}}"),
    takes("ne", 2, 2, "{{#if (ne university.status \"applied\")}}…{{/if}}"),
    takes("gt", 2, 2, "{{#if (gt counts.memberships 1)}}…{{/if}}"),
    takes("gte", 2, 2, "{{#if (gte counts.memberships 1)}}…{{/if}}"),
    takes("lt", 2, 2, "{{#if (lt founded 1990)}}…{{/if}}"),
    takes("lte", 2, 2, "{{#if (lte founded 1990)}}…{{/if}}"),
    takes("and", 1, MANY, "{{#if (and founded region)}}…{{/if}}"),
    takes("or", 1, MANY, "{{#if (or region website)}}…{{/if}}"),
    takes("not", 1, 1, "{{#if (not region)}}…{{/if}}"),
    takes("len", 1, 1, "{{len initiators}}"),
    takes("lookup", 2, 2, "{{lookup languages 0}}"),
    takes("raw", 0, 0, "{{{{raw}}}}…{{{{/raw}}}}"),
    takes("default", 2, 2, "{{default region \"the whole world\"}}"),
    takes("label", 1, MANY, "{{label \"founded\"}}"),
    takes("quantity", 1, 1, "{{quantity count}}"),
    takes("number", 1, 1, "{{number counts.memberships}}"),
    takes("currency", 1, 2, "{{currency 1900 \"EUR\"}}"),
    takes("date", 1, 2, "{{date edition.as_of}}"),
    takes("period", 1, 1, "{{period university}}"),
    takes("plural", 2, 2, "{{plural counts.memberships \"membership\"}}"),
    takes("list", 1, 1, "{{list initiators}}"),
    takes("upper", 1, 1, "{{upper name}}"),
    takes("lower", 1, 1, "{{lower name}}"),
    takes("markdown", 1, 1, "{{{markdown about}}}"),
    takes("plain", 1, 1, "{{plain about}}"),
    takes("concat", 1, MANY, "{{concat name \", \" region}}"),
    takes("replace", 3, 3, "{{replace name \"University\" \"Univ.\"}}"),
    takes("truncate", 2, 2, "{{truncate name 40}}"),
    takes("contains", 2, 2, "{{#if (contains name \"University\")}}…{{/if}}"),
    takes("split", 1, 2, "{{#each (split address \", \")}}…{{/each}}"),
    takes("url_encode", 1, 1, "{{url_encode name}}"),
    takes("json", 1, 1, "{{json counts}}"),
    takes("sort", 1, 2, "{{#each (sort memberships \"name\")}}…{{/each}}").named(&["order"]),
    takes("filter", 2, 3, "{{#each (filter memberships \"university.status\" \"member\")}}…{{/each}}"),
    takes("group_by", 2, 2, "{{#each (group_by memberships \"region\")}}…{{/each}}"),
    takes("limit", 2, 2, "{{#each (limit memberships 3)}}…{{/each}}"),
    takes("first", 1, 1, "{{first initiators}}"),
    takes("last", 1, 1, "{{last initiators}}"),
    takes("reverse", 1, 1, "{{#each (reverse memberships)}}…{{/each}}"),
    takes("unique", 1, 1, "{{#each (unique countries)}}…{{/each}}"),
    takes("join", 1, 2, "{{join initiators \"; \"}}").named(&["field"]),
    takes("range", 2, 2, "{{#each (range 1 5)}}…{{/each}}"),
    takes("sum", 1, MANY, "{{sum exchange \"incoming\"}}"),
    takes("max", 1, MANY, "{{max exchange \"incoming\"}}"),
    takes("min", 1, MANY, "{{min memberships \"founded\"}}"),
    takes("add", 2, MANY, "{{add counts.memberships 1}}"),
    takes("subtract", 2, 2, "{{subtract edition.year founded}}"),
    takes("multiply", 2, MANY, "{{multiply counts.memberships 2}}"),
    takes("divide", 2, 2, "{{divide counts.memberships 2}}"),
    takes("round", 1, 2, "{{round 3.14159 2}}"),
    takes("percent", 1, 2, "{{percent counts.memberships counts.associations}}").named(&["digits"]),
    takes("qr", 1, 1, "{{{qr website}}}").named(&["alt", "title"]),
    takes("inline_svg", 2, 2, "{{{inline_svg \"images/map.svg\" \"A map\"}}}"),
    takes("timeline", 1, 1, "{{{timeline timeline}}}").named(&["width", "size", "alt", "rows"]),
    takes("bars", 1, 1, "{{{bars memberships label=\"name\" value=\"country_count\"}}}").named(&[
        "label",
        "value",
        "second",
        "name",
        "second_name",
        "max",
        "width",
        "size",
        "alt",
    ]),
    takes("columns", 1, 1, COLUMNS).named(&[
        "label",
        "value",
        "second",
        "name",
        "second_name",
        "height",
        "width",
        "size",
        "alt",
    ]),
    takes("proportion", 1, 1, "{{{proportion memberships label=\"name\" value=\"country_count\"}}}")
        .named(&["label", "value", "width", "size", "alt"]),
    takes("dots", 1, 1, "{{{dots count of=of}}}").named(&["of", "per_row", "width", "size", "alt"]),
    takes("network", 1, 1, "{{{network memberships}}}").named(&["by", "width", "size", "alt"]),
    takes("map", 0, 0, "{{{map width=170 height=120}}}").named(&[
        "width",
        "height",
        "show",
        "around",
        "labels",
        "label_size",
        "part",
        "bleed",
        "home_at",
        "waterlines",
    ]),
    takes("log", 1, MANY, "{{log name}}"),
];

/// The names of all helpers, Handlebars' own included.
pub const NAMES: [&str; SIGNATURES.len()] = {
    let mut names = [""; SIGNATURES.len()];
    let mut index = 0;
    while index < names.len() {
        names[index] = SIGNATURES[index].name;
        index += 1;
    }
    names
};

/// How a helper is called; `None` for one that does not exist.
pub(in crate::template) fn signature(name: &str) -> Option<&'static Signature> {
    const { &SIGNATURES }.iter().find(|signature| signature.name == name)
}

/// How a helper of this program is called; a test compares the names with those that are registered.
pub(super) fn of(name: &str) -> &'static Signature {
    signature(name).unwrap_or(const { &SIGNATURES[0] })
}
