//! The longhands of generated content, counters, named strings and bookmarks.

/// Adds the rows of this file before the groups of the files after it, and continues with `paint`.
macro_rules! content_longhands {
    ($callback:ident $($later:tt)*) => { $crate::css::longhands::paint_longhands! { $callback
        /// Generated content, counters, named strings.
        Content GeneratedContent GeneratedContent {
            fields {
                /// `content`.
                content: Content = Content::Normal,
                /// The text after `/` in `content`, which is read aloud instead.
                alternative: Option<Vec<ContentPart>> = None,
                /// `counter-reset`, of counters that count up.
                counter_reset: CounterChanges = Vec::new(),
                /// `counter-reset`, of counters in `reversed()`.
                counter_reversed: ReversedCounters = Vec::new(),
                /// `bookmark-*`.
                bookmark: BookmarkStyle = BookmarkStyle::default(),
            }
            rows {
                CounterIncrement "counter-increment": CounterChanges => counter_increment: CounterChanges =
                    Vec::new(),
                    {"`none`", COUNTERS, generated_content::parse_increments};
                CounterSet "counter-set": CounterChanges => counter_set: CounterChanges = Vec::new(),
                    {"`none`", COUNTERS, generated_content::parse_sets};
                StringSet "string-set": Vec<(Arc<str>, Vec<ContentPart>)> => string_set: Vec<(Arc<str>,
                    Vec<ContentPart>)> = Vec::new(),
                    ("`none`", "`none`, or a list of a name and its content: strings, `content()`, `attr()`, \
                         `counter()`, `counters()`", generated_content::parse_string_set);
            }
            parts {
                Content "content": Arc<ContentValue> => (generated_content::apply_content,
                    generated_content::copy_content),
                    ("`normal`", "`normal`, `none`, or any of strings, `attr()`, `url()`, `counter()`, \
                         `counters()`, `open-quote`, `close-quote`, `no-open-quote`, `no-close-quote`, \
                         `string()`, `leader()`, `target-counter()`, `target-counters()`, `target-text()`, \
                         `element()`; then text to be read aloud instead after `/`",
                        generated_content::parse_content, "`string()` and `element()` in margin boxes only; \
                         `element()` by itself.");
                CounterReset "counter-reset": (CounterChanges, ReversedCounters) =>
                    (generated_content::apply_resets, generated_content::copy_resets),
                    {"`none`", "`none`, or names of counters or `reversed()` with one, each with or without an \
                         integer", generated_content::parse_resets, "A reversed counter without an integer \
                         starts so that it ends with 1, or with its step."};
                BookmarkLevel "bookmark-level": Option<u8> => [bookmark.level],
                    {"`none`", "`none`, an integer from 1", generated_content::parse_bookmark_level, "Headings \
                         have the levels 1 to 6 by default."};
                BookmarkLabel "bookmark-label": Vec<ContentPart> => [bookmark.label;
                    generated_content::compute_label],
                    ("`content(text)`", "one or more of strings, `content()`, `contents`, `attr()`, \
                         `counter()`, `counters()`, `string()`, `open-quote`, `close-quote`, `no-open-quote`, \
                         `no-close-quote`", generated_content::parse_bookmark_label);
                BookmarkState "bookmark-state": bool => [bookmark.open; generated_content::compute_state],
                    {"`open`", "`open`, `closed`", generated_content::parse_bookmark_state, "By default \
                         the outline is open down to its second level."};
            }
            logical {
            }
        }
        $($later)*
    } };
}

pub(in crate::css) use content_longhands;
