// A key in place of the code: an operator adds one, signs in by it, loses it, removes it. Chromium plays the key (WebAuthn
// over its debugging protocol), on the clock of the tests, for each change wants a fresh code.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, stand, startClockwork, world } from "./lib.mjs";
import { enter, said, signIn, signOut } from "./steps.mjs";

stand(startClockwork, 60_000);

const at = (path) => world.url("console", path);
const button = (page, name) => page.getByRole("button", { name });

// A key in this browser: a telephone's or a stick's, as its transport says.
const withKey = async (page, transport = "internal") => {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  const options = { protocol: "ctap2", transport, hasResidentKey: true, hasUserVerification: true, isUserVerified: true };
  const { authenticatorId } = await devtools.send("WebAuthn.addVirtualAuthenticator", { options });
  return {
    keys: async () => (await devtools.send("WebAuthn.getCredentials", { authenticatorId })).credentials,
    holds: async (credential) => devtools.send("WebAuthn.addCredential", { authenticatorId, credential }),
    recognises: (isUserVerified) => devtools.send("WebAuthn.setUserVerified", { authenticatorId, isUserVerified }),
    lose: () => devtools.send("WebAuthn.removeVirtualAuthenticator", { authenticatorId }),
  };
};

const freshCode = async (page) => {
  await world.advance("1m");
  await page.reload();
  await page.getByLabel("Code de l’application").fill(await page.locator("form strong").innerText());
};

const add = async (page, name) => {
  await page.goto(at("/double-authentification"));
  await page.getByRole("link", { name: "Ajouter une clé d’accès" }).click();
  await freshCode(page);
  await page.getByLabel("Nom de la clé").fill(name);
  await button(page, "Continuer").click();
};

const byKey = async (page) => {
  await signIn(page, at, world.operator, world.password);
  await button(page, "Utiliser une clé d’accès").click();
};

test("a key opens the console, and a lost one does not lock it", async () => {
  const { page, complaints } = await person(browser);
  const key = await withKey(page);
  await world.advance("1m");
  await enter(page, at, world.operator, world.password);
  await page.goto(at("/double-authentification"));
  await isAccessible(page, "« Double authentification » without a key");
  await add(page, "Clé de Camille");
  await page.getByText("La clé « Clé de Camille » est ajoutée").waitFor();
  assert.equal((await key.keys()).length, 1);
  await isAccessible(page, "« Double authentification » with a key");
  await add(page, "La même");
  await page.getByText("Cet appareil a déjà une clé d’accès").waitFor();
  await isAccessible(page, "the page on which the browser makes a key");

  await signOut(page);
  await byKey(page);
  await page.getByRole("heading", { name: "Lycées" }).waitFor();
  await page.goto(at("/double-authentification"));
  assert.match(await said(page), /Utilisée pour la dernière fois le/);

  // Whoever holds it is not recognised, then is; meanwhile the page stays, and says what to do.
  await signOut(page);
  await key.recognises(false);
  await byKey(page);
  await page.getByText("La clé n’a pas répondu").waitFor();
  await isAccessible(page, "the page that asks for a key");
  await key.recognises(true);
  await button(page, "Utiliser ma clé").click();
  await page.getByRole("heading", { name: "Lycées" }).waitFor();

  // Somebody who copied it signs in first by the password that she knows: the key counts twice the same.
  const [stolen] = await key.keys();
  await signOut(page);
  await byKey(page);
  await page.getByRole("heading", { name: "Lycées" }).waitFor();
  const { page: thief } = await person(browser);
  await (await withKey(thief)).holds({ ...stolen, signCount: 0 });
  await byKey(thief);
  await thief.getByText("semble avoir été copiée").first().waitFor();
  await isAccessible(thief, "a key that was copied");
  await page.goto(at("/exploitants"));
  assert.match(await said(page), /Clé copiée/);

  // The telephone is lost: the code of the application lets her in, and she removes the key.
  await key.lose();
  await signOut(page);
  await world.advance("1m");
  await enter(page, at, world.operator, world.password);
  await page.goto(at("/double-authentification"));
  await page.getByRole("link", { name: /Retirer/ }).click();
  await isAccessible(page, "the page that removes a key");
  await freshCode(page);
  await button(page, "Retirer cette clé").click();
  await page.getByText("La clé « Clé de Camille » ne sert plus").waitFor();
  assert.deepEqual(complaints, []);
});

test("without JavaScript the code serves, and the pages say so", async () => {
  const { page: first } = await person(browser);
  await withKey(first, "usb");
  await world.advance("1m");
  await enter(first, at, world.operator, world.password);
  await add(first, "Clé USB");
  await first.getByText("La clé « Clé USB » est ajoutée").waitFor();

  const { page } = await person(browser, { javaScriptEnabled: false });
  await signIn(page, at, world.operator, world.password);
  await page.getByText("Sans JavaScript, une clé d’accès ne peut pas servir").waitFor();
  await button(page, "Utiliser une clé d’accès").click();
  assert.equal(await button(page, "Utiliser ma clé").count(), 0);
  await page.getByText("Sans JavaScript").waitFor();
  await page.getByRole("link", { name: "Taper plutôt le code de l’application" }).click();
  await world.advance("1m");
  await page.reload();
  await page.getByLabel("Code de l’application").fill(await page.locator("#montre").innerText());
  await button(page, "Continuer").click();
  await page.getByRole("heading", { name: "Lycées" }).waitFor();
});
