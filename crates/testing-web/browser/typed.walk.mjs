// Nothing that is typed is lost: Esc, Back, a cut network, an error, another tab, in a real browser.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { launch, person, startDemo } from "./lib.mjs";
import { book, enter, openStage, said } from "./steps.mjs";

const HOST = "lycee-atelier";
let demo, browser, page, stage;
const at = (path) => demo.url(HOST, path);
const drawer = () => page.getByRole("dialog");
const lastName = () => drawer().getByLabel("Nom", { exact: true });

const openForm = async () => {
  await page.goto(at(`/calendrier?vue=liste&remplissage=libres&stage=${stage}`));
  await drawer().getByRole("link", { name: "Inscrire un stagiaire" }).first().click();
  await lastName().waitFor();
};

before(async () => {
  demo = await startDemo();
  browser = await launch();
  ({ page } = await person(browser));
  const { login, password } = demo.someone(HOST, "college");
  await enter(page, at, login, password);
  stage = (await openStage(page, at)).split("/").pop();
}, { timeout: 150_000 });
after(async () => {
  await browser?.close();
  await demo?.stop();
});

test("the stage of the window is in the address: it can be sent, and Back closes it", async () => {
  await page.goto(at("/calendrier?vue=liste&remplissage=libres"));
  await openStage(page, at);
  await drawer().getByText(/places? restantes? sur/).first().waitFor();
  assert.ok(page.url().includes(`stage=${stage}`), page.url());
  const sent = page.url();
  await page.goBack();
  await drawer().waitFor({ state: "hidden" });
  assert.match(page.url(), /\/calendrier\?/, "still on the calendar");
  await page.goto(sent);
  await drawer().getByText(/places? restantes? sur/).first().waitFor();
  await page.keyboard.press("Escape");
  await drawer().waitFor({ state: "hidden" });
  // A closed window is not in the address.
  await page.waitForURL((url) => !url.searchParams.has("stage"));
});

test("Esc, a click beside and Back keep what was typed", async () => {
  await openForm();
  await lastName().fill("Bernard");
  for (const leave of [
    () => page.keyboard.press("Escape"),
    () => page.mouse.click(20, 400),
    () => page.goBack(),
  ]) {
    await leave();
    await drawer().waitFor({ state: "hidden" });
    await page.locator(`a.event[href$="${stage}"]`).first().click();
    await drawer().getByRole("link", { name: "Inscrire un stagiaire" }).first().click();
    await lastName().waitFor();
    assert.equal(await lastName().inputValue(), "Bernard");
  }
});

test("a cut network keeps the form, says so, and the second try books once", async () => {
  await openForm();
  await lastName().fill("Coupure");
  await drawer().getByLabel("Prénom", { exact: true }).fill("Léa");
  await drawer().getByLabel("Classe", { exact: true }).fill("3e A");
  await page.route("**/reservations", (route) => route.abort());
  await drawer().getByRole("button", { name: "Confirmer la réservation" }).click();
  await drawer().getByText("La connexion a été coupée avant la réponse").waitFor();
  assert.equal(await lastName().inputValue(), "Coupure");
  await page.unroute("**/reservations");
  await drawer().getByRole("button", { name: "Confirmer la réservation" }).click();
  await drawer().getByText(/La réservation est enregistrée\s:\sCOUPURE Léa, «\sEn attente\s»/).waitFor();
  assert.equal(await drawer().locator(".pupils > li", { hasText: "COUPURE" }).count(), 1);
});

test("a stage that cannot be loaded says so, with a way to try again", async () => {
  await page.route(`**/creneaux/${stage}`, (route) => route.abort());
  await page.goto(at(`/calendrier?stage=${stage}`));
  await drawer().getByText("La connexion est coupée").waitFor();
  await page.unroute(`**/creneaux/${stage}`);
  await drawer().getByRole("button", { name: "Réessayer" }).click();
  await drawer().getByText(/places? restantes? sur/).first().waitFor();
});

test("after an error the address can be loaded again, and Back finds what was typed", async () => {
  await page.goto(at(`/creneaux/${stage}/reservations/nouvelle`));
  await page.getByLabel("Nom", { exact: true }).fill("Retour");
  await page.getByRole("button", { name: "Confirmer la réservation" }).click();
  await page.locator("[data-error-summary]").waitFor();
  await page.reload();
  assert.equal(await page.getByLabel("Nom", { exact: true }).inputValue(), "Retour");
  await page.getByLabel("Prénom", { exact: true }).fill("Zoé");
  await page.getByRole("button", { name: "Confirmer la réservation" }).click();
  await page.locator("[data-error-summary]").waitFor();
  await page.goto(at("/contacts"));
  await page.goBack();
  assert.equal(await page.getByLabel("Prénom", { exact: true }).inputValue(), "Zoé");
});

test("a session that ends meanwhile leads back to the same form, filled", async () => {
  const { login, password } = demo.someone(HOST, "college");
  await openForm();
  await lastName().fill("Fini");
  await drawer().getByLabel("Prénom", { exact: true }).fill("Tom");
  const other = await page.context().newPage();
  await other.goto(at("/calendrier"));
  await other.locator("details.person summary").click();
  await other.getByRole("button", { name: "DÉCONNEXION", exact: true }).click();
  await other.close();
  await drawer().getByLabel("Classe", { exact: true }).fill("3e C");
  await drawer().getByRole("button", { name: "Confirmer la réservation" }).click();
  await page.getByText("votre saisie est gardée").waitFor();
  await page.goto(page.url().replace("/connexion?", "/connexion?compte=autre&"));
  await page.getByLabel("Votre adresse Email").fill(login);
  await page.getByLabel("Votre mot de passe").fill(password);
  await page.getByRole("button", { name: "CONNEXION", exact: true }).click();
  await page.getByText("Votre saisie a été gardée").waitFor();
  assert.equal(await page.getByLabel("Classe", { exact: true }).inputValue(), "3e C");
  await page.getByRole("button", { name: "Confirmer la réservation" }).click();
  assert.match(await said(page), /FINI Tom/);
});
