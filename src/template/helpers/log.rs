//! What helpers report while layouts are filled: the values of `log`, and the partials that values chose.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use handlebars::{Context, Handlebars, Helper, HelperDef, HelperResult, Output, RenderContext};
use serde_json::Value;

use super::call::{TagPlace, check_call, place_of};
use super::signatures::of;

/// The most messages that are kept.
const MAX_MESSAGES: usize = 100;

/// The messages of the layouts that are being filled.
#[derive(Default)]
pub(in crate::template) struct Messages {
    logged: Mutex<Vec<(TagPlace, String)>>,
    chosen: Mutex<BTreeSet<(TagPlace, String)>>,
}

impl Messages {
    /// Takes what was logged, each message once.
    pub(in crate::template) fn take(&self) -> Vec<(TagPlace, String)> {
        std::mem::take(&mut *self.logged.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the tags whose partial was chosen by a value, with the partial's name.
    pub(in crate::template) fn take_chosen(&self) -> BTreeSet<(TagPlace, String)> {
        std::mem::take(&mut *self.chosen.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn choose(&self, place: TagPlace, partial: &str) {
        self.chosen.lock().unwrap_or_else(PoisonError::into_inner).insert((place, partial.to_string()));
    }

    pub(super) fn log(&self, place: TagPlace, text: String) {
        let mut logged = self.logged.lock().unwrap_or_else(PoisonError::into_inner);
        let message = (place, text);
        if logged.len() < MAX_MESSAGES && !logged.contains(&message) {
            logged.push(message);
        }
    }
}

/// `{{log name region}}`: prints nothing; the program shows the values with the place of the tag.
pub(super) struct Log {
    pub(super) messages: std::sync::Arc<Messages>,
}

impl HelperDef for Log {
    fn call<'reg: 'rc, 'rc>(
        &self,
        helper: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
        _: &mut dyn Output,
    ) -> HelperResult {
        check_call(of("log"), helper)?;
        let shown = helper.params().iter().map(|parameter| match parameter.value() {
            Value::String(text) => text.clone(),
            Value::Null => "nothing".to_string(),
            other => other.to_string(),
        });
        self.messages.log(place_of(helper), shown.collect::<Vec<String>>().join(" "));
        Ok(())
    }
}
