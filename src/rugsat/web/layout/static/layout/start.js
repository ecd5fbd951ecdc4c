// Wakes the components of GOV.UK Frontend; every page works without it.
import { initAll } from "./govuk-frontend.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");
initAll();

// A click is lost where an answer exchanges what is being pressed. So nothing is exchanged while the pointer is down;
// what came meanwhile is asked for again.
const missed = new Map();
let pressed = false;

function release() {
  pressed = false;
  for (const [element, path] of missed) htmx.ajax("GET", path, { source: element });
  missed.clear();
}

addEventListener("pointerdown", () => { pressed = true; });
addEventListener("pointerup", () => setTimeout(release));
addEventListener("pointercancel", release);
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  if (!pressed || detail.requestConfig.verb !== "get") return;
  detail.shouldSwap = false;
  missed.set(detail.requestConfig.elt, detail.requestConfig.path);
});
