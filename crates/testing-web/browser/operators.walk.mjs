// Operators: one invites another, who installs an authenticator at the first sign-in and comes back by its codes.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, readMail, stand, startDemo, world } from "./lib.mjs";
import { PASSWORD, authenticator, enter, giveCode, said, signIn, signOut } from "./steps.mjs";

stand(startDemo);

const NEW = "lecture@ministage.example";
const MISTAKEN = "erreur@ministage.example";
const at = (path) => world.url("console", path);
const button = (page, name) => page.getByRole("button", { name });

test("the first sign-in of an operator", async () => {
  const { page: boss } = await person(browser);
  const { login, password } = world.someone("console", "operator");
  await enter(boss, at, login, password);
  await boss.getByRole("link", { name: "Exploitants", exact: true }).click();
  await boss.getByRole("link", { name: "Inviter une personne" }).click();
  await isAccessible(boss, "« Inviter un exploitant »");
  await boss.getByLabel("Adresse Email").fill(NEW);
  await boss.getByLabel(/Lecture seule/).check();
  await button(boss, "Envoyer l’invitation").click();
  await boss.getByText(`Une invitation part à ${NEW}`).waitFor();
  await isAccessible(boss, "the list of operators with an invitation");

  // One that was a mistake is withdrawn.
  await boss.getByRole("link", { name: "Inviter une personne" }).click();
  await boss.getByLabel("Adresse Email").fill(MISTAKEN);
  await boss.getByLabel(/Lecture seule/).check();
  await button(boss, "Envoyer l’invitation").click();
  await button(boss, `Retirer l’invitation de ${MISTAKEN}`).click();
  await boss.getByText(`L’invitation de ${MISTAKEN} est retirée`).waitFor();
  assert.equal(await button(boss, `Retirer l’invitation de ${NEW}`).count(), 1);

  const { page } = await person(browser, { viewport: { width: 360, height: 740 } });
  const mail = await readMail(page, world.url, NEW, /Invitation/);
  await page.goto(mail.links.find((href) => href.includes("/invitation/")));
  await page.getByLabel("Mme", { exact: true }).check();
  await page.getByLabel("Votre nom").fill("Caradec");
  await page.getByLabel("Votre prénom").fill("Soazig");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Confirmation du mot de passe").fill(PASSWORD);
  await button(page, "Accepter l’invitation").click();

  await page.getByRole("heading", { name: "Protégez votre accès" }).waitFor();
  await page.getByText("Encore une étape").waitFor();
  await isAccessible(page, "the page that installs an authenticator");
  assert.equal(await page.locator("svg.qr").count(), 1);
  await page.goto(at("/"));
  await page.getByRole("heading", { name: "Protégez votre accès" }).waitFor();
  const key = await page.locator("#cle").innerText();
  await giveCode(page, authenticator(key));
  await page.getByRole("heading", { name: "Vos codes de secours" }).waitFor();
  await isAccessible(page, "the recovery codes");
  const codes = await page.locator("#codes code").allInnerTexts();
  assert.equal(codes.length, 10);
  await page.getByRole("link", { name: /J’ai noté mes codes/ }).click();
  await page.getByRole("heading", { name: "Lycées" }).waitFor();
  await page.goto(at("/sites"));
  assert.doesNotMatch(await said(page), /Ouvrir un site commun/, "she only reads");

  await page.goto(at("/"));
  await signOut(page);
  await signIn(page, at, NEW);
  await page.getByRole("heading", { name: "Code de vérification" }).waitFor();
  await isAccessible(page, "the page that asks for a code");
  await page.getByText("Téléphone perdu ou remplacé ?").click();
  await page.getByLabel("Code de secours").fill(codes[0].toLowerCase());
  await button(page, "Utiliser ce code").click();
  await page.getByRole("heading", { name: "Lycées" }).waitFor();
});
