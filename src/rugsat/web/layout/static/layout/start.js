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

// What a page asks for in turn does not take away what somebody is just selecting in it; the next answer does as well.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const selected = getSelection();
  if (selected.isCollapsed || detail.elt.matches("form")) return;
  if (selected.containsNode(detail.target, true)) detail.shouldSwap = false;
});

// Where a list that follows its filters cannot be had, what stands there answers another question. So the whole page is
// loaded, which says what is wrong; what a page asks for in turn is simply asked for again. A browser that is on its way
// to another page breaks off what is asked, which is no fault.
let leaving = false;

function loadWhole({ detail }) {
  if (!leaving && detail.elt.matches("form")) location.assign(detail.pathInfo.finalRequestPath);
}

addEventListener("beforeunload", () => { leaving = true; });
addEventListener("htmx:responseError", loadWhole);
addEventListener("htmx:sendError", loadWhole);

// The same page in another language is the page as it is narrowed now.
addEventListener("htmx:pushedIntoHistory", () => {
  for (const link of document.querySelectorAll(".rugsat-languages a")) {
    const asked = new URLSearchParams(location.search);
    for (const [name, value] of new URLSearchParams(link.search)) if (name === "language") asked.set(name, value);
    link.search = asked;
  }
});
