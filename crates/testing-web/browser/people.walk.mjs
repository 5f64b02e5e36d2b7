// « Personnes »: an operator finds somebody, closes her account and opens it again, and makes two accounts one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, stand, startDemo, world } from "./lib.mjs";
import { enter, said, signIn } from "./steps.mjs";

stand(startDemo);

const at = (path) => world.url("console", path);
const home = (path) => world.url("compte", path);
const button = (page, name) => page.getByRole("button", { name });
const shot = async (page, name) => {
  if (!process.env.SHOTS) return;
  for (const [width, height] of [[1366, 768], [360, 740]]) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
};
const find = async (page, words) => {
  await page.getByRole("link", { name: "Personnes", exact: true }).first().click();
  await page.getByRole("searchbox").fill(words);
  await button(page, "Chercher").click();
  await page.locator("tbody th a").first().click();
};
const because = async (page, name, why) => {
  await page.getByLabel("Motif").fill(why);
  await button(page, name).click();
  await page.getByRole("status").waitFor();
};

test("an operator finds somebody and helps her", async () => {
  const { page, complaints } = await person(browser, { viewport: { width: 1366, height: 768 } });
  const { login, password } = world.someone("console", "operator");
  await enter(page, at, login, password);
  const her = world.someone("", "college");
  const { page: college } = await person(browser);
  await enter(college, home, her.login, her.password);

  await page.goto(at("/personnes"));
  await isAccessible(page, "« Personnes », before a search");
  await shot(page, "people-empty");
  await page.goto(at("/personnes?recherche=le"));
  await isAccessible(page, "« Personnes », found");
  await shot(page, "people-list");
  await find(page, her.login);
  await page.getByRole("heading", { name: "Établissements et portails" }).waitFor();
  await isAccessible(page, "a person");
  await shot(page, "person");

  await page.getByRole("link", { name: "Fermer ce compte" }).click();
  await isAccessible(page, "the question before an account is closed");
  await shot(page, "close");
  await button(page, "Fermer ce compte").click();
  await page.getByText("Indiquez le motif").first().waitFor();
  await because(page, "Fermer ce compte", "partie en retraite");
  await shot(page, "closed");
  await college.goto(home("/"));
  await college.getByLabel("Votre mot de passe").waitFor();
  await page.getByRole("link", { name: "Rouvrir ce compte" }).click();
  await because(page, "Rouvrir ce compte", "c’était une erreur");
  await enter(college, home, her.login, her.password);
  await college.goto(home("/profil"));
  await college.getByRole("link", { name: /Historique de mon compte/ }).click();
  assert.match(await said(college), /Un exploitant.*a fermé le compte de .*partie en retraite/s);
  await isAccessible(college, "« Historique de mon compte »");
  await shot(college, "own-history");

  const other = world.someone("lycee-atelier", "admin");
  await page.getByRole("link", { name: "Réunir avec un autre compte" }).click();
  await page.getByLabel("Identifiant du compte qui disparaît").fill(other.login);
  await button(page, "Chercher").click();
  await page.getByText("Le compte qui disparaît").waitFor();
  await isAccessible(page, "two accounts before they become one");
  await shot(page, "merge");
  await because(page, "Réunir les deux comptes", "deux adresses, une personne");
  await shot(page, "merged");
  const { page: again } = await person(browser);
  await signIn(again, home, other.login, her.password);
  await again.locator("details.person").waitFor();
  await again.goto(home("/profil"));
  assert.ok((await said(again)).includes(her.login), "the other login leads to the account that stays");
  assert.deepEqual(complaints, []);
});
