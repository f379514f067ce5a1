//! What is different between two editions: two [`Brochure`]s → a list of [`Change`]s in the order of the brochure.
//!
//! Records are walked field by field (their fields are what [`super::record::FieldValue::compared`] returns, which the macro `record!`
//! writes), so a new field is compared as soon as it is declared. What changes about the university's status in an association is one change, with
//! its date. Fields that say nothing to a reader are in `NOT_COMPARED`.
//!
//! ```text
//! members: [{more_than: 50, of: universities}]     →   kind figure, members: more than 50 universities → 54 universities
//! members: [{exactly: 54, of: universities}]
//! ```

pub(super) mod change;
mod lists;
pub(super) mod value;
pub(super) mod walk;

use super::model::{Brochure, Membership};
use super::participation::{Participation, Status};
use change::{Change, ChangeKind, ChangeSubject};
use lists::Items;
use value::ChangedValue;
use walk::Comparison;

impl Brochure {
    /// What is different from an earlier state: what the whole brochure says, then the institution, then the associations
    /// in the order of this brochure, then those that are gone.
    pub fn changes_since(&self, old: &Brochure) -> Vec<Change> {
        let mut whole = Comparison::new(ChangeSubject::Brochure);
        whole.compare(&old.publication, &self.publication);
        let mut changes = whole.changes;
        let mut institution = Comparison::new(ChangeSubject::Institution(self.institution.name.clone()));
        institution.compare(&old.institution, &self.institution);
        changes.extend(institution.changes);
        let old_ones = &old.memberships;
        let Items { pairs, removed, added } = pair_memberships(old_ones, &self.memberships);
        let mut pairs = pairs.into_iter().peekable();
        let mut added = added.into_iter().peekable();
        for (index, new) in self.memberships.iter().enumerate() {
            if let Some((old, _)) = pairs.next_if(|(_, place)| *place == index) {
                changes.extend(compare_memberships(&old_ones[old], new));
            } else if added.next_if(|place| *place == index).is_some() {
                changes.push(whole_association(new, entry_kind(new), None, Some(standing(&new.university))));
            }
        }
        for old in removed.into_iter().map(|place| &old_ones[place]) {
            changes.push(whole_association(old, ChangeKind::Unlisted, Some(standing(&old.university)), None));
        }
        changes
    }
}

/// The kind of the change that a new association is.
fn entry_kind(membership: &Membership) -> ChangeKind {
    match membership.university.status.value {
        Status::Member | Status::Elected | Status::Associate | Status::Observer => ChangeKind::Joined,
        Status::Applied => ChangeKind::Applied,
        Status::Candidate | Status::Suspended | Status::Former => ChangeKind::Listed,
    }
}

/// A change of an association as a whole.
fn whole_association(
    membership: &Membership,
    kind: ChangeKind,
    old: Option<ChangedValue>,
    new: Option<ChangedValue>,
) -> Change {
    Change { kind, subject: subject(membership), path: Vec::new(), old, new, languages: Vec::new() }
}

fn subject(membership: &Membership) -> ChangeSubject {
    ChangeSubject::Association {
        id: membership.id.value.clone(),
        name: membership.name.clone(),
        abbreviation: membership.abbreviation.clone(),
    }
}

/// The status, with the date that it is about.
fn standing(university: &Participation) -> ChangedValue {
    let when = university.date().as_ref().map(|date| date.value);
    ChangedValue::Status(university.status.value.keyword(), when)
}

/// The changes of an association that is in both editions: first that of the status.
fn compare_memberships(old: &Membership, new: &Membership) -> Vec<Change> {
    let mut comparison = Comparison::new(subject(new));
    let (before, after) = (old.university.status.value, new.university.status.value);
    if before != after {
        let kind = match (before, after) {
            (_, Status::Former) => ChangeKind::Left,
            (_, Status::Applied) => ChangeKind::Applied,
            (Status::Applied | Status::Candidate, _) if entry_kind(new) == ChangeKind::Joined => {
                ChangeKind::Accepted
            }
            _ => ChangeKind::Status,
        };
        let (old, new) = (standing(&old.university), standing(&new.university));
        comparison.changes.push(Change {
            kind,
            subject: comparison.subject.clone(),
            path: Vec::new(),
            old: Some(old),
            new: Some(new),
            languages: Vec::new(),
        });
        comparison.covered = vec!["status", after.date_name()];
    }
    comparison.compare(old, new);
    // A date that only the earlier status had.
    let is_past = |change: &Change| {
        let [university, date] = &change.path[..] else { return false };
        before != after
            && university.field == "university"
            && date.field == before.date_name()
            && change.new.is_none()
    };
    comparison.changes.retain(|change| !is_past(change));
    comparison.changes
}

/// Pairs associations by their ids, and those that are left by their names.
fn pair_memberships(old: &[Membership], new: &[Membership]) -> Items {
    let ids = |all: &[Membership]| -> Vec<Vec<String>> {
        all.iter().map(|membership| vec![membership.id.value.clone()]).collect()
    };
    let mut pairing = lists::pair_by(&ids(old), &ids(new), &|_, _| true);
    let names = |membership: &Membership| ChangedValue::Text(membership.name.clone()).keys();
    let Items { removed: left, added: bare, .. } = lists::items(&pairing, old.len());
    for index in bare {
        let wanted = names(&new[index]);
        let found = left.iter().find(|other| {
            !pairing.taken.contains(other) && names(&old[**other]).iter().any(|name| wanted.contains(name))
        });
        if let Some(&other) = found {
            pairing.partners[index] = Some(other);
            pairing.taken.insert(other);
        }
    }
    lists::items(&pairing, old.len())
}
