import { load } from "telnyx-errors";

const telnyx = await load();

export function onWebhook(body, { suppress, resend, alert }) {
    const report = telnyx.read(body, "delivery");
    for (const [i, decision] of report.decideEach().entries()) {
        const { phoneNumber } = report.recipients[i];
        if (decision.consent === "opted_out") suppress(phoneNumber);
        else if (decision.step === "retry") resend(report.messageId, phoneNumber, decision.delayMs);
        else if (decision.step !== "none") alert(report.messageId, decision);
    }
}
