import { mkdirSync } from "node:fs";
import { browser as _b, launch, person, startDemo } from "./lib.mjs";
import { enter } from "./steps.mjs";
const OUT = "/work/shots"; mkdirSync(OUT, { recursive: true });
const world = await startDemo(); const browser = await launch();
const hosts = { a: "lycee-atelier" };
const plan = [
  ["anon", null, null, [["lycee-atelier","/"],["lycee-atelier","/connexion"],["lycee-atelier","/calendrier"],["lycee-atelier","/reserver?par=formation"],["lycee-atelier","/inscription"],["lycee-atelier","/contacts"],["lycee-atelier","/donnees-personnelles"],["","/"],["","/recherche?q=cuisine"],["","/guide"],["ministages-44","/"],["compte","/"],["console","/connexion"]]],
  ["college","lycee-atelier","college",[["lycee-atelier","/"],["lycee-atelier","/calendrier"],["lycee-atelier","/reserver"],["lycee-atelier","/reserver?par=formation"],["lycee-atelier","/reservations"],["lycee-atelier","/reservations/anterieures"],["lycee-atelier","/options"],["lycee-atelier","/historique"],["lycee-atelier","/profil"],["lycee-atelier","/sessions"],["lycee-atelier","*reservation"],["lycee-atelier","*creneau"],["compte","/"],["compte","/etablissements"]]],
  ["admin","lycee-atelier","admin",[["lycee-atelier","/"],["lycee-atelier","/tableau-de-bord"],["lycee-atelier","/creneaux"],["lycee-atelier","/creneaux/nouveau"],["lycee-atelier","/stagiaires"],["lycee-atelier","/options"],["lycee-atelier","/options/enseignants"],["lycee-atelier","/options/informations"],["lycee-atelier","/historique"],["lycee-atelier","*creneau"],["lycee-atelier","*modif"],["lycee-atelier","/calendrier"]]],
  ["operator","console","operator",[["console","/"],["console","/lycees"],["console","*lycee"],["console","*adresse"],["console","*etat"],["console","/demandes"],["console","/inscriptions"],["console","/annuaire"],["console","/sites"],["console","/courriels"],["console","/taches"],["console","/exploitants"],["console","/double-authentification"]]],
];
const only = process.argv[2];
for (const [name, host, who, pages] of plan) {
  if (only && only !== name) continue;
  for (const [w,h] of [[360,740]]) {
    const { page, context } = await person(browser, { viewport: { width: w, height: h } });
    if (who) { const { login, password } = world.someone(host, who); await enter(page, (p)=>world.url(host,p), login, password); }
    for (const [at, path] of pages) {
      try {
        if (path === "*reservation") { await page.goto(world.url(at,"/reservations")); const l = page.locator('main a[href*="/reservations/"]').filter({hasNotText:/Ant|agenda/i}); const hrefs = await l.evaluateAll(x=>x.map(y=>y.getAttribute("href"))); const one = hrefs.find(x=>/\/reservations\/[0-9a-f-]{36}$/.test(x.split("?")[0])); await page.goto(new URL(one, page.url()).href); }
        else if (path === "*creneau" || path === "*modif") { await page.goto(world.url(at, who==="admin" ? "/creneaux" : "/calendrier")); const hrefs = await page.locator('main a[href*="/creneaux/"]').evaluateAll(x=>x.map(y=>y.getAttribute("href"))); const one = hrefs.find(x=>/\/creneaux\/[0-9a-f-]{36}/.test(x)); await page.goto(new URL(one.split("?")[0] + (path==="*modif"?"/modification":""), page.url()).href); }
        else if (path.startsWith("*lycee") || path==="*adresse" || path==="*etat") { await page.goto(world.url(at,"/")); const hrefs = await page.locator('main a[href*="/lycees/"]').evaluateAll(x=>x.map(y=>y.getAttribute("href"))); const one = hrefs.find(x=>/\/lycees\/[0-9a-f-]{36}/.test(x)); await page.goto(new URL(one.split("?")[0] + (path==="*lycee"?"":path.replace("*","/")), page.url()).href); }
        else await page.goto(world.url(at, path));
        await page.waitForTimeout(150);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        const file = `${name}-${at||"front"}${path.replace(/[^a-z0-9]+/gi,"_")}-${w}.png`;
        await page.screenshot({ path: `${OUT}/${file}`, fullPage: true });
        if (wide > 0) console.log("WIDE", file, wide);
      } catch (e) { console.log("ERR", name, at, path, String(e).slice(0,200)); }
    }
    await context.close();
  }
}
await browser.close(); await world.stop();
