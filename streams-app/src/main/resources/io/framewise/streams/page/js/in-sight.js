// Reports whether an element is in the visible part of the page or near it; pictures elsewhere are not loaded. One observer serves all elements.

const all = new WeakMap();
const observer = new IntersectionObserver(
  entries => entries.forEach(entry => all.get(entry.target)?.set(entry.isIntersecting)),
  { rootMargin: '200px' });

export class InSight {
  constructor(element, onChange) {
    this.element = element;
    this.onChange = onChange;
    this.inSight = false;
    all.set(element, this);
    observer.observe(element);
  }

  set(inSight) {
    this.inSight = inSight;
    this.onChange();
  }

  close() {
    observer.unobserve(this.element);
  }
}
