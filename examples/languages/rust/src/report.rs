//! What a payload says.

use std::fmt;
use std::ops::Range;
use std::ptr::{null_mut, NonNull};

use crate::sys::{self, Struct};
use crate::values::seconds;
use crate::words::*;
use crate::{check, Decision, Error, Hint, Policy, Situation};

/// A string of the library. They are UTF-8; if one were not, it would end where it stops to be.
///
/// # Safety
///
/// The string lives as long as `'a`.
pub(crate) unsafe fn text<'a>(raw: sys::Text) -> &'a str {
    let bytes: &'a [u8] = std::slice::from_raw_parts(raw.data.cast(), raw.size);
    std::str::from_utf8(bytes).unwrap_or_else(|error| std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default())
}

/// What a payload says. Its strings are borrowed from it: it must live as long as they are used.
///
/// It never changes, so several threads may use it at the same time.
pub struct Report {
    handle: NonNull<sys::Report>,
}

// SAFETY: the library has no state, and a report does not change.
unsafe impl Send for Report {}
// SAFETY: as above.
unsafe impl Sync for Report {}

impl Drop for Report {
    fn drop(&mut self) {
        // SAFETY: the handle is ours, and nothing borrows from it any more.
        unsafe { sys::telnyx_errors_report_free(self.handle.as_ptr()) }
    }
}

impl fmt::Debug for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let summary = self.summary();
        out.debug_struct("Report")
            .field("kind", &summary.kind)
            .field("outcome", &summary.outcome)
            .field("message_id", &summary.message_id)
            .finish_non_exhaustive()
    }
}

/// Reads a payload: an API response, a webhook, a stored message, a detail record. What is not JSON is a report of the kind
/// [`Kind::NotJson`], and not an error.
pub fn read(payload: impl AsRef<[u8]>, phase: Phase) -> Result<Report, Error> {
    let bytes = payload.as_ref();
    let mut handle = null_mut();
    // SAFETY: the bytes are valid for their size; the summary is not asked for.
    check(unsafe { sys::telnyx_errors_read(bytes.as_ptr().cast(), bytes.len(), phase.number(), &mut handle, null_mut()) })?;
    NonNull::new(handle).map(|handle| Report { handle }).ok_or(Error::OutOfMemory)
}

/// A payload that was found in a text.
#[derive(Debug)]
#[non_exhaustive]
pub struct Found {
    /// What the payload says.
    pub report: Report,
    /// How the payload is written in the text.
    pub notation: Notation,
    /// The HTTP status that the text states; 0 if it states none.
    pub http_status: i32,
    /// What the headers in the text say.
    pub retry_after: Hint,
    /// Where the payload is, in bytes.
    pub place: Range<usize>,
}

/// Reads the payload in a text, such as a line of a log or the output of `curl -i`. The time, in Unix seconds, is for a Retry-After
/// header with a date.
pub fn read_embedded(text: impl AsRef<[u8]>, phase: Phase, time: Option<i64>) -> Result<Found, Error> {
    let bytes = text.as_ref();
    let mut handle = null_mut();
    let mut about = sys::Embedded::empty();
    // SAFETY: as above.
    check(unsafe {
        let data = bytes.as_ptr().cast();
        sys::telnyx_errors_read_embedded(data, bytes.len(), phase.number(), seconds(time), &mut handle, null_mut(), &mut about)
    })?;
    let handle = NonNull::new(handle).ok_or(Error::OutOfMemory)?;
    let (first, size) = (about.first as usize, about.size as usize); // both are within the text
    Ok(Found {
        report: Report { handle },
        notation: about.notation.into(),
        http_status: about.http_status,
        retry_after: Hint::of(about.retry_after_ms, about.rate_limit_only, about.should_retry),
        place: first..first + size,
    })
}

/// What a payload says as a whole. A string is empty where the payload has none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct Summary<'r> {
    pub kind: Kind,
    pub phase: Phase,
    pub outcome: Outcome,
    /// Why it is not JSON.
    pub problem: Problem,
    pub channel: Channel,
    /// Of an inbound message.
    pub keyword: Keyword,
    /// Nothing more happens to the message.
    pub final_event: bool,
    /// Such an event lacks its payload.
    pub missing_payload: bool,
    /// A page without rows: nothing was found.
    pub empty_page: bool,
    /// The sender is the person who wrote.
    pub inbound: bool,
    /// Something was left out.
    pub incomplete: bool,
    /// The status that the payload itself carries; 0 if there is none.
    pub http_status: i32,
    pub body_count: u32,
    /// How many errors or recipients could not be read.
    pub unreadable: u32,
    pub error_count: u32,
    pub recipient_count: u32,
    pub event_type: &'r str,
    /// The same for both copies of a webhook that is delivered twice.
    pub event_id: &'r str,
    pub message_id: &'r str,
    pub group_message_id: &'r str,
    pub status: &'r str,
    pub description: &'r str,
    pub sender: &'r str,
    pub messaging_profile_id: &'r str,
    pub campaign_id: &'r str,
    /// RFC 3339, see [`parse_rfc3339`](crate::parse_rfc3339); as the next two.
    pub occurred_at: &'r str,
    pub completed_at: &'r str,
    pub valid_until: &'r str,
    pub text: &'r str,
    pub autoresponse_type: &'r str,
    /// The URL that the webhook was sent to.
    pub delivered_to: &'r str,
    /// What the message costs, as the payload writes it; a JSON number in decimal.
    pub cost: &'r str,
    /// The currency of the cost.
    pub currency: &'r str,
    /// What headers within the payload ask for.
    pub retry_after: Hint,
}

/// One error of a payload. The strings are untrusted; `detail` may have phone numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct PayloadError<'r> {
    /// The table has the code.
    pub known: bool,
    /// The code; 0 if there is none, or if it is not a canonical decimal.
    pub number: i64,
    /// The index of the recipient that it is about.
    pub recipient: Option<usize>,
    /// Which body of the payload it is in.
    pub body: u32,
    /// What `meta.retryable` says. It is not used.
    pub retryable: ServerWish,
    /// The title says something else than the code.
    pub title_disagrees: bool,
    pub code: &'r str,
    pub title: &'r str,
    pub detail: &'r str,
    pub pointer: &'r str,
    pub parameter: &'r str,
}

/// One recipient of a payload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
#[allow(missing_docs)]
pub struct Recipient<'r> {
    pub outcome: Outcome,
    pub list: RecipientList,
    /// The place in that list.
    pub place: u32,
    /// Which body of the payload the recipient is in.
    pub body: u32,
    pub phone_number: &'r str,
    pub status: &'r str,
    pub carrier: &'r str,
}

impl Report {
    pub(crate) fn raw(&self) -> *const sys::Report {
        self.handle.as_ptr()
    }

    fn raw_summary(&self) -> sys::Summary {
        let mut raw = sys::Summary::empty();
        // SAFETY: both pointers are valid. It cannot fail with these arguments; if it did, the strings would be null.
        let status = unsafe { sys::telnyx_errors_report_summary(self.raw(), &mut raw) };
        assert_eq!(status, 0, "telnyx_errors_report_summary failed");
        raw
    }

    /// What the payload says as a whole.
    pub fn summary(&self) -> Summary<'_> {
        let raw = self.raw_summary();
        // SAFETY: the strings live as long as the report.
        let text = |raw| unsafe { text(raw) };
        Summary {
            kind: raw.kind.into(),
            phase: raw.phase.into(),
            outcome: raw.outcome.into(),
            problem: raw.problem.into(),
            channel: raw.channel.into(),
            keyword: raw.keyword.into(),
            final_event: raw.final_event != 0,
            missing_payload: raw.missing_payload != 0,
            empty_page: raw.empty_page != 0,
            inbound: raw.inbound != 0,
            incomplete: raw.incomplete != 0,
            http_status: raw.http_status,
            body_count: raw.body_count,
            unreadable: raw.unreadable,
            error_count: raw.error_count,
            recipient_count: raw.recipient_count,
            event_type: text(raw.event_type),
            event_id: text(raw.event_id),
            message_id: text(raw.message_id),
            group_message_id: text(raw.group_message_id),
            status: text(raw.status),
            description: text(raw.description),
            sender: text(raw.sender),
            messaging_profile_id: text(raw.messaging_profile_id),
            campaign_id: text(raw.campaign_id),
            occurred_at: text(raw.occurred_at),
            completed_at: text(raw.completed_at),
            valid_until: text(raw.valid_until),
            text: text(raw.text),
            autoresponse_type: text(raw.autoresponse_type),
            delivered_to: text(raw.delivered_to),
            cost: text(raw.cost),
            currency: text(raw.currency),
            retry_after: Hint::of(raw.retry_after_ms, 0, raw.should_retry),
        }
    }

    /// The errors of the payload.
    pub fn errors(&self) -> Vec<PayloadError<'_>> {
        let mut raw = vec![sys::Error::empty(); self.raw_summary().error_count as usize];
        // SAFETY: the array has room for them. As above, it cannot fail.
        let status = unsafe { sys::telnyx_errors_report_errors(self.raw(), 0, raw.len(), raw.as_mut_ptr()) };
        assert_eq!(status, 0, "telnyx_errors_report_errors failed");
        // SAFETY: the strings live as long as the report.
        let text = |raw| unsafe { text(raw) };
        let value_of = |raw: &sys::Error| PayloadError {
            known: raw.known != 0,
            number: raw.number,
            recipient: usize::try_from(raw.recipient).ok(), // a place that is not known is less than 0
            body: raw.body,
            retryable: raw.retryable.into(),
            title_disagrees: raw.title_disagrees != 0,
            code: text(raw.code),
            title: text(raw.title),
            detail: text(raw.detail),
            pointer: text(raw.pointer),
            parameter: text(raw.parameter),
        };
        raw.iter().map(value_of).collect()
    }

    /// The recipients of the payload.
    pub fn recipients(&self) -> Vec<Recipient<'_>> {
        let mut raw = vec![sys::Recipient::empty(); self.raw_summary().recipient_count as usize];
        // SAFETY: as above.
        let status = unsafe { sys::telnyx_errors_report_recipients(self.raw(), 0, raw.len(), raw.as_mut_ptr()) };
        assert_eq!(status, 0, "telnyx_errors_report_recipients failed");
        // SAFETY: the strings live as long as the report.
        let text = |raw| unsafe { text(raw) };
        let value_of = |raw: &sys::Recipient| Recipient {
            outcome: raw.outcome.into(),
            list: raw.list.into(),
            place: raw.place,
            body: raw.body,
            phone_number: text(raw.phone_number),
            status: text(raw.status),
            carrier: text(raw.carrier),
        };
        raw.iter().map(value_of).collect()
    }

    /// What to do about the payload: one decision for the message as a whole.
    pub fn decide(&self, situation: &Situation, policy: &Policy) -> Result<Decision, Error> {
        let here = situation.raw();
        // SAFETY: all pointers are valid during the call, as below.
        policy.with_raw(|policy| Decision::written_by(|next| unsafe { sys::telnyx_errors_decide(self.raw(), &here, policy, next) }))
    }

    /// What to do about one recipient; [`Error::OutOfRange`] if there is no such recipient.
    pub fn decide_recipient(&self, index: usize, situation: &Situation, policy: &Policy) -> Result<Decision, Error> {
        let here = situation.raw();
        policy.with_raw(|policy| {
            // SAFETY: as above.
            Decision::written_by(|next| unsafe { sys::telnyx_errors_decide_recipient(self.raw(), index, &here, policy, next) })
        })
    }

    /// What to do about each recipient, in their order.
    pub fn decide_each(&self, situation: &Situation, policy: &Policy) -> Result<Vec<Decision>, Error> {
        let here = situation.raw();
        let mut raw = vec![sys::Decision::empty(); self.raw_summary().recipient_count as usize];
        // SAFETY: as above, and the array has room for all.
        check(
            policy.with_raw(|policy| unsafe {
                sys::telnyx_errors_decide_each(self.raw(), &here, policy, raw.len(), raw.as_mut_ptr())
            }),
        )?;
        Ok(raw.iter().map(Decision::of).collect())
    }

    /// What to do about the answer to "was it taken?": a message looked up by its id, or a list that was searched for it.
    pub fn decide_lookup(&self, situation: &Situation, policy: &Policy) -> Result<Decision, Error> {
        let here = situation.raw();
        policy.with_raw(|policy| {
            // SAFETY: as above.
            Decision::written_by(|next| unsafe { sys::telnyx_errors_decide_lookup(self.raw(), &here, policy, next) })
        })
    }
}
