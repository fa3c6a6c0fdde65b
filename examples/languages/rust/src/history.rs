//! What several payloads say about one message to one recipient.

use crate::sys::{self, Struct};
use crate::words::*;
use crate::{check, Decision, Error, Policy, Report, Situation};

/// What all payloads so far say about one message to one recipient: integers to store, one a column, as [`HistoryColumn`] numbers
/// them. The maximum of each column, over rows of any histories of a message, is the joined history. The default is no payload so
/// far. Any integers are accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct History(pub [i64; 8]);

/// What a history says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct HistoryState {
    /// Some payload said something.
    pub known: bool,
    /// How far the message came.
    pub progress: Progress,
    /// How it ended.
    pub ending: Ending,
    /// The strictest statement.
    pub consent: Consent,
    /// What happened to the message.
    pub outcome: Outcome,
    /// Some payload says that the message exists.
    pub exists: bool,
    /// Payloads contradict each other.
    pub contradictory: bool,
    /// No look-up is needed.
    pub settled: bool,
    /// The code of the failure that decides; 0 if there is none.
    pub failure_code: i64,
}

impl History {
    fn raw(&self) -> sys::History {
        sys::History { columns: self.0, ..sys::History::empty() }
    }

    fn changed_by(&mut self, function: impl FnOnce(&mut sys::History) -> i32) -> Result<(), Error> {
        let mut raw = self.raw();
        check(function(&mut raw))?;
        self.0 = raw.columns;
        Ok(())
    }

    /// Adds what a payload says about the recipient with an index, which is not used where the report has none, or is inbound. The
    /// policy is asked only for its amendments, which count here.
    pub fn add(&mut self, report: &Report, recipient: usize, situation: &Situation, policy: &Policy) -> Result<(), Error> {
        let here = situation.raw();
        // SAFETY: all pointers are valid during the call, as below.
        self.changed_by(|known| {
            policy.with_raw(|policy| unsafe { sys::telnyx_errors_history_add(known, report.raw(), recipient, &here, policy) })
        })
    }

    /// The same, for the recipient with exactly this address.
    pub fn add_address(&mut self, report: &Report, address: &str, situation: &Situation, policy: &Policy) -> Result<(), Error> {
        let here = situation.raw();
        self.changed_by(|known| {
            policy.with_raw(|policy| {
                let data = address.as_ptr().cast();
                // SAFETY: as above.
                unsafe { sys::telnyx_errors_history_add_address(known, report.raw(), data, address.len(), &here, policy) }
            })
        })
    }

    /// Adds everything that another history of the same message knows.
    pub fn merge(&mut self, other: &History) -> Result<(), Error> {
        // SAFETY: as above.
        self.changed_by(|known| unsafe { sys::telnyx_errors_history_merge(known, &other.raw()) })
    }

    /// What the history says.
    pub fn state(&self) -> Result<HistoryState, Error> {
        let mut raw = sys::HistoryState::empty();
        // SAFETY: as above.
        check(unsafe { sys::telnyx_errors_history_read(&self.raw(), &mut raw) })?;
        Ok(HistoryState {
            known: raw.known != 0,
            progress: raw.progress.into(),
            ending: raw.ending.into(),
            consent: raw.consent.into(),
            outcome: raw.outcome.into(),
            exists: raw.exists != 0,
            contradictory: raw.contradictory != 0,
            settled: raw.settled != 0,
            failure_code: raw.failure_code,
        })
    }

    /// What to do about the message, from all payloads so far. The policy must have no amendments ([`Error::BadValue`]): they count
    /// where payloads are added.
    pub fn decide(&self, situation: &Situation, policy: &Policy) -> Result<Decision, Error> {
        let here = situation.raw();
        let known = self.raw();
        // SAFETY: as above.
        policy.with_raw(|policy| {
            Decision::written_by(|next| unsafe { sys::telnyx_errors_history_decide(&known, &here, policy, next) })
        })
    }
}
