// The newest frame of one source, live. Two images alternate: the next one loads while hidden, so that the visible one never goes blank.

import { frameUrl } from './api.js';
import { now } from './clock.js';
import { setHidden, setText } from './dom.js';
import { age, clockTime, instant } from './format.js';
import { InSight } from './in-sight.js';

const STUCK_MS = 15_000;

export class FrameView {
  constructor(sourceId, parts) {
    this.sourceId = sourceId;
    this.parts = parts;
    this.front = parts.imageA;
    this.back = parts.imageB;
    this.wantedAt = null;
    this.shownAt = null;
    this.loadingAt = null;
    this.startedMs = 0;
    for (const image of [this.front, this.back]) {
      image.addEventListener('load', () => this.finish(image));
      image.addEventListener('error', () => this.giveUp(image));
    }
    this.sight = new InSight(parts.picture, () => this.loadIfDue());
  }

  /** Sets the newest frame; null when there is none. */
  want(newestFrameAt) {
    this.wantedAt = newestFrameAt;
    setText(this.parts.noFrame, newestFrameAt ? 'Loading the newest frame' : 'No frame yet');
    this.loadIfDue();
  }

  /** Brings the age up to date. */
  tick() {
    if (this.shownAt) {
      setText(this.parts.frameAge, `live \u00b7 ${age(instant(this.shownAt), now())}`);
    }
  }

  /** Lets go of the images. */
  close() {
    this.sight.close();
    this.front.removeAttribute('src');
    this.back.removeAttribute('src');
  }

  loadIfDue() {
    const busy = this.loadingAt !== null && Date.now() - this.startedMs < STUCK_MS;
    if (!this.wantedAt || this.wantedAt === this.shownAt || busy || !this.sight.inSight) {
      return;
    }
    this.loadingAt = this.wantedAt;
    this.startedMs = Date.now();
    this.back.src = frameUrl(this.sourceId, this.wantedAt);
  }

  finish(image) {
    if (image !== this.back || this.loadingAt === null) {
      return;
    }
    this.shownAt = this.loadingAt;
    this.loadingAt = null;
    image.alt = `Newest frame of ${this.sourceId}, ${clockTime(instant(this.shownAt), now())}`;
    setHidden(image, false);
    setHidden(this.front, true);
    setHidden(this.parts.noFrame, true);
    setHidden(this.parts.frameAge, false);
    [this.front, this.back] = [this.back, this.front];
    this.tick();
    this.loadIfDue();
  }

  giveUp(image) {
    if (image === this.back) {
      this.loadingAt = null; // the next poll of the sources tries again
    }
  }
}
