// Both guides, step by step and in their words: docs/guides.md lists which test walks which step. Each is walked on
// both portals, with and without JavaScript, on the secretary's screen and on a phone.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { browser, person, readMail, stand, startDemo, world as demo } from "./lib.mjs";
import { book, confirm, enter, openStage, pdfText, said, signUp, typeUai, unfoldActs } from "./steps.mjs";

const DESKTOP = { viewport: { width: 1366, height: 768 } };
const PHONE = { viewport: { width: 360, height: 740 } };
const BARE = { javaScriptEnabled: false };

// Each with a name of its own for its pupils, and schools that nobody has signed up yet: for a portal, for the common site.
const SCREENS = [
  { way: "with script, 1366 px", options: DESKTOP, named: { "lycee-atelier": "alfa", "lycee-jardins": "echo" },
    schools: { "lycee-atelier": "0010006B", "lycee-jardins": "0010008D", "ministages-44": "0010002X" } },
  { way: "without script, 360 px", options: { ...PHONE, ...BARE }, named: { "lycee-atelier": "foxtrot", "lycee-jardins": "bravo" },
    schools: { "lycee-atelier": "0010018P", "lycee-jardins": "0010005A", "ministages-44": "0010025X" } },
  { way: "with script, 360 px", options: PHONE, named: { "lycee-atelier": "golf", "lycee-jardins": "charlie" },
    schools: { "lycee-atelier": "0010022U", "lycee-jardins": "0010024W", "ministages-44": "0010026Y" } },
  { way: "without script, 1366 px", options: { ...DESKTOP, ...BARE }, named: { "lycee-atelier": "delta", "lycee-jardins": "hotel" },
    schools: { "lycee-atelier": "0010035H", "lycee-jardins": "0010039M", "ministages-44": "0010040N" } },
];
const WAYS = SCREENS.flatMap(({ named, schools, ...screen }) => Object.entries(named).map(([host, name]) => (
  { ...screen, host, name, school: { uai: schools[host], name: /\S/ } })));

stand(startDemo);

// No page of a walk scrolls sideways: a phone shows all of it.
const fits = async (page, what) => {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(overflow <= 0, `${what} scrolls sideways by ${overflow} px`);
};

const says = async (page, words, what) => {
  const text = (await said(page)).replace(/\s+/g, " ");
  for (const word of words) assert.match(text, word, what);
  await fits(page, what);
};

for (const { host, way, options, school, name } of WAYS) {
  describe(`${host}, ${way}`, () => {
    const at = (path) => demo.url(host, path);
    const scripted = options.javaScriptEnabled !== false;
    const college = () => demo.someone(host, "college");
    let guest, member, staff, complaints, convention;

    before(async () => {
      guest = (await person(browser, options)).page;
      member = (await person(browser, options)).page;
      staff = (await person(browser, options)).page;
      await enter(member, at, college().login, college().password);
      const editor = demo.someone(host, "editor");
      await enter(staff, at, editor.login, editor.password);
    });

    test("connexion: the page of the guide", async () => {
      await guest.goto(at("/connexion"));
      for (const label of ["Votre adresse Email", "Votre mot de passe", "Maintenir ma connexion"]) {
        assert.equal(await guest.getByLabel(label).count(), 1, label);
      }
      for (const link of ["Mot de passe oublié ?", "Inscrivez votre établissement scolaire", "Visualiser les stages", /Télécharger le guide/]) {
        assert.ok(await guest.getByRole("link", { name: link }).count(), `${link}`);
      }
      await says(guest, [/CONNEXION/, /identifiant/, /Créer un compte/], "the sign-in");
    });

    test("connexion: a forgotten password", async () => {
      await guest.goto(at("/connexion"));
      await guest.getByRole("link", { name: "Mot de passe oublié ?" }).click();
      await says(guest, [/Veuillez renseigner votre adresse Email afin de recevoir le lien de réinitialisation de votre mot de passe/], "forgotten");
      assert.ok(await guest.getByRole("link", { name: "Retour", exact: true }).count(), "« Retour »");
      await guest.getByLabel("Votre adresse Email").fill("personne@ac-nantes.fr");
      await guest.getByRole("button", { name: "RECEVOIR L’EMAIL DE RÉINITIALISATION DU MOT DE PASSE" }).click();
      await says(guest, [/courriel/i], "sent");
    });

    test("connexion: a login that nobody remembers", async () => {
      await typeUai(guest, at, /ce\.(\w+)@/.exec(college().login)[1]);
      await says(guest, [
        /Récupération d’identifiant pour le Collège/,
        /Si vous avez pour mission de gérer les stages de votre établissement/,
        /l’adresse Email du gestionnaire commence par : ce\.\.\.\.\./,
      ], "recovery");
      for (const label of ["Votre nom", "Votre prénom", "Fonction dans l’établissement", "Votre adresse email académique (obligatoire)"]) {
        assert.equal(await guest.getByLabel(label).count(), 1, label);
      }
      assert.ok(await guest.getByRole("link", { name: "Annuler", exact: true }).count(), "« Annuler »");
      await guest.getByRole("button", { name: "VALIDER LA DEMANDE DE CRÉATION DE COMPTE" }).click();
      assert.ok(await guest.locator("[data-error-summary]").count(), "an empty form says what is missing");
    });

    test("inscription: from the button to the account", async () => {
      await typeUai(guest, at, school.uai);
      await says(guest, [/en cas de problème, contactez-nous/i, new RegExp(school.uai)], "the form");
      await guest.getByRole("link", { name: "Retour", exact: true }).click();
      await signUp(guest, at, school);
      await guest.getByRole("button", { name: /Recevoir l’email de confirmation à l’adresse/ }).click();
      await says(guest, [/cinq minutes|5 minutes/, /un nouveau courriel part/], "the link's life");
      await arrived(guest, school.login, 2);
      await confirm(guest, demo, school);
    });

    test("stagiaire: from the calendar to the convention", async () => {
      await member.goto(at("/"));
      await visit(member, "Calendrier");
      const filters = member.locator("#filtres");
      for (const label of [/Type de stage/i, /Détail des horaires/i, /Filière/i, /Enseignant/i, /Remplissage/i]) {
        assert.match(await filters.innerHTML(), label, `the filter ${label}`);
      }
      assert.ok(await member.getByRole("link", { name: "Aujourd’hui" }).count(), "« Aujourd’hui »");
      const last = `Calendrier${name}`;
      await openStage(member, at);
      // With script the stage is a window over the calendar.
      const stage = scripted ? member.getByRole("dialog") : member;
      await stage.getByText(/places? restantes? sur/).first().waitFor();
      await book(stage, { last, first: "Ines", class: "3e B" });
      await stage.getByText(last.toUpperCase()).first().waitFor();
      const conv = stage.getByRole("link", { name: scripted ? new RegExp(`Conv.*${last}`, "i") : "Imprimer la convention" });
      convention = await conv.getAttribute("href");
      assert.match(await pdfText(member, convention), new RegExp(last.toUpperCase()), "the convention");
      const mail = await readMail((await person(browser)).page, demo.url, college().login, /convocation/i);
      assert.match(mail.text, /Ines/, "the convocation");
    });

    test("stagiaire: a homonym is told apart", async () => {
      const last = `Calendrier${name}`;
      await openStage(member, at);
      const stage = scripted ? member.getByRole("dialog") : member;
      // Another class, here or on another stage: is it she?
      await book(stage, { last, first: "Ines", class: "4e A" });
      await stage.getByRole("heading", { name: /Un élève de ce nom est déjà (inscrit|connu).*Est-ce le même élève/ }).waitFor();
      assert.equal(await stage.getByLabel("Nom", { exact: true }).inputValue(), last, "what was typed stays");
      await fits(member, "the question");
      await stage.getByRole("button", { name: "Non, un homonyme" }).click();
      await stage.getByText(new RegExp(`${last.toUpperCase()} Ines \\(homonyme\\s2\\)`)).first().waitFor();
      await staff.goto(at(`/stagiaires?recherche=${last}`));
      await says(staff, [/Ines \(homonyme 2\)/, /Résultats 1 - 2 sur 2/], "the staff's list");
    });

    test("stagiaire: the information on the convention is corrected", async () => {
      await member.goto(at("/"));
      await visit(member, "Options");
      await says(member, [/Options Générales/], "options");
      await member.getByRole("link", { name: /Calendrier, Information/ }).click();
      await says(member, [/Informations de l’Établissement/, /Sur vos conventions/], "the school's information");
      // The convention that showed the error is made right, by the same path.
      const street = `8 rue de ${name}`;
      await member.locator("#adresse").fill(`${street}\n44190 Clisson`);
      await member.getByRole("button", { name: "Enregistrer", exact: true }).click();
      await says(member, [/sont enregistrées/, /pas encore revenues? portent?.*refaire ?\?/], "saved, and the offer");
      await member.getByRole("button", { name: "Refaire les conventions" }).click();
      await says(member, [/refaites? avec ces informations/], "made anew");
      assert.match(await pdfText(member, convention), new RegExp(street), "the convention is right");
    });

    test("réserver: type of pupil, by lycée, identity", async () => {
      await member.goto(at("/"));
      await visit(member, "Réserver");
      await says(member, [/Réserver un mini-stage/, /Type d’élève.*Créneau.*Identité/, /Comment rechercher le créneau ?/], "the wizard");
      await member.getByRole("link", { name: "Changer le type d’élève" }).click();
      await says(member, [/Quel type d’élève souhaitez-vous inscrire ?/], "step 1");
      await member.getByRole("link", { name: /Élève de mon établissement/ }).first().click();
      await member.getByRole("link", { name: /Par établissement/ }).click();
      await says(member, [/Établissement/, /Formation disponible/, /Créneau disponible/], "by lycée");
      await chooseStage(member, scripted);
      await identify(member, `Parlycee${name}`);
      await says(member, [/réservation est enregistrée/, /En attente/, /Imprimer la convention/, /Ajouter à l’agenda/], "the message");
    });

    test("réserver: by formation, with a word", async () => {
      await member.goto(at("/reserver"));
      await member.getByRole("link", { name: /Par formation/ }).click();
      await member.getByRole("searchbox", { name: /formation/i }).fill("bac pro");
      await member.getByRole("button", { name: "Chercher", exact: true }).click();
      await says(member, [/formations? pour « bac pro »/], "found");
      await chooseStage(member, scripted);
      await identify(member, `Parformation${name}`);
      await says(member, [/En attente/], "the message");
    });

    test("réserver: the choice survives the sign-in", async () => {
      const { page } = await person(browser, options);
      await page.goto(at("/"));
      await page.goto(at("/reserver"));
      await chooseStage(page, scripted);
      await page.getByLabel("Votre adresse Email").fill(college().login);
      await page.getByLabel("Votre mot de passe").fill(college().password);
      await page.getByRole("button", { name: "CONNEXION", exact: true }).click();
      await says(page, [/Identité de l’élève/], "after the sign-in");
      await identify(page, `Aprescompte${name}`);
      await says(page, [/En attente/], "the message");
    });

    test("réserver: the lycée inscribes its own pupil, and one of another school", async () => {
      await staff.goto(at("/reserver"));
      await says(staff, [/Inscrivez un élève sur un créneau de votre établissement/, /Quel type d’élève souhaitez-vous inscrire ?/], "step 1");
      await staff.getByRole("link", { name: /Élève extérieur/ }).click();
      await staff.getByLabel("Nom, ville ou code RNE").fill(/ce\.(\w+)@/.exec(college().login)[1]);
      await staff.getByRole("button", { name: "Rechercher", exact: true }).click();
      await staff.locator("main .plain-list a").first().click();
      await chooseStage(staff, scripted);
      await identify(staff, `Exterieur${name}`);
      await says(staff, [/En attente|Validée/], "the message");
      await staff.goto(at("/reserver"));
      await staff.getByRole("link", { name: /Élève de mon établissement/ }).click();
      await chooseStage(staff, scripted);
      await identify(staff, `Maison${name}`);
      await says(staff, [/En attente|Validée/], "the message");
    });

    test("suivi: the first page shows what is booked, here and everywhere", async () => {
      await member.goto(at("/"));
      await says(member, [/À faire/, /Vos prochains élèves/, /Réserver/], "the desk here");
      // Signed in on a portal, she is signed in there.
      await member.goto(demo.url("compte"));
      await says(member, [/À partir de votre page d’accueil vous voyez l’ensemble de vos réservations/, /Lycée des métiers de l’Atelier/,
        /Lycée agricole des Jardins/], "the desk of all portals");
      await visit(member, "Mes réservations");
      await says(member, [/Résultats 1 - 10 sur \d+/, /Établissement/], "all bookings");
    });

    test("suivi: the table, its search, its pages, what is over", async () => {
      await member.goto(at("/"));
      await visit(member, "Mes réservations");
      await says(member, [/Rechercher une réservation…/, /Résultats 1 - \d+ sur \d+/, /Réserver/, /Antérieures/], "the table");
      // Said where it is so: the other lycée wants the convention on the day itself.
      if (host === "lycee-atelier") await says(member, [/Le mini-stage ne sera validé qu’à réception de la convention complétée/], "the rule");
      const table = await member.locator("main table").innerText();
      for (const column of ["Élève", "Établissement", "Formation", "Date", "Statut", "Actions"]) {
        assert.match(await member.locator("main table").innerHTML(), new RegExp(column), `${column} in ${table}`);
      }
      await member.getByLabel("Rechercher une réservation…").first().fill(`Parlycee${name}`);
      await member.getByRole("button", { name: "Filtrer" }).click();
      await says(member, [new RegExp(`PARLYCEE${name}`, "i"), /En attente/, /Résultats 1 - 1 sur 1/, /Afficher 10 .*par page/], "found");
      await member.getByRole("link", { name: "Antérieures" }).click();
      await says(member, [/Réservations passées/], "what is over");
    });

    test("suivi: the lycée can be called", async () => {
      await member.goto(at(`/reservations?recherche=Parlycee${name}`));
      await unfoldActs(member);
      assert.ok(await member.locator("main table details a[href^='tel:']").count(), "its phone is in the row");
    });

    test("suivi: several rows, one print, one agenda", async () => {
      await member.goto(at(`/reservations?recherche=${name}`));
      const boxes = member.locator("main input[name=choix]");
      assert.ok((await boxes.count()) >= 3, "three of this walk");
      const chosen = [await boxes.nth(0).getAttribute("value"), await boxes.nth(1).getAttribute("value")];
      const query = chosen.map((id) => `choix=${id}`).join("&");
      assert.equal(await member.getByRole("button", { name: "Éditer et imprimer la convention" }).count(), 1);
      const text = await pdfText(member, `/reservations/conventions.pdf?${query}`, 4);
      for (const row of [0, 1]) {
        const pupil = await member.locator("main tbody th[scope=row] a").nth(row).innerText();
        assert.match(text, new RegExp(pupil.split(" ")[0], "i"), `${pupil} is in the one file`);
      }
      for (const box of [0, 1]) await member.locator("label.pick:has(input[name=choix])").nth(box).click();
      const [agenda] = await Promise.all([
        member.waitForEvent("download"),
        member.getByRole("button", { name: "Ajouter à l’agenda" }).click(),
      ]);
      assert.match(agenda.suggestedFilename(), /\.ics$/);
    });

    test("suivi: a pupil is taken off, alone or with others", async () => {
      await member.goto(at(`/reservations?recherche=${name}`));
      const before = await member.locator("main input[name=choix]").count();
      for (const box of [0, 1]) await member.locator("label.pick:has(input[name=choix])").nth(box).click();
      await member.getByRole("button", { name: /Désinscrire/ }).click();
      await says(member, [/Désinscrire ces 2 élèves/], "asked");
      await member.getByLabel("Motif").fill("Les élèves ont changé d’avis.");
      await member.getByRole("button", { name: /Désinscrire les 2 élèves/ }).click();
      await says(member, [/2 élèves désinscrits/, /courriel/], "done");
      await member.goto(at(`/reservations?recherche=${name}`));
      assert.equal(await member.locator("main input[name=choix]").count(), before - 2);
    });

    test("lycée: the desk of the guide's pictures", async () => {
      await staff.goto(at("/tableau-de-bord"));
      await says(staff, [/Remplissage des stages/i, /inscrits? \/ \d+ dispo\./i, /Top 5 filières/i, /Top 5 établissements/i, /Stages à venir/i, /Voir tout/], "the desk");
      await visit(staff, "Calendrier");
      await says(staff, [/Pour créer un stage, cliquez directement sur le jour souhaité/], "the calendar");
    });
  });
}

const COMMON = "ministages-44";

for (const { way, options, named, schools } of SCREENS) {
  describe(`the common site, ${way}`, () => {
    const at = (path) => demo.url(COMMON, path);
    const scripted = options.javaScriptEnabled !== false;
    let page;

    before(async () => {
      page = (await person(browser, options)).page;
    });

    // « Mes réservations », which a phone keeps behind « Mon compte ».
    const knows = async (page) => {
      const link = page.getByRole("link", { name: "Mes réservations" });
      const menu = page.locator("details.person summary");
      if (!(await link.count())) await menu.click();
      assert.equal(await link.count(), 1, "she is known here");
      await fits(page, "the header");
      if (await page.locator("details.person[open]").count()) await menu.click();
    };

    // The last step is on the lycée's portal, after the sign-in.
    const goOn = async (portal, last) => {
      await pickStage(page, scripted);
      if (!scripted) await page.getByRole("button", { name: "Choisir ce créneau" }).click();
      await page.getByRole("link", { name: /Continuer/ }).click();
      assert.ok(page.url().startsWith(demo.url(portal, "/")), `${page.url()} is the lycée's own`);
      if (!/identite/.test(new URL(page.url()).pathname)) await signInThere(page, demo.someone("lycee-atelier", "college"));
      await says(page, [/Identité de l’élève/], "step 3");
      await identify(page, last);
      await says(page, [/En attente/], "the message");
    };

    test("site commun: its own name and text, the two ways", async () => {
      await page.goto(at("/"));
      await says(page, [/Mini-Stages 44/, /Comment rechercher le créneau ?/, /Par établissement/, /Par formation/], "the common site");
      assert.ok(await page.getByRole("link", { name: "Se connecter" }).count(), "« Se connecter »");
    });

    test("site commun: the page of the guide", async () => {
      await page.goto(at("/"));
      for (const link of ["Créer un compte", /Télécharger le guide/, "Visualiser les stages", "Mot de passe perdu ?",
        "Je ne connais pas mon identifiant", "Recevoir l’email de confirmation"]) {
        assert.ok(await page.getByRole("link", { name: link }).count(), `${link}`);
      }
      assert.match(await pdfText(page, "/guide", 2), /Guide de connexion et d’inscription/, "the guide");
      await page.getByRole("link", { name: "Visualiser les stages" }).click();
      await says(page, [/Stages à venir/, /places? restantes?/], "the stages");
    });

    test("site commun: from « Créer un compte » to the account", async () => {
      await page.goto(at("/"));
      await page.getByRole("link", { name: "Créer un compte" }).click();
      assert.ok(page.url().startsWith(demo.url("compte", "/inscription")), `${page.url()} is the account's home`);
      await says(page, [/Code RNE/, /Retour à la connexion/], "the RNE");
      const school = { uai: schools[COMMON], name: /\S/ };
      await signUp(page, (path) => demo.url("compte", path), school);
      await confirm(page, demo, school);
      await says(page, [/Aucun élève n’est inscrit/], "its desk");
      await page.goto(at("/"));
      await knows(page);
    });

    test("site commun: « Déconnexion », and back to where she signed in", async () => {
      await page.locator("details.person summary").click();
      await fits(page, "the menu");
      await page.getByRole("link", { name: "Déconnexion" }).click();
      await page.getByRole("button").filter({ hasText: /déconnecter|DÉCONNEXION/i }).last().click();
      await page.goto(at("/recherche?recherche=menuisier"));
      await page.getByRole("link", { name: "Se connecter" }).first().click();
      await says(page, [/Vous irez ensuite sur le site Mini-Stages 44/], "where she goes");
      const { login, password } = demo.someone("lycee-atelier", "college");
      await page.getByLabel("Votre adresse Email").fill(login);
      await page.getByLabel("Votre mot de passe").fill(password);
      await page.getByRole("button", { name: "CONNEXION", exact: true }).click();
      await page.waitForURL(at("/recherche?recherche=menuisier"));
      await knows(page);
    });

    test("site commun: réserver, by lycée", async () => {
      await page.goto(at("/"));
      await visit(page, "Réserver");
      await says(page, [/Réserver un mini-stage/, /Type d’élève/, /Comment rechercher le créneau ?/], "the wizard");
      await page.locator("label.option", { hasText: "Lycée agricole des Jardins" }).click();
      if (!scripted) await page.getByRole("button", { name: "Voir les formations" }).click();
      await page.getByText("Changer d’établissement").waitFor();
      await goOn("lycee-jardins", `Lycee${named["lycee-jardins"]}`);
    });

    test("site commun: réserver, by formation", async () => {
      await page.goto(at("/reserver?par=formation"));
      await page.getByRole("searchbox").first().fill("menuisrie");
      await page.getByRole("button", { name: "Chercher", exact: true }).click();
      await page.locator("label.option", { hasText: /menuisier/i }).first().waitFor();
      assert.equal(await page.locator("label.option:has(input[name=formation])", { hasNotText: /menuis/i }).count(), 0, "what was found alone");
      await goOn("lycee-atelier", `Formation${named["lycee-atelier"]}`);
    });
  });
}

// The sign-in that a portal asks for, or one click where another portal knows her.
async function signInThere(page, { login, password }) {
  const hop = page.getByRole("button", { name: /Continuer comme/ });
  const typed = page.getByLabel("Votre adresse Email");
  await hop.or(typed).first().waitFor();
  if (await hop.count()) return hop.click();
  await typed.fill(login);
  await page.getByLabel("Votre mot de passe").fill(password);
  await page.getByRole("button", { name: "CONNEXION", exact: true }).click();
}

// So many mails to an address are in the console's mailbox: only the last one's link is good.
async function arrived(page, login, count) {
  const mails = page.getByRole("row").filter({ hasText: login });
  for (let attempt = 0; attempt < 40; attempt += 1) {
    await page.goto(demo.url("console", "/courriels"));
    if ((await mails.count()) >= count) return;
    await page.waitForTimeout(250);
  }
  throw new Error(`fewer than ${count} mails to ${login}`);
}

// A tab of the navigation, which a phone keeps behind « Menu ».
async function visit(page, tab) {
  const menu = page.getByRole("button", { name: "Menu" });
  const link = page.getByRole("navigation", { name: "Navigation principale" }).getByRole("link", { name: tab, exact: true });
  if (!(await link.isVisible()) && (await menu.isVisible())) await menu.click();
  await link.click();
}

// « Déroulez », « sélectionnez »: the first formation that has a place, its first such stage.
async function chooseStage(page, scripted) {
  await pickStage(page, scripted);
  await page.getByRole("button", { name: /Continuer/ }).click();
}

async function pickStage(page, scripted) {
  const formations = page.locator("label.option:has(input[name=formation])");
  for (let number = 0; number < (await formations.count()); number += 1) {
    // On a phone what is chosen folds to one line.
    const change = page.getByRole("link", { name: "Changer de formation" });
    if (!(await formations.nth(number).isVisible())) await change.click();
    await formations.nth(number).click();
    if (!scripted) await page.getByRole("button", { name: "Voir les créneaux" }).first().click();
    const stage = page.locator("label.option:has(input[name=creneau]:not([disabled]))").first();
    await page.locator("label.option:has(input[name=creneau])").first().waitFor();
    if (!(await stage.count())) continue;
    const words = await stage.innerText();
    assert.match(words, /\d{2}-\d{2}-\d{4} \d{2}:\d{2}-\d{2}:\d{2}/, "the guide's own date");
    assert.match(words, /places? restantes? sur/, "places in words");
    await stage.click();
    return;
  }
  throw new Error("no formation with a place");
}

// « Remplissez », « Validez ».
async function identify(page, last) {
  await page.getByLabel("Nom", { exact: true }).fill(last);
  await page.getByLabel("Prénom", { exact: true }).fill("Ines");
  await page.getByLabel("Classe", { exact: true }).fill("3e B");
  await page.getByRole("button", { name: "Confirmer la réservation" }).click();
  await page.getByText(last.toUpperCase()).first().waitFor();
}
