// Asks the browser to make or use a passkey, and sends what it gives with the form. Options and answer are JSON as
// WebAuthn level 3 writes it; what older browsers lack of that is read and written here.
const read = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (each) => each.charCodeAt(0));
const written = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

function asked({ publicKey }) {
  const listed = (all) => (all || []).map((each) => ({ ...each, id: read(each.id) }));
  const options = { ...publicKey, challenge: read(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: read(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = listed(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = listed(publicKey.allowCredentials);
  return { publicKey: options };
}

function answered(credential) {
  const { response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = written(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return {
    id: credential.id,
    rawId: written(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: parts,
  };
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const button = form.querySelector("button");
  const fault = form.querySelector(".rugsat-passkey__fault");
  const options = JSON.parse(form.dataset.options);
  button.hidden = false;
  form.querySelector(".rugsat-passkey__without").hidden = true;
  form.addEventListener("submit", async (event) => {
    if (form.elements.credential.value) return;
    event.preventDefault();
    fault.hidden = true;
    try {
      const credential = await navigator.credentials[form.dataset.passkey](asked(options));
      form.elements.credential.value = JSON.stringify(answered(credential));
      form.submit();
    } catch {
      fault.hidden = false;
    }
  });
}
