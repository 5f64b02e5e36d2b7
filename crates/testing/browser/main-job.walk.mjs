// The main job, as a collège and a lycée do it, in a real browser: the seven steps of the guide.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { launch, person, readMail, startDemo } from "./lib.mjs";

const A = "lycee-atelier";
const B = "lycee-jardins";
const PASSWORD = "quatre mots reliés par moi";
const SCHOOL = { uai: "0010002X", login: "ce.0010002x@ac-lyon.fr", name: /Saint-Exupéry/ };

let demo, browser, college, staff;

before(async () => {
  demo = await startDemo();
  browser = await launch();
  college = await person(browser);
  staff = await person(browser);
}, { timeout: 150_000 });

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const signIn = async (page, host, login, password) => {
  await page.goto(demo.url(host, "/connexion?compte=autre"));
  await page.getByLabel("Votre adresse Email").fill(login);
  await page.getByLabel("Votre mot de passe").fill(password);
  await page.getByRole("button", { name: "CONNEXION", exact: true }).click();
};

const signOut = async (page) => {
  await page.locator("details.person summary").click();
  await page.getByRole("button", { name: "DÉCONNEXION" }).click();
};

// Opens the first open stage of the list view that still has places, in the drawer where there is script.
const openStage = async (page, host) => {
  await page.goto(demo.url(host, "/calendrier?vue=liste&remplissage=libres"));
  for (let month = 0; month < 4; month += 1) {
    const stage = page.locator("a.event:not(.past):not(.full):not(.draft)").last();
    if (await stage.count()) {
      const href = await stage.getAttribute("href");
      await stage.click();
      return href;
    }
    await page.getByRole("link", { name: /suivant/i }).click();
  }
  throw new Error("no open stage in four months");
};

const signUp = async (page, host, school) => {
  await page.goto(demo.url(host));
  await page.getByRole("link", { name: "Inscrivez votre établissement scolaire" }).first().click();
  await page.getByLabel("Code RNE").fill(school.uai.toLowerCase());
  await page.getByRole("button", { name: "Continuer", exact: true }).click();
  assert.match(await page.locator("main").innerText(), school.name, "the school is found");
  assert.match(await page.locator("main").innerText(), new RegExp(school.login, "i"), "its login is shown");
  assert.equal(await page.getByRole("textbox", { name: /identifiant/ }).count(), 0, "the login cannot be typed");
  await page.getByLabel("Mme", { exact: true }).check();
  await page.getByLabel("Votre nom").fill("Le Goff");
  await page.getByLabel("Votre prénom").fill("Maëlle");
  await page.getByLabel("Fonction").fill("secrétariat");
  await page.getByLabel("Téléphone").fill("04 74 38 40 77");
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Confirmation du mot de passe").fill(PASSWORD);
  await page.getByRole("button", { name: "CRÉER VOTRE COMPTE UTILISATEUR" }).click();
  await page.getByRole("button", { name: /Recevoir l’email de confirmation à l’adresse/ }).waitFor();
};

const confirm = async (page, school) => {
  const mail = await readMail(page, demo.url, school.login, /confirm/i);
  const link = mail.links.find((href) => href.includes("/confirmation/"));
  assert.ok(link, "the mail has a link to confirm");
  await page.goto(link);
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click();
  await page.getByText("Votre adresse est confirmée").waitFor();
  return link;
};

const book = async (page, pupil) => {
  await page.getByRole("link", { name: "Inscrire un stagiaire" }).first().click();
  await page.getByLabel("Nom", { exact: true }).fill(pupil.last);
  await page.getByLabel("Prénom", { exact: true }).fill(pupil.first);
  await page.getByLabel("Classe", { exact: true }).fill(pupil.class);
  await page.getByRole("button", { name: "Confirmer la réservation" }).click();
};

// Fetched by the page itself: node does not know the names under .localhost, the browser does.
const fetched = (page, path) =>
  page.evaluate(async (url) => {
    const answer = await fetch(url, { redirect: "manual" });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, type: answer.headers.get("content-type"), bytes: Array.from(bytes) };
  }, path);

const pdfText = async (page, path) => {
  const answer = await fetched(page, path);
  assert.equal(answer.status, 200);
  assert.equal(answer.type, "application/pdf");
  const file = join(tmpdir(), `walk-${process.pid}.pdf`);
  writeFileSync(file, Buffer.from(answer.bytes));
  const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [file], { encoding: "utf8" }))[1]);
  assert.ok(pages <= 2, `the convention has ${pages} pages`);
  return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
};

test("1. a mistyped RNE gets its own helpful answer", async () => {
  const { page } = college;
  const answers = [["0010002A", /lettre/i], ["0019999Z", /annuaire|lettre/i], ["12AB", /forme/i]];
  for (const [typed, answer] of answers) {
    await page.goto(demo.url(A, "/inscription"));
    await page.getByLabel("Code RNE").fill(typed);
    await page.getByRole("button", { name: "Continuer", exact: true }).click();
    assert.match(await page.locator("main").innerText(), answer, typed);
  }
});

test("1. a collège signs up on portal A and confirms its mailbox", async () => {
  const { page } = college;
  await signUp(page, A, SCHOOL);
  const link = await confirm(page, SCHOOL);
  await page.goto(link);
  assert.match(await page.locator("main").innerText(), /déjà servi/, "a used link says so");
  await page.goto(link.replace(A, B));
  assert.match(await page.locator("main").innerText(), /pas valable/, "a link of another host says so");
});

test("1. a school that has an account is sent to the recovery page", async () => {
  const { page } = college;
  await page.goto(demo.url(B, "/inscription"));
  await page.getByLabel("Code RNE").fill(SCHOOL.uai);
  await page.getByRole("button", { name: "Continuer", exact: true }).click();
  await page.goto(demo.url(B, `/recuperation/${SCHOOL.uai}`));
  const text = await page.locator("main").innerText();
  assert.match(text, /ce\.\.\.\.\./);
  assert.doesNotMatch(text, /ac-lyon/);
});

test("2. it signs in on portal A and, with the same login, on portal B", async () => {
  const { page } = college;
  for (const host of [A, B]) {
    await signIn(page, host, SCHOOL.login.toUpperCase(), PASSWORD);
    await page.locator("details.person").waitFor();
    assert.match(await page.locator("header").innerText(), SCHOOL.name);
  }
  await signOut(page);
  await page.goto(demo.url(B, "/reservations"));
  assert.match(page.url(), /connexion/, "signed out on B");
  await page.goto(demo.url(A, "/reservations"));
  assert.doesNotMatch(page.url(), /connexion/, "still signed in on A");
});

test("2. a wrong password says nothing of the account", async () => {
  const { page, context } = await person(browser);
  const said = [];
  for (const login of [SCHOOL.login, "ce.9999999z@ac-lyon.fr"]) {
    await signIn(page, A, login, "ce n'est pas le bon");
    said.push(await page.locator("[data-error-summary]").innerText());
  }
  assert.equal(said[0], said[1]);
  await context.close();
});

let booked;
const PUPIL = { last: "Bernard", first: "Inès", class: "3e B" };

test("3. it books a pupil from the calendar; the window refreshes with « En attente » and « Conv »", async () => {
  const { page } = college;
  booked = await openStage(page, A);
  const drawer = page.getByRole("dialog");
  await drawer.getByText(/places? restantes? sur/).first().waitFor();
  await book(drawer, PUPIL);
  await drawer.getByText("BERNARD Inès").first().waitFor();
  assert.match(await drawer.innerText(), /En attente/);
  assert.ok(await drawer.getByRole("link", { name: /Conv/ }).count(), "« Conv » is there");
  const anonymous = await person(browser);
  await anonymous.page.goto(demo.url(A, booked));
  assert.doesNotMatch(await anonymous.page.locator("main").innerText(), /BERNARD|Bernard/, "signed out one sees counts only");
  await anonymous.context.close();
});

test("4. « Conv » is a convention of two pages at most with both schools", async () => {
  const { page } = college;
  await page.goto(demo.url(A, booked));
  const href = await page.getByRole("link", { name: /Conv/ }).first().getAttribute("href");
  const text = await pdfText(page, href);
  for (const word of ["BERNARD", "Inès", "3e B", "Saint-Exupéry"]) assert.ok(text.includes(word), `${word} is on the convention`);
  const stranger = await person(browser);
  await stranger.page.goto(demo.url(A));
  assert.notEqual((await fetched(stranger.page, href)).status, 200, "a convention is not public");
  await stranger.context.close();
});

test("5. the convocation is mailed to the collège, with a link", async () => {
  const { page } = college;
  const mail = await readMail(page, demo.url, SCHOOL.login, /convocation/i);
  assert.ok(mail.links.some((href) => href.includes("/reservations/")), "it leads to the booking");
  assert.match(mail.text, /Inès/);
});

test("6. it finds the booking, cancels it with a reason, and the place is free at once", async () => {
  const { page } = college;
  await page.goto(demo.url(A, "/reservations?recherche=bernard"));
  assert.match(await page.locator("main").innerText(), /Résultats 1 - 1 sur 1/);
  await page.getByRole("link", { name: /Désinscrire/ }).first().click();
  await page.getByRole("button", { name: /Désinscrire/ }).click();
  assert.match(await page.locator("main").innerText(), /motif/i, "a reason is asked for");
  await page.getByLabel("Motif").fill("L’élève est malade.");
  await page.getByRole("button", { name: /Désinscrire/ }).click();
  await page.goto(demo.url(A, booked));
  assert.doesNotMatch(await page.locator("main").innerText(), /BERNARD/);
});

let created;

test("7. the staff creates a stage by clicking a day, changes it, and sees who comes", async () => {
  const { page } = staff;
  const { login, password } = demo.someone(A, "editor");
  await signIn(page, A, login, password);
  await page.goto(demo.url(A, "/calendrier"));
  assert.match(await page.locator("main").innerText(), /cliquez directement sur le jour souhaité/);
  await page.getByRole("link", { name: /suivant/i }).click();
  await page.locator("a.day-number").nth(8).click();
  const form = page.getByRole("dialog");
  assert.match(await form.getByLabel("Date", { exact: true }).inputValue(), /^\d{4}-\d\d-\d\d$/, "the day is filled in");
  await form.getByLabel("Filière").selectOption({ index: 1 });
  await form.getByLabel("Début").fill("14:00");
  await form.getByLabel("Fin", { exact: true }).fill("13:00");
  await form.getByLabel("Places").fill("2");
  await form.getByLabel("Salle").fill("Atelier C");
  await form.getByRole("button", { name: "Publier" }).click();
  await form.locator("[data-error-summary]").waitFor();
  assert.equal(await form.getByLabel("Salle").inputValue(), "Atelier C", "what was typed stays");
  await form.getByLabel("Fin", { exact: true }).fill("16:30");
  await form.getByRole("button", { name: "Publier" }).click();
  await form.getByText(/2 places restantes sur 2/).first().waitFor();
  const edit = await form.getByRole("link", { name: "Modifier le stage" }).getAttribute("href");
  created = edit.replace("/modification", "");
  await page.goto(demo.url(A, edit));
  await page.getByLabel("Salle").fill("Atelier D");
  await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
  await page.getByText("Atelier D").first().waitFor();
});

test("7. it validates one pupil, refuses another with a reason, and both are mailed", async () => {
  const pupils = [PUPIL, { last: "Nguyễn", first: "Théo", class: "3e A" }];
  for (const pupil of pupils) {
    await college.page.goto(demo.url(A, created));
    await book(college.page, pupil);
    await college.page.waitForLoadState();
  }
  const { page } = staff;
  await page.goto(demo.url(A, created));
  assert.match(await page.locator("main").innerText(), /complet/i);
  await page.getByRole("button", { name: /Valider la réservation de BERNARD/ }).click();
  await page.goto(demo.url(A, created));
  await page.getByRole("link", { name: /Refuser la réservation de NGUYỄN/ }).click();
  await page.getByLabel("Motif").fill("Atelier fermé ce jour-là.");
  await page.getByRole("button", { name: "Refuser la réservation" }).click();
  await page.goto(demo.url(A, created));
  const text = await page.locator("main").innerText();
  assert.match(text, /Validée/);
  assert.doesNotMatch(text, /NGUYỄN/);
  const refusal = await readMail(college.page, demo.url, SCHOOL.login, /refus/i);
  assert.match(refusal.text, /Atelier fermé ce jour-là/);
  await page.goto(demo.url(A, "/stagiaires?recherche=bernard"));
  assert.match(await page.locator("main").innerText(), /BERNARD/);
});

test("7. it cancels the stage: whoever is booked is told why", async () => {
  const { page } = staff;
  await page.goto(demo.url(A, created));
  await page.getByRole("link", { name: "Annuler le stage" }).click();
  await page.getByLabel("Motif").fill("Grève des transports.");
  await page.locator("main form button").click();
  await page.goto(demo.url(A, created));
  assert.match(await page.locator("main").innerText(), /annulé/i);
  const mail = await readMail(college.page, demo.url, SCHOOL.login, /annul/i);
  assert.match(mail.text, /Grève des transports/);
});

test("7. on the other portal the staff is nobody", async () => {
  const { page } = staff;
  const { login, password } = demo.someone(A, "editor");
  await signIn(page, B, login, password);
  for (const path of ["/tableau-de-bord", "/stagiaires", "/creneaux/nouveau"]) {
    const answer = await page.goto(demo.url(B, path));
    assert.ok(answer.status() === 404 || /connexion/.test(page.url()), `${path} is not there for her`);
  }
});

test("without JavaScript, a collège signs up on portal B and books", async () => {
  const school = { uai: "0020002S", login: "", name: /Louis Sandras/ };
  const { page, context } = await person(browser, { javaScriptEnabled: false });
  await page.goto(demo.url(B, "/inscription"));
  await page.getByLabel("Code RNE").fill(school.uai);
  await page.getByRole("button", { name: "Continuer", exact: true }).click();
  school.login = (await page.locator(".locked").innerText()).trim();
  await signUp(page, B, school);
  await confirm(page, school);
  await signIn(page, B, school.login, PASSWORD);
  await openStage(page, B);
  await book(page, { last: "Ouattara", first: "Awa", class: "3e 4" });
  await page.waitForLoadState();
  assert.match(await page.locator("main").innerText(), /OUATTARA Awa/);
  await context.close();
});

test("nothing complained in the browser's console", () => {
  assert.deepEqual([...college.complaints, ...staff.complaints], []);
});
