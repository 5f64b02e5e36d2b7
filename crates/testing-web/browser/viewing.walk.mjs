// « Voir comme »: an operator sees a portal as its administrator and as a collège, changes nothing, and is read about.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, stand, startDemo, world } from "./lib.mjs";
import { enter, said } from "./steps.mjs";

stand(startDemo);

const at = (path) => world.url("console", path);
const portal = (path) => world.url("lycee-atelier", path);
const bar = (page) => page.getByRole("complementary", { name: /Vous voyez ce portail comme/ });
const shot = (page, name) =>
  process.env.SHOTS && page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: false });

const lookAs = async (page, found, search = "") => {
  await page.goto(at("/?recherche=atelier"));
  await page.getByRole("link", { name: /Atelier/ }).first().click();
  await page.getByRole("link", { name: "Voir comme…" }).click();
  if (search) {
    await page.getByLabel("Nom ou identifiant d’une personne, ou code RNE d’un établissement").fill(search);
    await page.getByRole("button", { name: "Chercher" }).click();
  }
  await page.getByRole("radio", { name: found }).first().check();
  await page.getByLabel("Motif").fill("Le secrétariat appelle");
};

test("an operator looks, and changes nothing", async () => {
  const { page, complaints } = await person(browser, { viewport: { width: 1366, height: 768 } });
  const { login, password } = world.someone("console", "operator");
  await enter(page, at, login, password);
  await lookAs(page, /Administration/);
  await isAccessible(page, "« Voir comme »");
  await shot(page, "ask-1366");
  await page.getByRole("button", { name: "Voir le portail" }).click();
  await bar(page).waitFor();
  await page.goto(portal("/creneaux"));
  await bar(page).waitFor();
  await isAccessible(page, "a page with the bar");
  await shot(page, "bar-1366");
  await page.goto(portal("/creneaux/nouveau"));
  await page.locator("main form[method=post] button.primary").first().click();
  await page.getByRole("heading", { name: "Vous regardez, sans rien changer" }).waitFor();
  await bar(page).waitFor();
  await isAccessible(page, "the page of the refusal");
  await shot(page, "refused-1366");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(portal("/stagiaires"));
  await shot(page, "bar-360");
  await bar(page).getByRole("button", { name: "Terminer" }).click();
  await page.getByRole("heading", { name: "Vous ne voyez plus le portail comme une autre personne" }).waitFor();
  await isAccessible(page, "the end");
  await shot(page, "over-360");
  await page.getByRole("link", { name: "Revenir à la console" }).click();
  await page.setViewportSize({ width: 1366, height: 768 });

  const { login: school } = world.someone("", "college");
  await lookAs(page, /gestionnaire/, school);
  await page.getByRole("button", { name: "Voir le portail" }).click();
  await page.goto(portal("/reservations"));
  await bar(page).waitFor();
  assert.match(await bar(page).innerText(), /Encore \d+.minutes/);
  // The drawer of a stage says it too, where a page would be refused.
  await page.goto(portal("/reserver"));
  await bar(page).waitFor();
  await page.goto(at("/"));
  await page.locator("details.person summary").click();
  await page.getByRole("button", { name: "DÉCONNEXION", exact: true }).click();
  await page.goto(portal("/reservations"));
  await page.getByRole("heading", { name: "Vous ne voyez plus le portail comme une autre personne" }).waitFor();

  const { page: admin } = await person(browser);
  const hers = world.someone("lycee-atelier", "admin");
  await enter(admin, portal, hers.login, hers.password);
  await admin.goto(portal("/historique"));
  assert.match(await said(admin), /L’exploitant .*\svoit le portail comme .*Le secrétariat appelle/s);
  await shot(admin, "history");
  assert.deepEqual(complaints, []);
});
