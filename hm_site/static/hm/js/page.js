// Improves every page; nothing here is needed to use it.

// Leaving quickly: the page goes out of the history too, so that "back" does not return.
for (const link of document.querySelectorAll("[data-leave]")) {
  link.addEventListener("click", (event) => {
    event.preventDefault();
    location.replace(link.href);
  });
}

// Open panels close with Escape, and by a press outside them.
const panels = [...document.querySelectorAll("details.drop")];
document.addEventListener("keydown", (event) => {
  const open = panels.find((panel) => panel.open);
  if (event.key !== "Escape" || !open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
document.addEventListener("click", (event) => {
  for (const panel of panels) {
    if (panel.open && !panel.contains(event.target)) panel.open = false;
  }
});

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}
