// The main job, as a collège and a lycée do it, in a real browser: the seven steps of the guide, on
// each of the two portals, every time by another collège.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { browser, person, readMail, stand, startDemo, world as demo } from "./lib.mjs";
import { book, confirm, enter, fetched, openStage, pdfText, said, signIn, signOut, signUp, typeUai, unfoldActs } from "./steps.mjs";

const A = { host: "lycee-atelier", name: "Lycée des métiers de l’Atelier", template: /proviseur/i };
const B = { host: "lycee-jardins", name: "Lycée agricole des Jardins", template: /code rural/i };

const PUPIL = { last: "Bernard", first: "Inès", class: "3e B" };
const OTHER_PUPIL = { last: "Nguyễn", first: "Théo", class: "3e A" };

const RUNS = [
  { here: A, there: B, school: { uai: "0010002X", login: "ce.0010002x@ac-lyon.fr", name: /Saint-Exupéry/ } },
  { here: B, there: A, school: { uai: "0010005A", login: "ce.0010005a@ac-lyon.fr", name: /Roger Poulnard/ } },
];

stand(startDemo);

for (const { here, there, school } of RUNS) {
  describe(here.host, () => {
    const at = (path) => demo.url(here.host, path);
    const elsewhere = (path) => demo.url(there.host, path);
    let college, staff, booked, created;

    before(async () => {
      college = await person(browser);
      staff = await person(browser);
    });

    test("1. a mistyped RNE gets its own helpful answer", async () => {
      const { page } = college;
      for (const [typed, answer] of [["0010002A", /lettre/i], ["0019999Z", /annuaire|lettre/i], ["12AB", /forme/i]]) {
        await typeUai(page, at, typed);
        assert.match(await said(page), answer, typed);
      }
    });

    test("1. a collège signs up and confirms its mailbox", async () => {
      const { page } = college;
      await signUp(page, at, school);
      const link = await confirm(page, demo, school);
      await signOut(page);
      await page.goto(link);
      assert.match(await said(page), /déjà servi/, "a used link says so");
      await page.goto(link.replace(here.host, there.host));
      assert.match(await said(page), /pas valable/, "a link of another host says so");
    });

    test("1. a school that has an account is sent to the recovery page, on both portals", async () => {
      const { page } = college;
      for (const url of [at, elsewhere]) {
        await typeUai(page, url, school.uai);
        await page.goto(url(`/recuperation/${school.uai}`));
        const text = await said(page);
        assert.match(text, /ce\.\.\.\.\./);
        assert.doesNotMatch(text, /@ac-/);
      }
    });

    test("2. it signs in here and, with the same login, on the other portal", async () => {
      const { page } = college;
      await enter(page, at, school.login.toUpperCase());
      await enter(page, elsewhere, school.login);
      assert.match(await page.locator("header").innerText(), school.name);
      await signOut(page);
      await page.goto(elsewhere("/reservations"));
      assert.match(page.url(), /connexion/, "signed out there");
      await page.goto(at("/reservations"));
      assert.doesNotMatch(page.url(), /connexion/, "still signed in here");
    });

    test("2. a wrong password says nothing of the account", async () => {
      const { page, context } = await person(browser);
      const answers = [];
      for (const login of [school.login, "ce.9999999p@ac-lyon.fr"]) {
        await signIn(page, at, login, "ce n'est pas le bon");
        answers.push(await page.locator("[data-error-summary]").innerText());
      }
      assert.equal(answers[0], answers[1]);
      await context.close();
    });

    test("3. it books from the calendar; the window refreshes with « En attente » and « Conv »", async () => {
      const { page } = college;
      booked = await openStage(page, at);
      const drawer = page.getByRole("dialog");
      await drawer.getByText(/places? restantes? sur/).first().waitFor();
      await book(drawer, PUPIL);
      await drawer.getByText("BERNARD Inès").first().waitFor();
      assert.match(await drawer.innerText(), /En attente/);
      assert.ok(await drawer.getByRole("link", { name: /Conv/ }).count(), "« Conv » is there");
      const anonymous = await person(browser);
      await anonymous.page.goto(at(booked));
      assert.doesNotMatch(await said(anonymous.page), /bernard/i, "signed out one sees counts only");
      await anonymous.context.close();
    });

    test("4. « Conv » is this portal's own convention, with both schools", async () => {
      const { page } = college;
      await page.goto(at(booked));
      const href = await page.getByRole("link", { name: /Conv/ }).first().getAttribute("href");
      const text = await pdfText(page, href);
      for (const word of ["BERNARD", "Inès", "3e B", here.name]) assert.ok(text.includes(word), `${word} is on the convention`);
      assert.match(text, school.name);
      assert.match(text, here.template, "rendered from this portal's template");
      const stranger = await person(browser);
      await stranger.page.goto(at("/"));
      assert.notEqual((await fetched(stranger.page, href)).status, 200, "a convention is not public");
      await stranger.context.close();
    });

    test("5. the convocation is mailed to the collège, with a link to this portal", async () => {
      const mail = await readMail(college.page, demo.url, school.login, /convocation/i);
      assert.ok(mail.links.some((href) => href.startsWith(at("/reservations/"))), "it leads to the booking");
      assert.match(mail.text, /Inès/);
    });

    test("6. it finds the booking, cancels it with a reason, and the place is free at once", async () => {
      const { page } = college;
      await page.goto(at("/reservations?recherche=bernard"));
      assert.match(await said(page), /Résultats 1 - 1 sur 1/);
      await unfoldActs(page);
      await page.getByRole("link", { name: /Désinscrire/ }).first().click();
      await page.getByRole("button", { name: /Désinscrire/ }).click();
      assert.match(await said(page), /motif/i, "a reason is asked for");
      await page.getByLabel("Motif").fill("L’élève est malade.");
      await page.getByRole("button", { name: /Désinscrire/ }).click();
      await page.goto(at(booked));
      assert.doesNotMatch(await said(page), /BERNARD/);
      const told = await readMail(page, demo.url, `@${here.host}.example`, /Réservation annulée/);
      assert.match(told.text, /L’élève est malade/, "the host is told why");
    });

    test("7. the staff creates a stage by clicking a day, changes it, and sees who comes", async () => {
      const { page } = staff;
      const { login, password } = demo.someone(here.host, "editor");
      await enter(page, at, login, password);
      await page.goto(at("/calendrier"));
      assert.match(await said(page), /cliquez directement sur le jour souhaité/);
      await page.getByRole("link", { name: /suivant/i }).click();
      await page.locator("a.day-number").nth(8).click();
      const form = page.getByRole("dialog");
      assert.match(await form.getByLabel("Date", { exact: true }).inputValue(), /^\d{4}-\d\d-\d\d$/, "the day is filled in");
      await form.getByLabel("Formation").selectOption({ index: 1 });
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
      await page.goto(at(edit));
      await page.getByLabel("Salle").fill("Atelier D");
      await page.getByRole("button", { name: "Enregistrer", exact: true }).click();
      await page.getByText("Atelier D").first().waitFor();
    });

    test("7. it validates one pupil, refuses another with a reason, and both are mailed", async () => {
      for (const pupil of [PUPIL, OTHER_PUPIL]) {
        await college.page.goto(at(created));
        await book(college.page, pupil);
        await college.page.waitForLoadState();
      }
      const { page } = staff;
      await page.goto(at(created));
      assert.match(await said(page), /complet/i);
      await page.getByRole("button", { name: /Valider la réservation de BERNARD/ }).click();
      await page.goto(at(created));
      await page.getByRole("link", { name: /Refuser la réservation de NGUYỄN/ }).click();
      await page.getByLabel("Motif").fill("Atelier fermé ce jour-là.");
      await page.getByRole("button", { name: "Refuser la réservation" }).click();
      await page.goto(at(created));
      const text = await said(page);
      assert.match(text, /Validée/);
      assert.doesNotMatch(text, /NGUYỄN/);
      const refusal = await readMail(college.page, demo.url, school.login, /refus/i);
      assert.match(refusal.text, /Atelier fermé ce jour-là/);
      await page.goto(at("/stagiaires?recherche=bernard"));
      assert.match(await said(page), /BERNARD/);
    });

    test("7. it cancels the stage: whoever is booked is told why", async () => {
      const { page } = staff;
      await page.goto(at(created));
      await page.getByRole("link", { name: "Annuler le stage" }).click();
      await page.getByLabel("Motif").fill("Grève des transports.");
      await page.locator("main form button").click();
      await page.goto(at(created));
      assert.match(await said(page), /annulé/i);
      const mail = await readMail(college.page, demo.url, school.login, /annul/i);
      assert.match(mail.text, /Grève des transports/);
    });

    test("7. on the other portal the staff is nobody", async () => {
      const { page } = staff;
      const { login, password } = demo.someone(here.host, "editor");
      await signIn(page, elsewhere, login, password);
      for (const path of ["/tableau-de-bord", "/stagiaires", "/creneaux/nouveau", created]) {
        const answer = await page.goto(elsewhere(path));
        assert.ok(answer.status() === 404 || /connexion/.test(page.url()), `${path} is not there for her`);
      }
    });

    test("nothing complained in the browser's console", () => {
      assert.deepEqual([...college.complaints, ...staff.complaints], []);
    });
  });
}

test("without JavaScript, a collège signs up on portal B, books, and cancels", async () => {
  const at = (path) => demo.url(B.host, path);
  const school = { uai: "0020002S", name: /Louis Sandras/ };
  const { page, context } = await person(browser, { javaScriptEnabled: false });
  await signUp(page, at, school);
  await confirm(page, demo, school);
  const stage = await openStage(page, at);
  await book(page, { last: "Ouattara", first: "Awa", class: "3e 4" });
  assert.match(await said(page), /OUATTARA Awa/);
  await page.goto(at("/reservations"));
  await unfoldActs(page);
  await page.getByRole("link", { name: /Désinscrire/ }).first().click();
  await page.getByLabel("Motif").fill("Changement d’orientation.");
  await page.getByRole("button", { name: /Désinscrire/ }).click();
  await page.goto(at(stage));
  assert.doesNotMatch(await said(page), /OUATTARA/);
  await context.close();
});
