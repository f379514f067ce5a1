//! How many associations there are of each status. `Status::is_membership` decides which ones count as memberships.

use serde::Serialize;

use super::model::Brochure;
use super::participation::Status;
use super::places::Place;

/// How many associations there are of each status, and how many places with coordinates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// All of them, whatever their status.
    pub associations: usize,
    /// Those of which the university is a member or an elected member.
    pub memberships: usize,
    /// Those to which it has applied.
    pub applications: usize,
    /// Those in which it is an observer.
    pub observers: usize,
    /// Those that it has left.
    pub former: usize,
    /// Those of which it is an associate.
    pub associates: usize,
    /// Those that consider its candidacy.
    pub candidacies: usize,
    /// Those in which its membership is suspended.
    pub suspended: usize,
    /// The places that a map can show: the university's, the seats of associations and their other places.
    pub places: usize,
}

impl Brochure {
    /// Counts the associations by status.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts { associations: self.memberships.len(), ..Counts::default() };
        counts.places = usize::from(self.institution.place.is_point());
        for membership in &self.memberships {
            counts.places += usize::from(membership.seat.as_ref().is_some_and(Place::is_point));
            counts.places += membership.places.iter().filter(|place| place.is_point()).count();
            let status = membership.university.status.value;
            if status.is_membership() {
                counts.memberships += 1;
                continue;
            }
            match status {
                // Memberships, which are counted.
                Status::Member | Status::Elected => {}
                Status::Applied => counts.applications += 1,
                Status::Observer => counts.observers += 1,
                Status::Former => counts.former += 1,
                Status::Associate => counts.associates += 1,
                Status::Candidate => counts.candidacies += 1,
                Status::Suspended => counts.suspended += 1,
            }
        }
        counts
    }
}
