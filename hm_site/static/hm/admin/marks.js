// Puts a link or bold around words that are selected in a translator's field, and shows
// below the field how its text is read. Without it both are typed by hand, and what was
// saved last is shown.

const FROM = "\uE000";
const TO = "\uE001";
const PLAIN = { B: "b", STRONG: "b", I: "i", EM: "i" };

// A link stands once: where it was before, its marks go.
function without(text, start, end) {
  const at = start.startsWith("<a ") ? text.indexOf(start) : -1;
  if (at < 0) return text;
  const rest = text.slice(at + start.length);
  const close = rest.indexOf(end);
  if (close < 0) return text.slice(0, at) + rest;
  return text.slice(0, at) + rest.slice(0, close) + rest.slice(close + end.length);
}

function put(field, start, end) {
  const { selectionStart: from, selectionEnd: to, value } = field;
  const selected = value.slice(0, from) + FROM + value.slice(from, to) + TO + value.slice(to);
  const text = without(selected, start, end).replace(FROM, start + FROM).replace(TO, TO + end);
  const caret = [text.indexOf(FROM), text.indexOf(TO) - 1];
  field.focus();
  field.select();
  const plain = text.replace(FROM, "").replace(TO, "");
  // So that the person can undo it; the other way is for browsers that have dropped it.
  if (!document.execCommand("insertText", false, plain)) {
    field.value = plain;
    field.dispatchEvent(new Event("input"));
  }
  field.setSelectionRange(...caret);
}

function shown(node) {
  if (node.nodeType === Node.TEXT_NODE) return [node.data];
  if (node.nodeType !== Node.ELEMENT_NODE) return [];
  if (node.tagName === "BR") return [document.createElement("br")];
  const inside = [...node.childNodes].flatMap(shown);
  if (node.tagName === "A") {
    const [link, number] = [document.createElement("span"), document.createElement("span")];
    link.className = "hm-link";
    link.append(...inside);
    number.className = "hm-link-number";
    number.textContent = node.id.replace(/^a/, "");
    return [link, number];
  }
  if (!(node.tagName in PLAIN)) return inside;
  const element = document.createElement(PLAIN[node.tagName]);
  element.append(...inside);
  return [element];
}

function read(field, box) {
  const { body } = new DOMParser().parseFromString(field.value, "text/html");
  box.replaceChildren(...[...body.childNodes].flatMap(shown));
  box.parentElement.hidden = !/[<&]/.test(field.value);
}

for (const bar of document.querySelectorAll("[data-hm-marks]")) {
  const field = document.getElementById(bar.dataset.hmMarks);
  bar.hidden = field.readOnly;
  bar.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (button) put(field, button.dataset.start, button.dataset.end);
  });
}

for (const box of document.querySelectorAll("[data-hm-read]")) {
  const field = document.getElementById(box.dataset.hmRead);
  field.addEventListener("input", () => read(field, box));
}
