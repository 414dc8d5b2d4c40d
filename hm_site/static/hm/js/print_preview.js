// In the editor's preview of a printout: what the stylesheet says for paper is shown on
// the screen, a whole A4 wide whatever the width of the preview.

const A4 = 794; // CSS pixels, 210 mm
const root = document.documentElement;

function forPaper(rules) {
  for (const rule of rules) {
    if (rule instanceof CSSMediaRule) {
      const { mediaText } = rule.media;
      if (mediaText === "print") rule.media.mediaText = "all";
      // Paper is white, whatever the editor's own screen is.
      if (mediaText.includes("prefers-color-scheme: dark")) rule.media.mediaText = "not all";
    }
    if (rule.cssRules) forPaper(rule.cssRules);
  }
}

function fit() {
  root.style.zoom = Math.min(1, innerWidth / A4);
}

for (const sheet of document.styleSheets) forPaper(sheet.cssRules);
root.dataset.paper = "";
addEventListener("resize", fit);
fit();
