// From a portal to the convention of the first pupil, as a new school does it: every click and every typed field is
// counted. Before: 13 and 12.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, person, readMail, stand, startDemo, world as demo } from "./lib.mjs";
import { PASSWORD, pdfText } from "./steps.mjs";

stand(startDemo);

test("from the portal to the first convention: few clicks, few fields", async () => {
  const at = (path) => demo.url("lycee-atelier", path);
  const { page } = await person(browser);
  const count = { clicks: 0, fields: 0 };
  const click = async (what) => { count.clicks += 1; await what.click(); };
  const type = async (label, text) => { count.fields += 1; await page.getByLabel(label, { exact: true }).fill(text); };
  const button = (name) => page.getByRole("button", { name });

  await page.goto(at("/"));
  await click(page.getByRole("link", { name: "Inscrivez votre établissement scolaire" }).first());
  await type("Code RNE", "0010006B");
  await click(button("Continuer"));
  const login = (await page.locator(".locked").innerText()).trim();
  await type("Votre nom", "Le Goff");
  await type("Votre prénom", "Maëlle");
  await type("Fonction", "secrétariat");
  await type("Mot de passe", PASSWORD);
  await type("Confirmation du mot de passe", PASSWORD);
  await click(button("CRÉER VOTRE COMPTE UTILISATEUR"));
  await button(/Recevoir l’email de confirmation/).waitFor();

  const mail = await readMail(page, demo.url, login, /confirm/i);
  const link = mail.links.find((href) => href.includes("/confirmation/"));
  count.clicks += 1; // The button of the mail.
  await page.goto(link);
  await click(button("Confirmer mon adresse"));
  await page.locator("details.person").waitFor();

  await click(page.locator("a.event:not(.past):not(.full)").first());
  await click(page.getByRole("link", { name: "Inscrire un stagiaire" }).first());
  await type("Nom", "Bernard");
  await type("Prénom", "Inès");
  await type("Classe", "3e B");
  await click(button("Confirmer la réservation"));
  const conv = page.getByRole("link", { name: /^Conv/ }).first();
  await conv.waitFor();
  count.clicks += 1; // « Conv ».
  assert.match(await pdfText(page, await conv.getAttribute("href")), /BERNARD Inès/);

  assert.ok(count.clicks <= 9, `${count.clicks} clicks`);
  assert.ok(count.fields <= 9, `${count.fields} fields`);
});
