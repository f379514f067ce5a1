//! Types whose values are keywords. Each keyword is written once, next to its variant; the parser and the
//! manual's grammar use that list.

/// A type each of whose values is a keyword of CSS.
pub trait Keyword: Copy + 'static {
    /// All keywords with their values; a value may have several keywords.
    const KEYWORDS: &'static [(&'static str, Self)];
    /// Keywords and functions (`name()`) that CSS has and the engine does not support.
    const UNSUPPORTED: &'static [&'static str];
    /// The keywords as the manual lists them: the first one of each value.
    const GRAMMAR: &'static str;
}

/// Defines an enum of keywords and its [`Keyword`] implementation. The first keyword of a variant is the one
/// in the manual and in its documentation; others after `|` mean the same.
macro_rules! keywords {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $($(#[$variant_meta:meta])* $variant:ident = $keyword:literal $(| $alias:literal)*,)+
        }
        $(unsupported $($unsupported:literal),+;)?
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name {
            $(
                #[doc = concat!(" `", $keyword, "`.")]
                $(#[$variant_meta])*
                $variant,
            )+
        }

        impl $crate::css::values::Keyword for $name {
            const KEYWORDS: &'static [(&'static str, Self)] =
                &[$(($keyword, $name::$variant), $(($alias, $name::$variant),)*)+];
            const UNSUPPORTED: &'static [&'static str] = &[$($($unsupported),+)?];
            const GRAMMAR: &'static str =
                $crate::css::values::without_last_comma(concat!($("`", $keyword, "`, "),+));
        }
    };
}

pub(in crate::css) use keywords;

/// A list whose every item ends in `, `, without the last `, `.
pub(in crate::css) const fn without_last_comma(list: &str) -> &str {
    list.split_at(list.len() - ", ".len()).0
}
