// The pictures of the guides, taken on the demonstration: `cargo xtask pictures`. Each is named where it is shown, in
// `crates/web/guides/*.md`; a test compares the names.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { launch, person, readMail, startDemo } from "./lib.mjs";
import { PASSWORD, enter, openStage } from "./steps.mjs";

const OUT = process.env.PICTURES;
assert.ok(OUT, "PICTURES is not set: run through `cargo xtask pictures`");
mkdirSync(OUT, { recursive: true });

// As a secretary sees it, a little narrower, so that its words can be read beside a text.
const SCREEN = { viewport: { width: 960, height: 620 } };
const PHONE = { viewport: { width: 390, height: 700 } };

const demo = await startDemo();
const browser = await launch();
const painter = (await person(browser)).page;

// Few colours and no loss: letters stay sharp, and a picture takes some twenty thousand bytes. `cwebp` takes its time for that.
const fewColours = (png) =>
  painter.evaluate(async (data) => {
    const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width, height: image.height });
    const context = canvas.getContext("2d", { alpha: false });
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
    for (let at = 0; at < pixels.data.length; at += 1) pixels.data[at] = Math.min(255, Math.round(pixels.data[at] / 10) * 10 + (pixels.data[at] > 249 ? 5 : 0));
    context.putImageData(pixels, 0, 0);
    const blob = await new Promise((done) => canvas.toBlob(done, "image/png"));
    return Array.from(new Uint8Array(await blob.arrayBuffer()));
  }, png.toString("base64"));

// What the text tells to click stands in a frame.
const frame = (locator) =>
  locator.first().evaluate((element) => {
    element.style.outline = "3px solid #d9480f";
    element.style.outlineOffset = "3px";
    element.style.borderRadius = "6px";
  });

const taken = [];
const take = async (page, name, { framed = [], height, from = 0 } = {}) => {
  await page.waitForLoadState("networkidle");
  for (const one of framed) await frame(one);
  if (from) await page.evaluate((top) => window.scrollTo(0, top), from);
  const size = page.viewportSize();
  const png = await page.screenshot({ clip: { x: 0, y: 0, width: size.width, height: height ?? size.height }, animations: "disabled" });
  const file = join(OUT, `${name}.webp`);
  execFileSync("cwebp", ["-quiet", "-lossless", "-z", "9", "-o", file, "--", "-"], { input: Buffer.from(await fewColours(png)) });
  taken.push(`${name}: ${statSync(file).size}`);
};

const at = (path) => demo.url("lycee-atelier", path);
const console_ = (path) => demo.url("console", path);
const sit = async (options = SCREEN) => (await person(browser, options)).page;
const signedIn = async (url, host, who) => {
  const page = await sit();
  const { login, password } = demo.someone(host, who);
  await enter(page, url, login, password);
  return page;
};
const link = (page, name) => page.locator("main").getByRole("link", { name });
const button = (page, name) => page.locator("main").getByRole("button", { name });

try {
  // The collège
  const guest = await sit();
  await guest.goto(at("/inscription"));
  await guest.getByLabel("Code RNE").fill("0010006B");
  await take(guest, "inscription", { framed: [button(guest, "Continuer")] });
  await guest.goto(at("/connexion"));
  await take(guest, "connexion", { framed: [button(guest, "CONNEXION")] });
  await guest.goto(at(`/recuperation/${/ce\.(\w+)@/.exec(demo.someone("", "college").login)[1].toUpperCase()}`));
  await take(guest, "acces");

  const member = await signedIn(at, "lycee-atelier", "college");
  await member.setViewportSize({ width: 1180, height: 760 });
  await member.goto(at("/calendrier"));
  await take(member, "calendrier");
  await member.setViewportSize(SCREEN.viewport);
  await openStage(member, at);
  await member.getByRole("dialog").getByText(/places? restantes? sur/).first().waitFor();
  await take(member, "stage", { framed: [member.getByRole("dialog").getByRole("link", { name: "Inscrire un stagiaire" })] });
  await member.goto(at("/reserver?par=formation"));
  const formation = member.locator("input[name=formation]").first();
  await member.goto(at(`/reserver?par=formation&formation=${await formation.getAttribute("value")}`));
  await member.locator("input[name=creneau]:not([disabled])").first().check({ force: true });
  const on = button(member, /Continuer : identité de l’élève/);
  await take(member, "reserver", { framed: [on] });
  await on.click();
  await member.getByLabel("Nom", { exact: true }).fill("Le Goff");
  await member.getByLabel("Prénom", { exact: true }).fill("Maëlle");
  await member.getByLabel("Classe", { exact: true }).fill("3e B");
  await button(member, "Confirmer la réservation").click();
  await member.getByRole("heading", { name: /LE GOFF/ }).waitFor();
  const booking = new URL(member.url()).pathname;
  await member.goto(at(booking));
  await take(member, "reservation", { framed: [link(member, "Imprimer la convention")] });
  await member.goto(at("/reservations"));
  await take(member, "reservations");
  await member.goto(at("/options/informations"));
  await take(member, "informations");

  // The lycée
  const staff = await signedIn(at, "lycee-atelier", "admin");
  await staff.goto(at("/tableau-de-bord"));
  await take(staff, "tableau-de-bord");
  await staff.goto(at("/creneaux/nouveau"));
  await staff.getByLabel("Formation").selectOption({ index: 1 });
  await staff.getByLabel("Salle").fill("Atelier 2");
  // As browsers in French show them: this one counts its months first.
  for (const [label, shown] of [["Date", "08/12/2026"], ["Début", "09:00"], ["Fin", "12:00"]]) {
    await staff.getByLabel(label, { exact: true }).evaluate((input, text) => Object.assign(input, { type: "text", value: text }), shown);
  }
  await take(staff, "creer-stage");
  await staff.goto(at("/creneaux"));
  await take(staff, "liste-des-stages");
  const stage = await staff.locator("main table tbody tr").filter({ hasText: "Publié" }).filter({ hasNotText: "complet" })
    .locator("a").first().getAttribute("href");
  await staff.goto(at(stage));
  await take(staff, "stage-lycee");
  await staff.goto(at("/stagiaires?statut=pending"));
  await take(staff, "stagiaires", { framed: [button(staff, /^Valider/)] });
  await staff.goto(at(booking));
  await take(staff, "reservation-lycee", { framed: [button(staff, "Convention reçue")] });
  await staff.goto(at("/historique"));
  await take(staff, "historique");

  // A teacher, whom the lycée invites and ties to its list
  const mailbox = "enseignant@lycee-atelier.example";
  const house = { ...process.env, MINISTAGE__DATABASE__URL: `sqlite://${demo.data}/ministage.db`,
    MINISTAGE__PUBLIC__BASE_DOMAIN: "ministage.localhost", MINISTAGE__MAIL__URL: `mailbox:${demo.data}/mailbox` };
  execFileSync(process.env.MINISTAGE_BIN, ["staff", "invite", "--portal", "lycee-atelier", "--mail", mailbox, "--role", "teacher"], { env: house });
  const teacher = await sit(PHONE);
  const mail = await readMail(await sit(), demo.url, mailbox, /Invitation/);
  await teacher.goto(mail.links.find((href) => href.includes("/invitation/")));
  await teacher.getByLabel("Mme", { exact: true }).check();
  await teacher.getByLabel("Votre nom").fill("Madec");
  await teacher.getByLabel("Votre prénom").fill("Anne");
  const position = teacher.getByLabel("Fonction");
  if (await position.count()) await position.fill("enseignante");
  await teacher.getByLabel("Mot de passe", { exact: true }).fill(PASSWORD);
  await teacher.getByLabel("Confirmation du mot de passe").fill(PASSWORD);
  await button(teacher, "Accepter l’invitation").click();
  await teacher.locator("details.person").waitFor();
  await staff.goto(at("/options/enseignants"));
  await staff.locator("main select").first().selectOption({ index: 1 });
  await take(staff, "enseignants", { framed: [button(staff, "Enregistrer")] });
  await button(staff, "Enregistrer").first().click();
  await staff.waitForLoadState();
  await teacher.goto(at("/tableau-de-bord"));
  const next = await teacher.getByRole("heading", { name: "Vos stages à venir" }).boundingBox();
  await take(teacher, "enseignant", { from: next.y - 90 });
  const own = await teacher.locator("main a[href^='/creneaux/']").first().getAttribute("href");
  await teacher.goto(at(own));
  await take(teacher, "enseignant-stage");

  // The console
  const { login, password } = demo.someone("console", "operator");
  const operator = await sit();
  await operator.goto(console_("/connexion"));
  await operator.getByLabel("Votre adresse Email").fill(login);
  await operator.getByLabel("Votre mot de passe").fill(password);
  await operator.getByRole("button", { name: "CONNEXION", exact: true }).click();
  await operator.getByRole("heading", { name: "Code de vérification" }).waitFor();
  await take(operator, "console-code");
  await enter(operator, console_, login, password);
  await operator.goto(console_("/"));
  await operator.setViewportSize({ width: 1180, height: 760 });
  await take(operator, "console-lycees");
  await operator.setViewportSize(SCREEN.viewport);
  await link(operator, /Atelier/).first().click();
  await operator.goto(await operator.getByRole("link", { name: "Suspendre le portail" }).getAttribute("href").then(console_));
  await take(operator, "console-etat");
  await operator.goto(console_("/courriels"));
  await take(operator, "console-courriels");
  await operator.goto(console_("/lycees/nouveau?recherche=lycée Nantes"));
  await link(operator, /^Choisir.*Lycée/).last().click();
  await button(operator, "Commencer le portail").click();
  await operator.getByText(/prêts avant d’ouvrir/).waitFor();
  await take(operator, "console-preparation");
  console.log(taken.join("\n"));
} finally {
  await browser.close();
  await demo.stop();
}
