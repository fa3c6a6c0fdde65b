//! Reads a webhook from standard input and says what to do about each recipient.

use std::error::Error;
use std::io::Read;

use telnyx_errors::{read, Consent, Decision, Phase, Policy, Situation, Step};

// [webhook]
fn on_webhook(body: &[u8]) -> Result<(), telnyx_errors::Error> {
    let report = read(body, Phase::Delivery)?;
    let decisions = report.decide_each(&Situation::default(), &Policy::for_deliveries())?;
    for (recipient, decision) in report.recipients().iter().zip(decisions) {
        match (decision.consent, decision.step) {
            (Consent::OptedOut, _) => suppress(recipient.phone_number),
            (_, Step::None) => {}
            (_, Step::Retry) => resend(report.summary().message_id, recipient.phone_number, &decision),
            _ => alert(report.summary().message_id, recipient.phone_number, &decision),
        }
    }
    Ok(())
}
// [webhook]

fn suppress(phone_number: &str) {
    println!("{phone_number}: put them on the suppression list");
}

fn resend(message: &str, phone_number: &str, decision: &Decision) {
    println!("{phone_number}: resend {message} after {:?}", decision.delay.unwrap_or_default());
}

fn alert(message: &str, phone_number: &str, decision: &Decision) {
    println!("{phone_number}: {} {message}, because {} ({})", decision.step, decision.reason, decision.governing_code);
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    Ok(on_webhook(&body)?)
}
