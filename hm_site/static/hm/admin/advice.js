// Keeps the strip above a page form up to date while somebody types, and leads from
// what it says to the field. Without it the strip shows what was saved last.

const WAIT = 1200;
const FOCUSABLE = "input:not([type=hidden]), textarea, select, [contenteditable=true], button";

function openTo(target) {
  const panel = target.closest('[role="tabpanel"]');
  if (panel?.hidden) document.querySelector(`[href="#${panel.id}"]`)?.click();
  for (let box = target.closest("[hidden]"); box; box = box.parentElement?.closest("[hidden]")) {
    document.querySelector(`[aria-controls="${box.id}"][aria-expanded="false"]`)?.click();
  }
}

function field(name) {
  return (
    document.getElementById(`id_${name}`) ??
    document.querySelector(`[name="${name}"]`) ??
    document.getElementById(`id_${name}-FORMS`)
  );
}

function goTo(name) {
  const target = field(name);
  if (!target) return;
  openTo(target);
  // The tab shows its fields in the next frame; what is hidden takes no focus.
  requestAnimationFrame(() => {
    const shown = target.closest("[data-contentpath]") ?? target.parentElement;
    shown.scrollIntoView({ block: "center" });
    const inside = [...shown.querySelectorAll(FOCUSABLE)].find((element) => element.checkVisibility());
    inside?.focus({ preventScroll: true });
  });
}

class Advice {
  constructor(strip) {
    this.strip = strip;
    this.form = strip.closest("form");
    this.sent = this.values();
    for (const name of ["input", "change", "w-unsaved:add"]) {
      this.form.addEventListener(name, () => this.later());
    }
    strip.addEventListener("click", (event) => {
      const link = event.target.closest("[data-hm-field]");
      if (!link) return;
      event.preventDefault();
      goTo(link.dataset.hmField);
    });
  }

  values() {
    return new URLSearchParams([...new FormData(this.form)].filter(([, value]) => typeof value === "string")).toString();
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), WAIT);
  }

  async refresh() {
    const values = this.values();
    if (values === this.sent) return;
    this.sent = values;
    this.asking?.abort();
    this.asking = new AbortController();
    try {
      const response = await fetch(this.strip.dataset.hmAdvice, {
        method: "POST",
        body: new URLSearchParams(values),
        signal: this.asking.signal,
      });
      if (response.ok && !response.redirected) this.show(await response.text());
    } catch {
      // Offline or overtaken by the next change: what is shown stays.
    }
  }

  show(html) {
    if (this.strip.contains(document.activeElement)) return;
    const open = this.strip.querySelector("details")?.open;
    this.strip.innerHTML = html;
    const details = this.strip.querySelector("details");
    if (details && open) details.open = true;
  }
}

const strip = document.querySelector("[data-hm-advice]");
if (strip) new Advice(strip);
