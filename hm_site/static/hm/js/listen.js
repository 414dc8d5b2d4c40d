// Reads the page, or the part of it that the button names, aloud, where the device itself
// has a voice for its language.
// Voices that would send the text to a company's server are left out.

const spoken =
  "h1, .lead, .head h2, .head p, .facts dt, .facts dd, .contacts div, " +
  ".prose h2, .prose h3, .prose p, .prose li";
const button = document.querySelector("[data-listen]");

function voiceFor(tag) {
  const wanted = tag.toLowerCase().split("-")[0];
  return speechSynthesis
    .getVoices()
    .find((v) => v.localService && v.lang.toLowerCase().split(/[-_]/)[0] === wanted);
}

// What stands within another part is read with it.
function parts() {
  const root = document.getElementById(button.dataset.listen);
  return [...root.querySelectorAll(spoken)].filter(
    (part) => !part.closest(".noprint") && part.offsetParent && !part.parentElement.closest(spoken),
  );
}

function offer() {
  button.hidden = !voiceFor(document.documentElement.lang);
}

function stop() {
  speechSynthesis.cancel();
  button.setAttribute("aria-pressed", "false");
}

function read() {
  const queue = parts()
    .map((part) => ({ part, tag: part.closest("[lang]").lang }))
    .map(({ part, tag }) => ({ part, tag, voice: voiceFor(tag) }))
    .filter(({ voice }) => voice);
  button.setAttribute("aria-pressed", String(queue.length > 0));
  for (const { part, tag, voice } of queue) {
    const words = new SpeechSynthesisUtterance(part.innerText.trim());
    words.lang = tag;
    words.voice = voice;
    if (part === queue.at(-1).part) words.addEventListener("end", stop);
    speechSynthesis.speak(words);
  }
}

if (button && "speechSynthesis" in window) {
  offer();
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-pressed") === "true") stop();
    else read();
  });
  addEventListener("pagehide", stop);
}
