// Draws the boxes and points of answers, in pixels of the picture as the browser shows it.

const SVG = 'http://www.w3.org/2000/svg';
const TEXT_SHARE = 20; // height of a label, as a share of the picture's longer side
const COLOURS = 4;

/** Replaces the drawing in svg by the boxes and points of an event's valid answers. */
export function drawPlaces(svg, image, event) {
  const width = image.naturalWidth;
  const height = image.naturalHeight;
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  const size = Math.max(width, height) / TEXT_SHARE;
  const marks = [];
  let colour = 0;
  for (const answer of event.answers ?? []) {
    if (!answer.valid || !Array.isArray(answer.value)) {
      continue;
    }
    for (const place of answer.value) {
      marks.push(...(place.x1 === undefined ? point(place, size) : box(place, size)), label(place, answer, size));
      marks.slice(-3).forEach(mark => mark.setAttribute('data-colour', String(colour % COLOURS)));
    }
    colour += 1;
  }
  svg.replaceChildren(...marks);
}

function box({ x1, y1, x2, y2 }) {
  const at = { x: x1, y: y1, width: Math.max(0, x2 - x1), height: Math.max(0, y2 - y1) };
  return [shape('rect', 'under', at), shape('rect', 'mark', at)];
}

function point({ x, y }, size) {
  const at = { cx: x, cy: y, r: size * 0.45 };
  return [shape('circle', 'under', at), shape('circle', 'mark', at)];
}

function label(place, answer, size) {
  const x = place.x1 ?? place.x + size * 0.7;
  const y = (place.y1 ?? place.y) - size * 0.35;
  const text = shape('text', 'label', { x, y: Math.max(size, y), 'font-size': size, 'stroke-width': size / 5 });
  text.textContent = String(place.label || answer.questionId).slice(0, 40);
  return text;
}

function shape(name, className, attributes) {
  const element = document.createElementNS(SVG, name);
  element.setAttribute('class', className);
  for (const [key, value] of Object.entries(attributes)) {
    element.setAttribute(key, String(value));
  }
  return element;
}
