//! Runs conformance vectors, which it reads as lines from standard input: see `tests/conformance/README.md` of the library.

use std::collections::BTreeMap;
use std::io::{self, BufRead};
use std::process::exit;
use std::time::Duration;

use telnyx_errors::*;

mod answer;
mod input;

use answer::Answer;
use input::Input;

const SUITE_VERSION: &str = "1.1.0";

/// Values by their place. The first character of a value is its kind.
type Lines = BTreeMap<String, String>;
type Failure = Box<dyn std::error::Error>;

fn payload(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let report = given.report()?;
    let (here, policy) = (given.situation()?, given.policy("policy")?);
    answer.report("/report", &report);
    answer.decision("/decision", &report.decide(&here, &policy)?);
    answer.decision("/lookup", &report.decide_lookup(&here, &policy)?);
    let each = report.decide_each(&here, &policy)?;
    answer.list("/each", each.len());
    for (index, decision) in each.iter().enumerate() {
        answer.decision(&format!("/each/{index}"), decision);
        if *decision != report.decide_recipient(index, &here, &policy)? {
            return Err(format!("decide_recipient({index}) says something else").into());
        }
    }
    Ok(())
}

fn code(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let number = given.number("number")?;
    answer.code_info("/info", &lookup(number));
    answer.decision("/decision", &decide_code(number, &given.situation()?, &given.policy("policy")?)?);
    Ok(())
}

fn embedded(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let found = read_embedded(given.text()?, Phase::Unknown, given.time()?)?;
    answer.word("/embedded/notation", found.notation);
    answer.word("/embedded/http_status", found.http_status);
    answer.hint("/embedded", &found.retry_after, "retry_after_ms");
    answer.word("/embedded/first", found.place.start);
    answer.word("/embedded/size", found.place.len());
    answer.report("/report", &found.report);
    Ok(())
}

fn history(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let rules = given.policy("added_with")?;
    let mut known = History::default();
    for payload in given.at("payloads").elements() {
        let (report, here) = (payload.report()?, payload.situation()?);
        match payload.at("address").string() {
            Some(address) => known.add_address(&report, address, &here, &rules)?,
            None => known.add(&report, payload.number("recipient")?, &here, &rules)?,
        }
    }
    let state = known.state()?;
    answer.flag("/history/known", state.known);
    answer.word("/history/progress", state.progress);
    answer.word("/history/ending", state.ending);
    answer.word("/history/consent", state.consent);
    answer.word("/history/outcome", state.outcome);
    answer.flag("/history/exists", state.exists);
    answer.flag("/history/contradictory", state.contradictory);
    answer.flag("/history/settled", state.settled);
    answer.word("/history/failure_code", state.failure_code);
    for (index, column) in known.0.iter().enumerate() {
        answer.word(&format!("/history/columns/{index}"), column);
    }
    answer.decision("/decision", &known.decide(&given.situation()?, &given.policy("policy")?)?);
    Ok(())
}

fn pause(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let decided = given.at("decision");
    // Any decision, of which each member is set below.
    let mut next = decide_code(0, &Situation::default(), &Policy::default())?;
    next.actor = Actor::None;
    (next.delay, next.not_before) = (None, None);
    decided.read("step", |value| next.step = value)?;
    decided.read("reason", |value| next.reason = value)?;
    decided.read("scope", |value| next.scope = value)?;
    decided.read("toward", |value| next.toward = value)?;
    decided.read("remedy", |value| next.remedy = value)?;
    decided.read("basis", |value| next.basis = value)?;
    decided.read("consent", |value| next.consent = value)?;
    decided.read("receipt", |value| next.receipt = value)?;
    decided.read("actor", |value| next.actor = value)?;
    decided.optional_duration("delay_ms", |value| next.delay = value)?;
    decided.optional("not_before", |value| next.not_before = value)?;
    decided.read("governing_code", |value| next.governing_code = value)?;
    let known = given.at("ids");
    let id = |name: &str| known.at(name).string().unwrap_or_default();
    let mut ids = Ids {
        sender: id("sender"),
        campaign: id("campaign"),
        brand: id("brand"),
        messaging_profile: id("messaging_profile"),
        account: id("account"),
        content: id("content"),
        recipient: id("recipient"),
        carrier: id("carrier"),
        region: id("region"),
        ..Ids::default()
    };
    known.read("channel", |value| ids.channel = value)?;
    let held = pause_of(&next, &ids, &given.situation()?)?;
    answer.word("/pause/coverage", held.coverage);
    answer.word("/pause/scope", held.scope);
    answer.word("/pause/toward", held.toward);
    answer.word("/pause/channel", held.channel);
    answer.word("/pause/actor", held.actor);
    answer.word("/pause/reason", held.reason);
    answer.word("/pause/remedy", held.remedy);
    answer.flag("/pause/ends_by_success", held.ends_by_success);
    answer.flag("/pause/suppression", held.suppression);
    answer.known("/pause/until", held.until);
    answer.known("/pause/began", held.began);
    answer.word("/pause/governing_code", held.governing_code);
    answer.text("/pause/scope_key", held.scope_key);
    answer.text("/pause/sender", held.sender);
    answer.text("/pause/toward_key", held.toward_key);
    Ok(())
}

fn time(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let text = given.at("text").string().unwrap_or_default();
    let now = given.time()?;
    let result = match given.at("function").string().unwrap_or_default() {
        "rfc3339" => parse_rfc3339(text),
        "http_date" => parse_http_date(text, now),
        "next_minute" => next_minute(now),
        "next_midnight_utc" => next_midnight_utc(now),
        "next_midnight_los_angeles" => next_midnight_in_los_angeles(now),
        other => return Err(format!("unknown function {other}").into()),
    };
    answer.known("/time", result);
    Ok(())
}

fn backoff(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let policy = given.policy("policy")?;
    let (attempt, bits) = (given.number("attempt")?, given.number("random_bits")?);
    let hint = Duration::from_millis(given.number("hint_ms")?);
    answer.word("/nominal_ms", policy.nominal_delay(attempt)?.as_millis());
    answer.word("/backoff_ms", policy.backoff(attempt, bits)?.as_millis());
    answer.word("/after_hint_ms", policy.delay_after_hint(hint, attempt, bits)?.as_millis());
    Ok(())
}

fn words(given: &Input, answer: &mut Answer) -> Result<(), Failure> {
    let mut text = given.text()?;
    answer.word("/keyword", keyword_of(&text));
    answer.word("/autoresponse", keyword_of_autoresponse(&text));
    answer.flag("/states_opt_out", states_opt_out(&text));
    answer.word("/outcome", outcome_of_status(&text, given.at("inbound").is_true()));
    answer.word("/code_number", code_number(&text));
    answer.word("/code_of_title", code_of_title(&text));
    mask_phone_numbers(&mut text);
    answer.text("/masked", std::str::from_utf8(&text)?);
    Ok(())
}

fn answer_to(vector: &Lines) -> Result<Lines, Failure> {
    let given = Input { lines: vector, place: "/input".into() };
    let mut answer = Answer::default();
    match vector.get("/operation").map_or("", |value| &value[1..]) {
        "payload" => payload(&given, &mut answer)?,
        "code" => code(&given, &mut answer)?,
        "embedded" => embedded(&given, &mut answer)?,
        "history" => history(&given, &mut answer)?,
        "pause" => pause(&given, &mut answer)?,
        "headers" => answer.hint("/hint", &read_headers(given.text()?, given.time()?)?, "delay_ms"),
        "retry_after" => answer.hint("/hint", &parse_retry_after(given.text()?, given.time()?)?, "delay_ms"),
        "time" => time(&given, &mut answer)?,
        "backoff" => backoff(&given, &mut answer)?,
        "words" => words(&given, &mut answer)?,
        "amendments" => {
            let (problem, index) = given.policy("policy")?.check_amendments()?;
            answer.word("/problem", problem);
            answer.word("/index", index);
        }
        "enumeration" => {
            let name = given.at("name").string().unwrap_or_default().replace('_', "");
            let known = enumerations();
            let (_, _, enumerators) = known.iter().find(|(word, _, _)| word.to_lowercase() == name).ok_or("unknown enumeration")?;
            for (index, (_, _, name)) in enumerators.iter().enumerate() {
                answer.word(&format!("/names/{index}"), name);
            }
        }
        other => return Err(format!("unknown operation {other}").into()),
    }
    if answer.lines.is_empty() {
        answer.raw("", "{".into());
    }
    Ok(answer.lines)
}

/// What is wrong with a vector; `None` if it passed.
fn failure_of(vector: &Lines) -> Option<String> {
    let expected: Lines =
        vector.iter().filter_map(|(place, value)| Some((place.strip_prefix("/expected")?.to_owned(), value.clone()))).collect();
    match answer_to(vector) {
        Err(error) => Some(error.to_string()),
        Ok(found) if found == expected => None,
        Ok(found) => {
            let differs = |from: &Lines, to: &Lines| -> Vec<String> {
                from.iter()
                    .filter(|(place, value)| to.get(*place) != Some(value))
                    .map(|(place, value)| format!("{place} {value}"))
                    .collect()
            };
            Some(format!("says {:?}, not {:?}", differs(&found, &expected), differs(&expected, &found)))
        }
    }
}

fn unescaped(text: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        result.push(match c {
            '\\' => match rest.next() {
                Some('n') => '\n',
                Some('r') => '\r',
                Some('t') => '\t',
                other => other.unwrap_or('\\'),
            },
            c => c,
        });
    }
    result
}

fn main() -> io::Result<()> {
    let (mut count, mut failed) = (0, 0);
    let mut vector = Lines::new();
    for line in io::stdin().lock().split(b'\n') {
        let line = String::from_utf8(line?).map_err(|error| io::Error::new(io::ErrorKind::InvalidData, error))?;
        if let Some(version) = line.strip_prefix("suite ") {
            if version != SUITE_VERSION {
                println!("version {version} of the suite, not {SUITE_VERSION}");
                exit(2);
            }
        } else if let Some((place, value)) = line.split_once('\t') {
            vector.insert(unescaped(place), unescaped(value));
        } else if !vector.is_empty() {
            count += 1;
            if let Some(failure) = failure_of(&vector) {
                failed += 1;
                let id = vector.get("/id").map_or("", |value| &value[1..]);
                println!("{id}: {}", failure.chars().take(500).collect::<String>());
            }
            vector.clear();
        }
    }
    println!("suite {SUITE_VERSION}: {count} vectors, {failed} failed");
    exit(if count > 0 && failed == 0 { 0 } else { 1 })
}
