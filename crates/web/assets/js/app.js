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

  // « Afficher le mot de passe »: what is typed blind is mistyped.
  const passwordButton = (input) => {
    const button = document.createElement("button");
    const show = (shown) => {
      input.type = shown ? "text" : "password";
      button.textContent = shown ? "Masquer le mot de passe" : "Afficher le mot de passe";
    };
    button.type = "button";
    button.className = "button quiet compact show-password";
    button.addEventListener("click", () => { show(input.type === "password"); input.focus(); });
    // Sent as a password, so that browsers offer to keep it as one.
    input.form.addEventListener("submit", () => show(false));
    show(false);
    input.after(button);
  };

  // What a person typed into a form, by name: hidden inputs are ours, and passwords are not kept.
  const inputs = (form) => [...form.elements].filter((input) => input.name && !["hidden", "password", "submit"].includes(input.type));
  const isTick = (input) => input.type === "checkbox" || input.type === "radio";
  const typedIn = (form) => inputs(form).filter((input) => !isTick(input) || input.checked).map((input) => [input.name, input.value]);
  const fillIn = (form, typed) => inputs(form).forEach((input) => {
    const values = typed.filter(([name]) => name === input.name).map(([, value]) => value);
    if (isTick(input)) input.checked = values.includes(input.value);
    else if (values.length) input.value = values[0];
  });
  const note = (text) => {
    const said = document.createElement("div");
    said.className = "flash notice bad";
    said.setAttribute("role", "alert");
    said.textContent = text;
    return said;
  };

  // The answer to a form with mistakes: its address can be loaded again, and what was typed stays with it.
  const keepInHistory = () => {
    const forms = [...document.querySelectorAll("main form[method=post]")];
    if (root.dataset.formPage) {
      const typed = forms.map((form) => [form.getAttribute("action"), typedIn(form)]);
      history.replaceState({ typed }, "", root.dataset.formPage);
      return;
    }
    for (const [action, typed] of (history.state && history.state.typed) || []) {
      const form = forms.find((one) => one.getAttribute("action") === action);
      if (form) fillIn(form, typed);
    }
  };

  // The window of a stage: links inside [data-hx-target="#drawer-content"] are fetched by htmx. Its stage is in
  // the address (?stage=), Back closes it, and a form that is left half-typed comes back as it was.
  const drawer = (dialog) => {
    const content = dialog.querySelector("#drawer-content");
    const drafts = new Map();
    let changed = false;
    let opener = null;
    const inDrawer = (event) => event.detail.target === content;
    const shown = () => new URL(location.href).searchParams.get("stage");
    const address = (stage) => {
      const url = new URL(location.href);
      if (stage) url.searchParams.set("stage", stage);
      else url.searchParams.delete("stage");
      return url;
    };
    const load = (path) => htmx.ajax("GET", path, { target: content, swap: "innerHTML" });
    const postForms = () => [...content.querySelectorAll("form[method=post]")];
    const keep = () => postForms().filter((form) => form.dataset.typed || form.querySelector("[aria-invalid]"))
      .forEach((form) => drafts.set(form.getAttribute("action"), typedIn(form)));
    const settle = () => {
      if (changed) location.reload();
      else if (opener) opener.focus();
    };

    document.body.addEventListener("htmx:beforeRequest", (event) => {
      if (!inDrawer(event)) return;
      const { verb, path, triggeringEvent } = event.detail.requestConfig;
      if (!dialog.open) {
        opener = document.activeElement;
        const stage = (path.match(/^\/creneaux\/([0-9a-f-]{36})/) || [])[1];
        if (stage !== shown()) history.pushState({ drawer: true }, "", address(stage));
        content.replaceChildren(document.getElementById("drawer-skeleton").content.cloneNode(true));
        dialog.showModal();
      }
      if (verb === "get") { keep(); return; }
      const button = triggeringEvent && triggeringEvent.submitter;
      if (button && button.getAttribute("aria-busy")) { event.preventDefault(); return; }
      if (button) button.setAttribute("aria-busy", "true");
      content.querySelectorAll(".flash").forEach((said) => said.remove());
    });
    document.body.addEventListener("htmx:afterRequest", (event) => {
      content.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
      const { verb, path } = event.detail.requestConfig;
      if (!inDrawer(event) || verb === "get" || !event.detail.successful) return;
      changed = true;
      drafts.delete(path);
    });
    document.body.addEventListener("htmx:afterSwap", (event) => {
      if (!inDrawer(event)) return;
      dialog.scrollTop = 0;
      postForms().forEach((form) => {
        const typed = drafts.get(form.getAttribute("action"));
        if (!typed || form.querySelector("[aria-invalid]")) return;
        fillIn(form, typed);
        form.dataset.typed = "yes";
      });
      const first = content.querySelector("[data-error-summary]") || content.querySelector(".notice[role=status]") || content.querySelector("h1");
      if (first) { first.tabIndex = -1; first.focus(); }
    });
    content.addEventListener("input", (event) => {
      if (event.target.form) event.target.form.dataset.typed = "yes";
    });
    document.body.addEventListener("htmx:responseError", (event) => {
      if (!inDrawer(event)) return;
      const { verb, path } = event.detail.requestConfig;
      if (verb === "get") location.assign(path);
      else if (document.querySelector(".viewing-bar")) content.prepend(note("Vous regardez ce portail comme une autre personne : rien n’a été enregistré."));
      else content.prepend(note("Le serveur n’a pas pu répondre. Votre saisie est là : réessayez dans un moment."));
    });
    document.body.addEventListener("htmx:sendError", (event) => {
      if (!inDrawer(event)) return;
      const { verb, path } = event.detail.requestConfig;
      const said = note(verb === "get"
        ? "La connexion est coupée : rien n’a pu être affiché. "
        : "La connexion a été coupée avant la réponse. Votre saisie est là : réessayez. Ce qui est déjà enregistré ne le sera pas deux fois.");
      if (verb === "get") {
        const again = document.createElement("button");
        again.className = "button";
        again.textContent = "Réessayer";
        again.addEventListener("click", () => load(path));
        said.append(again);
        content.querySelectorAll(".skeleton").forEach((shape) => shape.remove());
      }
      content.querySelectorAll(".flash").forEach((before) => before.remove());
      content.prepend(said);
    });
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
    dialog.addEventListener("close", () => {
      keep();
      content.replaceChildren();
      if (history.state && history.state.drawer) { history.back(); return; }
      if (shown()) history.replaceState(history.state, "", address());
      settle();
    });
    window.addEventListener("popstate", () => {
      if (history.state && history.state.drawer) { if (shown()) load(`/creneaux/${shown()}`); return; }
      if (dialog.open) dialog.close();
      else settle();
    });
    if (shown()) load(`/creneaux/${encodeURIComponent(shown())}`);
  };

  // A list whose lines are chosen: all at once, from one to another with Shift, and how many they are.
  const choosing = (list) => {
    const boxes = [...list.querySelectorAll("tbody input[name=choix]")];
    const all = list.querySelector("[data-choose-all]");
    const said = list.querySelector("[data-chosen]");
    if (!all) return;
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
    list.querySelectorAll("[data-choose]").forEach((link) => link.addEventListener("click", (event) => {
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
    document.querySelectorAll(".choosing").forEach(choosing);
    document.querySelectorAll("[data-theme-button]").forEach(themeButton);
    document.querySelectorAll("input[type=password]:not(.visually-hidden)").forEach(passwordButton);
    keepInHistory();
    const summary = document.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  });

  // The calendar's htmx is there when all is loaded.
  window.addEventListener("load", () => {
    const dialog = document.getElementById("drawer");
    if (dialog) drawer(dialog);
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
    if (event.submitter) event.submitter.setAttribute("aria-busy", "true");
    setTimeout(() => free(form), 8000);
  });
  const free = (form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  };
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach(free));
})();
