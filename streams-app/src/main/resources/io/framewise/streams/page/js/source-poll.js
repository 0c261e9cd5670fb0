// Polls the sources every two seconds, less often while the API is away, and not at all while the page is hidden.

import { ApiError, fetchHealth, fetchSources } from './api.js';
import { BackOff } from './back-off.js';

const EVERY_MS = 2000;
const MOST_MS = 30_000;

export class SourcePoll {
  /** onSources(answer, health) after a success; onFailure(error, retryAtMs) after a failure. */
  constructor({ onSources, onFailure }) {
    this.onSources = onSources;
    this.onFailure = onFailure;
    this.backOff = new BackOff(EVERY_MS, MOST_MS);
    this.timer = null;
    this.asking = false;
  }

  /** Polls now, and from then on regularly. */
  async ask() {
    if (this.asking) {
      return;
    }
    this.asking = true;
    clearTimeout(this.timer);
    let waitMs = EVERY_MS;
    try {
      const [answer, health] = await Promise.all([fetchSources(), fetchHealth()]);
      this.backOff.reset();
      this.onSources(answer, health);
    } catch (error) {
      waitMs = this.waitAfter(error);
    } finally {
      this.asking = false;
      if (!document.hidden) {
        this.timer = setTimeout(() => this.ask(), waitMs);
      }
    }
  }

  waitAfter(error) {
    if (!(error instanceof ApiError)) {
      throw error; // an error of this page: it is reported in the console, and polling continues
    }
    const waitMs = this.backOff.next();
    this.onFailure(error, Date.now() + waitMs);
    return waitMs;
  }
}
