// One account for every portal, as people meet it: the hop, recovery, colleagues, passwords, e-mail
// changes and mailboxes that bounce. Days pass in seconds: see crates/testing-web/examples/clockwork.rs.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, person, readMail, stand, startClockwork, world } from "./lib.mjs";
import { PASSWORD, confirm, enter, said, signIn, signUp, typeUai } from "./steps.mjs";

stand(startClockwork, 60_000);

const at = (host) => (path) => world.url(host, path);
const button = (page, name) => page.getByRole("button", { name });
const linkOf = (mail, part) => {
  const link = mail.links.find((href) => href.includes(part));
  assert.ok(link, `the mail has a link with « ${part} »: ${mail.links}`);
  return link;
};

// Somebody who is signed in on a host, in a browser of her own.
const signedIn = async (host, login, password = world.password) => {
  const someone = await person(browser);
  await enter(someone.page, at(host), login, password);
  return someone.page;
};

const isSignedOut = async (page, host) => {
  await page.goto(world.url(host, host === "compte" ? "/" : "/reservations"));
  return /\/connexion/.test(page.url());
};

// The form of the recovery page, from the RNE on.
const askForAccess = async (page, school, who) => {
  await typeUai(page, at("atelier"), school.uai);
  await page.getByRole("heading", { name: /Récupération d’identifiant pour le Collège/ }).waitFor();
  await page.getByLabel("Votre nom").fill(who.last);
  await page.getByLabel("Votre prénom").fill(who.first);
  await page.getByLabel("Fonction dans l’établissement").fill("secrétariat");
  await page.getByLabel("Votre adresse email académique (obligatoire)").fill(who.email);
  await button(page, "VALIDER LA DEMANDE DE CRÉATION DE COMPTE").click();
  await page.getByText("Regardez vos courriels").waitFor();
};

// Opens the mailed link and says that the mailbox is hers: only then is anybody written to.
const proveMailbox = async (page, who) => {
  const mail = await readMail(page, world.url, who.email, /Confirmez votre demande/);
  await page.goto(linkOf(mail, "/demande/"));
  await button(page, /Oui, c’est mon adresse/).click();
  await page.getByText("Votre demande est enregistrée").waitFor();
};

// The invitation that follows: a password of her own.
const join = async (page, who) => {
  const mail = await readMail(page, world.url, who.email, /Votre demande est acceptée/);
  await page.goto(linkOf(mail, "/invitation/"));
  assert.match(await said(page), new RegExp(who.email, "i"));
  if (await page.getByLabel("Mme", { exact: true }).count()) await page.getByLabel("Mme", { exact: true }).check();
  await page.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await page.getByLabel("Confirmation du mot de passe").fill(PASSWORD);
  await button(page, "Accepter l’invitation").click();
};

const NEW_PASSWORD = "lanterne sous un parapluie bleu";
const MAELLE = { last: "Le Goff", first: "Maëlle", email: "maelle.legoff@ac-nantes.fr" };

test("a collège signs up on one portal and hops to another", async () => {
  const { page } = await person(browser);
  const school = { ...world.bellevue, name: /Collège Bellevue/ };
  await signUp(page, at("atelier"), school);
  const first = linkOf(await readMail(page, world.url, school.login, /confirm/i), "/confirmation/");
  await page.goto(at("atelier")(`/inscription/${school.uai}/courriel`));
  await button(page, /Recevoir l’email de confirmation/).click();
  await page.getByText("reste valable").waitFor();
  // The first mail is as good as the second one, until one of them is used.
  await page.goto(first);
  await button(page, "Confirmer mon adresse").waitFor();
  const used = await confirm(page, world, school);
  for (const [link, words] of [[used, /déjà servi/], [first, /déjà ouvert/]]) {
    await page.goto(link);
    assert.match(await said(page), words, link === first ? "a replaced link" : "a used link");
  }
  await page.goto(world.url("forges", "/reservations"));
  const hop = button(page, /Continuer comme .*Bellevue/);
  await hop.waitFor();
  assert.equal(await page.getByLabel("Votre mot de passe").count(), 0, "no password is asked for");
  await hop.click();
  await page.locator("details.person").waitFor();
  assert.equal(page.url(), world.url("forges", "/reservations"), "it goes where it wanted to go");
});

test("a portal on its own domain takes the same account, and signing out can end all", async () => {
  const page = await signedIn("atelier", world.bellevue.login, PASSWORD);
  await page.goto(world.url("jardins", "/connexion"));
  await page.getByRole("link", { name: "Continuer avec mon compte" }).click();
  await button(page, /Continuer comme .*Bellevue/).click();
  await page.locator("details.person").waitFor();
  assert.match(page.url(), new RegExp(world.hosts.jardins));
  await page.goto(world.url("jardins", "/deconnexion"));
  await button(page, "Se déconnecter de tous les portails").click();
  for (const host of ["jardins", "atelier", "compte"]) assert.ok(await isSignedOut(page, host), `signed out on ${host}`);
});

test("a recovery ends in an account of her own: the manager accepts from the mailed link", async () => {
  const { page } = await person(browser);
  await typeUai(page, at("atelier"), world.cacault.uai);
  const text = await said(page);
  assert.match(text, /l’adresse Email du gestionnaire commence par/);
  assert.match(text, /ce\.\.\.\.\./);
  assert.doesNotMatch(text, /ac-nantes/, "the domain is not told");
  await askForAccess(page, world.cacault, MAELLE);
  await proveMailbox(page, MAELLE);

  const notice = await readMail(page, world.url, world.cacault.login, /Demande d’accès/);
  assert.match(notice.text, /Maëlle/);
  const manager = await person(browser);
  await manager.page.goto(linkOf(notice, "/demandes/"));
  await button(manager.page, "Accepter la demande").click();
  await manager.page.getByText("Votre réponse est enregistrée").waitFor();

  await join(page, MAELLE);
  await enter(page, at("atelier"), MAELLE.email);
  assert.match(await page.locator("header").innerText(), /Cacault/);
});

test("a refusal is mailed with its reason", async () => {
  const { page } = await person(browser);
  const stranger = { last: "Personne", first: "Paul", email: "paul.personne@ac-nantes.fr" };
  await askForAccess(page, world.cacault, stranger);
  await proveMailbox(page, stranger);

  const manager = await signedIn("compte", world.cacault.login);
  await manager.goto(world.url("compte", `/etablissements/${world.cacault.uai}/demandes`));
  await manager.getByRole("link", { name: "Paul Personne" }).click();
  await button(manager, "Refuser la demande").click();
  assert.match(await said(manager), /motif/i, "a reason is asked for");
  await manager.getByLabel("Motif").fill("Vous n’êtes pas de notre collège.");
  await button(manager, "Refuser la demande").click();
  const told = await readMail(page, world.url, stranger.email, /refusée/);
  assert.match(told.text, /Vous n’êtes pas de notre collège/);
});

test("a request that nobody answers goes to the operators after 24 hours, and opens after 72 more", async () => {
  const { page } = await person(browser);
  const school = world.orphan;
  const successor = { last: "Caradec", first: "Soazig", email: `ce.${school.uai.toLowerCase()}@ac-nantes.fr` };
  await askForAccess(page, school, successor);
  await proveMailbox(page, successor);
  const operator = await signedIn("console", world.operator);
  await operator.goto(world.url("console", "/demandes"));
  assert.doesNotMatch(await said(operator), /Caradec/i, "operators do not see it before");

  await world.advance("25h");
  await readMail(page, world.url, school.login, /Rappel/);
  await enter(operator, at("console"), world.operator, world.password);
  await operator.goto(world.url("console", "/demandes"));
  await operator.getByRole("link", { name: "Soazig Caradec" }).click();
  await button(operator, "Annoncer l’accès").click();
  await operator.getByText("L’accès est annoncé aux gestionnaires").waitFor();
  await readMail(page, world.url, school.login, /Un accès va être ouvert/);

  await world.advance("73h");
  await join(page, successor);
  await enter(page, at("atelier"), successor.email);
  await page.goto(world.url("compte", `/etablissements/${school.uai}/collegues`));
  const people = await said(page);
  assert.match(people, /Rolland/, "who was there is still there");
  assert.match(people, /Caradec.*[\s\S]*gestionnaire/i);
});

test("the last manager cannot leave; her colleague is made one, and then she can", async () => {
  const page = await signedIn("compte", world.cacault.login);
  const colleagues = world.url("compte", `/etablissements/${world.cacault.uai}/collegues`);
  await page.goto(colleagues);
  await page.getByRole("link", { name: "Quitter l’établissement" }).click();
  assert.match(await page.locator("[data-error-summary]").innerText(), /gestionnaire/, "she is told why");
  await page.goto(colleagues);
  await page.getByRole("row").filter({ hasText: MAELLE.email }).getByRole("link", { name: /Rôle/ }).click();
  await page.getByLabel(/gestionnaire/i).check();
  await button(page, "Changer le rôle").click();
  await page.goto(colleagues);
  await page.getByRole("link", { name: "Quitter l’établissement" }).click();
  await button(page, "Quitter l’établissement").click();
  await page.goto(colleagues);
  assert.match(await page.locator("body").innerText(), /Vous avez quitté/, "nothing of the school is hers any more");
});

test("an e-mail change needs both mailboxes, and the new login works everywhere", async () => {
  const page = await signedIn("compte", MAELLE.email, PASSWORD);
  const next = "m.legoff@ac-nantes.fr";
  await page.goto(world.url("compte", "/profil/adresse"));
  await page.getByLabel("Votre nouvelle adresse").fill(next);
  await button(page, "Envoyer les deux courriels").click();
  const allow = await readMail(page, world.url, MAELLE.email, /Autorisez le changement/);
  const confirmation = await readMail(page, world.url, next, /Confirmez votre nouvel identifiant/);
  await page.goto(linkOf(allow, "/profil/adresse/"));
  await button(page, "Autoriser").click();
  await page.getByText("Changement autorisé").waitFor();
  await page.goto(linkOf(confirmation, "/profil/adresse/"));
  await button(page, "Confirmer").click();
  await page.getByText("Votre identifiant a changé").waitFor();

  const { page: elsewhere } = await person(browser);
  await signIn(elsewhere, at("forges"), MAELLE.email);
  await elsewhere.locator("[data-error-summary]").waitFor();
  await enter(elsewhere, at("forges"), next);
  MAELLE.email = next;
});

test("a new password ends the other sessions, everywhere but here", async () => {
  const there = await signedIn("atelier", world.langevin.login);
  const here = await signedIn("compte", world.langevin.login);
  await here.goto(world.url("compte", "/profil/mot-de-passe"));
  await here.getByLabel("Mot de passe actuel").fill(world.password);
  await here.getByLabel("Nouveau mot de passe", { exact: true }).fill(NEW_PASSWORD);
  await here.getByLabel("Confirmation du nouveau mot de passe").fill(NEW_PASSWORD);
  await button(here, "Changer le mot de passe").click();
  await here.getByRole("status").waitFor();
  assert.ok(await isSignedOut(there, "atelier"), "the other session has ended");
  assert.ok(!(await isSignedOut(here, "compte")), "this one has not");
  await enter(there, at("atelier"), world.langevin.login, NEW_PASSWORD);
});

test("whose mailbox bounces is told at the next page, and what to do", async () => {
  await world.bounce(world.bellevue.login);
  const { page: anonymous } = await person(browser);
  await anonymous.goto(world.url("atelier", "/mot-de-passe"));
  await anonymous.getByLabel(/adresse/i).fill(world.bellevue.login);
  await button(anonymous, /RECEVOIR L’EMAIL DE RÉINITIALISATION/).click();
  const page = await signedIn("atelier", world.bellevue.login, PASSWORD);
  const banner = page.getByText("Nos courriels ne vous parviennent plus");
  for (let attempt = 0; attempt < 20 && !(await banner.count()); attempt += 1) {
    await page.waitForTimeout(250);
    await page.reload();
  }
  await banner.waitFor();
  assert.match(await said(page), /changez votre adresse/, "what to do");
});
