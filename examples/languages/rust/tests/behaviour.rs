//! What the crate says, with expectations that were written by hand.

use std::time::Duration;

use telnyx_errors::*;

const WEBHOOK: &str = r#"{"data":{"event_type":"message.finalized","id":"e-1","record_type":"event","payload":{"id":"m-1",
    "record_type":"message","direction":"outbound","type":"SMS","from":{"phone_number":"+13125550100"},"to":[
    {"phone_number":"+13125550142","status":"delivered","carrier":"Carrier A"},
    {"phone_number":"+13125550143","status":"delivery_failed","carrier":"Carrier B"}],
    "errors":[{"code":"40001","title":"Not routable","source":{"pointer":"/to/1"}}]}}}"#;

fn defaults() -> (Situation, Policy) {
    (Situation::default(), Policy::default())
}

#[test]
fn a_webhook_is_read_and_decided() {
    let (here, policy) = defaults();
    let report = read(WEBHOOK, Phase::Unknown).unwrap();
    let summary = report.summary();
    assert_eq!((summary.kind, summary.outcome, summary.channel), (Kind::Webhook, Outcome::Failed, Channel::Sms));
    assert_eq!((summary.event_type, summary.message_id, summary.sender), ("message.finalized", "m-1", "+13125550100"));
    let errors = report.errors();
    assert_eq!(errors.len(), 1);
    assert_eq!((errors[0].number, errors[0].title, errors[0].recipient), (40001, "Not routable", Some(1)));
    let recipients = report.recipients();
    assert_eq!(recipients.len(), 2);
    assert_eq!(
        (recipients[1].phone_number, recipients[1].carrier, recipients[1].outcome),
        ("+13125550143", "Carrier B", Outcome::Failed)
    );
    let each = report.decide_each(&here, &policy).unwrap();
    assert_eq!(each.iter().map(|next| next.step).collect::<Vec<_>>(), [Step::None, Step::Stop]);
    assert_eq!(each[1], report.decide_recipient(1, &here, &policy).unwrap());
    assert_eq!((each[1].reason, each[1].governing_code, each[1].delay), (Reason::Permanent, 40001, None));
    assert_eq!(report.decide_recipient(2, &here, &policy), Err(Error::OutOfRange));
}

#[test]
fn what_is_not_json_is_a_report() {
    let (here, policy) = defaults();
    for text in ["", "<html>", "{"] {
        let report = read(text, Phase::Request).unwrap();
        assert_eq!(report.summary().kind, Kind::NotJson);
        assert!(report.errors().is_empty() && report.recipients().is_empty());
        assert_eq!(report.decide(&here, &policy).unwrap().step, Step::Reconcile);
    }
    assert_eq!(read([0xff, 0xfe], Phase::Unknown).unwrap().summary().problem, Problem::Malformed);
    assert_eq!(read("", Phase::Unknown).unwrap().summary().problem, Problem::Empty);
}

#[test]
fn the_situation_and_the_policy_count() {
    let report = read(r#"{"errors":[{"code":"10011","title":"Too many requests"}]}"#, Phase::Request).unwrap();
    let here = Situation {
        http_status: 429,
        attempt: 2,
        time: Some(1_000),
        retry_after: read_headers("Retry-After: 7\r\n", None).unwrap(),
        ..Situation::default()
    };
    assert_eq!(here.retry_after.delay, Some(Duration::from_secs(7)));
    let next = report.decide(&here, &Policy { jitter: Jitter::None, ..Policy::default() }).unwrap();
    assert_eq!((next.step, next.delay, next.not_before), (Step::Retry, Some(Duration::from_secs(7)), Some(1_007)));
    let exhausted = Policy { max_attempts: 2, ..Policy::default() };
    assert_eq!(report.decide(&here, &exhausted).unwrap().reason, Reason::AttemptsExhausted);
    let stricter = Policy { amendments: vec![Amendment::new(10011, RetryClass::Permanent)], ..Policy::default() };
    assert_eq!(report.decide(&here, &stricter).unwrap().step, Step::Stop);
    assert_eq!(stricter.check_amendments(), Ok((AmendmentProblem::None, 0)));
    let looser = Policy { amendments: vec![Amendment::new(40300, RetryClass::Automatic)], ..Policy::default() };
    assert_eq!(looser.check_amendments().unwrap().0, AmendmentProblem::OptOut);
    let wrong = Situation { phase: Phase::Other(99), ..Situation::default() };
    assert_eq!(report.decide(&wrong, &Policy::default()), Err(Error::BadValue));
    assert_eq!(read("{}", Phase::Other(-1)).err(), Some(Error::BadValue));
}

#[test]
fn delays_double() {
    let policy = Policy { jitter: Jitter::None, ..Policy::default() };
    assert_eq!(policy.nominal_delay(1).unwrap(), Duration::from_secs(1));
    assert_eq!(policy.nominal_delay(3).unwrap(), Duration::from_secs(4));
    assert_eq!(policy.backoff(3, 0).unwrap(), Duration::from_secs(4));
    assert_eq!(policy.delay_after_hint(Duration::from_secs(45), 3, 0).unwrap(), Duration::from_secs(45));
    let full = Policy { jitter: Jitter::Full, ..Policy::default() };
    assert_eq!(full.backoff(3, u32::MAX).unwrap(), Duration::from_secs(4));
    assert!(full.backoff(3, 1).unwrap() < Duration::from_millis(10));
}

#[test]
fn histories_are_eight_integers() {
    let (here, policy) = defaults();
    let report = read(WEBHOOK, Phase::Delivery).unwrap();
    let mut failed = History::default();
    assert!(!failed.state().unwrap().known);
    failed.add_address(&report, "+13125550143", &here, &policy).unwrap();
    let stored = failed.0;
    let restored = History(stored);
    assert_eq!((restored.state().unwrap().ending, restored.state().unwrap().failure_code), (Ending::Failed, 40001));
    assert_eq!(restored.decide(&here, &policy).unwrap().step, Step::Stop);
    let mut delivered = History::default();
    delivered.add(&report, 0, &here, &policy).unwrap();
    assert_eq!(delivered.state().unwrap().progress, Progress::Delivered);
    delivered.merge(&restored).unwrap();
    assert!(delivered.state().unwrap().contradictory);
    let maximum: Vec<i64> = (0..8).map(|i| delivered.0[i].max(stored[i])).collect();
    assert_eq!(delivered.0.to_vec(), maximum);
    let amended = Policy { amendments: vec![Amendment::new(40001, RetryClass::Permanent)], ..Policy::default() };
    assert_eq!(restored.decide(&here, &amended), Err(Error::BadValue));
}

#[test]
fn a_decision_holds_back_what_it_affects() {
    let (here, policy) = defaults();
    let next = decide_code(40309, &here, &policy).unwrap();
    assert_eq!((next.step, next.scope, next.toward), (Step::FixFirst, Scope::Profile, Toward::Region));
    let (profile, region) = (String::from("P1"), String::from("US"));
    let held = {
        let ids = Ids { messaging_profile: &profile, region: &region, ..Ids::default() };
        pause_of(&next, &ids, &here).unwrap() // the keys outlive the ids
    };
    assert_eq!((held.coverage, held.scope_key, held.toward_key), (Coverage::Whole, "P1", "US"));
    assert_eq!((held.actor, held.until, held.suppression), (Actor::Person, None, false));
    let shorter = Pause { until: Some(1), actor: Actor::Program, ..held };
    assert!(held.is_stricter(&shorter).unwrap() && !shorter.is_stricter(&held).unwrap());
    let stop = decide_code(40300, &here, &policy).unwrap();
    assert_eq!((stop.consent, stop.scope, stop.toward), (Consent::OptedOut, Scope::Profile, Toward::Recipient));
    let suppressed = pause_of(&stop, &Ids::default(), &here).unwrap();
    assert_eq!((suppressed.coverage, suppressed.suppression), (Coverage::Nothing, true));
}

#[test]
fn payloads_are_found_in_texts() {
    let line = "2026-11-24 send failed: HTTP/1.1 409 Conflict {\"errors\":[{\"code\":\"40300\"}]} (gave up)";
    let found = read_embedded(line, Phase::Unknown, None).unwrap();
    assert_eq!(&line[found.place], r#"{"errors":[{"code":"40300"}]}"#);
    assert_eq!((found.notation, found.report.errors()[0].number), (Notation::Json, 40300));
}

#[test]
fn codes_times_and_words() {
    let stop = lookup(40300);
    assert!(stop.known && stop.title == "Blocked due to STOP message" && stop.retry == RetryClass::Permanent);
    assert!(!lookup(49999).known);
    let numbers: Vec<i64> = codes().map(|row| row.number).collect();
    assert!(numbers.len() > 100 && numbers.windows(2).all(|pair| pair[0] < pair[1]));
    assert_eq!((code_number("40300"), code_number("040300"), code_of_title("blocked due to stop message")), (40300, 0, 40300));
    assert_eq!(parse_rfc3339("2026-11-24T09:30:00Z"), Some(1_795_512_600));
    assert_eq!(parse_http_date("Tue, 24 Nov 2026 09:30:00 GMT", None), Some(1_795_512_600));
    assert_eq!(parse_rfc3339("yesterday"), None);
    assert_eq!((next_minute(Some(61)), next_minute(None)), (Some(120), None));
    assert_eq!(next_midnight_utc(Some(1)), Some(86_400));
    assert_eq!(next_midnight_in_los_angeles(Some(0)), Some(28_800));
    assert_eq!(parse_retry_after("120", None).unwrap().delay, Some(Duration::from_secs(120)));
    assert_eq!(
        (keyword_of(" Stop "), keyword_of("stop it"), keyword_of_autoresponse("START")),
        (Keyword::Stop, Keyword::None, Keyword::Start)
    );
    assert!(states_opt_out("The recipient has opted out.") && !states_opt_out("non-stop"));
    assert_eq!(outcome_of_status("delivered", false), Outcome::Delivered);
    assert_eq!(masked("call +13125550142 now"), "call +*******0142 now");
}

#[test]
fn enumerators_have_names_and_numbers() {
    assert_eq!((Step::FixFirst.name(), Step::FixFirst.number(), Step::FixFirst.to_string()), ("fix_first", 3, "fix_first".into()));
    assert_eq!("fix_first".parse(), Ok(Step::FixFirst));
    assert_eq!("Fix_first".parse::<Step>(), Err(UnknownName));
    assert_eq!((Step::from(3), Step::from(1000)), (Step::FixFirst, Step::Other(1000)));
    assert_eq!((Step::Other(1000).name(), Step::Other(1000).to_string()), ("", "1000".into()));
    assert_eq!(Step::ALL.len(), 6);
}

#[test]
fn reports_are_shared_by_threads() {
    let report = read(WEBHOOK, Phase::Delivery).unwrap();
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..100 {
                    let (here, policy) = defaults();
                    assert_eq!(report.decide_each(&here, &policy).unwrap()[1].step, Step::Stop);
                    assert_eq!(report.recipients()[1].carrier, "Carrier B");
                }
            });
        }
    });
}

#[test]
fn the_readme_quotes_the_example() {
    let example = include_str!("../examples/webhook.rs");
    let region = example.split("// [webhook]\n").nth(1).unwrap();
    assert!(include_str!("../README.md").contains(&format!("```rust\n{region}```\n")));
}
