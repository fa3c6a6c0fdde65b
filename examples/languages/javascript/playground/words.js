// The vocabulary as text for people: the sentences of the command line (examples/telnyx-errors/showing/words.cpp).
const words = (() => {
    const why = {
        nothing_failed: "nothing failed",
        not_final: "it is still in progress",
        transient: "the failure is temporary",
        throttled: "the server asked for fewer requests",
        on_hold: "it is temporarily on hold",
        needs_intervention: "the rate, the content or the request must change first",
        action_required: "someone must resolve it first",
        permanent: "the failure is permanent",
        opted_out: "the recipient opted out",
        refused: "the server rejected the request",
        may_have_been_sent: "it may have been sent",
        server_said_no: "the server said not to retry",
        attempts_exhausted: "the maximum number of attempts was made",
        deadline_exceeded: "the next attempt would be after the deadline",
        wait_too_long: "the server asks for a longer wait than the policy allows",
        unknown_code: "the code is unknown",
        unexplained_failure: "it failed without an explanation",
        unrecognised: "the payload is not recognised",
        incomplete: "the payload exceeds a limit and was read in part",
        never_left: "the request never left",
        wait_is_over: "the required wait is over",
        held_too_long: "it was held for longer than the policy allows",
        title_disagrees: "the title does not match the code",
        cancelled: "it was cancelled before it was sent",
        not_reported: "it was sent, and the carrier does not report whether it arrived",
        unknown_status: "the status is unknown",
        missing_payload: "the payload of the event is missing",
        unreadable_errors: "some of the errors cannot be read",
        redirected: "the server redirected the request and did not process it",
        unexpected_response: "the server reported success, but the response is not JSON",
        nothing_found: "the response has no rows",
        contradictory: "payloads about the message contradict each other",
    };
    const messages = {
        unknown: "",
        platform: "",
        message: "this message",
        content: "messages with this content",
        sender: "messages from this sender",
        campaign: "messages of this 10DLC campaign",
        brand: "messages of this 10DLC brand",
        profile: "messages of this messaging profile",
        account: "messages of this account",
    };
    const destinations = { recipient: " to this recipient", carrier: " to this carrier", region: " to this country", everyone: "" };
    const actors = {
        none: "",
        program: "The program can act by itself.",
        person: "A person must act.",
        telnyx: "Only Telnyx can resolve it: contact support.",
    };
    const consents = {
        unchanged: "",
        opted_in: "The person who wrote opted back in.",
        maybe_opted_out: "The recipient may have opted out, but nothing confirms it: check before messaging them again.",
        opted_out: "The recipient opted out of messages from this messaging profile: do not message them again.",
    };
    const receipts = {
        no: "The recipient does not have the message.",
        maybe: "The recipient may have the message: do not send it another way.",
        yes: "The recipient has the message.",
    };
    const phases = {
        unknown: "Not known: the payload shows it",
        request: "Response to a request",
        delivery: "Webhook",
        record: "Detail record",
    };
    const channels = { unknown: "Not known", sms: "SMS", mms: "MMS", whatsapp: "WhatsApp", rcs: "RCS" };
    const kinds = {
        not_json: "Not JSON",
        unrecognised: "JSON that is not recognised",
        api_error: "API error",
        webhook: "Webhook",
        message: "Message",
        record: "Detail record",
        event: "Event",
    };
    /** How a step is shown: by a class of the style sheet. */
    const styles = { none: "fine", retry: "wait", hold: "wait", fix_first: "stop", stop: "stop", reconcile: "stop" };

    function span(milliseconds) {
        const seconds = Math.round(Number(milliseconds) / 1000);
        return milliseconds < 1000
            ? `${milliseconds} ms`
            : seconds < 120
              ? `${seconds} s`
              : seconds < 7200
                ? `${Math.round(seconds / 60)} min`
                : `${Math.round(seconds / 3600)} h`;
    }
    function time(seconds) {
        const date = new Date(Number(seconds) * 1000);
        return Number.isNaN(date.getTime())
            ? `Unix time ${seconds}`
            : date.toISOString().replace(".000", "").replace("T", " ").replace("Z", " UTC");
    }
    function when({ delayMs, notBefore }) {
        return (
            (delayMs === null ? "" : ` in ${span(delayMs)}`) +
            (notBefore === null ? "" : `${delayMs === null ? "" : ","} not before ${time(notBefore)}`)
        );
    }
    function decision(made) {
        const { step, reason } = made;
        if (reason === "nothing_found" && step !== "none") {
            return step === "retry"
                ? `Resend the same message${when(made)}: it was not found, and it cannot be in the queue any more.`
                : `Look it up again${when(made)}, and do not resend it yet: it was not found, but it may still be in the queue.`;
        }
        const begin = {
            none: reason === "not_final" ? "Nothing to do yet" : "Nothing to do",
            retry: `Resend the same message${when(made)}`,
            hold: `Hold it and check again${when(made)}`,
            fix_first: `Fix it first, then resend it${when(made)}`,
            stop: "Do not resend it",
            reconcile: "Check whether it was sent before you resend it",
        };
        return `${begin[step]}: ${why[reason]}.`;
    }
    function scope(which, toward) {
        const rest = {
            unknown: "It is unknown what else fails.",
            message: "Only this message is affected.",
            platform: "The failure is at Telnyx, and the message may have been accepted anyway.",
        };
        return rest[which] ?? `All ${messages[which]}${destinations[toward]} fail the same way.`;
    }
    function receipt({ receipt: which, consent }) {
        const other = which === "no" && consent !== "opted_out" && consent !== "maybe_opted_out";
        return other ? "The recipient does not have the message: another channel may take over." : receipts[which];
    }
    const plain = (name) => name.replace(/_/g, " ");
    return { actors, channels, consents, decision, kinds, phases, plain, receipt, scope, span, styles, time, why };
})();
