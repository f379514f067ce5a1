//! Shaping plans, which are expensive to make and depend on few properties.

use std::sync::{Arc, RwLock};

use harfrust::{Direction, Feature, Language, Script, ShapePlan};
use skrifa::font::Font;

/// The plans made for one face so far. There are few, so a list will do.
#[derive(Default)]
pub(super) struct PlanCache(RwLock<Vec<CachedPlan>>);

struct CachedPlan {
    script: Script,
    right_to_left: bool,
    language: Option<Language>,
    features: Arc<[Feature]>,
    plan: Arc<ShapePlan>,
}

impl PlanCache {
    /// The plan for text of these properties.
    pub(super) fn get(
        &self,
        font: &Font,
        script: Script,
        right_to_left: bool,
        language: Option<&Language>,
        features: &Arc<[Feature]>,
    ) -> Arc<ShapePlan> {
        let matches = |entry: &&CachedPlan| {
            entry.script == script
                && entry.right_to_left == right_to_left
                && entry.language.as_ref() == language
                && (Arc::ptr_eq(&entry.features, features) || entry.features == *features)
        };
        if let Ok(entries) = self.0.read()
            && let Some(entry) = entries.iter().find(matches)
        {
            return entry.plan.clone();
        }
        let direction = if right_to_left { Direction::RightToLeft } else { Direction::LeftToRight };
        let plan = Arc::new(ShapePlan::new(font, direction, Some(script), language, features));
        if let Ok(mut entries) = self.0.write() {
            // Only hostile documents have more combinations; they are shaped without the cache.
            if entries.len() < 256 {
                entries.push(CachedPlan {
                    script,
                    right_to_left,
                    language: language.cloned(),
                    features: features.clone(),
                    plan: plan.clone(),
                });
            }
        }
        plan
    }
}
