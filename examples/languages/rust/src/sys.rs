//! The C interface, `<telnyx/errors/c_api.h>`, which says what each function and member means. A test compares the structs with the
//! layout that the library describes.

use std::os::raw::c_char;

pub const TIME_UNKNOWN: i64 = i64::MIN;
pub const DELAY_UNKNOWN: u64 = u64::MAX;
pub const AS_USUAL: i32 = -1;

/// A string without a zero at its end.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Text {
    pub data: *const c_char,
    pub size: usize,
}

/// The handle of a report.
#[repr(C)]
pub struct Report {
    private: [u8; 0],
}

/// A struct that begins with its own size.
///
/// # Safety
///
/// The first member is `struct_size: u32`, and all zeros is a value of the struct.
pub unsafe trait Struct: Sized {
    /// All zeros, but for the size.
    fn empty() -> Self {
        // SAFETY: as the trait demands.
        unsafe {
            let mut result = std::mem::zeroed::<Self>();
            std::ptr::addr_of_mut!(result).cast::<u32>().write(std::mem::size_of::<Self>() as u32);
            result
        }
    }
}

macro_rules! structs {
    ($($name:ident $c_name:literal { $($(#[$condition:meta])* $member:ident: $kind:ty,)+ })+) => {
        $(
            #[repr(C)]
            #[derive(Clone, Copy)]
            #[allow(dead_code)] // the library uses all members
            pub struct $name {
                $($(#[$condition])* pub $member: $kind,)+
            }
            // SAFETY: integers and raw pointers only, and the size comes first: a test compares the layout.
            unsafe impl Struct for $name {}
        )+

        /// Each struct, and each member with its offset and its size; the member is empty in the row of the struct.
        #[cfg(test)]
        pub fn layout() -> Vec<(&'static str, &'static str, usize, usize)> {
            let mut rows = Vec::new();
            $(
                rows.push(($c_name, "", 0, std::mem::size_of::<$name>()));
                let value = $name::empty();
                let start = std::ptr::addr_of!(value) as usize;
                $(
                    $(#[$condition])*
                    rows.push((
                        $c_name,
                        stringify!($member),
                        std::ptr::addr_of!(value.$member) as usize - start,
                        std::mem::size_of_val(&value.$member),
                    ));
                )+
            )+
            rows
        }
    };
}

structs! {
    Situation "situation" {
        struct_size: u32,
        phase: i32,
        channel: i32,
        never_left: i32,
        http_status: i32,
        attempt: u32,
        elapsed_ms: u64,
        time: i64,
        failed_at: i64,
        valid_until: i64,
        idempotent: i32,
        random_bits: u32,
        retry_after_ms: u64,
        rate_limit_only: i32,
        should_retry: i32,
    }
    Amendment "amendment" {
        struct_size: u32,
        retry: i32,
        code: i64,
        wait: i32,
        scope: i32,
        toward: i32,
        remedy: i32,
        channel: i32,
        looser: i32,
    }
    Policy "policy" {
        struct_size: u32,
        max_attempts: u32,
        base_ms: u64,
        cap_ms: u64,
        deadline_ms: u64,
        look_again_ms: u64,
        longest_wait_ms: u64,
        longest_hold_ms: u64,
        queue_window_ms: u64,
        jitter: i32,
        amendment_count: u32,
        amendments: *const Amendment,
        #[cfg(target_pointer_width = "32")]
        reserved: u32,
    }
    Hint "hint" {
        struct_size: u32,
        rate_limit_only: i32,
        should_retry: i32,
        reserved: i32,
        delay_ms: u64,
    }
    Decision "decision" {
        struct_size: u32,
        step: i32,
        reason: i32,
        scope: i32,
        toward: i32,
        remedy: i32,
        basis: i32,
        consent: i32,
        receipt: i32,
        actor: i32,
        delay_ms: u64,
        not_before: i64,
        governing_code: i64,
    }
    CodeInfo "code_info" {
        struct_size: u32,
        known: i32,
        number: i64,
        origin: i32,
        stage: i32,
        category: i32,
        retry: i32,
        also: i32,
        basis: i32,
        wait: i32,
        scope: i32,
        toward: i32,
        remedy: i32,
        name: Text,
        title: Text,
        cause: Text,
        action: Text,
    }
    Summary "summary" {
        struct_size: u32,
        kind: i32,
        phase: i32,
        outcome: i32,
        problem: i32,
        channel: i32,
        keyword: i32,
        final_event: i32,
        missing_payload: i32,
        empty_page: i32,
        inbound: i32,
        incomplete: i32,
        http_status: i32,
        body_count: u32,
        unreadable: u32,
        error_count: u32,
        recipient_count: u32,
        should_retry: i32,
        event_type: Text,
        event_id: Text,
        message_id: Text,
        group_message_id: Text,
        status: Text,
        description: Text,
        sender: Text,
        messaging_profile_id: Text,
        campaign_id: Text,
        occurred_at: Text,
        completed_at: Text,
        valid_until: Text,
        text: Text,
        autoresponse_type: Text,
        delivered_to: Text,
        cost: Text,
        currency: Text,
        retry_after_ms: u64,
    }
    Error "error" {
        struct_size: u32,
        known: i32,
        number: i64,
        recipient: i64,
        body: u32,
        retryable: i32,
        title_disagrees: i32,
        reserved: i32,
        code: Text,
        title: Text,
        detail: Text,
        pointer: Text,
        parameter: Text,
    }
    Recipient "recipient" {
        struct_size: u32,
        outcome: i32,
        list: i32,
        place: u32,
        body: u32,
        reserved: i32,
        phone_number: Text,
        status: Text,
        carrier: Text,
    }
    Embedded "embedded" {
        struct_size: u32,
        notation: i32,
        http_status: i32,
        rate_limit_only: i32,
        should_retry: i32,
        reserved: i32,
        retry_after_ms: u64,
        first: u64,
        size: u64,
    }
    Ids "ids" {
        struct_size: u32,
        channel: i32,
        sender: Text,
        campaign: Text,
        brand: Text,
        messaging_profile: Text,
        account: Text,
        content: Text,
        recipient: Text,
        carrier: Text,
        region: Text,
    }
    Pause "pause" {
        struct_size: u32,
        coverage: i32,
        scope: i32,
        toward: i32,
        channel: i32,
        actor: i32,
        reason: i32,
        remedy: i32,
        ends_by_success: i32,
        suppression: i32,
        until: i64,
        began: i64,
        governing_code: i64,
        scope_key: Text,
        sender: Text,
        toward_key: Text,
    }
    History "history" {
        struct_size: u32,
        reserved: u32,
        columns: [i64; 8],
    }
    HistoryState "history_state" {
        struct_size: u32,
        known: i32,
        progress: i32,
        ending: i32,
        consent: i32,
        outcome: i32,
        exists: i32,
        contradictory: i32,
        settled: i32,
        reserved: i32,
        failure_code: i64,
    }
    Member "member" {
        struct_size: u32,
        offset: u32,
        size: u32,
        kind: i32,
        enumeration: i32,
        reserved: i32,
        struct_name: *const c_char,
        member_name: *const c_char,
    }
}

extern "C" {
    pub fn telnyx_errors_version() -> *const c_char;
    pub fn telnyx_errors_name(enumeration: i32, value: i32) -> *const c_char;
    pub fn telnyx_errors_value(enumeration: i32, name: *const c_char, size: usize) -> i32;
    pub fn telnyx_errors_code_count() -> usize;
    pub fn telnyx_errors_code_at(index: usize, result: *mut CodeInfo) -> i32;
    pub fn telnyx_errors_lookup(number: i64, result: *mut CodeInfo) -> i32;
    pub fn telnyx_errors_code_number(text: *const c_char, size: usize) -> i64;
    pub fn telnyx_errors_code_of_title(title: *const c_char, size: usize) -> i64;
    pub fn telnyx_errors_situation_init(result: *mut Situation, size: usize) -> i32;
    pub fn telnyx_errors_policy_init(result: *mut Policy, size: usize) -> i32;
    pub fn telnyx_errors_delivery_policy_init(result: *mut Policy, size: usize) -> i32;
    pub fn telnyx_errors_check_amendments(policy: *const Policy, problem: *mut i32, index: *mut usize) -> i32;
    pub fn telnyx_errors_parse_retry_after(value: *const c_char, size: usize, time: i64, result: *mut Hint) -> i32;
    pub fn telnyx_errors_read_headers(lines: *const c_char, size: usize, time: i64, result: *mut Hint) -> i32;
    pub fn telnyx_errors_parse_rfc3339(text: *const c_char, size: usize) -> i64;
    pub fn telnyx_errors_parse_http_date(text: *const c_char, size: usize, time: i64) -> i64;
    pub fn telnyx_errors_next_minute(time: i64) -> i64;
    pub fn telnyx_errors_next_midnight_utc(time: i64) -> i64;
    pub fn telnyx_errors_next_midnight_in_los_angeles(time: i64) -> i64;
    pub fn telnyx_errors_nominal_delay_ms(policy: *const Policy, attempt: u32, result: *mut u64) -> i32;
    pub fn telnyx_errors_backoff_ms(policy: *const Policy, attempt: u32, random_bits: u32, result: *mut u64) -> i32;
    pub fn telnyx_errors_delay_after_hint_ms(
        hint_ms: u64,
        policy: *const Policy,
        attempt: u32,
        random_bits: u32,
        result: *mut u64,
    ) -> i32;
    pub fn telnyx_errors_keyword_of(text: *const c_char, size: usize) -> i32;
    pub fn telnyx_errors_keyword_of_autoresponse(text: *const c_char, size: usize) -> i32;
    pub fn telnyx_errors_states_opt_out(text: *const c_char, size: usize) -> i32;
    pub fn telnyx_errors_outcome_of_status(status: *const c_char, size: usize, inbound: i32) -> i32;
    pub fn telnyx_errors_mask_phone_numbers(text: *mut c_char, size: usize);
    pub fn telnyx_errors_decide_code(number: i64, situation: *const Situation, policy: *const Policy, result: *mut Decision)
        -> i32;
    pub fn telnyx_errors_pause_of(
        decision: *const Decision,
        ids: *const Ids,
        situation: *const Situation,
        result: *mut Pause,
    ) -> i32;
    pub fn telnyx_errors_pause_is_stricter(left: *const Pause, right: *const Pause, result: *mut i32) -> i32;
    pub fn telnyx_errors_read(text: *const c_char, size: usize, phase: i32, report: *mut *mut Report, summary: *mut Summary)
        -> i32;
    pub fn telnyx_errors_read_embedded(
        text: *const c_char,
        size: usize,
        phase: i32,
        time: i64,
        report: *mut *mut Report,
        summary: *mut Summary,
        embedded: *mut Embedded,
    ) -> i32;
    pub fn telnyx_errors_report_free(report: *mut Report);
    pub fn telnyx_errors_report_summary(report: *const Report, result: *mut Summary) -> i32;
    pub fn telnyx_errors_report_errors(report: *const Report, first: usize, count: usize, results: *mut Error) -> i32;
    pub fn telnyx_errors_report_recipients(report: *const Report, first: usize, count: usize, results: *mut Recipient) -> i32;
    pub fn telnyx_errors_decide(
        report: *const Report,
        situation: *const Situation,
        policy: *const Policy,
        result: *mut Decision,
    ) -> i32;
    pub fn telnyx_errors_decide_recipient(
        report: *const Report,
        recipient: usize,
        situation: *const Situation,
        policy: *const Policy,
        result: *mut Decision,
    ) -> i32;
    pub fn telnyx_errors_decide_each(
        report: *const Report,
        situation: *const Situation,
        policy: *const Policy,
        count: usize,
        results: *mut Decision,
    ) -> i32;
    pub fn telnyx_errors_decide_lookup(
        report: *const Report,
        situation: *const Situation,
        policy: *const Policy,
        result: *mut Decision,
    ) -> i32;
    pub fn telnyx_errors_history_add(
        history: *mut History,
        report: *const Report,
        recipient: usize,
        situation: *const Situation,
        policy: *const Policy,
    ) -> i32;
    pub fn telnyx_errors_history_add_address(
        history: *mut History,
        report: *const Report,
        address: *const c_char,
        size: usize,
        situation: *const Situation,
        policy: *const Policy,
    ) -> i32;
    pub fn telnyx_errors_history_merge(history: *mut History, other: *const History) -> i32;
    pub fn telnyx_errors_history_read(history: *const History, result: *mut HistoryState) -> i32;
    pub fn telnyx_errors_history_decide(
        history: *const History,
        situation: *const Situation,
        policy: *const Policy,
        result: *mut Decision,
    ) -> i32;
}

#[cfg(test)]
extern "C" {
    pub fn telnyx_errors_abi() -> u32;
    pub fn telnyx_errors_enumeration_name(enumeration: i32) -> *const c_char;
    pub fn telnyx_errors_enumerator_count(enumeration: i32) -> i32;
    pub fn telnyx_errors_member_at(index: usize, result: *mut Member) -> i32;
}
