// What every walk shares: the product started as a newcomer starts it, a browser, the mailbox, axe.
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createSocket } from "node:dgram";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const BASE = "ministage.localhost";
export const WIDTHS = [360, 768, 1280];

const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });

// A name server on a free port: `names` says the TXT record of each name, every other name does not exist (RFC 1035, 4.1).
export async function startNames(names) {
  const socket = createSocket("udp4");
  socket.on("message", (question, from) => {
    const labels = [];
    let at = 12;
    for (; question[at]; at += question[at] + 1) labels.push(question.subarray(at + 1, at + 1 + question[at]).toString());
    const text = names.get(labels.join(".").toLowerCase());
    const head = Buffer.from([question[0], question[1], 0x81, text ? 0x80 : 0x83, 0, 1, 0, text ? 1 : 0, 0, 0, 0, 0]);
    const said = text ? Buffer.from([0xc0, 12, 0, 16, 0, 1, 0, 0, 0, 60, 0, text.length + 1, text.length]) : Buffer.alloc(0);
    socket.send(Buffer.concat([head, question.subarray(12, at + 5), said, Buffer.from(text ?? "")]), from.port, from.address);
  });
  await new Promise((resolve) => socket.bind(0, "127.0.0.1", resolve));
  return { address: `127.0.0.1:${socket.address().port}`, stop: () => socket.close() };
}

// Starts `ministage demo` with data of its own and waits for its « ready » line.
export async function startDemo(more = []) {
  const binary = process.env.MINISTAGE_BIN;
  assert.ok(binary, "MINISTAGE_BIN is not set: run through `cargo xtask test`");
  const data = mkdtempSync(join(tmpdir(), "ministage-walk-"));
  const port = await freePort();
  const args = ["demo", "--data", data, "--listen", `127.0.0.1:${port}`, "--base-domain", BASE, ...more];
  const child = spawn(binary, args, { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  const ready = new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += chunk;
      if (/^ready http/m.test(output)) resolve();
    };
    child.stdout.on("data", read);
    child.stderr.on("data", (chunk) => { output += chunk; });
    child.on("exit", (code) => reject(new Error(`ministage demo ended with ${code}\n${output}`)));
    setTimeout(() => reject(new Error(`ministage demo is not ready after two minutes\n${output}`)), 120_000).unref();
  });
  await ready;
  const url = (host, path = "/") => `http://${host ? `${host}.` : ""}${BASE}:${port}${path}`;
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.removeAllListeners("exit");
    child.kill("SIGTERM");
    await Promise.race([new Promise((resolve) => child.once("exit", resolve)), ended]);
    rmSync(data, { recursive: true, force: true });
  };
  const someone = (host, who) => {
    const logins = { college: "ce.0440049p@ac-nantes.fr", operator: "exploitant@ministage.example",
      editor: `secretariat@${host}.example`, admin: "ddfpt@lycee-atelier.example" };
    const login = logins[who];
    assert.ok(output.includes(login), `the demonstration prints ${login}`);
    return { login, password: /Mot de passe de tous\s+(\S+)/.exec(output)[1] };
  };
  return { url, stop, someone, data };
}

// Starts `clockwork`: the world of the tests on a real port, with a clock that `advance("24h")` moves.
export async function startClockwork() {
  const binary = process.env.CLOCKWORK_BIN;
  assert.ok(binary, "CLOCKWORK_BIN is not set: run through `cargo xtask test`");
  const child = spawn(binary, { stdio: ["pipe", "pipe", "pipe"] });
  let errors = "";
  child.stderr.on("data", (chunk) => { errors += chunk; });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const line = async (word) => {
    const { value, done } = await lines.next();
    assert.ok(!done && value.startsWith(`${word} `), `clockwork says « ${value} » and not « ${word} … »\n${errors}`);
    return value.slice(word.length + 1);
  };
  const world = JSON.parse(await line("ready"));
  const url = (name, path = "/") => {
    const host = world.hosts[name];
    assert.ok(host, `clockwork has no host called « ${name} »`);
    return `http://${host}:${world.port}${path}`;
  };
  const order = (words, answer) => {
    child.stdin.write(`${words}\n`);
    return line(answer);
  };
  const advance = (by) => order(`advance ${by}`, "now");
  const place = (clock, holidays) => order(`place ${clock} ${holidays}`, "placed");
  const bounce = (address) => order(`bounce ${address}`, "bounces");
  const stop = async () => {
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.stdin.end();
    const patience = setTimeout(() => child.kill("SIGKILL"), 15_000);
    await ended;
    clearTimeout(patience);
  };
  return { ...world, url, advance, place, bounce, stop };
}

// What the tests of a walk stand on, set before the first of them.
export let world, browser;
export const stand = (start, timeout = 150_000) => {
  before(async () => {
    world = await start();
    browser = await launch();
  }, { timeout });
  after(async () => {
    await browser?.close();
    await world?.stop();
  });
};

export const launch = () =>
  chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
      "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });

// A browser window of one person: cookies of her own, French, and no error in the console.
export async function person(browser, options = {}) {
  const context = await browser.newContext({ locale: "fr-FR", viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    // An answer of 4xx that the walk asks for is logged by Chromium as an error: not ours to judge here.
    if (message.type() === "error" && !/Failed to load resource/.test(text)) complaints.push(text);
  });
  return { context, page, complaints };
}

// The newest mail to an address, from the mailbox page of the console: its text and its one link.
export async function readMail(page, url, recipient, subject) {
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await page.goto(url("console", "/courriels"));
    const row = page.getByRole("row").filter({ hasText: recipient }).filter({ hasText: subject }).first();
    if (await row.count()) {
      await row.getByRole("link").first().click();
      await page.waitForLoadState();
      const frame = page.frameLocator("iframe");
      const links = await frame.locator("a[href^='http']").evaluateAll((all) => all.map((a) => a.href));
      return { text: await frame.locator("body").innerText(), links };
    }
    await page.waitForTimeout(250);
  }
  throw new Error(`no mail « ${subject} » to ${recipient}`);
}

// No violation of WCAG 2.2 AA on the page that is shown, at three widths; no sideways scrolling either.
export async function isAccessible(page, what) {
  const before = page.viewportSize();
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 900 });
    // The frame of a letter runs no script: axe would wait for an answer.
    const { violations } = await new AxeBuilder({ page })
      .exclude("iframe.mail-frame")
      .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"])
      .analyze();
    const said = violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.map((n) => n.html).slice(0, 3).join("\n  ")}`);
    assert.deepEqual(said, [], `axe on ${what} at ${width} px`);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    assert.ok(overflow <= 0, `${what} scrolls sideways by ${overflow} px at ${width} px`);
  }
  await page.setViewportSize(before);
}
