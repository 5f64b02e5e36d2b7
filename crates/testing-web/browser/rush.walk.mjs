// A reset that is asked for while a lycée's changes are mailed by the dozen does not wait behind them.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, readMail, startDemo } from "./lib.mjs";
import { enter } from "./steps.mjs";

const HOST = "lycee-atelier";
let demo, browser;
const at = (path) => demo.url(HOST, path);

before(async () => {
  demo = await startDemo();
  browser = await launch();
}, { timeout: 150_000 });
after(async () => {
  await browser?.close();
  await demo?.stop();
});

// Changes the room of stages, as the form of each would; how many were saved.
const moveAll = (page, stages) =>
  page.evaluate(async (paths) => {
    let saved = 0;
    for (const path of paths) {
      const drawn = await (await fetch(`${path}/modification`)).text();
      const form = new DOMParser().parseFromString(drawn, "text/html").querySelector("form[action$='/modification']");
      if (!form) continue;
      form.querySelector("[name=salle]").value = "Salle du rush";
      const typed = new URLSearchParams(new FormData(form));
      typed.set("etat", "published");
      const answer = await fetch(`${path}/modification`, { method: "POST", body: typed });
      saved += Number(answer.ok);
    }
    return saved;
  }, stages);

// How many letters about changed stages have left; the mailbox page shows what has.
const rushMails = async (page) => {
  let count = 0;
  for (let number = 1; number <= 20; number += 1) {
    await page.goto(demo.url("console", `/courriels?page=${number}`));
    count += await page.getByRole("row").filter({ hasText: /Stage modifié/ }).count();
    if (!(await page.locator(`main a[href*="page=${number + 1}"]`).count())) break;
  }
  return count;
};

test("a reset leaves before the rest of a rush", { timeout: 120_000 }, async () => {
  const { page: editor } = await person(browser);
  const { login, password } = demo.someone(HOST, "editor");
  await enter(editor, at, login, password);
  const stages = new Set();
  for (let number = 1; number <= 3; number += 1) {
    await editor.goto(at(`/stagiaires?page=${number}`));
    for (const href of await editor.locator("main tbody a[href^='/creneaux/']").evaluateAll((all) => all.map((a) => a.getAttribute("href")))) stages.add(href);
  }
  assert.ok(stages.size >= 8, `${stages.size} stages with pupils`);
  assert.ok((await moveAll(editor, [...stages].slice(0, 20))) >= 8);

  const { page } = await person(browser);
  const { login: hers } = demo.someone(HOST, "college");
  await page.goto(at("/mot-de-passe"));
  await page.getByLabel(/adresse/i).fill(hers);
  await page.getByRole("button", { name: /RECEVOIR L’EMAIL DE RÉINITIALISATION/ }).click();
  await page.getByText(/courriel/i).first().waitFor();
  const asked = Date.now();
  const mail = await readMail(page, demo.url, hers, /nouveau mot de passe/i);
  assert.ok(mail.links.some((href) => href.includes("/mot-de-passe/")));
  const took = Date.now() - asked;
  const then = await rushMails(page);
  let later = then;
  for (let quiet = 0; quiet < 4;) {
    await page.waitForTimeout(1000);
    const now = await rushMails(page);
    quiet = now === later ? quiet + 1 : 0;
    later = now;
  }
  assert.ok(later > then, `the reset came after ${took} ms, and nothing of the rush after it: ${then} of ${later}`);
});
