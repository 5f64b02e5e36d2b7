// What goes wrong in a school's day and is put right: two schools in two tabs, a homonym, a convention with a wrong head.
import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { browser, person, stand, startDemo, world as demo } from "./lib.mjs";
import { enter, openStage, pdfText, said } from "./steps.mjs";

const HOST = "lycee-atelier";
const at = (path) => demo.url(HOST, path);
const words = async (page) => (await said(page)).replace(/\s+/g, " ");
const button = (page, name) => page.getByRole("button", { name, exact: typeof name === "string" });
let member, stage;

stand(startDemo);

describe("a day of a school", () => {
  before(async () => {
    member = (await person(browser)).page;
    const { login, password } = demo.someone(HOST, "college");
    await enter(member, at, login, password);
    stage = await openStage(member, at);
  });

  const type = async (page, last, first, form) => {
    await page.getByLabel("Nom", { exact: true }).fill(last);
    await page.getByLabel("Prénom", { exact: true }).fill(first);
    await page.getByLabel("Classe", { exact: true }).fill(form);
  };
  const booking = async (page, last, first) => {
    await page.goto(at(`${stage}/reservations/nouvelle`));
    await type(page, last, first, "3e A");
    await button(page, "Confirmer la réservation").click();
  };
  const booked = async (page, last, first) => {
    await booking(page, last, first);
    await page.getByText("La réservation est enregistrée.").waitFor();
    return new URL(page.url()).pathname;
  };

  test("two tabs, two schools: a form is of the school it was opened for", async () => {
    const { page, context } = await person(browser);
    await enter(page, at, "m.texier@ac-nantes.fr", demo.someone(HOST, "college").password);
    await page.goto(at(`${stage}/reservations/nouvelle`));
    const first = (await page.locator(".school-card").innerText()).trim();
    await type(page, "Deuxonglets", "Nina", "3e A");
    const other = await context.newPage();
    await other.goto(at("/calendrier"));
    await other.locator("details.person summary").click();
    await other.getByRole("button", { name: /Agir pour/ }).first().click();
    await other.waitForLoadState();
    await button(page, "Confirmer la réservation").click();
    const name = first.replace(/^Pour l[ea] ?/, "");
    await button(page, new RegExp(`Inscrire pour.*${name.split(" ").pop()}`)).click();
    await page.getByText("La réservation est enregistrée.").waitFor();
    assert.match(await words(page), new RegExp(name), "for the school of the first tab");
  });

  test("a homonym is asked about once and stays apart", async () => {
    await booked(member, "Homonyme", "Léa");
    await booking(member, "Homonyme", "Lea");
    assert.match(await words(member), /déjà inscrit à ce stage : HOMONYME Léa, 3e A\. Est-ce le même élève \?/);
    await button(member, "Non, un homonyme").click();
    await member.getByText("La réservation est enregistrée.").waitFor();
    assert.match(await words(member), /HOMONYME Lea \(homonyme 2\)/);
    const { pathname } = new URL(member.url());
    assert.match(await pdfText(member, `${pathname}/convention.pdf`), /homonyme 2/);
  });

  test("a wrong convention is made right by the guide's own path", async () => {
    stage = await openStage(member, at);
    const page = await booked(member, "Corrigée", "Anna");
    assert.doesNotMatch(await pdfText(member, `${page}/convention.pdf`), /Solenn Riou/);
    await member.goto(at("/options"));
    await member.getByRole("link", { name: /informations/i }).first().click();
    await member.getByLabel(/chef d’établissement/i).first().fill("Mme Solenn Riou");
    await button(member, "Enregistrer").click();
    await button(member, "Refaire les conventions").click();
    await member.getByText(/conventions? (est|sont) refaites?/).waitFor();
    assert.match(await pdfText(member, `${page}/convention.pdf`), /Solenn Riou.*version 2|version 2.*Solenn Riou/);
  });
});
