import telnyx_errors
from telnyx_errors import Consent, Phase, Step

def on_webhook(body: bytes) -> None:
    report = telnyx_errors.read(body, Phase.DELIVERY)
    for recipient, decision in zip(report.recipients, report.decide_each()):
        if decision.consent is Consent.OPTED_OUT:
            suppress(recipient.phone_number)
        elif decision.step is Step.RETRY:
            resend(report.message_id, recipient.phone_number, after_ms=decision.delay_ms)
        elif decision.step is not Step.NONE:
            alert(report.message_id, decision.step, decision.reason, decision.governing_code)
