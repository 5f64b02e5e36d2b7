// A portal of La Réunion, three hours ahead of Paris: calendar, booking, mail, convention and deadlines by the clock on
// its wall, with and without JavaScript; the day that follows begins there first. See examples/clockwork.rs.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { browser, person, readMail, stand, startClockwork, world } from "./lib.mjs";
import { book, enter, pdfText, said } from "./steps.mjs";

stand(startClockwork, 60_000);

const at = (path) => world.url("jardins", path);
const words = async (page) => (await said(page)).replace(/\s+/g, " ");
const mailTo = async (login, subject) =>
  readMail((await person(browser)).page, world.url, login, subject);
// Moves the clock to a moment of Greenwich, which is four hours behind.
const until = async (moment) => {
  const now = await world.advance("1s");
  await world.advance(`${Math.round((Date.parse(moment) - Date.parse(now)) / 1000)}s`);
};

const WAYS = [
  { way: "with script", options: {}, school: "cacault", pupil: "Hoarau" },
  { way: "without script", options: { javaScriptEnabled: false }, school: "langevin", pupil: "Payet" },
];

describe("La Réunion", () => {
  before(async () => {
    await world.place("Indian/Reunion", "Réunion");
  }, { timeout: 20_000 });

  for (const { way, options, school, pupil } of WAYS) {
    test(`${way}: what is booked is said by the clock of the lycée`, async () => {
      const { page, complaints } = await person(browser, options);
      const { login, name } = world[school];
      await enter(page, at, login, world.password);
      await page.goto(at("/calendrier?vue=liste&date=2026-12-02"));
      const event = page.locator("a.event", { hasText: /12\sh/ }).first();
      const stage = await event.getAttribute("href");
      await event.click();
      const place = options.javaScriptEnabled === false ? page : page.getByRole("dialog");
      await place.getByText(/12\sh\s–\s15\sh/).first().waitFor();
      await book(place, { last: pupil, first: "Léa", class: "3e A" });
      await place.getByText(pupil.toUpperCase()).first().waitFor();
      await page.goto(at("/reservations"));
      assert.match(await words(page), /12 h – 15 h/);
      await page.getByRole("link", { name: new RegExp(pupil, "i") }).first().click();
      await page.getByText("Historique").waitFor();
      assert.match(await words(page), /supprimée le mardi 1er décembre 2026 à 18 h/, "by the lycée's evening");
      assert.match(await words(page), /23 novembre 2026, 12 h/, "booked at noon there");
      assert.match(await pdfText(page, `${new URL(page.url()).pathname}/convention.pdf`), /12 h – 15 h/);
      const mail = await mailTo(login, /Convocation/);
      assert.match(mail.text.replace(/\s+/g, " "), /Mercredi 2 décembre 2026.*12 h – 15 h/);
      await page.goto(world.url("compte", "/reservations"));
      assert.match(await words(page), /12 h – 15 h/, `the home of ${name}`);
      assert.ok(stage.startsWith("/creneaux/"), stage);
      assert.deepEqual(complaints, []);
    });
  }

  test("the day that follows begins there first", async () => {
    const today = async () => {
      const { page } = await person(browser);
      await enter(page, at, world.cacault.login, world.password);
      await page.goto(at("/calendrier?vue=mois&date=2026-11-23"));
      return (await page.locator("td.today .day-number").first().innerText()).trim();
    };
    await until("2026-11-23T19:50:00Z");
    assert.match(await today(), /^23/);
    // A quarter past nine in the evening in Paris.
    await until("2026-11-23T20:15:00Z");
    assert.match(await today(), /^24/);
  });

  test("the warning and the release come by its evening, and a stage begins by its clock", async () => {
    await until("2026-11-30T14:15:00Z");
    for (const { school } of WAYS) await mailTo(world[school].login, /Convention attendue/);
    await until("2026-12-01T13:45:00Z");
    const { page } = await person(browser);
    await enter(page, at, world.cacault.login, world.password);
    await page.goto(at("/reservations"));
    assert.match(await words(page), /HOARAU Léa/, "a quarter before six it stands");
    await until("2026-12-01T14:45:00Z");
    for (const { school } of WAYS) await mailTo(world[school].login, /Réservation supprimée/);
    for (const [moment, state] of [["2026-12-02T07:50:00Z", /places? restantes? sur/], ["2026-12-02T08:10:00Z", /en cours/]]) {
      await until(moment);
      const guest = (await person(browser)).page;
      await guest.goto(at("/calendrier?vue=liste&date=2026-12-02"));
      const href = await guest.locator("a.event", { hasText: /12\sh/ }).first().getAttribute("href");
      await guest.goto(at(href));
      assert.match(await words(guest), state, moment);
    }
  });
});
