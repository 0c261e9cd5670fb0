// The picture that the answers of one question set are about: the last frame of its event's window, with the places
// that the answers name drawn on it. It never shows a picture of another window as if it were this one.

import { ApiError, fetchPicture } from './api.js';
import { answerText } from './answer-view.js';
import { now } from './clock.js';
import { fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { clockTime, instant } from './format.js';
import { drawPlaces } from './places.js';
import { InSight } from './in-sight.js';

const GONE = [404, 410];
const AGAIN_MS = 2000;

export class AnsweredView {
  constructor() {
    const { root, parts } = fromTemplate('answered-template');
    this.root = root;
    this.parts = parts;
    this.event = null;
    this.loading = false;
    this.shownRef = null; // of the picture in the image
    this.goneRef = null;
    this.retryAtMs = 0;
    this.sight = new InSight(root, () => this.load());
  }

  /** Shows the last frame of an event that was answered. */
  show(event) {
    this.event = event;
    this.draw();
    this.load();
  }

  /** Asks again for a picture that did not come. */
  tick() {
    this.load();
  }

  /** Names the question set, where a card has several. */
  nameSet(name) {
    setOptionalText(this.parts.set, name);
  }

  close() {
    this.sight.close();
    this.event = null;
    this.forget();
  }

  get frame() {
    return this.event?.frames?.at(-1) ?? null;
  }

  async load() {
    const frame = this.frame;
    const idle = !frame || this.loading || !this.sight.inSight || Date.now() < this.retryAtMs;
    if (idle || frame.ref === this.shownRef || frame.ref === this.goneRef) {
      return;
    }
    this.loading = true;
    try {
      const picture = await fetchPicture(frame.href);
      await this.put(picture, frame.ref);
    } catch (error) {
      this.failed(error, frame.ref);
    } finally {
      this.loading = false;
    }
    this.draw();
    this.load();
  }

  async put(picture, ref) {
    const address = URL.createObjectURL(picture);
    const image = this.parts.image;
    const before = image.src;
    image.src = address;
    await image.decode();
    this.shownRef = ref;
    this.goneRef = null;
    if (before) {
      URL.revokeObjectURL(before);
    }
  }

  failed(error, ref) {
    if (error instanceof ApiError && !GONE.includes(error.status)) {
      this.retryAtMs = Date.now() + AGAIN_MS;
    } else {
      this.goneRef = ref; // also what the browser cannot decode
    }
  }

  forget() {
    if (this.parts.image.src) {
      URL.revokeObjectURL(this.parts.image.src);
      this.parts.image.removeAttribute('src');
    }
    this.shownRef = null;
  }

  draw() {
    const frame = this.frame;
    const shown = frame !== null && frame.ref === this.shownRef;
    const gone = frame !== null && frame.ref === this.goneRef;
    const time = frame ? clockTime(instant(frame.capturedAt), now()) : '';
    setData(this.root, 'state', shown ? 'shown' : gone ? 'gone' : 'loading');
    setText(this.parts.label, gone ? `was about ${time}` : `answered about ${time}`);
    setHidden(this.parts.none, shown);
    setText(this.parts.none, gone
      ? 'The picture that was looked at is no longer kept.' : 'Loading the picture that was looked at');
    setHidden(this.parts.image, !shown);
    if (shown) {
      this.parts.image.alt = altOf(this.event, time);
      drawPlaces(this.parts.places, this.parts.image, this.event);
    } else {
      this.parts.places.replaceChildren();
    }
  }
}

function altOf(event, time) {
  const said = (event.answers ?? []).map(answer => `${answer.question || answer.questionId} ${answerText(answer)}`);
  return `Frame of ${event.sourceId} at ${time}. ${said.join(' ')}`.slice(0, 500);
}
