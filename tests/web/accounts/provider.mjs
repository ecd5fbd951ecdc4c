// A real OpenID provider (npm oidc-provider) for tests: whoever writes a login is that one. The form says whether a
// second factor was asked. Arguments: port, client, secret, address to come back to.
import http from "node:http";
import { Provider } from "oidc-provider";

const [port, client, secret, back] = process.argv.slice(2);
const issuer = `http://localhost:${port}`;
const provider = new Provider(issuer, {
  clients: [{ client_id: client, client_secret: secret, redirect_uris: [back], response_types: ["code"] }],
  claims: { openid: ["sub", "amr"], profile: ["preferred_username", "name"] },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: `subject-of-${id}`.slice(0, 60), preferred_username: id, name: id }),
  }),
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  cookies: { keys: ["of a test"] },
  pkce: { required: () => true },
  // The office belongs to the same house as the provider, so nobody is asked whether it may know who he is.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({
      clientId: ctx.oidc.client.clientId,
      accountId: ctx.oidc.session.accountId,
    });
    grant.addOIDCScope("openid profile");
    await grant.save();
    return grant;
  },
});

const body = async (request) => {
  let text = "";
  for await (const piece of request) text += piece;
  return new URLSearchParams(text);
};
const handle = provider.callback();
http
  .createServer(async (request, response) => {
    if (!request.url.startsWith("/interaction/")) return handle(request, response);
    if (request.method === "GET") {
      response.setHeader("Content-Type", "text/html; charset=utf-8");
      return response.end(`<!DOCTYPE html><html lang="en"><title>Provider</title><form method="post">
        <label>Who <input name="login"></label><label>Factor <input type="checkbox" name="factor"></label>
        <button>Go on</button></form></html>`);
    }
    const said = await body(request);
    const amr = said.get("factor") ? ["pwd", "otp", "mfa"] : ["pwd"];
    return provider.interactionFinished(request, response, { login: { accountId: said.get("login"), amr } });
  })
  .listen(Number(port), "127.0.0.1", () => console.log("listening"));
