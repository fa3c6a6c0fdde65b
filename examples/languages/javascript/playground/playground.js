// The page. It shows what the library says about the text in the form. Nothing is fetched, stored or sent.
(async () => {
    const get = (id) => document.getElementById(id);
    /** An element with text and children. Text is never parsed as HTML: payloads are untrusted. */
    function make(tag, properties = {}, ...children) {
        const element = Object.assign(document.createElement(tag), properties);
        element.append(...children.filter((child) => child !== "" && child !== null));
        return element;
    }
    const list = (pairs) => {
        const shown = pairs.filter(([, value]) => value !== "" && value !== null && value !== undefined && value !== 0);
        return shown.length === 0
            ? ""
            : make("dl", {}, ...shown.flatMap(([name, value]) => [make("dt", {}, name), make("dd", {}, String(value))]));
    };

    const examples = {
        "Recipient opted out": [
            `{"errors":[{"code":"40300","title":"Blocked due to STOP message","detail":"Messages cannot be sent to this recipient.",
  "source":{"pointer":"/to"}}]}`,
            { phase: "request", status: "409" },
        ],
        "Too many requests": [
            `HTTP/1.1 429 Too Many Requests
Retry-After: 7
Content-Type: application/json

{"errors":[{"code":"10011","title":"Too many requests"}]}`,
            {},
        ],
        "Message not delivered": [
            `{"data":{"event_type":"message.finalized","id":"e-1","record_type":"event",
  "payload":{"id":"m-1","record_type":"message","to":[{"phone_number":"+13125550142","status":"delivered"},{"phone_number":"+13125550143","status":"delivery_failed"}],
  "errors":[{"code":"40008","title":"Undeliverable","source":{"pointer":"/to/1"}}]}}}`,
            { phase: "delivery", policy: "deliveries" },
        ],
        "Log line": [
            '2026-02-11T08:14:31Z ERROR send failed: 403 {"errors":[{"code":"40333","title":"Messaging profile limit"}]} attempt=1',
            {},
        ],
    };

    const telnyx = await telnyxErrors.load();
    get("version").textContent = telnyx.version;
    const options = (id, values, labels) =>
        get(id).append(...values.map((value) => make("option", { value }, labels[value] ?? words.plain(value))));
    options("phase", telnyx.enumerations.phase, words.phases);
    options("channel", telnyx.enumerations.channel, words.channels);
    get("example").append(...Object.keys(examples).map((name) => make("option", { value: name }, name)));

    /** The value of a field, or undefined if it is empty or wrong; then the field says so. */
    function valueOf(id, parse) {
        const text = get(id).value.trim();
        const value = text === "" ? undefined : parse(text);
        const wrong = text !== "" && value === undefined;
        get(id).setAttribute("aria-invalid", String(wrong));
        get(`${id}-error`).hidden = !wrong;
        return value;
    }
    const between = (least, most) => (text) => (/^[0-9]+$/.test(text) && text >= least && text <= most ? Number(text) : undefined);
    function situation(about) {
        const time = valueOf("time", (text) => telnyx.parseRfc3339(text) ?? undefined);
        const headers = get("headers").value;
        const hint = { delayMs: about?.retryAfterMs, rateLimitOnly: about?.rateLimitOnly, shouldRetry: about?.shouldRetry };
        return {
            time,
            phase: get("phase").value,
            channel: get("channel").value,
            neverLeft: get("never-left").checked,
            httpStatus: valueOf("status", between(100, 599)) ?? about?.httpStatus,
            attempt: valueOf("attempt", between(1, 9999)),
            retryAfter: headers.trim() === "" ? hint : telnyx.readHeaders(headers, time),
        };
    }

    function decisionCard(heading, made) {
        return make(
            "div",
            { className: `card ${words.styles[made.step]}` },
            make("h3", {}, heading),
            make("p", { className: "step" }, words.decision(made)),
            made.step === "none" ? "" : make("p", {}, words.scope(made.scope, made.toward)),
            ...[words.consents[made.consent], words.receipt(made), words.actors[made.actor]].map(
                (text) => text && make("p", {}, text),
            ),
            list([
                ["Step", made.step],
                ["Reason", made.reason],
                ["Remedy", made.remedy === "none" ? "" : words.plain(made.remedy)],
                ["Decided by", made.governingCode],
                ["Wait", made.delayMs === null ? "" : words.span(made.delayMs)],
                ["Not before", made.notBefore === null ? "" : words.time(made.notBefore)],
            ]),
        );
    }
    function codeDetails(row, open) {
        return make(
            "details",
            { open },
            make("summary", {}, `${row.number} ${row.title || words.plain(row.name)}`),
            list([
                ["Cause", row.cause],
                ["Action", row.action],
                ["Resending", words.plain(row.retry)],
                ["Wait", row.wait === "none" ? "" : words.plain(row.wait)],
                ["Fails the same way", words.scope(row.scope, row.toward)],
                ["Remedy", words.plain(row.remedy)],
                ["Category", words.plain(row.category)],
            ]),
        );
    }
    function errorCard(error) {
        const row = telnyx.lookup(error.number);
        return make(
            "div",
            { className: "card" },
            make("h3", {}, error.code ? `Error ${error.code}` : "Error without a code"),
            list([
                ["Title", error.title],
                ["Detail", error.detail],
                ["Points at", error.pointer || error.parameter],
            ]),
            error.titleDisagrees ? make("p", {}, "The title says something else than the code.") : "",
            error.known ? codeDetails(row, true) : make("p", {}, "Telnyx does not document this code for messaging."),
        );
    }

    function show() {
        const text = get("text").value;
        const trimmed = text.trim();
        const result = get("result");
        const lookup = get("lookup").checked;
        const policy = get("policy").value === "deliveries" ? telnyx.policyForDeliveries() : telnyx.policyForRequests();
        if (trimmed === "" && get("status").value.trim() === "") {
            situation();
            result.replaceChildren(make("p", {}, "Paste a payload, or choose an example."));
            return;
        }
        const code = telnyx.codeNumber(trimmed) || telnyx.codeOfTitle(trimmed);
        if (code !== 0 || trimmed === "") {
            const row = telnyx.lookup(code);
            result.replaceChildren(
                decisionCard("What to do", telnyx.decideCode(code, situation(), policy)),
                code === 0
                    ? ""
                    : row.known
                      ? codeDetails(row, true)
                      : make("p", {}, "Telnyx does not document this code for messaging."),
            );
            return;
        }
        const time = telnyx.parseRfc3339(get("time").value.trim());
        const { report, about } = telnyx.readEmbedded(text, get("phase").value, time);
        const here = situation(about);
        const first = lookup ? report.decideLookup(here, policy) : report.decide(here, policy);
        const each = report.recipients.length > 1 && !lookup ? report.decideEach(here, policy) : [];
        result.replaceChildren(
            decisionCard("What to do", first),
            ...each.map((made, i) => decisionCard(`Recipient ${report.recipients[i].phoneNumber || i + 1}`, made)),
            make(
                "div",
                { className: "card" },
                make("h3", {}, "What the payload says"),
                list([
                    ["Kind", words.kinds[report.kind]],
                    ["Problem", report.problem === "none" ? "" : report.problem],
                    ["Event", report.eventType],
                    ["Outcome", report.outcome === "none" ? "" : words.plain(report.outcome)],
                    ["Status", report.status],
                    ["Message", report.messageId],
                    ["HTTP status", here.httpStatus ?? report.httpStatus],
                    ["Found in the text", about.notation === "none" ? "" : words.plain(about.notation)],
                    ["Retry-After", here.retryAfter.delayMs ? words.span(here.retryAfter.delayMs) : ""],
                    ["From", report.sender],
                    ["Text", report.text],
                    ["Keyword", report.keyword === "none" ? "" : report.keyword],
                    ["Occurred at", report.occurredAt],
                    ...report.recipients.map((r) => [
                        r.list === "cc" ? "Copy to" : "To",
                        [r.phoneNumber, r.status, r.carrier].filter(Boolean).join(", "),
                    ]),
                ]),
                report.incomplete ? make("p", {}, "The payload exceeds a limit and was read in part.") : "",
            ),
            ...report.errors.slice(0, 20).map(errorCard),
            report.errors.length > 20 ? make("p", {}, `${report.errors.length - 20} more errors are not shown.`) : "",
        );
    }

    // The search.
    const rows = telnyx
        .codes()
        .map((row) => ({ row, text: [row.number, row.name, row.title, row.cause, row.action].join(" ").toLowerCase() }));
    function search() {
        const wanted = get("search").value.toLowerCase().split(/\s+/).filter(Boolean);
        const found = rows.filter(({ text }) => wanted.every((word) => text.includes(word)));
        get("found").textContent = found.length === 1 ? "1 code" : `${found.length} codes`;
        get("codes").replaceChildren(...found.map(({ row }) => make("li", {}, codeDetails(row, found.length === 1))));
    }

    // The link: the form as parameters of the fragment, which browsers do not send.
    const fields = {
        text: "value",
        phase: "value",
        channel: "value",
        status: "value",
        attempt: "value",
        time: "value",
        policy: "value",
        headers: "value",
        "never-left": "checked",
        lookup: "checked",
    };
    const empty = Object.fromEntries(Object.entries(fields).map(([id, property]) => [id, get(id)[property]]));
    function restore(given) {
        for (const [id, property] of Object.entries(fields)) {
            const value = given[id] ?? empty[id];
            get(id)[property] = property === "checked" ? value === true || value === "true" : value;
            if (get(id).selectedIndex === -1) {
                get(id).value = empty[id]; // not one of the options
            }
        }
        show();
    }
    function fragment() {
        const changed = Object.entries(fields)
            .map(([id, property]) => [id, get(id)[property]])
            .filter(([id, value]) => value !== empty[id]);
        return new URLSearchParams(changed).toString();
    }
    const fromFragment = () => restore(Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
    async function share() {
        history.replaceState(null, "", `#${fragment()}`);
        try {
            await navigator.clipboard.writeText(location.href);
            get("share").textContent = "Link copied";
        } catch {
            get("share").textContent = "Link is in the address bar";
        }
        setTimeout(() => (get("share").textContent = "Copy link"), 3000);
    }

    async function open(file) {
        if (file) {
            get("text").value = await file.text();
            show();
        }
    }
    let waiting;
    get("form").addEventListener("input", ({ target }) => {
        if (target.id !== "file" && target.id !== "example") {
            clearTimeout(waiting);
            waiting = setTimeout(show, 150); // a screen reader announces the result once, not for each key
        }
    });
    get("form").addEventListener("submit", (event) => event.preventDefault());
    get("example").addEventListener("change", ({ target }) => {
        const [text, values] = examples[target.value] ?? ["", {}];
        restore({ ...values, text });
    });
    get("file").addEventListener("change", ({ target }) => open(target.files[0]));
    get("clear").addEventListener("click", () => {
        get("form").reset();
        history.replaceState(null, "", location.pathname + location.search);
        restore({});
        get("text").focus();
    });
    get("share").addEventListener("click", share);
    document.addEventListener("dragover", (event) => {
        event.preventDefault();
        get("text").classList.add("over");
    });
    document.addEventListener("dragleave", () => get("text").classList.remove("over"));
    document.addEventListener("drop", (event) => {
        event.preventDefault();
        get("text").classList.remove("over");
        const [file] = event.dataTransfer.files;
        if (file) {
            open(file);
        } else {
            restore({ text: event.dataTransfer.getData("text") });
        }
    });
    addEventListener("hashchange", fromFragment);
    get("search").addEventListener("input", search);
    search();
    fromFragment();
    document.documentElement.dataset.ready = "true";
})().catch((error) => {
    document.getElementById("result").textContent = `This page does not work in this browser: ${error.message}`;
});
