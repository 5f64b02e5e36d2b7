// An operator opens a lycée from its code to the first booking: the steps, its logo, its own domain, the manager's invitation, a
// stage, a school that books.
import assert from "node:assert/strict";
import { after, test } from "node:test";
import { browser, isAccessible, person, readMail, stand, startDemo, startNames, world } from "./lib.mjs";
import { PASSWORD, book, confirm, enter, openStage, said, signUp } from "./steps.mjs";

const names = new Map();
const server = await startNames(names);
after(() => server.stop());
stand(() => startDemo(["--dns", server.address]));

const at = (path) => world.url("console", path);
const button = (page, name) => page.getByRole("button", { name });
// Proved to its end by ministage/tests/it/hosts.rs: a browser keeps no cookie of ours on such a name without TLS.
const OWN = "stages.michelet.test";
// Half of it in one colour, half white.
const drawn = async (page) => Buffer.from(await page.evaluate(() => {
  const canvas = Object.assign(document.createElement("canvas"), { width: 300, height: 150 });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, 300, 150);
  pen.fillStyle = "#a63d1c";
  pen.fillRect(0, 0, 150, 150);
  return canvas.toDataURL("image/png").split(",")[1];
}), "base64");
const heading = (page, name) => page.getByRole("heading", { name, level: 1 }).waitFor();
const shots = process.env.SHOTS;
const SIZES = [[1366, 768], [360, 740]];

// Each page is accessible at every width; with SHOTS it is kept in both sizes.
const look = async (page, name) => {
  await isAccessible(page, name);
  for (const [width, height] of shots ? SIZES : []) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${shots}/${name}-${width}.png`, fullPage: width === 360 });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
};

test("from the code of a school to its first booking", async () => {
  const { page } = await person(browser);
  const { login, password } = world.someone("console", "operator");
  await enter(page, at, login, password);
  let clicks = 0;
  const press = async (what) => {
    clicks += 1;
    await what.click();
  };
  await press(page.getByRole("link", { name: "Ouvrir un lycée" }));
  await heading(page, "Quel établissement ?");
  await page.getByLabel("Code RNE (UAI), nom ou ville").fill("lycée Michelet Nantes");
  await press(page.locator("main").getByRole("button", { name: "Chercher" }));
  await look(page, "find");
  await press(page.locator("main table").getByRole("link", { name: /^Choisir/ }).first());
  await button(page, "Commencer le portail").waitFor();
  await look(page, "begin");
  await page.getByLabel("Début de l’adresse").fill("compte");
  await press(button(page, "Commencer le portail"));
  await page.getByText("réservé à la plateforme").first().waitFor();
  await press(page.getByRole("link", { name: "lycee-michelet", exact: true }));
  await press(button(page, "Commencer le portail"));
  await heading(page, "Le lycée");
  await look(page, "about");
  // Left, and resumed from the list.
  await page.goto(at("/?etat=draft"));
  await page.locator("main table").getByRole("link", { name: /Michelet/ }).click();
  await press(page.getByRole("link", { name: "Préparer l’ouverture" }));
  await look(page, "missing");
  await press(page.getByRole("link", { name: "Relire les coordonnées du lycée" }));
  await page.getByLabel("Chef d’établissement").fill("Mme Hélène Le Goff");
  if (!(await page.getByLabel("Courriel").inputValue())) await page.getByLabel("Courriel").fill("stages@michelet.example");
  await press(button(page, "Enregistrer et continuer"));
  await heading(page, "Couleur");
  // The logo: its colours are proposed.
  await press(page.getByRole("link", { name: "Choisir le logo" }));
  await heading(page, "Logo du lycée");
  await look(page, "logo");
  await page.getByLabel("Choisir le logo").setInputFiles({ name: "logo.png", mimeType: "image/png", buffer: await drawn(page) });
  await press(button(page, "Enregistrer le logo"));
  await page.getByText("Le logo du portail est enregistré.").waitFor();
  await look(page, "logo-there");
  await press(page.getByRole("link", { name: "Revenir à la couleur" }));
  await press(page.getByRole("link", { name: "Essayer #a63d1c" }));
  await page.getByText("contraste de").first().waitFor();
  await look(page, "look");
  await press(button(page, "Enregistrer et continuer"));
  await heading(page, "Formations");
  await look(page, "offer");
  const branch = page.locator("main details").filter({ has: page.getByLabel("Bac pro Cuisine", { exact: true }) });
  const field = page.getByLabel("Ce qui n’est pas dans la liste");
  if (await branch.count()) {
    if (!(await branch.getAttribute("open").catch(() => null))) await branch.locator("summary").click();
    await page.getByLabel("Bac pro Cuisine", { exact: true }).check();
  } else await field.fill("Bac pro Cuisine");
  await press(button(page, "Enregistrer et continuer"));
  await heading(page, "Responsable");
  // Its own domain: what is to be written is copied, and is not there at first.
  await press(page.getByRole("link", { name: "Adresse du portail" }));
  await press(page.getByRole("link", { name: "Y faire répondre le portail" }));
  await heading(page, "Domaine du lycée");
  await page.getByLabel("Domaine").fill(OWN);
  await press(button(page, "Préparer la preuve"));
  await press(button(page, "Vérifier"));
  await page.getByText(`le DNS ne connaît pas ${OWN}`).waitFor();
  await look(page, "domain");
  const [record] = await page.locator("dl.pairs code").allInnerTexts();
  names.set(record, "of-somebody-else");
  await press(button(page, "Vérifier"));
  await page.getByText("dit autre chose").waitFor();
  await press(page.getByRole("link", { name: "Revenir à la préparation" }));
  await press(page.getByRole("link", { name: "Responsable" }));
  await look(page, "manager");
  const mailbox = await page.locator("#etape section strong").innerText();
  await press(button(page, "Envoyer l’invitation"));
  await heading(page, "Textes légaux");
  await look(page, "legal");
  await press(button(page, "J’ai relu ces textes"));
  await heading(page, "Courriel d’essai");
  await look(page, "trial");
  await press(button(page, "M’envoyer le courriel d’essai"));
  await heading(page, "Ouverture");
  await look(page, "open");
  await press(button(page, "Ouvrir le portail"));
  await page.getByText("Le portail est ouvert.").waitFor();
  assert.match(await said(page), /a choisi les formations du portail/);
  assert.ok(clicks < 36, `${clicks} clicks`);

  const trial = await readMail(page, world.url, login, /Courriel d’essai/);
  assert.ok(trial.links.some((href) => href.includes("/preparation")));

  // The first manager comes in by her invitation, and makes a stage.
  const there = (path) => world.url("lycee-michelet", path);
  const { page: anne } = await person(browser);
  const mail = await readMail(anne, world.url, mailbox, /Invitation/);
  await anne.goto(mail.links.find((href) => href.includes("/invitation/")));
  await anne.getByLabel("Mme", { exact: true }).check();
  await anne.getByLabel("Votre nom").fill("Morvan");
  await anne.getByLabel("Votre prénom").fill("Anne");
  await anne.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await anne.getByLabel("Confirmation du mot de passe").fill(PASSWORD);
  await button(anne, "Accepter l’invitation").click();
  await anne.locator("details.person").waitFor();
  await anne.goto(there("/calendrier"));
  await anne.getByRole("link", { name: /suivant/i }).click();
  await anne.locator("a.day-number").nth(8).click();
  const form = anne.getByRole("dialog");
  await form.getByLabel("Formation").selectOption({ label: "Bac pro Cuisine" });
  await form.getByLabel("Début").fill("14:00");
  await form.getByLabel("Fin", { exact: true }).fill("16:30");
  await form.getByLabel("Places").fill("2");
  await form.getByRole("button", { name: "Publier" }).click();
  await form.getByText(/2 places restantes sur 2/).first().waitFor();

  // A collège that has no account yet signs up on the new portal, and books.
  const school = { uai: "0010002X", name: /Saint-Exupéry/ };
  const { page: nadia } = await person(browser);
  await signUp(nadia, there, school);
  await confirm(nadia, world, school);
  await openStage(nadia, there);
  await book(nadia.getByRole("dialog"), { last: "Bernard", first: "Inès", class: "3e B" });
  await nadia.getByText("BERNARD Inès").first().waitFor();
  await anne.goto(there("/stagiaires"));
  assert.match(await said(anne), /BERNARD/);
});
