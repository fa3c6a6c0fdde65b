//! The enumerations. The numbers are published and never change; a test compares names and numbers with the library's.

use std::error::Error;
use std::ffi::CStr;
use std::fmt;
use std::str::FromStr;

use crate::sys;

/// The string is not the name of an enumerator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownName;

impl fmt::Display for UnknownName {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("not the name of an enumerator")
    }
}

impl Error for UnknownName {}

fn name_of(enumeration: i32, number: i32) -> &'static str {
    // SAFETY: any numbers may be asked for; names have static storage and a zero at their end.
    unsafe { CStr::from_ptr(sys::telnyx_errors_name(enumeration, number)) }.to_str().unwrap_or_default()
}

fn number_of(enumeration: i32, name: &str) -> Result<i32, UnknownName> {
    // SAFETY: the name is valid for its size.
    match unsafe { sys::telnyx_errors_value(enumeration, name.as_ptr().cast(), name.len()) } {
        -1 => Err(UnknownName),
        number => Ok(number),
    }
}

macro_rules! words {
    ($($(#[$doc:meta])* $word:ident = $enumeration:literal { $($variant:ident = $number:literal,)+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
            #[non_exhaustive]
            pub enum $word {
                $(
                    #[allow(missing_docs)]
                    $variant,
                )+
                /// One that is newer than this crate, with its number. A newer crate names it: do not match a certain number.
                Other(i32),
            }

            impl $word {
                /// All of them, in the order of their numbers.
                pub const ALL: &'static [Self] = &[$(Self::$variant),+];
                /// The number of the enumeration, as the library counts them.
                pub const ENUMERATION: i32 = $enumeration;

                /// The published number.
                pub const fn number(self) -> i32 {
                    match self {
                        $(Self::$variant => $number,)+
                        Self::Other(number) => number,
                    }
                }

                /// The name, as logs and JSON have it; empty if the library has none with this number.
                pub fn name(self) -> &'static str {
                    name_of($enumeration, self.number())
                }
            }

            impl From<i32> for $word {
                fn from(number: i32) -> Self {
                    match number {
                        $($number => Self::$variant,)+
                        other => Self::Other(other),
                    }
                }
            }

            impl FromStr for $word {
                type Err = UnknownName;
                fn from_str(name: &str) -> Result<Self, UnknownName> {
                    number_of($enumeration, name).map(Self::from)
                }
            }

            impl fmt::Display for $word {
                fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                    match self.name() {
                        "" => write!(out, "{}", self.number()),
                        name => out.write_str(name),
                    }
                }
            }
        )+

        /// What this crate knows about its enumerations: the type and the number of each, and the number, the variant and the name
        /// of its enumerators. For tests.
        #[doc(hidden)]
        pub fn enumerations() -> Vec<(&'static str, i32, Vec<(i32, String, &'static str)>)> {
            vec![$((
                stringify!($word),
                $enumeration,
                $word::ALL.iter().map(|word| (word.number(), format!("{:?}", word), word.name())).collect(),
            )),+]
        }
    };
}

words! {
    /// Which list of Telnyx a code comes from.
    Origin = 1 {
        None = 0,
        MessagingReference = 1,
        GeneralApiList = 2,
        WhatsappGuide = 3,
    }
    /// Where in the life of a message an error belongs: the three kinds of the reference.
    Stage = 2 {
        Unknown = 0,
        Request = 1,
        Delivery = 2,
        Configuration = 3,
    }
    /// Where a payload came from: the caller says so, or the payload's shape shows it.
    Phase = 3 {
        Unknown = 0,
        Request = 1,
        Delivery = 2,
        Record = 3,
    }
    /// What a failure is about.
    Category = 4 {
        Unknown = 0,
        CarrierRejection = 1,
        TenDlc = 2,
        TollFree = 3,
        SenderRecipient = 4,
        Content = 5,
        ProfileConfiguration = 6,
        NumberProvisioning = 7,
        Whatsapp = 8,
        Api = 9,
        Account = 10,
    }
    /// Whether the same message may be resent, and after what.
    RetryClass = 5 {
        Automatic = 0,
        TemporaryHold = 1,
        AfterIntervention = 2,
        Unspecified = 3,
        ActionRequired = 4,
        Permanent = 5,
    }
    /// How a judgement is known.
    Basis = 6 {
        None = 0,
        FromBlock = 1,
        FromStatus = 2,
        Derived = 3,
        Documented = 4,
        Amended = 5,
    }
    /// What must pass before a message may be resent.
    Wait = 7 {
        None = 0,
        Backoff = 1,
        NextMinute = 2,
        NextDayPacific = 3,
        Fixed24Hours = 4,
        UntilStateChanges = 5,
        SpendWindow = 6,
        QueueDrains = 7,
        RateFalls = 8,
        AsServerSays = 9,
    }
    /// Which of the caller's messages fail in the same way: the widest for which it is certain.
    Scope = 8 {
        Unknown = 0,
        Message = 1,
        Content = 2,
        Sender = 3,
        Campaign = 4,
        Brand = 5,
        Profile = 6,
        Account = 7,
        Platform = 8,
    }
    /// To which destinations they fail: the widest for which it is certain.
    Toward = 9 {
        Recipient = 0,
        Carrier = 1,
        Region = 2,
        Everyone = 3,
    }
    /// What to do about a failure, in one word.
    Remedy = 10 {
        None = 0,
        StopMessagingRecipient = 1,
        ReduceRate = 2,
        UseAnotherSender = 3,
        RetryWithBackoff = 4,
        ExtendValidity = 5,
        Investigate = 6,
        ReviseContent = 7,
        RegisterCampaign = 8,
        CorrectRecipient = 9,
        FixSender = 10,
        Wait = 11,
        ContactSupport = 12,
        FixRequest = 13,
        FixProfile = 14,
        FixCredentials = 15,
        FixAccount = 16,
        AddFunds = 17,
        VerifyTollFree = 18,
        RaiseLimit = 19,
    }
    /// Over which channel a message is sent.
    Channel = 11 {
        Unknown = 0,
        Sms = 1,
        Mms = 2,
        Whatsapp = 3,
        Rcs = 4,
    }
    /// What a whole message says, where it is a keyword.
    Keyword = 12 {
        None = 0,
        Stop = 1,
        Start = 2,
        Help = 3,
    }
    /// What happened to a message, or to a message for one recipient.
    Outcome = 13 {
        None = 0,
        Delivered = 1,
        Received = 2,
        Cancelled = 3,
        Unreported = 4,
        InProgress = 5,
        Unknown = 6,
        Unconfirmed = 7,
        Failed = 8,
    }
    /// Whether a recipient has the message.
    Receipt = 14 {
        No = 0,
        Maybe = 1,
        Yes = 2,
    }
    /// Who can do something about a failure.
    Actor = 15 {
        None = 0,
        Program = 1,
        Person = 2,
        Telnyx = 3,
    }
    /// What kind of payload was read.
    Kind = 16 {
        NotJson = 0,
        Unrecognised = 1,
        ApiError = 2,
        Webhook = 3,
        Message = 4,
        Record = 5,
        Event = 6,
    }
    /// Why a string could not be read as JSON.
    Problem = 17 {
        None = 0,
        Empty = 1,
        Malformed = 2,
        TooLarge = 3,
    }
    /// Which list of a message a recipient is in.
    RecipientList = 18 {
        To = 0,
        Cc = 1,
    }
    /// What the server asks for with x-should-retry.
    ServerWish = 19 {
        None = 0,
        Retry = 1,
        NoRetry = 2,
    }
    /// How delays are spread, so that clients that failed together do not come back together.
    Jitter = 20 {
        None = 0,
        Equal = 1,
        Full = 2,
    }
    /// What to do with the message.
    Step = 21 {
        None = 0,
        Retry = 1,
        Hold = 2,
        FixFirst = 3,
        Stop = 4,
        Reconcile = 5,
    }
    /// Why a decision was made.
    Reason = 22 {
        NothingFailed = 0,
        NotFinal = 1,
        Transient = 2,
        Throttled = 3,
        OnHold = 4,
        NeedsIntervention = 5,
        ActionRequired = 6,
        Permanent = 7,
        OptedOut = 8,
        Refused = 9,
        MayHaveBeenSent = 10,
        ServerSaidNo = 11,
        AttemptsExhausted = 12,
        DeadlineExceeded = 13,
        WaitTooLong = 14,
        UnknownCode = 15,
        UnexplainedFailure = 16,
        Unrecognised = 17,
        Incomplete = 18,
        NeverLeft = 19,
        WaitIsOver = 20,
        HeldTooLong = 21,
        TitleDisagrees = 22,
        Cancelled = 23,
        NotReported = 24,
        UnknownStatus = 25,
        MissingPayload = 26,
        UnreadableErrors = 27,
        Redirected = 28,
        UnexpectedResponse = 29,
        NothingFound = 30,
        Contradictory = 31,
    }
    /// What a payload says about the recipient's opt-out.
    Consent = 23 {
        Unchanged = 0,
        OptedIn = 1,
        MaybeOptedOut = 2,
        OptedOut = 3,
    }
    /// How much of what a decision affects a pause covers.
    Coverage = 24 {
        Nothing = 0,
        Whole = 1,
        Narrowed = 2,
        UnknownKey = 3,
        UnknownTime = 4,
    }
    /// How far a message came.
    Progress = 25 {
        None = 0,
        NeverLeft = 1,
        Refused = 2,
        Uncertain = 3,
        Accepted = 4,
        Sent = 5,
        Unknown = 6,
        Delivered = 7,
    }
    /// How a message ended.
    Ending = 26 {
        None = 0,
        Unreported = 1,
        Incomplete = 2,
        Unreadable = 3,
        Unexpected = 4,
        Missing = 5,
        Unconfirmed = 6,
        Failed = 7,
        SendingFailed = 8,
        Cancelled = 9,
    }
    /// The columns of [`History`](crate::History). 0 is "not known" in each.
    HistoryColumn = 27 {
        Progress = 0,
        Ending = 1,
        Consent = 2,
        Failure = 3,
        OtherFailure = 4,
        FailedAt = 5,
        WaitEnd = 6,
        NotFoundAfter = 7,
    }
    /// How a payload is written in the text around it.
    Notation = 28 {
        None = 0,
        Json = 1,
        Literal = 2,
        Escaped = 3,
    }
    /// What is wrong with an amendment.
    AmendmentProblem = 29 {
        None = 0,
        NoCode = 1,
        OptOut = 2,
        BadValue = 3,
        Repeated = 4,
        Unmarked = 5,
    }
}
