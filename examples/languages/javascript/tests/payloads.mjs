// A payload that more than one test reads: one recipient has the message, the other does not.
export const GROUP_WEBHOOK = JSON.stringify({
    data: {
        event_type: "message.finalized",
        id: "e-1",
        record_type: "event",
        payload: {
            id: "m-1",
            record_type: "message",
            to: [
                { phone_number: "+13125550142", status: "delivered" },
                { phone_number: "+13125550143", status: "delivery_failed" },
            ],
            errors: [{ code: "40008", title: "Undeliverable", source: { pointer: "/to/1" } }],
        },
    },
});
