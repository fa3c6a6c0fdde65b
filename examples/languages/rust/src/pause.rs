//! What else to hold back after a decision.

use crate::report::text;
use crate::sys::{self, Struct};
use crate::values::{known_time, seconds};
use crate::words::*;
use crate::{check, Decision, Error, Situation};

/// The ids of one message to one recipient, as far as the caller knows them. An empty string is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct Ids<'a> {
    pub channel: Channel,
    pub sender: &'a str,
    pub campaign: &'a str,
    pub brand: &'a str,
    pub messaging_profile: &'a str,
    /// Empty: the program has only one.
    pub account: &'a str,
    /// The id of a template, or a hash of text and media.
    pub content: &'a str,
    /// In the form +E.164.
    pub recipient: &'a str,
    pub carrier: &'a str,
    /// A country, such as US.
    pub region: &'a str,
}

impl Default for Ids<'_> {
    fn default() -> Self {
        Ids {
            channel: Channel::Unknown,
            sender: "",
            campaign: "",
            brand: "",
            messaging_profile: "",
            account: "",
            content: "",
            recipient: "",
            carrier: "",
            region: "",
        }
    }
}

/// What else to hold back. The keys are those of the ids that it was made from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pause<'a> {
    /// Only `Whole` and `Narrowed` hold anything back.
    pub coverage: Coverage,
    /// Which messages, and ...
    pub scope: Scope,
    /// ... to which destinations.
    pub toward: Toward,
    /// `Unknown`: on each channel.
    pub channel: Channel,
    /// Who must act.
    pub actor: Actor,
    /// Why.
    pub reason: Reason,
    /// What to change, or to do.
    pub remedy: Remedy,
    /// A message with these keys that goes through proves that it is over.
    pub ends_by_success: bool,
    /// The recipient opted out for certain, and is to be suppressed, pause or not.
    pub suppression: bool,
    /// Until when, in Unix seconds; `None` is not before a person or Telnyx acts.
    pub until: Option<i64>,
    /// Since when, in Unix seconds.
    pub began: Option<i64>,
    /// The code that decided; 0 if none did.
    pub governing_code: i64,
    /// The id of the scope; empty for `Platform`, and for the only account.
    pub scope_key: &'a str,
    /// Where the scope is `Content`. Else empty.
    pub sender: &'a str,
    /// The id of the destination; empty for `Everyone`.
    pub toward_key: &'a str,
}

fn raw_text(text: &str) -> sys::Text {
    sys::Text { data: text.as_ptr().cast(), size: text.len() }
}

/// What else to hold back after a decision about one message to one recipient.
pub fn pause_of<'a>(decision: &Decision, ids: &Ids<'a>, situation: &Situation) -> Result<Pause<'a>, Error> {
    let raw_ids = sys::Ids {
        channel: ids.channel.number(),
        sender: raw_text(ids.sender),
        campaign: raw_text(ids.campaign),
        brand: raw_text(ids.brand),
        messaging_profile: raw_text(ids.messaging_profile),
        account: raw_text(ids.account),
        content: raw_text(ids.content),
        recipient: raw_text(ids.recipient),
        carrier: raw_text(ids.carrier),
        region: raw_text(ids.region),
        ..sys::Ids::empty()
    };
    let mut raw = sys::Pause::empty();
    // SAFETY: all pointers are valid during the call.
    check(unsafe { sys::telnyx_errors_pause_of(&decision.raw(), &raw_ids, &situation.raw(), &mut raw) })?;
    // SAFETY: the strings are those of the ids, which live as long as 'a, or have static storage.
    let text = |raw| -> &'a str { unsafe { text(raw) } };
    Ok(Pause {
        coverage: raw.coverage.into(),
        scope: raw.scope.into(),
        toward: raw.toward.into(),
        channel: raw.channel.into(),
        actor: raw.actor.into(),
        reason: raw.reason.into(),
        remedy: raw.remedy.into(),
        ends_by_success: raw.ends_by_success != 0,
        suppression: raw.suppression != 0,
        until: known_time(raw.until),
        began: known_time(raw.began),
        governing_code: raw.governing_code,
        scope_key: text(raw.scope_key),
        sender: text(raw.sender),
        toward_key: text(raw.toward_key),
    })
}

impl Pause<'_> {
    fn raw(&self) -> sys::Pause {
        sys::Pause {
            coverage: self.coverage.number(),
            scope: self.scope.number(),
            toward: self.toward.number(),
            channel: self.channel.number(),
            actor: self.actor.number(),
            reason: self.reason.number(),
            remedy: self.remedy.number(),
            ends_by_success: self.ends_by_success.into(),
            suppression: self.suppression.into(),
            until: seconds(self.until),
            began: seconds(self.began),
            governing_code: self.governing_code,
            scope_key: raw_text(self.scope_key),
            sender: raw_text(self.sender),
            toward_key: raw_text(self.toward_key),
            ..sys::Pause::empty()
        }
    }

    /// Whether this pause is stricter than another one of the same keys: then it counts.
    pub fn is_stricter(&self, other: &Pause<'_>) -> Result<bool, Error> {
        let mut result = 0;
        // SAFETY: all pointers are valid during the call.
        check(unsafe { sys::telnyx_errors_pause_is_stricter(&self.raw(), &other.raw(), &mut result) })?;
        Ok(result != 0)
    }
}
