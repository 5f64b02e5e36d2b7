// The end of a portal, by an operator: suspended, opened again, moved, archived, downloaded, erased when its time is over; and
// a new one under the name that is free.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, stand, startClockwork, world } from "./lib.mjs";
import { enter, fetched, said } from "./steps.mjs";

stand(startClockwork);

const shots = process.env.SHOTS;
const SIZES = [[1366, 768], [360, 740]];

const look = async (page, name) => {
  await isAccessible(page, name);
  for (const [width, height] of shots ? SIZES : []) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: width === 360 });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
};

const at = (path) => world.url("console", path);
const button = (page, name) => page.getByRole("button", { name });
const link = (page, name) => page.getByRole("link", { name });

test("a portal is suspended, opened, moved, archived, erased; its name is taken again", async () => {
  const { page } = await person(browser);
  const again = () => enter(page, at, world.operator, world.password);
  const lycee = async () => {
    await page.goto(at("/"));
    await page.locator("main table").getByRole("link", { name: /Atelier/ }).click();
    await page.getByRole("heading", { level: 1, name: /Atelier/ }).waitFor();
  };
  const because = async (reason, pressed) => {
    await page.getByLabel("Motif").fill(reason);
    await button(page, pressed).click();
  };
  await again();
  await lycee();
  await link(page, "Suspendre le portail").click();
  await because("à la demande du lycée", "Suspendre le portail");
  await page.getByText("Le portail est suspendu.").waitFor();
  await link(page, "Ouvrir le portail").click();
  await because("tout est réglé", "Ouvrir le portail");
  await page.getByText("Le portail est ouvert.").waitFor();
  await link(page, "Changer d’adresse").click();
  await page.getByLabel("Nouvelle adresse").fill("grand-atelier");
  await because("le lycée change de nom", "Changer d’adresse");
  await page.getByText("Le portail a sa nouvelle adresse").waitFor();
  await link(page, "Fermer le portail").click();
  await because("fin du lycée", "Fermer le portail");
  await page.getByText("Le portail est fermé.").waitFor();

  await link(page, "Archiver").click();
  await page.getByRole("heading", { name: "Archiver le portail" }).waitFor();
  await look(page, "archive-ask");
  await because("fin du lycée", "Archiver le portail");
  await page.getByText("Le portail est archivé.").waitFor();
  const file = link(page, /Télécharger l’archive/);
  for (let attempt = 0; attempt < 40 && !(await file.count()); attempt += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await look(page, "archive-ready");
  const [download] = await Promise.all([page.waitForEvent("download"), file.click()]);
  assert.equal(download.suggestedFilename(), "archive-grand-atelier.zip");
  await lycee();
  await look(page, "archived-lycee");
  assert.match(await said(page), /a téléchargé l’archive du portail/);
  assert.equal(await link(page, "Ouvrir le portail").count(), 0);

  await world.advance("31d");
  await again();
  await page.goto(at("/portails-effaces"));
  const row = page.getByRole("row").filter({ hasText: "Atelier" });
  for (let attempt = 0; attempt < 40 && !(await row.count()); attempt += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await look(page, "erased");
  assert.match(await said(page), /Archivé le 23 novembre 2026/);
  const pdf = await row.getByRole("link", { name: /Certificat/ }).getAttribute("href");
  const certificate = await fetched(page, pdf);
  assert.deepEqual([certificate.status, certificate.type], [200, "application/pdf"]);
  await page.goto(at("/"));
  assert.doesNotMatch(await said(page), /Lycée de l’Atelier/);

  // The name is free: its school begins anew, gives it up, and begins again.
  await page.goto(at(`/lycees/nouveau/${world.cacault.uai}`));
  await page.getByLabel("Début de l’adresse").fill("grand-atelier");
  await button(page, "Commencer le portail").click();
  await page.getByRole("heading", { level: 1, name: "Le lycée" }).waitFor();
  await page.goto(at("/?etat=draft"));
  await page.locator("main table").getByRole("link").first().click();
  await link(page, "Abandonner le brouillon").click();
  await look(page, "abandon");
  await because("un essai", "Abandonner le brouillon");
  await page.getByText("est libre").waitFor();
  await page.goto(at("/portails-effaces"));
  assert.match(await said(page), /Brouillon abandonné/);
  await look(page, "erased-two");
});
