// The playground in headless Chromium: playground_test.mjs FOLDER [SCREENSHOTS]. Exit status 77 where there is no Chromium.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import http from "node:http";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { Browser } from "./browser.mjs";
import { GROUP_WEBHOOK as GROUP } from "./payloads.mjs";

const [folder, screenshots] = process.argv.slice(2);
const program = ["chromium", "chromium-browser", "google-chrome"].find((name) => {
    try {
        return execFileSync("sh", ["-c", `command -v ${name}`]);
    } catch {
        return false;
    }
});
if (program === undefined) {
    console.log("skipped: Chromium is not installed");
    process.exit(77);
}
const STOP = '{"errors":[{"code":"40300","title":"Blocked due to STOP message"}]}';
const file = pathToFileURL(path.join(folder, "index.html")).href;
const result = "document.getElementById('result').innerText";
const browser = new Browser(program);
const set = (id, value) => `(() => { const e = document.getElementById('${id}'); e.value = ${JSON.stringify(value)};
  e.dispatchEvent(new Event('input', { bubbles: true })); })()`;
const fragment = (values) => `#${new URLSearchParams(values)}`;
const tests = [];
const test = (name, run) => tests.push({ name, run });
const clean = (page, origin) => {
    assert.deepEqual(page.complaints, []);
    assert.ok(page.requests.length >= 4);
    assert.deepEqual(
        page.requests.filter((url) => !url.startsWith(origin)),
        [],
    );
};

test("from a disk: a payload is explained, and only the folder is read", async () => {
    const page = await browser.open(file);
    await page.run(set("text", STOP));
    await page.until(`${result}.includes('Do not resend it')`);
    const text = await page.run(result);
    assert.match(text, /do not message them again/);
    assert.match(text, /40300 Blocked due to STOP message/);
    clean(page, pathToFileURL(folder).href);
});

test("from a server, as on GitHub Pages: the same, with the network off after it was loaded", async () => {
    const types = { ".html": "text/html", ".css": "text/css", ".js": "text/javascript" };
    const server = http.createServer((request, response) => {
        const name = path.join(folder, path.normalize(new URL(request.url, "http://x").pathname).replace(/\/$/, "/index.html"));
        if (!fs.existsSync(name)) {
            response.writeHead(404).end();
            return;
        }
        response.writeHead(200, { "content-type": types[path.extname(name)] }).end(fs.readFileSync(name));
    });
    await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
    const origin = `http://127.0.0.1:${server.address().port}/`;
    const page = await browser.open(origin);
    server.close();
    server.closeAllConnections?.();
    await page.send("Network.emulateNetworkConditions", {
        offline: true,
        latency: 0,
        downloadThroughput: -1,
        uploadThroughput: -1,
    });
    await page.run(set("text", STOP));
    await page.until(`${result}.includes('Do not resend it')`);
    page.complaints = page.complaints.filter((text) => !text.includes("404")); // favicon.ico, which Chromium asks for
    page.requests = page.requests.filter((url) => !url.endsWith("favicon.ico"));
    clean(page, origin);
});

test("the policy forbids requests, inline scripts and eval", async () => {
    const page = await browser.open(file);
    assert.equal(await page.run("fetch('https://example.com/').then(() => 'sent', () => 'refused')"), "refused");
    assert.equal(await page.run("fetch('data:text/plain,x').then(() => 'sent', () => 'refused')"), "refused");
    await page.run("const s = document.createElement('script'); s.textContent = 'window.injected = 1'; document.body.append(s)");
    assert.equal(await page.run("typeof window.injected"), "undefined");
    assert.ok(page.complaints.some((text) => text.includes("Content Security Policy")));
});

test("a payload is text, never markup", async () => {
    const page = await browser.open(file);
    const evil = "<img src=x onerror=window.injected=1><b id=evil>";
    await page.run(set("text", JSON.stringify({ errors: [{ code: "40300", title: evil, detail: evil }] })));
    await page.until(`${result}.includes('<b id=evil>')`);
    assert.equal(await page.run("document.getElementById('evil')"), null);
    clean(page, pathToFileURL(folder).href);
});

test("status, headers, attempt, time and policy change the decision", async () => {
    const page = await browser.open(file + fragment({ status: "429", headers: "Retry-After: 7", time: "2026-02-11T08:14:31Z" }));
    await page.until(`${result}.includes('not before 2026-02-11 08:14:38 UTC')`);
    assert.match(await page.run(result), /Resend the same message in 7 s/);
    await page.run(set("attempt", "99"));
    await page.until(`${result}.includes('the maximum number of attempts was made')`);
    await page.run(set("attempt", "1") + ";" + set("text", "40008"));
    await page.until(`${result}.includes('40008')`);
    assert.match(await page.run(result), /Resend the same message in 7 s/);
    await page.run(set("headers", "") + ";" + set("status", "") + ";" + set("policy", "deliveries"));
    await page.until(`${result}.includes('in 5 min, not before 2026-02-11 08:19:31 UTC')`);
});

test("a wrong value is said at its field", async () => {
    const page = await browser.open(file + fragment({ status: "42", text: "40300" }));
    assert.equal(await page.run("document.getElementById('status').getAttribute('aria-invalid')"), "true");
    assert.equal(await page.run("document.getElementById('status-error').hidden"), false);
    await page.run(set("status", "422"));
    await page.until("document.getElementById('status-error').hidden");
});

test("each recipient has a decision", async () => {
    const page = await browser.open(file + fragment({ text: GROUP }));
    const text = await page.run(result);
    assert.match(text, /Recipient \+13125550142\s+Nothing to do: nothing failed/);
    assert.match(text, /Recipient \+13125550143\s+Resend the same message/);
});

test("a log line, a code, a title, and what is nothing", async () => {
    const page = await browser.open(file);
    for (const [text, expected] of [
        [`12:00 ERROR HTTP/1.1 409 Conflict ${STOP} end`, "opted out"],
        ["40300", "opted out"],
        ["Blocked due to STOP message", "opted out"],
        ["hello", "Not JSON"],
        ["", "Paste a payload"],
    ]) {
        await page.run(set("text", text));
        await page.until(`${result}.includes(${JSON.stringify(expected)})`);
    }
    clean(page, pathToFileURL(folder).href);
});

test("a file is opened, and one is dropped", async () => {
    const name = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "telnyx-errors-")), "payload.json");
    fs.writeFileSync(name, STOP);
    const page = await browser.open(file);
    const { root } = await page.send("DOM.getDocument");
    const { nodeId } = await page.send("DOM.querySelector", { nodeId: root.nodeId, selector: "#file" });
    await page.send("DOM.setFileInputFiles", { nodeId, files: [name] });
    await page.until(`${result}.includes('opted out')`);
    await page.run("document.getElementById('clear').click()");
    await page.until(`${result}.includes('Paste a payload')`);
    await page.run(`(() => { const data = new DataTransfer(); data.items.add(new File([${JSON.stringify(STOP)}], 'x'));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data })); })()`);
    await page.until(`${result}.includes('opted out')`);
    fs.rmSync(path.dirname(name), { recursive: true });
});

test("the link brings back the form", async () => {
    const page = await browser.open(file + fragment({ text: "not used", channel: "nonsense" }));
    assert.equal(await page.run("document.getElementById('channel').value"), "unknown");
    await page.run(set("text", `é "+" & # ${STOP}`) + ";" + set("status", "409") + ";" + set("channel", "mms"));
    await page.run("document.getElementById('never-left').click(); document.getElementById('share').click()");
    await page.until("location.hash.includes('409')");
    const link = await page.run("location.href");
    const other = await browser.open(link);
    const state =
        "['text', 'status', 'channel'].map((id) => document.getElementById(id).value).concat(document.getElementById('never-left').checked)";
    assert.deepEqual(await other.run(state), [`é "+" & # ${STOP}`, "409", "mms", true]);
    assert.ok(other.requests.every((url) => !url.includes("40300"))); // what is behind # is not part of a request
});

test("codes are found", async () => {
    const page = await browser.open(file);
    const found = "document.getElementById('found').innerText";
    assert.match(await page.run(found), /^[0-9]+ codes$/);
    assert.ok(Number.parseInt(await page.run(found), 10) > 100);
    await page.run(set("search", "40300"));
    await page.until(`${found} === '1 code'`);
    assert.match(await page.run("document.getElementById('codes').innerText"), /START/);
    await page.run(set("search", "stop MESSAGE blocked"));
    await page.until("document.getElementById('codes').innerText.includes('40300')");
    await page.run(set("search", "no such code"));
    await page.until(`${found} === '0 codes'`);
});

test("keyboard: every control is reached by Tab, with a visible focus, and Enter loads nothing", async () => {
    const page = await browser.open(file);
    await page.run("document.body.focus()");
    const reached = new Set();
    for (let i = 0; i !== 18; ++i) {
        await page.key("Tab", 9);
        reached.add(await page.run("document.activeElement.id"));
        assert.equal(await page.run("document.activeElement.matches(':focus-visible')"), true);
    }
    const controls = await page.run("[...document.querySelectorAll('input, select, textarea, button')].map((e) => e.id)");
    assert.deepEqual(
        controls.filter((id) => !reached.has(id)),
        [],
    );
    await page.run("document.getElementById('status').focus()");
    await page.key("Enter", 13, "\r");
    assert.equal(await page.run("document.documentElement.dataset.ready"), "true");
});

test("screen reader: everything has a name, the result is announced, headings are in order", async () => {
    const page = await browser.open(file + fragment({ text: GROUP }));
    const { nodes } = await page.send("Accessibility.getFullAXTree");
    const shown = nodes.filter((node) => !node.ignored);
    const named = shown.filter((node) =>
        ["textbox", "searchbox", "combobox", "checkbox", "button", "region", "heading"].includes(node.role?.value),
    );
    assert.ok(named.length >= 20);
    assert.deepEqual(
        named.filter((node) => !node.name?.value).map((node) => node.role.value),
        [],
    );
    assert.ok(shown.some((node) => node.properties?.some(({ name, value }) => name === "live" && value.value === "polite")));
    const levels = await page.run("[...document.querySelectorAll('h1, h2, h3')].map((e) => Number(e.tagName[1]))");
    assert.equal(levels[0], 1);
    assert.ok(levels.every((level, i) => i === 0 || level - levels[i - 1] <= 1));
    assert.equal(await page.run("document.documentElement.lang"), "en");
});

test("phone and dark: nothing is wider than the screen, contrast is at least 4.5, targets are 44 pixels high", async () => {
    for (const [width, dark, phone] of [
        [360, false, true],
        [360, true, true],
        [1200, true, false],
        [1200, false, false],
    ]) {
        const page = await browser.open(file + fragment({ text: GROUP }), { width, dark, phone, height: 800 });
        assert.ok(await page.run("document.documentElement.scrollWidth <= innerWidth"), `${width} is too narrow`);
        const low = await page.run(`(() => {
      const parts = (text) => text.match(/[0-9.]+/g).map(Number);
      const light = (text) => parts(text).slice(0, 3).map((c) => c / 255)
        .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
        .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = (e) => { const c = getComputedStyle(e).backgroundColor;
        return e.parentElement && /, 0\\)$/.test(c) ? behind(e.parentElement) : c; };
      return [...document.querySelectorAll('p, dt, dd, label, h1, h2, h3, summary, button')]
        .filter((e) => e.innerText && !e.hidden).map((e) => {
        const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x);
        return [(a + 0.05) / (b + 0.05), e.innerText.slice(0, 40)];
      }).filter(([contrast]) => !(contrast >= 4.5));
    })()`);
        assert.deepEqual(low, []);
        const small = await page.run(
            "[...document.querySelectorAll('button, select, .button')].filter((e) => e.offsetHeight < 44).map((e) => e.id)",
        );
        assert.deepEqual(small, []);
        if (screenshots) {
            await page.screenshot(path.join(screenshots, `playground_${width}_${dark ? "dark" : "light"}.png`));
        }
    }
});

let failed = 0;
for (const { name, run } of tests) {
    try {
        await run();
        console.log(`ok: ${name}`);
    } catch (error) {
        ++failed;
        console.log(`FAILED: ${name}\n${error.stack}`);
    }
}
await browser.close();
console.log(`${tests.length} tests, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
