//! The functions that need no payload: codes, headers, times, words.

use std::ffi::CStr;

use crate::report::text;
use crate::sys::{self, Struct};
use crate::values::{known_time, seconds};
use crate::words::*;
use crate::{check, Decision, Error, Hint, Policy, Situation};

/// The version of the library, such as "0.4.0".
pub fn version() -> &'static str {
    // SAFETY: it has static storage, and a zero at its end.
    unsafe { CStr::from_ptr(sys::telnyx_errors_version()) }.to_str().unwrap_or_default()
}

/// Everything known about one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct CodeInfo {
    /// The table has the code.
    pub known: bool,
    /// The code; 0 if it is not known.
    pub number: i64,
    pub origin: Origin,
    pub stage: Stage,
    pub category: Category,
    /// The class that decides, and ...
    pub retry: RetryClass,
    /// ... the one that is documented beside it.
    pub also: RetryClass,
    pub basis: Basis,
    pub wait: Wait,
    pub scope: Scope,
    pub toward: Toward,
    pub remedy: Remedy,
    pub name: &'static str,
    /// As the API sends it.
    pub title: &'static str,
    /// What happened.
    pub cause: &'static str,
    /// What to do about it.
    pub action: &'static str,
}

fn code_info(function: impl FnOnce(*mut sys::CodeInfo) -> i32) -> Result<CodeInfo, Error> {
    let mut raw = sys::CodeInfo::empty();
    check(function(&mut raw))?;
    // SAFETY: the strings of a code have static storage.
    let text = |raw| -> &'static str { unsafe { text(raw) } };
    Ok(CodeInfo {
        known: raw.known != 0,
        number: raw.number,
        origin: raw.origin.into(),
        stage: raw.stage.into(),
        category: raw.category.into(),
        retry: raw.retry.into(),
        also: raw.also.into(),
        basis: raw.basis.into(),
        wait: raw.wait.into(),
        scope: raw.scope.into(),
        toward: raw.toward.into(),
        remedy: raw.remedy.into(),
        name: text(raw.name),
        title: text(raw.title),
        cause: text(raw.cause),
        action: text(raw.action),
    })
}

/// Everything known about a code. A code that the table does not have is not `known`, and permits no retry.
pub fn lookup(number: i64) -> CodeInfo {
    // SAFETY: the result is valid. It cannot fail with these arguments.
    code_info(|result| unsafe { sys::telnyx_errors_lookup(number, result) }).expect("telnyx_errors_lookup failed")
}

/// All rows of the table, in ascending order of the codes.
pub fn codes() -> impl ExactSizeIterator<Item = CodeInfo> {
    // SAFETY: it has no argument.
    (0..unsafe { sys::telnyx_errors_code_count() }).map(|index| {
        // SAFETY: the result is valid. It cannot fail for an index below the count.
        code_info(|result| unsafe { sys::telnyx_errors_code_at(index, result) }).expect("telnyx_errors_code_at failed")
    })
}

/// The number that a string writes in canonical decimal, whether or not it is a known code; 0 for any other string.
pub fn code_number(text: impl AsRef<[u8]>) -> i64 {
    let bytes = text.as_ref();
    // SAFETY: the bytes are valid for their size, as below.
    unsafe { sys::telnyx_errors_code_number(bytes.as_ptr().cast(), bytes.len()) }
}

/// The code with this title; 0 if none or several have it. A hint for people: never decide by it.
pub fn code_of_title(title: impl AsRef<[u8]>) -> i64 {
    let bytes = title.as_ref();
    // SAFETY: as above.
    unsafe { sys::telnyx_errors_code_of_title(bytes.as_ptr().cast(), bytes.len()) }
}

/// What to do about a code, without a payload. The code 0 is none: then the HTTP status decides.
pub fn decide_code(number: i64, situation: &Situation, policy: &Policy) -> Result<Decision, Error> {
    let here = situation.raw();
    policy.with_raw(|policy| {
        // SAFETY: all pointers are valid during the call.
        Decision::written_by(|next| unsafe { sys::telnyx_errors_decide_code(number, &here, policy, next) })
    })
}

/// The hint of the value of a Retry-After header. The current time, in Unix seconds, is for a value that is a date.
pub fn parse_retry_after(value: impl AsRef<[u8]>, time: Option<i64>) -> Result<Hint, Error> {
    let bytes = value.as_ref();
    let mut raw = sys::Hint::empty();
    // SAFETY: as above.
    check(unsafe { sys::telnyx_errors_parse_retry_after(bytes.as_ptr().cast(), bytes.len(), seconds(time), &mut raw) })?;
    Ok(Hint::of(raw.delay_ms, raw.rate_limit_only, raw.should_retry))
}

/// The hint of the header lines of a response, "name: value", which end with LF or CR LF. A line end within a value must be removed
/// before.
pub fn read_headers(lines: impl AsRef<[u8]>, time: Option<i64>) -> Result<Hint, Error> {
    let bytes = lines.as_ref();
    let mut raw = sys::Hint::empty();
    // SAFETY: as above.
    check(unsafe { sys::telnyx_errors_read_headers(bytes.as_ptr().cast(), bytes.len(), seconds(time), &mut raw) })?;
    Ok(Hint::of(raw.delay_ms, raw.rate_limit_only, raw.should_retry))
}

/// The time that payloads write (RFC 3339), in Unix seconds.
pub fn parse_rfc3339(text: impl AsRef<[u8]>) -> Option<i64> {
    let bytes = text.as_ref();
    // SAFETY: as above.
    known_time(unsafe { sys::telnyx_errors_parse_rfc3339(bytes.as_ptr().cast(), bytes.len()) })
}

/// The time that HTTP writes, in any of its three forms. The current time is for years of two digits.
pub fn parse_http_date(text: impl AsRef<[u8]>, time: Option<i64>) -> Option<i64> {
    let bytes = text.as_ref();
    // SAFETY: as above.
    known_time(unsafe { sys::telnyx_errors_parse_http_date(bytes.as_ptr().cast(), bytes.len(), seconds(time)) })
}

/// The start of the next minute.
pub fn next_minute(time: Option<i64>) -> Option<i64> {
    // SAFETY: any number may be given, as below.
    known_time(unsafe { sys::telnyx_errors_next_minute(seconds(time)) })
}

/// The next midnight in UTC.
pub fn next_midnight_utc(time: Option<i64>) -> Option<i64> {
    // SAFETY: as above.
    known_time(unsafe { sys::telnyx_errors_next_midnight_utc(seconds(time)) })
}

/// The next midnight in Los Angeles.
pub fn next_midnight_in_los_angeles(time: Option<i64>) -> Option<i64> {
    // SAFETY: as above.
    known_time(unsafe { sys::telnyx_errors_next_midnight_in_los_angeles(seconds(time)) })
}

/// The keyword that a whole inbound message consists of.
pub fn keyword_of(text: impl AsRef<[u8]>) -> Keyword {
    let bytes = text.as_ref();
    // SAFETY: the bytes are valid for their size, as below.
    unsafe { sys::telnyx_errors_keyword_of(bytes.as_ptr().cast(), bytes.len()) }.into()
}

/// The keyword that Telnyx found, from the `autoresponse_type` of a webhook.
pub fn keyword_of_autoresponse(text: impl AsRef<[u8]>) -> Keyword {
    let bytes = text.as_ref();
    // SAFETY: as above.
    unsafe { sys::telnyx_errors_keyword_of_autoresponse(bytes.as_ptr().cast(), bytes.len()) }.into()
}

/// Whether the title or the detail of an error states that the recipient opted out. Words prove nothing: let a person look.
pub fn states_opt_out(text: impl AsRef<[u8]>) -> bool {
    let bytes = text.as_ref();
    // SAFETY: as above.
    unsafe { sys::telnyx_errors_states_opt_out(bytes.as_ptr().cast(), bytes.len()) != 0 }
}

/// What a status means.
pub fn outcome_of_status(status: impl AsRef<[u8]>, inbound: bool) -> Outcome {
    let bytes = status.as_ref();
    // SAFETY: as above.
    unsafe { sys::telnyx_errors_outcome_of_status(bytes.as_ptr().cast(), bytes.len(), inbound.into()) }.into()
}

/// Masks in place what reads as a phone number.
pub fn mask_phone_numbers(text: &mut [u8]) {
    // SAFETY: as above.
    unsafe { sys::telnyx_errors_mask_phone_numbers(text.as_mut_ptr().cast(), text.len()) }
}

/// A string in which what reads as a phone number is masked.
pub fn masked(text: &str) -> String {
    let mut bytes = text.as_bytes().to_vec();
    mask_phone_numbers(&mut bytes);
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}
