// Shows how far a batch of orders has come while it is under way. Without it the page
// has a link that asks again.

const EVERY = 5000;

const status = document.querySelector("[data-hm-status]");
const bar = document.querySelector("progress");
const rest = document.querySelector("[data-hm-rest]");
const running = (part) => part.dataset.hmRest === "running";

function words(element) {
  return element.textContent.trim().replace(/\s+/g, " ");
}

function show(page) {
  const now = page.querySelector("[data-hm-status]");
  const rows = page.querySelector("[data-hm-rest]");
  if (!now || !rows) return;
  // A screen reader is told of what is new alone.
  if (words(now) !== words(status)) status.innerHTML = now.innerHTML;
  bar.value = page.querySelector("progress").value;
  if (running(rows)) return;
  const focused = rest.contains(document.activeElement);
  rest.replaceWith(rows);
  if (focused) status.focus();
  clearInterval(timer);
}

async function ask() {
  if (document.hidden) return;
  try {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (response.redirected) clearInterval(timer);
    else if (response.ok) show(new DOMParser().parseFromString(await response.text(), "text/html"));
  } catch {
    // Offline: what is shown stays, and the next turn asks again.
  }
}

const timer = status && rest && running(rest) ? setInterval(ask, EVERY) : 0;
