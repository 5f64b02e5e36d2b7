/* Keys of operators (WebAuthn): signs what the page asks for, and sends the answer as its form. On their pages only. */
(() => {
  "use strict";
  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  const known = (keys) => (keys || []).map((key) => ({ ...key, id: bytes(key.id) }));
  const signed = (key, response) => ({ id: key.id, rawId: text(key.rawId), type: key.type, response });

  const ways = {
    get: async (told) => {
      const publicKey = { ...told, challenge: bytes(told.challenge), allowCredentials: known(told.allowCredentials) };
      const key = await navigator.credentials.get({ publicKey });
      const { authenticatorData, clientDataJSON, signature, userHandle } = key.response;
      return signed(key, {
        authenticatorData: text(authenticatorData), clientDataJSON: text(clientDataJSON), signature: text(signature),
        userHandle: userHandle ? text(userHandle) : null,
      });
    },
    create: async (told) => {
      const publicKey = { ...told, challenge: bytes(told.challenge), user: { ...told.user, id: bytes(told.user.id) },
        excludeCredentials: known(told.excludeCredentials) };
      const key = await navigator.credentials.create({ publicKey });
      const { attestationObject, clientDataJSON } = key.response;
      return signed(key, {
        attestationObject: text(attestationObject), clientDataJSON: text(clientDataJSON),
        transports: key.response.getTransports ? key.response.getTransports() : [],
      });
    },
  };

  const why = (error) => ({
    InvalidStateError: "Cet appareil a déjà une clé d’accès pour cette console.",
    NotSupportedError: "Cet appareil ne connaît pas les clés d’accès.",
    SecurityError: "Ce navigateur n’accepte pas de clé d’accès à cette adresse.",
  }[error.name] || "La clé n’a pas répondu. Réessayez.");

  const start = (form) => {
    const said = form.querySelector("[data-said]");
    const button = form.querySelector("button");
    const ask = async () => {
      button.disabled = true;
      said.textContent = "Le navigateur attend votre clé…";
      try {
        const { publicKey } = JSON.parse(form.dataset.told);
        form.elements.reponse.value = JSON.stringify(await ways[form.dataset.passkey](publicKey));
        form.submit();
      } catch (error) {
        said.textContent = why(error);
        button.disabled = false;
      }
    };
    form.closest("[hidden]").hidden = false;
    if (!window.PublicKeyCredential) {
      said.textContent = "Ce navigateur ne connaît pas les clés d’accès.";
      button.remove();
      return;
    }
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
    ask();
  };
  document.querySelectorAll("form[data-passkey]").forEach(start);
})();
