//! What a Telnyx messaging failure means, and what to do next: the C++ library telnyx-errors, called through its C interface.
//!
//! ```
//! use telnyx_errors::{read, Consent, Phase, Policy, Situation, Step};
//!
//! # fn main() -> Result<(), telnyx_errors::Error> {
//! let report = read(r#"{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}"#, Phase::Request)?;
//! let decision = report.decide(&Situation::default(), &Policy::for_requests())?;
//! assert_eq!((decision.step, decision.consent), (Step::Stop, Consent::OptedOut));
//! # Ok(())
//! # }
//! ```
//!
//! - An [`Error`] is about the arguments of a call or about memory, never about what a payload says.
//! - Times are Unix seconds. A duration is whole milliseconds for the library: what is shorter is left out.
//! - There is no state: everything may be called from any thread.
//! - The meaning of everything is in the guide of the library, `docs/guide.md`.
#![warn(missing_docs)]

use std::fmt;

mod functions;
mod history;
mod pause;
mod report;
mod sys;
#[cfg(test)]
mod tests;
mod values;
mod words;

pub use functions::*;
pub use history::{History, HistoryState};
pub use pause::{pause_of, Ids, Pause};
pub use report::{read, read_embedded, Found, PayloadError, Recipient, Report, Summary};
pub use values::{Amendment, Decision, Hint, Policy, Situation};
pub use words::*;

/// Why a call failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// Memory ran out.
    OutOfMemory,
    /// An argument is none of its enumeration, or is not allowed here.
    BadValue,
    /// There is no such element.
    OutOfRange,
    /// A status that is newer than this crate, or that its types rule out.
    Other(i32),
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::OutOfMemory => out.write_str("telnyx-errors: out of memory"),
            Self::BadValue => out.write_str("telnyx-errors: an argument has a value that is not allowed"),
            Self::OutOfRange => out.write_str("telnyx-errors: there is no such element"),
            Self::Other(status) => write!(out, "telnyx-errors: status {status}"),
        }
    }
}

impl std::error::Error for Error {}

fn check(status: i32) -> Result<(), Error> {
    match status {
        0 => Ok(()),
        1 => Err(Error::OutOfMemory),
        4 => Err(Error::BadValue),
        5 => Err(Error::OutOfRange),
        other => Err(Error::Other(other)),
    }
}
