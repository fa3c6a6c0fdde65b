//! What the crate says, in the form of the vectors.

use std::fmt::Display;

use telnyx_errors::*;

use crate::Lines;

/// The answer to a vector, in the form of its expectation.
#[derive(Default)]
pub struct Answer {
    pub lines: Lines,
}

impl Answer {
    pub fn raw(&mut self, place: &str, value: String) {
        self.lines.insert(place.to_owned(), value);
    }
    pub fn word(&mut self, place: &str, value: impl Display) {
        self.raw(place, format!("s{value}"));
    }
    pub fn text(&mut self, place: &str, value: &str) {
        if !value.is_empty() {
            self.raw(place, format!("s{value}"));
        }
    }
    pub fn flag(&mut self, place: &str, value: bool) {
        if value {
            self.raw(place, "t".into());
        }
    }
    pub fn known(&mut self, place: &str, value: Option<impl Display>) {
        if let Some(value) = value {
            self.word(place, value);
        }
    }
    pub fn list(&mut self, place: &str, size: usize) {
        if size == 0 {
            self.raw(place, "[".into());
        }
    }

    pub fn hint(&mut self, at: &str, value: &Hint, delay: &str) {
        self.known(&format!("{at}/{delay}"), value.delay.map(|delay| delay.as_millis()));
        self.flag(&format!("{at}/rate_limit_only"), value.rate_limit_only);
        self.word(&format!("{at}/should_retry"), value.should_retry);
    }

    pub fn decision(&mut self, at: &str, value: &Decision) {
        self.word(&format!("{at}/step"), value.step);
        self.word(&format!("{at}/reason"), value.reason);
        self.word(&format!("{at}/scope"), value.scope);
        self.word(&format!("{at}/toward"), value.toward);
        self.word(&format!("{at}/remedy"), value.remedy);
        self.word(&format!("{at}/basis"), value.basis);
        self.word(&format!("{at}/consent"), value.consent);
        self.word(&format!("{at}/receipt"), value.receipt);
        self.word(&format!("{at}/actor"), value.actor);
        self.known(&format!("{at}/delay_ms"), value.delay.map(|delay| delay.as_millis()));
        self.known(&format!("{at}/not_before"), value.not_before);
        self.word(&format!("{at}/governing_code"), value.governing_code);
    }

    pub fn code_info(&mut self, at: &str, value: &CodeInfo) {
        self.flag(&format!("{at}/known"), value.known);
        self.word(&format!("{at}/number"), value.number);
        self.word(&format!("{at}/origin"), value.origin);
        self.word(&format!("{at}/stage"), value.stage);
        self.word(&format!("{at}/category"), value.category);
        self.word(&format!("{at}/retry"), value.retry);
        self.word(&format!("{at}/also"), value.also);
        self.word(&format!("{at}/basis"), value.basis);
        self.word(&format!("{at}/wait"), value.wait);
        self.word(&format!("{at}/scope"), value.scope);
        self.word(&format!("{at}/toward"), value.toward);
        self.word(&format!("{at}/remedy"), value.remedy);
        self.text(&format!("{at}/name"), value.name);
        self.text(&format!("{at}/title"), value.title);
    }

    pub fn report(&mut self, at: &str, value: &Report) {
        let said = value.summary();
        self.word(&format!("{at}/kind"), said.kind);
        self.word(&format!("{at}/phase"), said.phase);
        self.word(&format!("{at}/outcome"), said.outcome);
        self.word(&format!("{at}/problem"), said.problem);
        self.word(&format!("{at}/channel"), said.channel);
        self.word(&format!("{at}/keyword"), said.keyword);
        self.flag(&format!("{at}/final_event"), said.final_event);
        self.flag(&format!("{at}/missing_payload"), said.missing_payload);
        self.flag(&format!("{at}/empty_page"), said.empty_page);
        self.flag(&format!("{at}/inbound"), said.inbound);
        self.flag(&format!("{at}/incomplete"), said.incomplete);
        self.word(&format!("{at}/http_status"), said.http_status);
        self.word(&format!("{at}/body_count"), said.body_count);
        self.word(&format!("{at}/unreadable"), said.unreadable);
        self.word(&format!("{at}/error_count"), said.error_count);
        self.word(&format!("{at}/recipient_count"), said.recipient_count);
        let texts = [
            ("event_type", said.event_type),
            ("event_id", said.event_id),
            ("message_id", said.message_id),
            ("group_message_id", said.group_message_id),
            ("status", said.status),
            ("description", said.description),
            ("sender", said.sender),
            ("messaging_profile_id", said.messaging_profile_id),
            ("campaign_id", said.campaign_id),
            ("occurred_at", said.occurred_at),
            ("completed_at", said.completed_at),
            ("valid_until", said.valid_until),
            ("text", said.text),
            ("autoresponse_type", said.autoresponse_type),
            ("delivered_to", said.delivered_to),
            ("cost", said.cost),
            ("currency", said.currency),
        ];
        for (name, text) in texts {
            self.text(&format!("{at}/{name}"), text);
        }
        self.known(&format!("{at}/retry_after_ms"), said.retry_after.delay.map(|delay| delay.as_millis()));
        self.word(&format!("{at}/should_retry"), said.retry_after.should_retry);
        let errors = value.errors();
        self.list(&format!("{at}/errors"), errors.len());
        for (index, error) in errors.iter().enumerate() {
            let at = format!("{at}/errors/{index}");
            self.flag(&format!("{at}/known"), error.known);
            self.word(&format!("{at}/number"), error.number);
            self.known(&format!("{at}/recipient"), error.recipient);
            self.word(&format!("{at}/body"), error.body);
            self.word(&format!("{at}/retryable"), error.retryable);
            self.flag(&format!("{at}/title_disagrees"), error.title_disagrees);
            self.text(&format!("{at}/code"), error.code);
            self.text(&format!("{at}/title"), error.title);
            self.text(&format!("{at}/detail"), error.detail);
            self.text(&format!("{at}/pointer"), error.pointer);
            self.text(&format!("{at}/parameter"), error.parameter);
        }
        let recipients = value.recipients();
        self.list(&format!("{at}/recipients"), recipients.len());
        for (index, recipient) in recipients.iter().enumerate() {
            let at = format!("{at}/recipients/{index}");
            self.word(&format!("{at}/outcome"), recipient.outcome);
            self.word(&format!("{at}/list"), recipient.list);
            self.word(&format!("{at}/place"), recipient.place);
            self.word(&format!("{at}/body"), recipient.body);
            self.text(&format!("{at}/phone_number"), recipient.phone_number);
            self.text(&format!("{at}/status"), recipient.status);
            self.text(&format!("{at}/carrier"), recipient.carrier);
        }
    }
}
