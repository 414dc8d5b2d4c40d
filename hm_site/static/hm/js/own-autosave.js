// A form that autosave has sent knows the version it has made: saved by hand, it is
// no stranger's. Wagtail keeps that number to autosave; the server compares both.

const forms = new WeakMap();

function state(form) {
  if (!forms.has(form)) forms.set(form, { running: false, leaving: false, waiting: null });
  return forms.get(form);
}

function remember(form, name, value) {
  // A button of the same name is no field: it is sent only when it is pressed.
  let field = form.querySelector(`input[type="hidden"][name="${name}"]`);
  if (!field) {
    field = Object.assign(document.createElement("input"), { type: "hidden", name });
    form.append(field);
  }
  field.value = value;
}

document.addEventListener("w-autosave:save", (event) => {
  const form = state(event.target);
  if (form.leaving) event.preventDefault();
  else form.running = !event.defaultPrevented;
});

function finished(event) {
  const { response } = event.detail;
  if (event.type.endsWith("success") && response.revision_id) {
    remember(event.target, "loaded_revision_id", response.revision_id);
    remember(event.target, "loaded_revision_created_at", response.revision_created_at);
  }
  const form = state(event.target);
  form.running = false;
  form.waiting?.();
  form.waiting = null;
}
document.addEventListener("w-autosave:success", finished);
document.addEventListener("w-autosave:error", finished);

// A save by hand waits for the autosave that is under way.
document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    if (!form.matches("form[data-edit-form]")) return;
    const now = state(form);
    if (!now.running) {
      now.leaving = true;
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    const { submitter } = event;
    now.waiting = () => {
      // The button may be disabled by then, and would not be sent.
      if (submitter?.name) remember(form, submitter.name, submitter.value);
      form.requestSubmit();
    };
  },
  { capture: true },
);

// A field called "method" hides the form's own property of that name, and autosave,
// which asks for it, fails. Such a field sends its value without bearing the name.
for (const form of document.querySelectorAll("form[data-edit-form]")) {
  for (const name of ["method", "action"]) {
    const field = form.querySelector(`[name="${name}"]`);
    if (!field) continue;
    field.removeAttribute("name");
    form.addEventListener("formdata", (event) => event.formData.set(name, field.value));
  }
}
