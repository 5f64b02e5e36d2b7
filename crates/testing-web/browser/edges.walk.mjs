// What goes wrong in a school's day and is put right: two schools in two tabs, a homonym, a convention with a wrong
// head, a link that was replaced, a session that ended under every kind of form, a reset during a rush.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { browser, person, readMail, stand, startDemo, world as demo } from "./lib.mjs";
import { PASSWORD, enter, openStage, pdfText, said, signOut, signUp } from "./steps.mjs";

const HOST = "lycee-atelier";
const at = (path) => demo.url(HOST, path);
const words = async (page) => (await said(page)).replace(/\s+/g, " ");
const button = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" });
let member, stage;

stand(startDemo);

before(async () => {
  member = (await person(browser)).page;
  const { login, password } = demo.someone(HOST, "college");
  await enter(member, at, login, password);
  stage = await openStage(member, at);
});

const type = async (page, last, first, form) => {
  await page.getByLabel("Nom", { exact: true }).fill(last);
  await page.getByLabel("Prénom", { exact: true }).fill(first);
  await page.getByLabel("Classe", { exact: true }).fill(form);
};
const booking = async (page, last, first) => {
  await page.goto(at(`${stage}/reservations/nouvelle`));
  await type(page, last, first, "3e A");
  await button(page, "Confirmer la réservation").click();
};
const booked = async (page, last, first) => {
  await booking(page, last, first);
  await page.getByText("La réservation est enregistrée.").waitFor();
  return new URL(page.url()).pathname;
};

test("two tabs, two schools: a form is of the school it was opened for", async () => {
  const { page, context } = await person(browser);
  await enter(page, at, "m.texier@ac-nantes.fr", demo.someone(HOST, "college").password);
  await page.goto(at(`${stage}/reservations/nouvelle`));
  const first = (await page.locator(".school-card").innerText()).trim();
  await type(page, "Deuxonglets", "Nina", "3e A");
  const other = await context.newPage();
  await other.goto(at("/calendrier"));
  await other.locator("details.person summary").click();
  await other.getByRole("button", { name: /Agir pour/ }).first().click();
  await other.waitForLoadState();
  await button(page, "Confirmer la réservation").click();
  const name = first.replace(/^Pour l[ea] ?/, "");
  await button(page, new RegExp(`Inscrire pour.*${name.split(" ").pop()}`)).click();
  await page.getByText("La réservation est enregistrée.").waitFor();
  assert.match(await words(page), new RegExp(name), "for the school of the first tab");
});

test("a homonym is asked about once and stays apart", async () => {
  await booked(member, "Homonyme", "Léa");
  await booking(member, "Homonyme", "Lea");
  assert.match(await words(member), /déjà inscrit à ce stage : HOMONYME Léa, 3e A\. Est-ce le même élève \?/);
  await button(member, "Non, un homonyme").click();
  await member.getByText("La réservation est enregistrée.").waitFor();
  assert.match(await words(member), /HOMONYME Lea \(homonyme 2\)/);
  const { pathname } = new URL(member.url());
  assert.match(await pdfText(member, `${pathname}/convention.pdf`), /homonyme 2/);
});

test("a wrong convention is made right by the guide's own path", async () => {
  const page = await booked(member, "Corrigée", "Anna");
  assert.doesNotMatch(await pdfText(member, `${page}/convention.pdf`), /Solenn Riou/);
  await member.goto(at("/options"));
  await member.getByRole("link", { name: /informations/i }).first().click();
  await member.getByLabel(/chef d’établissement/i).first().fill("Mme Solenn Riou");
  await button(member, "Enregistrer").click();
  await button(member, "Refaire les conventions").click();
  await member.getByText(/conventions? (est|sont) refaites?/).waitFor();
  assert.match(await pdfText(member, `${page}/convention.pdf`), /Solenn Riou.*version 2|version 2.*Solenn Riou/);
});

test("the newest link works; the one that it replaced says what is so", async () => {
  const { page } = await person(browser);
  const school = { uai: "0010006B", name: /\S/ };
  await signUp(page, at, school);
  const old = (await readMail(page, demo.url, school.login, /confirm/i)).links.find((link) => link.includes("/confirmation/"));
  await page.goto(at(`/inscription/${school.uai}/courriel`));
  await button(page, /Recevoir l’email de confirmation/).click();
  let newest = old;
  for (let attempt = 0; newest === old && attempt < 20; attempt += 1) {
    await page.waitForTimeout(500);
    newest = (await readMail(page, demo.url, school.login, /confirm/i)).links.find((link) => link.includes("/confirmation/"));
  }
  await page.goto(newest);
  await button(page, "Confirmer mon adresse").click();
  await page.locator("details.person").waitFor();
  await page.goto(old);
  await page.getByText("Votre adresse est déjà confirmée").waitFor();
  assert.doesNotMatch(await words(page), /connectez-vous/, "she is");
});

test("a session that ends under any kind of form keeps what was typed", async () => {
  const { login, password } = demo.someone(HOST, "college");
  const page = await booked(member, "Session", "Tom");
  for (const [path, label, typed, send] of [
    [`${stage}/reservations/nouvelle`, "Nom", "Perdue", "Confirmer la réservation"],
    [`${page}/eleve`, "Prénom", "Thomas", "Enregistrer"],
    [`${page}/annulation`, /motif/i, "Malade depuis lundi", "Désinscrire l’élève"],
    ["/options/informations", /assurance/i, "MAIF 77", "Enregistrer"],
    ["/profil", "Fonction", "principale", "Enregistrer"],
  ]) {
    await member.goto(at(path));
    const field = () => member.getByLabel(label, { exact: typeof label === "string" }).last();
    await field().fill(typed);
    const other = await member.context().newPage();
    await other.goto(at("/calendrier"));
    await signOut(other);
    await other.close();
    await button(member, send).first().click();
    await member.getByText(/votre saisie est gardée/).waitFor();
    await member.goto(member.url().replace("/connexion?", "/connexion?compte=autre&"));
    await member.getByLabel("Votre adresse Email").fill(login);
    await member.getByLabel("Votre mot de passe").fill(password);
    await button(member, "CONNEXION").click();
    await member.getByText("Votre saisie a été gardée").waitFor();
    assert.equal(await field().inputValue(), typed, path);
  }
});

test("a reset during a rush leaves at once", async () => {
  const staff = (await person(browser)).page;
  const editor = demo.someone(HOST, "editor");
  await enter(staff, at, editor.login, editor.password);
  await staff.goto(at("/stagiaires?statut=pending"));
  const boxes = staff.locator("main tbody input[type=checkbox]");
  for (let row = 0; row < (await boxes.count()); row += 1) await boxes.nth(row).check();
  const rush = button(staff, /Valider les réservations choisies/).click();
  const { page } = await person(browser);
  await page.goto(at("/mot-de-passe"));
  await page.getByLabel("Votre adresse Email").fill(demo.someone(HOST, "admin").login);
  await button(page, /RECEVOIR L’EMAIL/).click();
  const asked = Date.now();
  const mail = await readMail((await person(browser)).page, demo.url, demo.someone(HOST, "admin").login, /mot de passe/i);
  assert.ok(Date.now() - asked < 5_000, "within seconds");
  await rush;
  await page.goto(mail.links.find((link) => link.includes("/mot-de-passe/")));
  await page.getByLabel("Nouveau mot de passe", { exact: true }).fill(`${PASSWORD} encore`);
});
