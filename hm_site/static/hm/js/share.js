// Shows what only a script can do: the phone's own share sheet, and copying the address.

for (const box of document.querySelectorAll("[data-share]")) {
  const url = box.dataset.share;
  const sheet = box.querySelector("[data-share-sheet]");
  if (sheet && navigator.share) {
    sheet.hidden = false;
    sheet.addEventListener("click", () => {
      // Rejected when she closes the sheet: nothing to tell her.
      navigator.share({ title: document.title, url }).catch(() => {});
    });
  }
  const copy = box.querySelector("[data-share-copy]");
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(url);
        box.querySelector("[data-share-done]").hidden = false;
      } catch {
        box.querySelector("input").select();
      }
    });
  }
}
