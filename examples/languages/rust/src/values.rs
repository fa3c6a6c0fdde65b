//! What is passed to the library, and what it says, as values of Rust.

use std::time::Duration;

use crate::sys::{self, Struct};
use crate::words::*;
use crate::{check, Error};

pub(crate) fn seconds(time: Option<i64>) -> i64 {
    time.unwrap_or(sys::TIME_UNKNOWN)
}

pub(crate) fn known_time(time: i64) -> Option<i64> {
    Some(time).filter(|&time| time != sys::TIME_UNKNOWN)
}

/// Milliseconds; a longer duration is the longest that there is.
fn milliseconds(delay: Duration) -> u64 {
    u64::try_from(delay.as_millis()).unwrap_or(u64::MAX)
}

/// The same where the longest one means that it is not known.
fn optional_milliseconds(delay: Option<Duration>) -> u64 {
    delay.map_or(sys::DELAY_UNKNOWN, |delay| milliseconds(delay).min(sys::DELAY_UNKNOWN - 1))
}

fn known_delay(milliseconds: u64) -> Option<Duration> {
    Some(milliseconds).filter(|&delay| delay != sys::DELAY_UNKNOWN).map(Duration::from_millis)
}

/// What the retry headers of a response say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hint {
    /// The minimum wait that the server asks for.
    pub delay: Option<Duration>,
    /// `delay` only says when a rate limit starts again (`x-ratelimit-reset`).
    pub rate_limit_only: bool,
    /// What `x-should-retry` says.
    pub should_retry: ServerWish,
}

impl Default for Hint {
    fn default() -> Self {
        Hint { delay: None, rate_limit_only: false, should_retry: ServerWish::None }
    }
}

impl Hint {
    pub(crate) fn of(delay_ms: u64, rate_limit_only: i32, should_retry: i32) -> Self {
        Hint { delay: known_delay(delay_ms), rate_limit_only: rate_limit_only != 0, should_retry: should_retry.into() }
    }
}

/// What only the caller knows about a failure. The default is a first attempt of which nothing else is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Situation {
    /// Where the payload came from, for decisions about a code.
    pub phase: Phase,
    /// The channel of the message, where the payload does not say it.
    pub channel: Channel,
    /// No connection was made, so the request provably never left.
    pub never_left: bool,
    /// The HTTP status; 0 if there was no response.
    pub http_status: i32,
    /// How many attempts were made, including this one.
    pub attempt: u32,
    /// How long ago the first attempt was made.
    pub elapsed: Duration,
    /// The current time, in Unix seconds.
    pub time: Option<i64>,
    /// When the failure happened, in Unix seconds.
    pub failed_at: Option<i64>,
    /// For a look-up: until when the message may be in Telnyx's queue, in Unix seconds.
    pub valid_until: Option<i64>,
    /// The operation may be repeated. Sending a message may not.
    pub idempotent: bool,
    /// Random bits for the jitter. All ones, the default, give the nominal delay.
    pub random_bits: u32,
    /// What the headers of the response say: [`read_headers`](crate::read_headers).
    pub retry_after: Hint,
}

impl Default for Situation {
    fn default() -> Self {
        let mut raw = sys::Situation::empty();
        // SAFETY: the struct is as large as it says. It cannot fail with these arguments.
        let status = unsafe { sys::telnyx_errors_situation_init(&mut raw, std::mem::size_of_val(&raw)) };
        debug_assert_eq!(status, 0);
        Situation {
            phase: raw.phase.into(),
            channel: raw.channel.into(),
            never_left: raw.never_left != 0,
            http_status: raw.http_status,
            attempt: raw.attempt,
            elapsed: Duration::from_millis(raw.elapsed_ms),
            time: known_time(raw.time),
            failed_at: known_time(raw.failed_at),
            valid_until: known_time(raw.valid_until),
            idempotent: raw.idempotent != 0,
            random_bits: raw.random_bits,
            retry_after: Hint::of(raw.retry_after_ms, raw.rate_limit_only, raw.should_retry),
        }
    }
}

impl Situation {
    pub(crate) fn raw(&self) -> sys::Situation {
        sys::Situation {
            phase: self.phase.number(),
            channel: self.channel.number(),
            never_left: self.never_left.into(),
            http_status: self.http_status,
            attempt: self.attempt,
            elapsed_ms: milliseconds(self.elapsed),
            time: seconds(self.time),
            failed_at: seconds(self.failed_at),
            valid_until: seconds(self.valid_until),
            idempotent: self.idempotent.into(),
            random_bits: self.random_bits,
            retry_after_ms: optional_milliseconds(self.retry_after.delay),
            rate_limit_only: self.retry_after.rate_limit_only.into(),
            should_retry: self.retry_after.should_retry.number(),
            ..sys::Situation::empty()
        }
    }
}

/// The caller's own judgement for a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// The code, known or not.
    pub code: i64,
    /// What it becomes.
    pub retry: RetryClass,
    /// `None` is what follows from the code and its new class, as in the next three.
    pub wait: Option<Wait>,
    #[allow(missing_docs)]
    pub scope: Option<Scope>,
    #[allow(missing_docs)]
    pub toward: Option<Toward>,
    #[allow(missing_docs)]
    pub remedy: Option<Remedy>,
    /// The channel that it is limited to; `Unknown` is all channels.
    pub channel: Channel,
    /// It applies also where it is less strict than the judgement that it replaces.
    pub looser: bool,
}

impl Amendment {
    /// Says what a code becomes; everything else follows from it.
    pub fn new(code: i64, retry: RetryClass) -> Self {
        Amendment { code, retry, wait: None, scope: None, toward: None, remedy: None, channel: Channel::Unknown, looser: false }
    }

    fn raw(&self) -> sys::Amendment {
        sys::Amendment {
            code: self.code,
            retry: self.retry.number(),
            wait: self.wait.map_or(sys::AS_USUAL, Wait::number),
            scope: self.scope.map_or(sys::AS_USUAL, Scope::number),
            toward: self.toward.map_or(sys::AS_USUAL, Toward::number),
            remedy: self.remedy.map_or(sys::AS_USUAL, Remedy::number),
            channel: self.channel.number(),
            looser: self.looser.into(),
            ..sys::Amendment::empty()
        }
    }
}

/// How often, and how patiently, to retry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Attempts in all, including the first one.
    pub max_attempts: u32,
    /// The nominal delay after the first attempt. It doubles with every attempt.
    pub base: Duration,
    /// The longest delay of the backoff.
    pub cap: Duration,
    /// How long all attempts may take together; `None` is no limit, as in the others.
    pub deadline: Option<Duration>,
    /// How long to wait before checking again whether a state has changed.
    pub look_again: Duration,
    /// The longest wait that a server may ask for.
    pub longest_wait: Option<Duration>,
    /// How long a message may be held.
    pub longest_hold: Option<Duration>,
    /// How long after a request "not found" proves nothing; `None` is that it never does.
    pub queue_window: Option<Duration>,
    /// How delays are spread.
    pub jitter: Jitter,
    /// Of several for a code and a channel, the first one counts. At most 256.
    pub amendments: Vec<Amendment>,
}

impl Default for Policy {
    fn default() -> Self {
        Self::for_requests()
    }
}

impl Policy {
    /// For requests that failed: the failure is fresh, the delays are seconds.
    pub fn for_requests() -> Self {
        Self::made_by(sys::telnyx_errors_policy_init)
    }

    /// For messages that were accepted and not delivered: the delays are minutes to hours.
    pub fn for_deliveries() -> Self {
        Self::made_by(sys::telnyx_errors_delivery_policy_init)
    }

    fn made_by(init: unsafe extern "C" fn(*mut sys::Policy, usize) -> i32) -> Self {
        let mut raw = sys::Policy::empty();
        // SAFETY: the struct is as large as it says. It cannot fail with these arguments.
        let status = unsafe { init(&mut raw, std::mem::size_of_val(&raw)) };
        debug_assert_eq!(status, 0);
        Policy {
            max_attempts: raw.max_attempts,
            base: Duration::from_millis(raw.base_ms),
            cap: Duration::from_millis(raw.cap_ms),
            deadline: known_delay(raw.deadline_ms),
            look_again: Duration::from_millis(raw.look_again_ms),
            longest_wait: known_delay(raw.longest_wait_ms),
            longest_hold: known_delay(raw.longest_hold_ms),
            queue_window: known_delay(raw.queue_window_ms),
            jitter: raw.jitter.into(),
            amendments: Vec::new(),
        }
    }

    /// Calls a function with the policy in the form of the library, which borrows the amendments.
    pub(crate) fn with_raw<R>(&self, function: impl FnOnce(&sys::Policy) -> R) -> R {
        let amendments: Vec<sys::Amendment> = self.amendments.iter().map(Amendment::raw).collect();
        function(&sys::Policy {
            max_attempts: self.max_attempts,
            base_ms: milliseconds(self.base),
            cap_ms: milliseconds(self.cap),
            deadline_ms: optional_milliseconds(self.deadline),
            look_again_ms: milliseconds(self.look_again),
            longest_wait_ms: optional_milliseconds(self.longest_wait),
            longest_hold_ms: optional_milliseconds(self.longest_hold),
            queue_window_ms: optional_milliseconds(self.queue_window),
            jitter: self.jitter.number(),
            amendment_count: u32::try_from(amendments.len()).unwrap_or(u32::MAX), // the library refuses that many
            amendments: amendments.as_ptr(),
            ..sys::Policy::empty()
        })
    }

    /// The first problem of the amendments, and the index of the amendment: to be checked once, where the program starts.
    pub fn check_amendments(&self) -> Result<(AmendmentProblem, usize), Error> {
        let (mut problem, mut index) = (0, 0);
        // SAFETY: all pointers are valid during the call.
        check(self.with_raw(|policy| unsafe { sys::telnyx_errors_check_amendments(policy, &mut problem, &mut index) }))?;
        Ok((problem.into(), index))
    }

    /// The delay after an attempt, without jitter.
    pub fn nominal_delay(&self, attempt: u32) -> Result<Duration, Error> {
        let mut result = 0;
        // SAFETY: as above.
        check(self.with_raw(|policy| unsafe { sys::telnyx_errors_nominal_delay_ms(policy, attempt, &mut result) }))?;
        Ok(Duration::from_millis(result))
    }

    /// The delay after an attempt, with jitter.
    pub fn backoff(&self, attempt: u32, random_bits: u32) -> Result<Duration, Error> {
        let mut result = 0;
        // SAFETY: as above.
        check(self.with_raw(|policy| unsafe { sys::telnyx_errors_backoff_ms(policy, attempt, random_bits, &mut result) }))?;
        Ok(Duration::from_millis(result))
    }

    /// The delay after an attempt for which the server asked to wait: never less than that.
    pub fn delay_after_hint(&self, hint: Duration, attempt: u32, random_bits: u32) -> Result<Duration, Error> {
        let mut result = 0;
        let hint = optional_milliseconds(Some(hint));
        check(self.with_raw(|policy| {
            // SAFETY: as above.
            unsafe { sys::telnyx_errors_delay_after_hint_ms(hint, policy, attempt, random_bits, &mut result) }
        }))?;
        Ok(Duration::from_millis(result))
    }
}

/// What to do, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// What to do with the message.
    pub step: Step,
    /// Why.
    pub reason: Reason,
    /// Which of your messages fail in the same way, and ...
    pub scope: Scope,
    /// ... to which destinations.
    pub toward: Toward,
    /// What to change, or to do.
    pub remedy: Remedy,
    /// How the judgement behind it is known.
    pub basis: Basis,
    /// `OptedOut`: do not message this recipient again.
    pub consent: Consent,
    /// Whether the recipient has the message.
    pub receipt: Receipt,
    /// Who can act.
    pub actor: Actor,
    /// How long to wait from now.
    pub delay: Option<Duration>,
    /// The earliest sensible time, in Unix seconds.
    pub not_before: Option<i64>,
    /// The code that decided; 0 if none did.
    pub governing_code: i64,
}

impl Decision {
    pub(crate) fn of(raw: &sys::Decision) -> Self {
        Decision {
            step: raw.step.into(),
            reason: raw.reason.into(),
            scope: raw.scope.into(),
            toward: raw.toward.into(),
            remedy: raw.remedy.into(),
            basis: raw.basis.into(),
            consent: raw.consent.into(),
            receipt: raw.receipt.into(),
            actor: raw.actor.into(),
            delay: known_delay(raw.delay_ms),
            not_before: known_time(raw.not_before),
            governing_code: raw.governing_code,
        }
    }

    pub(crate) fn raw(&self) -> sys::Decision {
        sys::Decision {
            step: self.step.number(),
            reason: self.reason.number(),
            scope: self.scope.number(),
            toward: self.toward.number(),
            remedy: self.remedy.number(),
            basis: self.basis.number(),
            consent: self.consent.number(),
            receipt: self.receipt.number(),
            actor: self.actor.number(),
            delay_ms: optional_milliseconds(self.delay),
            not_before: seconds(self.not_before),
            governing_code: self.governing_code,
            ..sys::Decision::empty()
        }
    }

    /// Calls a function that writes a decision.
    pub(crate) fn written_by(function: impl FnOnce(*mut sys::Decision) -> i32) -> Result<Self, Error> {
        let mut raw = sys::Decision::empty();
        check(function(&mut raw))?;
        Ok(Self::of(&raw))
    }
}
