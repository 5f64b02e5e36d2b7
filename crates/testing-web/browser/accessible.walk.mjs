// Every page that a person can reach is open to all: axe finds nothing at 360, 768 and 1280 px,
// nothing scrolls sideways, and the keyboard alone suffices for the main job.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, isAccessible, person, stand, startDemo, world as demo } from "./lib.mjs";
import { enter } from "./steps.mjs";

const A = "lycee-atelier";
const B = "lycee-jardins";
// Of the demonstration, and so with an account.
const UAI = "0440049P";

stand(startDemo);

const signedIn = async (host, who) => {
  const someone = await person(browser);
  const { login, password } = demo.someone(host, who);
  await enter(someone.page, (path) => demo.url(host, path), login, password);
  return someone;
};

const walk = async (page, host, paths) => {
  for (const path of paths) {
    const answer = await page.goto(demo.url(host, path));
    assert.equal(answer.status(), path === "/nulle-part" ? 404 : 200, `${host}${path}`);
    await isAccessible(page, `${host}${path}`);
  }
};

const PUBLIC = ["/", "/calendrier", "/calendrier?vue=semaine", "/calendrier?vue=liste", "/connexion", "/inscription",
  `/recuperation/${UAI}`, "/mot-de-passe", "/contacts", "/mentions-legales", "/donnees-personnelles", "/accessibilite", "/nulle-part"];

// The pages are the same on each portal, their colours are not.
for (const [host, pages] of [[A, PUBLIC], [B, ["/", "/calendrier", "/connexion", "/nulle-part"]]]) {
  test(`signed out, on ${host}`, async () => {
    const { page } = await person(browser);
    await walk(page, host, pages);
    const stage = await page.goto(demo.url(host, "/calendrier?vue=liste")).then(() =>
      page.locator("a.event").first().getAttribute("href"));
    await walk(page, host, [stage]);
  });
}

test("in the dark", async () => {
  const { page } = await person(browser, { colorScheme: "dark" });
  await walk(page, A, ["/", "/calendrier", "/connexion"]);
  await walk(page, B, ["/calendrier?vue=liste"]);
});

test("as a collège", async () => {
  const { page } = await signedIn(A, "college");
  await page.goto(demo.url(A, "/calendrier?vue=liste&remplissage=libres"));
  const stages = page.locator("a.event:not(.past)");
  const stage = (await stages.count()) ? await stages.first().getAttribute("href") : null;
  await walk(page, A, ["/", "/calendrier", "/reservations", "/reservations/anterieures", "/profil", "/options",
    "/options/informations", "/deconnexion"]);
  if (stage) await walk(page, A, [stage, `${stage}/reservations/nouvelle`]);
});

test("as the staff", async () => {
  const { page } = await signedIn(A, "admin");
  await walk(page, A, ["/tableau-de-bord", "/calendrier", "/creneaux", "/creneaux/nouveau", "/stagiaires", "/options", "/historique"]);
  await page.goto(demo.url(A, "/creneaux"));
  const stage = await page.locator("main a[href^='/creneaux/']:not([href$='nouveau'])").first().getAttribute("href");
  await walk(page, A, [stage]);
  await page.goto(demo.url(A, "/calendrier?vue=liste&remplissage=libres"));
  const open = page.locator("a.event:not(.past):not(.full):not(.draft)");
  if (await open.count()) {
    const stage = (await open.first().getAttribute("href")).split("/").pop();
    await walk(page, A, [`/reserver?creneau=${stage}&etape=eleve&eleve=exterieur&ecole=nantes`,
      `/reserver/identite?pour=${UAI}&creneau=${stage}`]);
  }
});

test("at the account's home", async () => {
  const { page } = await signedIn("compte", "college");
  const school = `/etablissements/${UAI}`;
  await walk(page, "compte", ["/", "/reservations", "/profil", "/profil/mot-de-passe", "/profil/adresse", "/sessions", "/demandes",
    `${school}/demandes`, `${school}/informations`, `${school}/collegues`, `${school}/collegues/depart`, `${school}/historique`]);
});

test("the front door and the mailbox", async () => {
  const { page } = await person(browser);
  await walk(page, "", ["/", "/contacts"]);
  await walk(page, "console", ["/courriels", "/connexion"]);
  await walk(page, "compte", ["/connexion"]);
});

test("an operator", async () => {
  const { page } = await signedIn("console", "operator");
  await walk(page, "console", ["/", "/sites", "/sites/nouveau", "/taches", "/annuaire", "/courriels", "/demandes", "/inscriptions"]);
});

test("the keyboard alone signs in and opens a stage", async () => {
  const { page } = await person(browser);
  const { login, password } = demo.someone(A, "college");
  await page.goto(demo.url(A, "/connexion"));
  await page.keyboard.press("Tab");
  assert.match(await page.evaluate(() => document.activeElement.textContent), /contenu/i, "a link past the navigation comes first");
  await page.getByLabel("Votre adresse Email").focus();
  await page.keyboard.type(login);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.locator("details.person").waitFor();
  await page.goto(demo.url(A, "/calendrier"));
  const stage = page.locator("a.event").first();
  await stage.focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").getByRole("heading", { level: 1 }).waitFor();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("dialog[open]"));
});

// A telephone zooms into smaller ones, and the rest of the page is gone (findings, F13).
test("on a telephone each field is of 16 px", async () => {
  const telephone = { viewport: { width: 360, height: 740 }, isMobile: true, hasTouch: true };
  const fields = "input:not([type=hidden], [type=checkbox], [type=radio], [type=color]), select, textarea";
  const sees = async (page, host, paths) => {
    let met = 0;
    for (const path of paths) {
      await page.goto(demo.url(host, path));
      const sizes = await page.locator(fields).evaluateAll((all) =>
        all.map((one) => [one.name || one.id, Number.parseFloat(getComputedStyle(one).fontSize)]));
      assert.deepEqual(sizes.filter(([, size]) => size < 16), [], `${host}${path}`);
      met += sizes.length;
    }
    assert.ok(met >= paths.length, `${met} fields on ${paths}`);
  };
  const visitor = await person(browser, telephone);
  await sees(visitor.page, A, ["/connexion", "/inscription", `/recuperation/${UAI}`, "/mot-de-passe", "/calendrier"]);
  await sees(visitor.page, "", ["/"]);
  for (const [host, who, paths] of [
    [A, "college", ["/reservations", "/reserver", "/options/informations", "/profil"]],
    [A, "admin", ["/creneaux/nouveau", "/creneaux", "/stagiaires"]],
  ]) {
    const someone = await person(browser, telephone);
    const { login, password } = demo.someone(host, who);
    await enter(someone.page, (path) => demo.url(host, path), login, password);
    await sees(someone.page, host, paths);
  }
});
