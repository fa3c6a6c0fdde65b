// Headless Chromium, spoken to through a pipe.
import { spawn } from "node:child_process";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

export class Browser {
    #process;
    #next = 1;
    #waiting = new Map();
    #listeners = [];
    #profile;
    #rest = "";

    constructor(program) {
        this.#profile = fs.mkdtempSync(path.join(os.tmpdir(), "telnyx-errors-"));
        const options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe"];
        options.push(`--user-data-dir=${this.#profile}`);
        this.#process = spawn(program, [...options, "about:blank"], { stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"] });
        this.#process.stdio[4].setEncoding("utf8").on("data", (data) => {
            const parts = (this.#rest + data).split("\0");
            this.#rest = parts.pop();
            parts.forEach((part) => this.#receive(JSON.parse(part)));
        });
        this.#process.on("exit", () => this.#waiting.forEach(({ reject }) => reject(new Error("the browser ended"))));
    }
    #receive(message) {
        const { resolve, reject } = this.#waiting.get(message.id) ?? {};
        if (resolve) {
            this.#waiting.delete(message.id);
            message.error ? reject(new Error(message.error.message)) : resolve(message.result);
        } else {
            this.#listeners.forEach((listener) => listener(message));
        }
    }
    send(method, params = {}, sessionId) {
        const id = this.#next++;
        this.#process.stdio[3].write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
        return new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    }
    on(listener) {
        this.#listeners.push(listener);
    }
    async close() {
        const ended = new Promise((resolve) => this.#process.once("exit", resolve));
        this.#process.kill();
        await ended;
        fs.rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
    }

    /** A page with what it asked for and what it complained about. */
    async open(address, { width = 1200, height = 900, dark = false, phone = false } = {}) {
        const { targetId } = await this.send("Target.createTarget", { url: "about:blank" });
        const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
        const page = { requests: [], complaints: [] };
        this.on(({ method, params, sessionId: from }) => {
            if (from !== sessionId) {
                return;
            }
            if (method === "Network.requestWillBeSent") {
                page.requests.push(params.request.url);
            } else if (method === "Runtime.exceptionThrown") {
                page.complaints.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
            } else if (method === "Log.entryAdded" && params.entry.level === "error") {
                page.complaints.push(params.entry.text);
            }
        });
        page.send = (method, params) => this.send(method, params, sessionId);
        for (const domain of ["Page", "Network", "Runtime", "Log", "DOM", "Accessibility"]) {
            await page.send(`${domain}.enable`);
        }
        await page.send("Emulation.setDeviceMetricsOverride", { width, height, deviceScaleFactor: 1, mobile: phone });
        await page.send("Emulation.setEmulatedMedia", {
            features: [{ name: "prefers-color-scheme", value: dark ? "dark" : "light" }],
        });
        page.run = async (source) => {
            const { result, exceptionDetails } = await page.send("Runtime.evaluate", {
                expression: source,
                awaitPromise: true,
                returnByValue: true,
            });
            if (exceptionDetails) {
                throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
            }
            return result.value;
        };
        /** Waits until an expression is true. */
        page.until = async (source) => {
            for (const end = Date.now() + 20000; !(await page.run(source)); await new Promise((next) => setTimeout(next, 50))) {
                if (Date.now() > end) {
                    throw new Error(
                        `never true: ${source}; the result says: ${await page.run("document.body.innerText.slice(0, 2000)")}`,
                    );
                }
            }
        };
        page.key = async (key, code, text) => {
            await page.send("Input.dispatchKeyEvent", { type: "keyDown", key, code: key, windowsVirtualKeyCode: code, text });
            await page.send("Input.dispatchKeyEvent", { type: "keyUp", key, code: key, windowsVirtualKeyCode: code });
        };
        page.screenshot = async (file) => {
            const { data } = await page.send("Page.captureScreenshot", {
                captureBeyondViewport: true,
                clip: { x: 0, y: 0, width, height: 2200, scale: 1 },
            });
            fs.writeFileSync(file, Buffer.from(data, "base64"));
        };
        await page.send("Page.navigate", { url: address });
        await page.until("document.documentElement?.dataset.ready === 'true'");
        return page;
    }
}
