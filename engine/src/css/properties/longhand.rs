//! The longhands: every property that holds a value of its own.

use crate::css::longhands::longhands;
use crate::css::values::Direction as TextDirection;

/// The groups of [`ComputedStyle`](crate::css::ComputedStyle), and the group of logical longhands, which map to a
/// physical one depending on the direction of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Font,
    Text,
    Box,
    Border,
    Background,
    Content,
    Effect,
    /// `margin-inline-start` and similar properties.
    Logical,
}

impl Group {
    /// Whether the properties of the group are inherited.
    pub const fn is_inherited(self) -> bool {
        matches!(self, Group::Font | Group::Text)
    }
}

/// Defines [`Longhand`] from the table: names, groups, and the physical counterparts of logical longhands.
macro_rules! define_longhands {
    ($(
        $(#[$group_doc:meta])*
        $group:ident $style:ident $target:ident {
            fields { $($fields:tt)* }
            rows { $(
                $(#[$doc:meta])*
                $longhand:ident $name:literal: $specified:ty => $field:ident: $computed:ty = $initial:expr
                $(; $compute:expr)?, $manual:tt;
            )* }
            parts { $(
                $part:ident $part_name:literal: $part_specified:ty => $part_target:tt, $part_manual:tt;
            )* }
            logical { $(
                $logical:ident $logical_name:literal: $logical_specified:ty =>
                    $ltr:ident $ltr_target:tt $rtl:ident $rtl_target:tt, $logical_manual:tt;
            )* }
        }
    )+) => {
        /// A property that holds a value of its own.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u16)]
        #[allow(missing_docs, reason = "a variant is named as its property")]
        pub enum Longhand {
            $($($longhand,)* $($part,)*)+
            $($($logical,)*)+
        }

        impl Longhand {
            /// All longhands, in the order of their numbers: by group, the logical ones last.
            pub const ALL: &'static [Longhand] = &[
                $($(Longhand::$longhand,)* $(Longhand::$part,)*)+
                $($(Longhand::$logical,)*)+
            ];

            /// The property's name in CSS.
            pub const fn name(self) -> &'static str {
                match self {
                    $($(Longhand::$longhand => $name,)* $(Longhand::$part => $part_name,)*)+
                    $($(Longhand::$logical => $logical_name,)*)+
                }
            }

            /// The group of the computed style that the property belongs to.
            pub const fn group(self) -> Group {
                match self {
                    $($(Longhand::$longhand => Group::$group,)* $(Longhand::$part => Group::$group,)*)+
                    $($(Longhand::$logical => Group::Logical,)*)+
                }
            }

            /// The physical longhand that a logical one maps to in horizontal text of the given direction
            /// (CSS Logical Properties 1, section 4); a physical longhand maps to itself.
            pub const fn physical(self, direction: TextDirection) -> Longhand {
                match (self, direction) {
                    $($(
                        (Longhand::$logical, TextDirection::LeftToRight) => Longhand::$ltr,
                        (Longhand::$logical, TextDirection::RightToLeft) => Longhand::$rtl,
                    )*)+
                    (physical, _) => physical,
                }
            }
        }
    };
}

longhands!(define_longhands);

impl Longhand {
    /// How many longhands there are.
    pub const COUNT: usize = Longhand::ALL.len();

    /// The number of the longhand, below [`Longhand::COUNT`].
    pub fn index(self) -> usize {
        usize::from(self as u16)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_follow_the_order() {
        for (index, longhand) in Longhand::ALL.iter().enumerate() {
            assert_eq!(longhand.index(), index);
        }
        assert!(Longhand::ALL.is_sorted_by_key(|longhand| longhand.group()));
    }

    #[test]
    fn every_logical_longhand_maps_to_a_physical_one() {
        for &longhand in Longhand::ALL {
            let physical = longhand.physical(TextDirection::RightToLeft);
            assert_eq!(longhand.group() == Group::Logical, physical != longhand, "{longhand:?}");
            assert_ne!(physical.group(), Group::Logical, "{longhand:?}");
        }
        let start = Longhand::MarginInlineStart;
        assert_eq!(start.physical(TextDirection::LeftToRight), Longhand::MarginLeft);
        assert_eq!(start.physical(TextDirection::RightToLeft), Longhand::MarginRight);
    }
}
