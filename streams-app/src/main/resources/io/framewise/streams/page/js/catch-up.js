// Fetches the events that the stream did not bring: from before it was open, while it was cut, or because it dropped events.

import { ApiError, fetchEvents, fetchLatest } from './api.js';

const NOT_FOUND = 404; // a source that has no event yet

export class CatchUp {
  /** onFeed(events) with the newest events over all sources; onLatest(events) with the newest per question set. */
  constructor({ limit, onFeed, onLatest }) {
    this.limit = limit;
    this.onFeed = onFeed;
    this.onLatest = onLatest;
    this.feedOwed = false;
    this.sourcesOwed = new Set();
  }

  /** Fetches the feed and the newest events of the given sources. */
  all(sourceIds) {
    this.feedOwed = true;
    return this.sources(sourceIds);
  }

  /** Fetches the newest events of the given sources. */
  sources(sourceIds) {
    sourceIds.forEach(sourceId => this.sourcesOwed.add(sourceId));
    return this.settle();
  }

  /** Fetches what is still missing; what fails is fetched at the next call. */
  async settle() {
    if (this.feedOwed) {
      this.feedOwed = false;
      await attempt(() => fetchEvents(this.limit), this.onFeed, () => { this.feedOwed = true; });
    }
    const sourceIds = [...this.sourcesOwed];
    this.sourcesOwed.clear();
    for (const sourceId of sourceIds) {
      await attempt(() => fetchLatest(sourceId), this.onLatest, () => this.sourcesOwed.add(sourceId));
    }
  }
}

async function attempt(fetching, onEvents, onFailure) {
  let events;
  try {
    events = await fetching();
  } catch (error) {
    if (!(error instanceof ApiError)) {
      throw error;
    }
    if (error.status !== NOT_FOUND) {
      onFailure();
    }
    return;
  }
  onEvents(events);
}
