// What a person does again and again on a portal, in the words of the pages: signing up, in and out, booking.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readMail } from "./lib.mjs";

export const PASSWORD = "quatre mots reliés par moi";

export const signIn = async (page, url, login, password = PASSWORD) => {
  // Typed, even where one click would do because she is signed in on another portal.
  await page.goto(url("/connexion?compte=autre"));
  await page.getByLabel("Votre adresse Email").fill(login);
  await page.getByLabel("Votre mot de passe").fill(password);
  await page.getByRole("button", { name: "CONNEXION", exact: true }).click();
};

// Signed in for sure: the header knows who it is.
export const enter = async (page, url, login, password = PASSWORD) => {
  await signIn(page, url, login, password);
  // The operator of a demonstration: the page says what her telephone shows.
  const shown = page.locator("#montre");
  await page.locator("details.person").or(shown).first().waitFor();
  if (await shown.count()) await giveCode(page, await shown.innerText());
  await page.locator("details.person").waitFor();
};

// The second step of an operator.
export const giveCode = async (page, code) => {
  await page.getByLabel("Code de l’application").fill(code);
  await page.getByRole("button", { name: /^(Continuer|Confirmer)$/ }).click();
};

// What an authenticator with this key shows now (RFC 6238).
export const authenticator = (key, now = Date.now()) => {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const bits = [...key.replaceAll(" ", "")].map((sign) => letters.indexOf(sign).toString(2).padStart(5, "0")).join("");
  const secret = Buffer.from(bits.match(/.{8}/g).map((byte) => Number.parseInt(byte, 2)));
  const step = Buffer.alloc(8);
  step.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const hash = createHmac("sha1", secret).update(step).digest();
  const number = hash.readUInt32BE(hash.at(-1) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
};

export const signOut = async (page) => {
  await page.locator("details.person summary").click();
  await page.getByRole("button", { name: "DÉCONNEXION", exact: true }).click();
};

// « Inscrivez votre établissement scolaire », up to the school that was found.
export const typeUai = async (page, url, uai) => {
  await page.goto(url("/"));
  await page.getByRole("link", { name: "Inscrivez votre établissement scolaire" }).first().click();
  await page.getByLabel("Code RNE").fill(uai);
  await page.getByRole("button", { name: "Continuer", exact: true }).click();
};

// Signs a school up; the login that the page derived is checked, or taken when the walk knows none.
export const signUp = async (page, url, school) => {
  await typeUai(page, url, school.uai.toLowerCase());
  assert.match(await page.locator("main").innerText(), school.name, "the school is found");
  school.login ??= (await page.locator(".locked").innerText()).trim();
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

// Opens the newest confirmation mail and confirms: she is in, in the browser that signed up. Gives the link, which is
// used now.
export const confirm = async (page, demo, school) => {
  const mail = await readMail(page, demo.url, school.login, /confirm/i);
  const link = mail.links.find((href) => href.includes("/confirmation/"));
  assert.ok(link, "the mail has a link to confirm");
  await page.goto(link);
  await page.getByRole("button", { name: "Confirmer mon adresse" }).click();
  await page.getByText("Votre adresse est confirmée").waitFor();
  await page.locator("details.person").waitFor();
  return link;
};

// Opens the last open stage of the list that still has places, in the drawer where there is script.
export const openStage = async (page, url) => {
  await page.goto(url("/calendrier?vue=liste&remplissage=libres"));
  for (let month = 0; month < 4; month += 1) {
    const stage = page.locator("a.event:not(.past):not(.full):not(.draft)").last();
    if (await stage.count()) {
      const href = await stage.getAttribute("href");
      await stage.click();
      return href;
    }
    const shown = page.url();
    await page.getByRole("link", { name: /suivant/i }).click();
    await page.waitForURL((url) => url.href !== shown);
  }
  throw new Error("no open stage in four months");
};

export const book = async (page, pupil) => {
  await page.getByRole("link", { name: "Inscrire un stagiaire" }).first().click();
  await page.getByLabel("Nom", { exact: true }).fill(pupil.last);
  await page.getByLabel("Prénom", { exact: true }).fill(pupil.first);
  await page.getByLabel("Classe", { exact: true }).fill(pupil.class);
  await page.getByRole("button", { name: "Confirmer la réservation" }).click();
};

// « ⋮ » of the first row of a list.
export const unfoldActs = (page) => page.locator("main table details summary").first().click();

// Of the whole page: on a slow machine a click is over before the page has come to its end.
export const said = async (page) => {
  await page.waitForLoadState();
  return page.locator("main").innerText();
};

// Fetched by the page itself: node does not know the names under .localhost, the browser does.
export const fetched = (page, path) =>
  page.evaluate(async (url) => {
    const answer = await fetch(url, { redirect: "manual" });
    const bytes = new Uint8Array(await answer.arrayBuffer());
    return { status: answer.status, type: answer.headers.get("content-type"), bytes: Array.from(bytes) };
  }, path);

// The words of a convention, which has two pages at most, or of several in one file.
export const pdfText = async (page, path, most = 2) => {
  const answer = await fetched(page, path);
  assert.equal(answer.status, 200);
  assert.equal(answer.type, "application/pdf");
  const folder = mkdtempSync(join(tmpdir(), "ministage-pdf-"));
  try {
    const file = join(folder, "convention.pdf");
    writeFileSync(file, Buffer.from(answer.bytes));
    const pages = Number(/Pages:\s+(\d+)/.exec(execFileSync("pdfinfo", [file], { encoding: "utf8" }))[1]);
    assert.ok(pages <= most, `${pages} pages`);
    return execFileSync("pdftotext", ["-layout", file, "-"], { encoding: "utf8" }).replace(/\s+/g, " ");
  } finally {
    rmSync(folder, { recursive: true });
  }
};
