// « Aide »: from a page to its chapter beside it, nothing typed lost; the guides searched without script; the PDF.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, stand, startDemo, world } from "./lib.mjs";
import { enter, pdfText, said } from "./steps.mjs";

stand(startDemo);

const at = (path) => world.url("lycee-atelier", path);
const at_console = (path) => world.url("console", path);

test("from a form half filled in to its chapter and back", async () => {
  const { page, context, complaints } = await person(browser, { viewport: { width: 1366, height: 768 } });
  await page.goto(at("/inscription"));
  await page.getByLabel("Code RNE").fill("0440");
  const [chapter] = await Promise.all([context.waitForEvent("page"), page.getByRole("link", { name: /^Aide/ }).click()]);
  await chapter.getByRole("heading", { name: "Créer le compte de votre établissement" }).waitFor();
  const box = await chapter.locator("#compte").boundingBox();
  assert.ok(Math.abs(box.y) < 60, `the chapter stands at ${box.y} px`);
  assert.equal(await page.getByLabel("Code RNE").inputValue(), "0440", "what was typed is still there");
  // Each picture arrives when it is near, in its own size.
  const pictures = chapter.locator(".guide-picture img");
  for (let number = 0; number < await pictures.count(); number += 1) {
    const picture = pictures.nth(number);
    await picture.scrollIntoViewIfNeeded();
    await picture.evaluate((image) => image.decode());
    assert.ok(await picture.evaluate((image) => image.naturalWidth === image.width || image.naturalWidth === Number(image.getAttribute("width"))));
  }
  assert.deepEqual(complaints, []);
});

test("a word finds its chapter, on a phone and without script", async () => {
  const { page } = await person(browser, { viewport: { width: 360, height: 740 }, javaScriptEnabled: false });
  await page.goto(at("/connexion"));
  await page.getByRole("link", { name: "Tous les guides, à lire ou à télécharger" }).last().click();
  await page.getByLabel("Rechercher dans les guides").fill("mot de passe OUBLIE");
  await page.getByRole("button", { name: "Chercher" }).click();
  assert.match(await said(page), /3 chapitres pour «\smot de passe OUBLIE\s»/);
  await page.locator(".guide-found").getByRole("link", { name: "Se connecter" }).click();
  assert.match(page.url(), /\/guides\/college#connexion$/);
});

test("the guides are open to all", async () => {
  const { page } = await person(browser);
  for (const path of ["/guides", "/guides?recherche=convention", "/guides?recherche=zzz", "/guides/college", "/guides/enseignant"]) {
    await page.goto(at(path));
    await isAccessible(page, path);
  }
  const { page: dark } = await person(browser, { colorScheme: "dark" });
  await dark.goto(at("/guides/lycee"));
  await isAccessible(dark, "the guide of the lycée in the dark");
  const { login, password } = world.someone("console", "operator");
  const { page: operator } = await person(browser);
  await enter(operator, at_console, login, password);
  await operator.goto(at_console("/guides/exploitant"));
  await isAccessible(operator, "the guide of operators");
  await page.goto(at("/guides/enseignant"));
  assert.match(await pdfText(page, "/guides/enseignant/guide.pdf", 5), /Guide de l’enseignant.*page 2 \/ 3/s);
});
