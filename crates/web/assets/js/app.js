/* The little that links and forms cannot do alone. Everything works without it. */
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  // Theme: the system's, unless this browser was told otherwise. Runs in <head>, before anything is drawn.
  const themes = ["auto", "light", "dark"];
  const setTheme = (theme) => {
    if (theme === "auto") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };
  let theme = "auto";
  try { theme = localStorage.getItem("theme") || "auto"; } catch { /* storage is refused: the system's theme */ }
  setTheme(theme);

  const labels = { auto: "automatique", light: "clair", dark: "sombre" };
  const themeButton = (button) => {
    const show = () => { button.querySelector("[data-theme-label]").textContent = labels[theme]; };
    button.addEventListener("click", () => {
      theme = themes[(themes.indexOf(theme) + 1) % themes.length];
      try { localStorage.setItem("theme", theme); } catch { /* for this page only */ }
      setTheme(theme);
      show();
    });
    show();
  };

  // Drawer: links inside [hx-target="#drawer-content"] are fetched by htmx; we open the dialog and tidy up.
  const drawer = (dialog) => {
    const content = dialog.querySelector("#drawer-content");
    let changed = false;
    let opener = null;
    const inDrawer = (event) => event.detail.target === content;

    document.body.addEventListener("htmx:beforeRequest", (event) => {
      if (!inDrawer(event)) return;
      if (!dialog.open) {
        opener = document.activeElement;
        content.textContent = "Chargement…";
        content.classList.add("skeleton");
        dialog.showModal();
      }
      if (event.detail.requestConfig.verb !== "get") changed = true;
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (!inDrawer(event)) return;
      content.classList.remove("skeleton");
      dialog.scrollTop = 0;
      const heading = content.querySelector("[data-error-summary]") || content.querySelector("h1");
      if (heading) { heading.tabIndex = -1; heading.focus(); }
    });
    const leave = (event) => {
      if (!inDrawer(event)) return;
      const { verb, path } = event.detail.requestConfig;
      if (verb === "get") location.assign(path);
      else content.textContent = "La connexion a été interrompue. Rechargez la page pour vérifier ce qui est enregistré.";
    };
    document.body.addEventListener("htmx:responseError", leave);
    document.body.addEventListener("htmx:sendError", leave);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      content.replaceChildren();
      if (changed) location.reload();
      else if (opener) opener.focus();
    });
  };

  // A list whose lines are chosen: all at once, from one to another with Shift, and how many they are.
  const choosing = (form) => {
    const boxes = [...form.querySelectorAll("tbody input[name=choix]")];
    const all = form.querySelector("[data-choose-all]");
    const said = form.querySelector("[data-chosen]");
    const nothing = said.textContent;
    let last = null;
    const count = () => {
      const chosen = boxes.filter((box) => box.checked).length;
      all.checked = chosen > 0 && chosen === boxes.length;
      all.indeterminate = chosen > 0 && chosen < boxes.length;
      const words = chosen === 1 ? "1 réservation choisie" : `${chosen} réservations choisies`;
      said.textContent = chosen ? words : nothing;
    };
    const choose = (some, checked) => { some.forEach((box) => { box.checked = checked; }); count(); };
    all.addEventListener("change", () => choose(boxes, all.checked));
    form.querySelectorAll("[data-choose]").forEach((link) => link.addEventListener("click", (event) => {
      event.preventDefault();
      choose(boxes, link.dataset.choose === "all");
    }));
    boxes.forEach((box) => box.addEventListener("click", (event) => {
      if (event.shiftKey && last) {
        const [from, to] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
        choose(boxes.slice(from, to + 1), box.checked);
      }
      last = box;
      count();
    }));
    count();
  };

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form.choosing").forEach(choosing);
    document.querySelectorAll("[data-theme-button]").forEach(themeButton);
    const dialog = document.getElementById("drawer");
    if (dialog) drawer(dialog);
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  });

  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) close.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
    document.querySelectorAll("details.person[open], details.menu[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.person[open], details.menu[open]").forEach((menu) => {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // A form is sent once; one that asks is asked.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) { event.preventDefault(); return; }
    if (form.method !== "post" || event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    setTimeout(() => { delete form.dataset.sent; }, 8000);
  });
  window.addEventListener("pageshow", () => {
    document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; });
  });
})();
