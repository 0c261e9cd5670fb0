// Small helpers over the DOM. Text always goes in as text, and only when it changed, so that nothing flickers.

/** Clones a template that has one root element; parts are its elements by their data-part name. */
export function fromTemplate(templateId) {
  const template = document.getElementById(templateId);
  const root = template.content.firstElementChild.cloneNode(true);
  return { root, parts: partsOf(root) };
}

/** The elements under root by their data-part name. */
export function partsOf(root) {
  const parts = {};
  for (const element of root.querySelectorAll('[data-part]')) {
    parts[element.dataset.part] = element;
  }
  return parts;
}

/** Writes text into an element when it differs from what is there. */
export function setText(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

/** Shows text, or hides the element when there is none. */
export function setOptionalText(element, text) {
  setText(element, text || '');
  setHidden(element, !text);
}

/** Hides or shows an element. */
export function setHidden(element, hidden) {
  if (element.hidden !== hidden) {
    element.hidden = hidden;
  }
}

/** Sets a data attribute; null removes it. */
export function setData(element, name, value) {
  if (value === null) {
    delete element.dataset[name];
  } else if (element.dataset[name] !== value) {
    element.dataset[name] = value;
  }
}

/** A new element with a class and a text. */
export function create(tag, className, text = '') {
  const element = document.createElement(tag);
  if (className) {
    element.className = className;
  }
  element.textContent = text;
  return element;
}

/** Makes the children of parent exactly these, in this order, and moves only those that are out of place. */
export function arrange(parent, children) {
  let place = parent.firstElementChild;
  for (const child of children) {
    if (child === place) {
      place = place.nextElementSibling;
    } else {
      parent.insertBefore(child, place);
    }
  }
  while (place) {
    const next = place.nextElementSibling;
    place.remove();
    place = next;
  }
}
