//! The findings of `check` for programs: JSON of our own (`docs/check.md`), and SARIF 2.1.0 (OASIS), which editors and
//! code hosts read.

use serde_json::{Map, Value, json};

use engine::diagnostics::{Diagnostic, Diagnostics, Fix, Severity, Span};

/// The version of the JSON format; a change that breaks readers increases it.
const VERSION: u32 = 1;

/// All findings as JSON, with a newline at the end.
pub(super) fn json(diagnostics: &Diagnostics) -> String {
    let findings: Vec<Value> =
        diagnostics.sorted().into_iter().map(|one| finding(one, diagnostics)).collect();
    let count = |severity| diagnostics.count(severity);
    text(&json!({
        "version": VERSION,
        "errors": count(Severity::Error),
        "warnings": count(Severity::Warning),
        "notes": count(Severity::Note),
        "findings": findings,
    }))
}

/// All findings as a log of SARIF 2.1.0, with a newline at the end.
pub(super) fn sarif(diagnostics: &Diagnostics) -> String {
    let results: Vec<Value> = diagnostics.sorted().into_iter().map(|one| result(one, diagnostics)).collect();
    text(&json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "brochure", "version": env!("CARGO_PKG_VERSION")}},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

fn text(value: &Value) -> String {
    format!("{value:#}\n")
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

/// A place as file, line and column of its start, and line and column of its end; each counted from 1, columns in
/// characters.
fn place(span: Span, diagnostics: &Diagnostics) -> (String, [usize; 4]) {
    let source = diagnostics.source(span.source);
    let (line, column) = source.line_and_column(span.start as usize);
    let (end_line, end_column) = source.line_and_column(span.end as usize);
    (source.name.clone(), [line, column, end_line, end_column])
}

fn place_object(span: Span, diagnostics: &Diagnostics) -> Map<String, Value> {
    let (file, [line, column, end_line, end_column]) = place(span, diagnostics);
    let mut object = Map::new();
    object.insert("file".to_string(), file.into());
    let numbers = [("line", line), ("column", column), ("end_line", end_line), ("end_column", end_column)];
    object.extend(numbers.map(|(name, number)| (name.to_string(), number.into())));
    object
}

fn finding(diagnostic: &Diagnostic, diagnostics: &Diagnostics) -> Value {
    let mut finding = Map::new();
    finding.insert("severity".to_string(), name(diagnostic.severity).into());
    finding.insert("message".to_string(), diagnostic.message.as_str().into());
    let places = diagnostic.labels.iter().map(|label| {
        let mut object = place_object(label.span, diagnostics);
        object.insert("text".to_string(), label.text.as_str().into());
        Value::Object(object)
    });
    finding.insert("places".to_string(), places.collect());
    if let (Some(path), true) = (&diagnostic.path, diagnostic.labels.is_empty()) {
        finding.insert("path".to_string(), path.display().to_string().into());
    }
    if let Some(help) = &diagnostic.help {
        finding.insert("help".to_string(), help.as_str().into());
    }
    if let Some(Fix { span, text }) = diagnostic.fix.as_deref() {
        let mut fix = place_object(*span, diagnostics);
        fix.insert("text".to_string(), text.as_str().into());
        finding.insert("fix".to_string(), Value::Object(fix));
    }
    Value::Object(finding)
}

fn result(diagnostic: &Diagnostic, diagnostics: &Diagnostics) -> Value {
    let help = diagnostic.help.as_ref().map(|help| format!("\n{help}")).unwrap_or_default();
    let mut result = json!({
        "level": name(diagnostic.severity),
        "message": {"text": format!("{}{help}", diagnostic.message)},
    });
    let mut locations = diagnostic.labels.iter().map(|label| {
        let (file, numbers) = place(label.span, diagnostics);
        let mut location =
            json!({"physicalLocation": {"artifactLocation": {"uri": uri(&file)}, "region": region(numbers)}});
        if !label.text.is_empty() {
            location["message"] = json!({"text": label.text});
        }
        location
    });
    let first = locations.next().or_else(|| {
        let path = diagnostic.path.as_ref()?;
        Some(json!({"physicalLocation": {"artifactLocation": {"uri": uri(&path.display().to_string())}}}))
    });
    result["locations"] = first.into_iter().collect();
    let related: Vec<Value> = locations.collect();
    if !related.is_empty() {
        result["relatedLocations"] = related.into();
    }
    if let Some(Fix { span, text }) = diagnostic.fix.as_deref() {
        let (file, numbers) = place(*span, diagnostics);
        let replacement = json!({"deletedRegion": region(numbers), "insertedContent": {"text": text}});
        let change = json!({"artifactLocation": {"uri": uri(&file)}, "replacements": [replacement]});
        result["fixes"] = json!([{"artifactChanges": [change]}]);
    }
    result
}

fn region([line, column, end_line, end_column]: [usize; 4]) -> Value {
    json!({"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column})
}

/// A path as a relative reference (RFC 3986).
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into())
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}
