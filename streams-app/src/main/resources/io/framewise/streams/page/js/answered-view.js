// The picture that the answers of one question set are about: the last frame of the event's window, with the
// boxes and points of the answers. Answers and picture change together. While the next picture loads, the
// previous one stays with its own answers, so a picture is never shown with the answers of another window.

import { ApiError, fetchPicture } from './api.js';
import { answerText } from './answer-view.js';
import { now } from './clock.js';
import { fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { clockTime, count, instant } from './format.js';
import { drawPlaces } from './places.js';
import { InSight } from './in-sight.js';

const GONE = [404, 410];
const AGAIN_MS = 2000;

export class AnsweredView {
  /** onSettled(event) is called when an event's answers are to be shown: its picture is there, or will not be soon. */
  constructor(onSettled) {
    const { root, parts } = fromTemplate('answered-template');
    this.root = root;
    this.parts = parts;
    this.onSettled = onSettled;
    this.wanted = null; // the newest event that was answered
    this.settled = null; // the event whose answers are shown
    this.loading = false;
    this.shownRef = null; // of the picture in the image
    this.goneRef = null;
    this.retryAtMs = 0;
    this.sight = new InSight(root, () => this.load());
  }

  /** Takes an answered event, which must be newer than all before it. */
  show(event) {
    this.wanted = event;
    const before = this.settled && lastFrameOf(this.settled);
    const mayWait = before && before.ref === this.shownRef && this.sight.inSight && lastFrameOf(event);
    if (!mayWait) {
      this.settle(event);
    }
    this.load();
  }

  /** Requests a picture again that could not be loaded. */
  tick() {
    this.load();
  }

  /** Names the question set, where a card has several. */
  nameSet(name) {
    setOptionalText(this.parts.set, name);
  }

  close() {
    this.sight.close();
    this.wanted = null;
    this.forget();
  }

  /** Loads one picture after the other. Of the events that arrive meanwhile only the newest is loaded next. */
  async load() {
    const event = this.wanted;
    const frame = event && lastFrameOf(event);
    const idle = !frame || this.loading || !this.sight.inSight || Date.now() < this.retryAtMs;
    if (idle || (event === this.settled && [this.shownRef, this.goneRef].includes(frame.ref))) {
      return;
    }
    this.loading = true;
    let shown = false;
    try {
      await this.put(await fetchPicture(frame.href), frame.ref);
      shown = true;
    } catch (error) {
      this.failed(error, frame.ref);
    } finally {
      this.loading = false;
    }
    if (!this.wanted) {
      return;
    }
    if (shown || !this.settled || instant(event.createdAt) >= instant(this.settled.createdAt)) {
      this.settle(event); // a picture is shown even if there are newer answers without one; otherwise no picture might ever be shown
    }
    this.load();
  }

  /** A picture is decoded before it replaces the previous one. */
  async put(picture, ref) {
    const image = new Image();
    image.src = URL.createObjectURL(picture);
    try {
      await image.decode();
    } catch (error) {
      URL.revokeObjectURL(image.src);
      throw error;
    }
    this.forget();
    this.parts.image.replaceWith(image);
    this.parts.image = image;
    this.shownRef = ref;
    this.goneRef = null;
  }

  failed(error, ref) {
    if (error instanceof ApiError && !GONE.includes(error.status)) {
      this.retryAtMs = Date.now() + AGAIN_MS;
    } else {
      this.goneRef = ref; // also when the browser cannot decode it
    }
  }

  forget() {
    if (this.parts.image.src) {
      URL.revokeObjectURL(this.parts.image.src);
      this.parts.image.removeAttribute('src');
    }
    this.shownRef = null;
  }

  settle(event) {
    this.settled = event;
    this.onSettled(event);
    this.draw();
  }

  draw() {
    const frame = lastFrameOf(this.settled);
    setHidden(this.root, !frame);
    if (!frame) {
      return;
    }
    const shown = frame.ref === this.shownRef;
    const gone = frame.ref === this.goneRef;
    const time = clockTime(instant(frame.capturedAt), now());
    setData(this.root, 'state', shown ? 'shown' : gone ? 'gone' : 'loading');
    setText(this.parts.label, `${gone ? 'was about' : 'answered about'} ${time}${ofHowMany(this.settled)}`);
    setHidden(this.parts.none, shown);
    setText(this.parts.none, gone
      ? 'The picture that was looked at is no longer kept.' : 'Loading the picture that was looked at');
    setHidden(this.parts.image, !shown);
    if (shown) {
      this.parts.image.alt = altOf(this.settled, time);
      drawPlaces(this.parts.places, this.parts.image, this.settled);
    } else {
      this.parts.places.replaceChildren();
    }
  }
}

function lastFrameOf(event) {
  return event.frames?.at(-1) ?? null;
}

/** The answers are about all pictures of the window; this is one of them. */
function ofHowMany(event) {
  return event.frames.length > 1 ? `, the last of ${count(event.frames.length)} pictures` : '';
}

function altOf(event, time) {
  const said = (event.answers ?? []).map(answer => `${answer.question || answer.questionId} ${answerText(answer)}`);
  return `Frame of ${event.sourceId} at ${time}. ${said.join(' ')}`.slice(0, 500);
}
