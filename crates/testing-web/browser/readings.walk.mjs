// « Qui a consulté »: a collège reads who opened its pupil's data, the lycée what was opened on its portal.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, stand, startDemo, world } from "./lib.mjs";
import { enter, said } from "./steps.mjs";

stand(startDemo);

const portal = (path) => world.url("lycee-atelier", path);
const shot = async (page, name) => {
  if (!process.env.SHOTS) return;
  for (const [width, height] of [[1366, 768], [360, 740]]) {
    await page.setViewportSize({ width, height });
    await page.screenshot({ path: `${process.env.SHOTS}/${name}-${width}.png`, fullPage: true });
  }
  await page.setViewportSize({ width: 1366, height: 768 });
};

test("a school reads who opened its pupil's data", async () => {
  const { page, complaints } = await person(browser, { viewport: { width: 1366, height: 768 } });
  const { login, password } = world.someone("", "college");
  await enter(page, portal, login, password);
  await page.goto(portal("/reservations"));
  await page.locator("main tbody th[scope=row] a").first().click();
  await page.waitForURL(/reservations\/[0-9a-f-]{36}/);
  const booking = new URL(page.url()).pathname;

  const { page: lycee } = await person(browser);
  const hers = world.someone("lycee-atelier", "admin");
  await enter(lycee, portal, hers.login, hers.password);
  await lycee.goto(portal("/stagiaires"));
  await lycee.goto(portal(booking));
  await lycee.waitForTimeout(1_500);

  await page.goto(portal(booking));
  await page.getByRole("link", { name: "Qui a consulté" }).click();
  await page.getByRole("heading", { name: "Qui a consulté" }).waitFor();
  const rows = await said(page);
  assert.match(rows, /Lycée .*La réservation/s);
  assert.match(rows, /Une liste du lycée/);
  await isAccessible(page, "« Qui a consulté »");
  await shot(page, "readings");
  await lycee.goto(portal(`${booking}/consultations`));
  assert.doesNotMatch(await said(lycee), /tous lycées/);
  await isAccessible(lycee, "the same for the lycée");

  await page.goto(portal("/documents"));
  await isAccessible(page, "« Documents »");
  await shot(page, "documents");
  await page.getByRole("link", { name: /Lire.*Accord de sous-traitance/ }).click();
  await isAccessible(page, "a document");
  await shot(page, "document");
  await page.goto(portal("/durees-de-conservation"));
  await shot(page, "retention");
  assert.deepEqual(complaints, []);
});
