// A session that ends while a form is open, in each kind of form; and a link that another one has replaced. Hours pass in
// seconds: see examples/clockwork.rs.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { browser, person, readMail, stand, startClockwork, world } from "./lib.mjs";
import { book, enter, openStage, said } from "./steps.mjs";

stand(startClockwork, 60_000);

const at = (host) => (path) => world.url(host, path);
const NEW_PASSWORD = "cinq tracteurs rouges ici";
const WORDS = "Quatre mots bien à moi";
let stage, free, booking;

const signedIn = async (login, host) => {
  const { page } = await person(browser);
  await enter(page, at(host), login, world.password);
  return page;
};

// She signs in again on the page to which she was led, and is back on the page of the form.
const comesBack = async (page, login, path) => {
  await page.getByText("Votre connexion est terminée").first().waitFor();
  const told = await page.locator("body").innerText();
  await page.goto(page.url().replace("/connexion?", "/connexion?compte=autre&"));
  await page.getByLabel("Votre adresse Email").fill(login);
  await page.getByLabel("Votre mot de passe").fill(world.password);
  await page.getByRole("button", { name: "CONNEXION", exact: true }).click();
  await page.waitForURL((url) => url.pathname === path);
  return told;
};

describe("what was typed comes back", () => {
  before(async () => {
    const page = await signedIn(world.cacault.login, "atelier");
    stage = (await openStage(page, at("atelier"))).split("/").pop();
    await book(page, { last: "Bernard", first: "Inès", class: "3e B" });
    await page.getByText(/La réservation est enregistrée/).first().waitFor();
    await page.goto(world.url("atelier", "/reservations"));
    booking = (await page.locator("main tbody th a").first().getAttribute("href")).split("/").pop();
    // The first may be full now.
    free = (await openStage(page, at("atelier"))).split("/").pop();
    await page.context().close();
  }, { timeout: 60_000 });

  const forms = [
    ["a booking", "cacault", "atelier", () => `/creneaux/${free}/reservations/nouvelle`, "nom", "Confirmer la réservation"],
    ["another pupil", "cacault", "atelier", () => `/reservations/${booking}/eleve`, "prenom", /Enregistrer/],
    ["an end", "cacault", "atelier", () => `/reservations/${booking}/annulation`, "motif", /Désinscrire/],
    ["a school's information", "cacault", "atelier", () => "/options/informations", "nom", "Enregistrer"],
    ["an invitation", "cacault", "compte", () => `/etablissements/${world.cacault.uai}/collegues/invitation`, "email", /invitation/i],
    ["options", "cacault", "atelier", () => "/profil", "fonction", "Enregistrer"],
    ["a new stage", "editor", "atelier", () => "/creneaux/nouveau", "salle", /Publier/],
    ["a stage", "editor", "atelier", () => `/creneaux/${stage}/modification`, "consignes", /Enregistrer/],
    ["the end of a stage", "editor", "atelier", () => `/creneaux/${stage}/annulation`, "motif", "Annuler le stage"],
  ];
  for (const [what, who, host, address, field, button] of forms) {
    test(what, async () => {
      const login = who === "editor" ? world.editor : world[who].login;
      const page = await signedIn(login, host);
      await page.goto(world.url(host, address()));
      const input = page.locator(`main [name="${field}"]`).first();
      const typed = field === "email" ? "quatre.mots@ac-nantes.fr" : WORDS;
      await input.fill(typed);
      await world.advance("3h");
      await page.locator("main").getByRole("button", { name: button }).first().click();
      assert.match(await comesBack(page, login, address()), /votre saisie est gardée/);
      await page.getByText("Votre saisie a été gardée").waitFor();
      assert.equal(await input.inputValue(), typed);
      await page.context().close();
    });
  }

  test("a move is chosen again, and nothing is said to be kept", async () => {
    const page = await signedIn(world.editor, "atelier");
    await page.goto(world.url("atelier", "/options/enseignants"));
    await page.goto(world.url("atelier", `/reservations/${booking}/deplacement`));
    await world.advance("3h");
    // Whether there is another date or none: what a button sends.
    await page.evaluate((path) => {
      const form = document.createElement("form");
      Object.assign(form, { method: "post", action: path });
      document.body.append(form);
      form.submit();
    }, `/reservations/${booking}/deplacement`);
    const told = await comesBack(page, world.editor, `/reservations/${booking}/deplacement`);
    assert.match(told, /rien n’a été enregistré/);
    assert.doesNotMatch(told, /gardée/);
    assert.match(await said(page), /BERNARD Inès/);
  });
});

test("of two links for a new password the second one says that the first one served", async () => {
  const { login } = world.langevin;
  const { page } = await person(browser);
  const ask = async () => {
    await page.goto(world.url("atelier", "/mot-de-passe"));
    await page.getByLabel(/adresse/i).fill(login);
    await page.getByRole("button", { name: /RECEVOIR L’EMAIL DE RÉINITIALISATION/ }).click();
    await page.getByText(/courriel/i).first().waitFor();
    const mail = await readMail(page, world.url, login, /mot de passe/i);
    return mail.links.find((href) => href.includes("/mot-de-passe/"));
  };
  const first = await ask();
  await world.advance("2m");
  let second = await ask();
  for (let attempt = 0; second === first && attempt < 20; attempt += 1) {
    await page.waitForTimeout(250);
    const mail = await readMail(page, world.url, login, /mot de passe/i);
    second = mail.links.find((href) => href.includes("/mot-de-passe/"));
  }
  assert.notEqual(second, first);
  await page.goto(second);
  await page.getByLabel("Mot de passe", { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel("Confirmation du mot de passe").fill(NEW_PASSWORD);
  await page.getByRole("button", { name: "Changer le mot de passe" }).click();
  await page.getByText(/mot de passe est changé/i).first().waitFor();
  await page.goto(first);
  assert.match(await said(page), /ne sert plus/);
  await page.goto(second);
  assert.match(await said(page), /a déjà servi/);
  await enter(page, at("atelier"), login, NEW_PASSWORD);
});
