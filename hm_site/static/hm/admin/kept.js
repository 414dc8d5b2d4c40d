// A form in which somebody writes for long gives signs of life, as Wagtail's editors do,
// and is not sent into a session that has ended: what is typed stays where it is until
// she has signed in again in another tab; nobody else sends it. Without this script it is sent as it is.

const EVERY = 5 * 60_000;

// Whose session it is, and its token; null when there is none. Throws when nobody answers.
async function alive(url) {
  const response = await fetch(url, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (response.status === 403) return null;
  if (!response.ok) throw new Error(`${response.status}`);
  return response.json();
}

function keep(form) {
  const box = form.querySelector("[data-hm-alive]");
  const { hmAlive: url, hmPerson: person } = box.dataset;
  // Wagtail's own question before a tab with unsaved words is closed.
  Object.assign(form.dataset, {
    controller: "w-unsaved",
    action: "w-unsaved#submit beforeunload@window->w-unsaved#confirm",
    wUnsavedConfirmationValue: "true",
  });
  // Wagtail looks a while after the page has come how the form was; what is typed until
  // then is unsaved all the same.
  const unsaved = { wUnsavedForceValue: "true", wUnsavedHasEditsValue: "true" };
  form.addEventListener("input", () => Object.assign(form.dataset, unsaved), { once: true });
  let sure = false;
  let asking = false;

  function say(what) {
    const found = form.querySelector(`[data-hm-alive-says="${what}"]`);
    box.replaceChildren(...(found ? [found.content.cloneNode(true)] : []));
    if (found) box.scrollIntoView({ block: "nearest" });
  }

  // Why nothing may be sent now; "" when it may.
  const hindrance = (session) =>
    session === null ? "signed-out" : session.person === person ? "" : "somebody-else";

  async function send(button) {
    asking = true;
    try {
      const session = await alive(url);
      say(hindrance(session));
      if (hindrance(session)) return;
      form.elements.csrfmiddlewaretoken.value = session.token;
    } catch {
      return say("silent");
    } finally {
      asking = false;
    }
    sure = true;
    form.requestSubmit(button);
    sure = false;
  }

  // Before anybody else hears of it, who would take what is typed for sent.
  document.addEventListener(
    "submit",
    (event) => {
      if (event.target !== form || sure) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      if (!asking) send(event.submitter);
    },
    { capture: true },
  );

  setInterval(() => {
    if (document.hidden) return;
    alive(url).then((session) => hindrance(session) && say(hindrance(session)), () => {});
  }, EVERY);
}

document.querySelectorAll("form[data-hm-kept]").forEach(keep);
