//! Inputs of vectors, as values of the crate.

use std::fmt::Display;
use std::str::FromStr;
use std::time::Duration;

use telnyx_errors::*;

use crate::{Failure, Lines};

/// A part of an input.
#[derive(Clone)]
pub struct Input<'a> {
    pub lines: &'a Lines,
    pub place: String,
}

impl<'a> Input<'a> {
    pub fn at(&self, name: impl Display) -> Input<'a> {
        Input { lines: self.lines, place: format!("{}/{name}", self.place) }
    }
    pub fn is_there(&self) -> bool {
        let inside = format!("{}/", self.place);
        self.lines.contains_key(&self.place)
            || self.lines.range(inside.clone()..).next().map_or(false, |(key, _)| key.starts_with(&inside))
    }
    pub fn elements(&self) -> impl Iterator<Item = Input<'a>> + '_ {
        (0..).map(move |index: usize| self.at(index)).take_while(Input::is_there)
    }
    /// The string; `None` if it is left out or null.
    pub fn string(&self) -> Option<&'a str> {
        self.lines.get(&self.place).and_then(|value| value.strip_prefix('s'))
    }
    pub fn is_true(&self) -> bool {
        self.lines.get(&self.place).map_or(false, |value| value == "t")
    }
    /// Parses a member, and calls a function with it if it is there.
    pub fn read<T: FromStr>(&self, name: &str, set: impl FnOnce(T)) -> Result<(), Failure> {
        if let Some(value) = self.at(name).string() {
            set(value.parse().map_err(|_| format!("{name} has the value {value}"))?);
        }
        Ok(())
    }
    /// A member that is null where it is not known.
    pub fn optional<T: FromStr>(&self, name: &str, set: impl FnOnce(Option<T>)) -> Result<(), Failure> {
        match self.lines.get(&self.at(name).place).map(String::as_str) {
            Some("n") => set(None),
            _ => self.read(name, |value| set(Some(value)))?,
        }
        Ok(())
    }
    pub fn duration(&self, name: &str, set: impl FnOnce(Duration)) -> Result<(), Failure> {
        self.read(name, |value| set(Duration::from_millis(value)))
    }
    pub fn optional_duration(&self, name: &str, set: impl FnOnce(Option<Duration>)) -> Result<(), Failure> {
        self.optional(name, |value: Option<u64>| set(value.map(Duration::from_millis)))
    }
    pub fn number<T: FromStr + Default>(&self, name: &str) -> Result<T, Failure> {
        let mut result = T::default();
        self.read(name, |value| result = value)?;
        Ok(result)
    }
    pub fn time(&self) -> Result<Option<i64>, Failure> {
        let mut result = None;
        self.optional("time", |value| result = value)?;
        Ok(result)
    }
    pub fn text(&self) -> Result<Vec<u8>, Failure> {
        match (self.at("text").string(), self.at("base64").string()) {
            (Some(text), _) => Ok(text.as_bytes().to_vec()),
            (None, Some(encoded)) => from_base64(encoded),
            (None, None) => Err("neither text nor base64".into()),
        }
    }

    pub fn situation(&self) -> Result<Situation, Failure> {
        let given = self.at("situation");
        let mut result = Situation::default();
        given.read("phase", |value| result.phase = value)?;
        given.read("channel", |value| result.channel = value)?;
        result.never_left = given.at("never_left").is_true();
        given.read("http_status", |value| result.http_status = value)?;
        given.read("attempt", |value| result.attempt = value)?;
        given.duration("elapsed_ms", |value| result.elapsed = value)?;
        given.optional("time", |value| result.time = value)?;
        given.optional("failed_at", |value| result.failed_at = value)?;
        given.optional("valid_until", |value| result.valid_until = value)?;
        result.idempotent = given.at("idempotent").is_true();
        given.read("random_bits", |value| result.random_bits = value)?;
        given.optional_duration("retry_after_ms", |value| result.retry_after.delay = value)?;
        result.retry_after.rate_limit_only = given.at("rate_limit_only").is_true();
        given.read("should_retry", |value| result.retry_after.should_retry = value)?;
        Ok(result)
    }

    pub fn policy(&self, name: &str) -> Result<Policy, Failure> {
        let given = self.at(name);
        let mut result = if given.at("delivery_policy").is_true() { Policy::for_deliveries() } else { Policy::for_requests() };
        given.read("max_attempts", |value| result.max_attempts = value)?;
        given.duration("base_ms", |value| result.base = value)?;
        given.duration("cap_ms", |value| result.cap = value)?;
        given.optional_duration("deadline_ms", |value| result.deadline = value)?;
        given.duration("look_again_ms", |value| result.look_again = value)?;
        given.optional_duration("longest_wait_ms", |value| result.longest_wait = value)?;
        given.optional_duration("longest_hold_ms", |value| result.longest_hold = value)?;
        given.optional_duration("queue_window_ms", |value| result.queue_window = value)?;
        given.read("jitter", |value| result.jitter = value)?;
        for given in given.at("amendments").elements() {
            let mut amendment = Amendment::new(given.number("code")?, RetryClass::Permanent);
            given.read("retry", |value| amendment.retry = value)?;
            given.read("wait", |value| amendment.wait = Some(value))?;
            given.read("scope", |value| amendment.scope = Some(value))?;
            given.read("toward", |value| amendment.toward = Some(value))?;
            given.read("remedy", |value| amendment.remedy = Some(value))?;
            given.read("channel", |value| amendment.channel = value)?;
            amendment.looser = given.at("looser").is_true();
            result.amendments.push(amendment);
        }
        Ok(result)
    }

    pub fn report(&self) -> Result<Report, Failure> {
        let mut phase = Phase::Unknown;
        self.read("phase", |value| phase = value)?;
        Ok(read(self.text()?, phase)?)
    }
}

fn from_base64(encoded: &str) -> Result<Vec<u8>, Failure> {
    let (mut result, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for c in encoded.bytes().filter(|&c| c != b'=') {
        let digits = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        let digit = digits.iter().position(|&digit| digit == c).ok_or("not base64")?;
        bits = bits << 6 | digit as u32;
        count += 6;
        if count >= 8 {
            count -= 8;
            result.push((bits >> count) as u8);
        }
    }
    Ok(result)
}
