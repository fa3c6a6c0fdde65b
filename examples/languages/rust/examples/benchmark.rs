//! The time of a payload in Rust, with all names: reads it from standard input, and prints nanoseconds. The program
//! `tests/languages/rust_ratio.cpp` of the library does the same in C++.

use std::io::Read;
use std::time::Instant;

use telnyx_errors::{read, Phase, Policy, Situation};

/// What a program wants to know about a webhook, and the sum of the sizes of all strings.
fn ask(body: &str, here: &Situation, policy: &Policy) -> usize {
    let report = read(body, Phase::Delivery).expect("memory");
    let decision = report.decide(here, policy).expect("memory");
    let said = report.summary();
    let words = [said.kind.name(), said.outcome.name(), decision.step.name(), decision.reason.name(), decision.remedy.name()];
    let errors: usize = report.errors().iter().map(|error| error.title.len()).sum();
    let recipients: usize = report.recipients().iter().map(|recipient| recipient.phone_number.len()).sum();
    words.iter().map(|name| name.len()).sum::<usize>() + said.message_id.len() + errors + recipients
}

fn main() {
    let mut body = String::new();
    std::io::stdin().read_to_string(&mut body).expect("a payload on standard input");
    let (here, policy) = (Situation::default(), Policy::for_deliveries());
    let number = 500;
    let mut least = f64::MAX;
    let mut size = 0;
    for _ in 0..9 {
        let start = Instant::now();
        for _ in 0..number {
            // The library is another object file, so that no call is left out.
            size = ask(&body, &here, &policy);
        }
        least = least.min(start.elapsed().as_nanos() as f64 / f64::from(number));
    }
    println!("{least:.0} {size}");
}
