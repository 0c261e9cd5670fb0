// The newest events of all sources, each once, up to a fixed number.

import { instant } from './format.js';

const REMEMBERED_IDS = 1000;

export class EventLog {
  constructor(capacity) {
    this.capacity = capacity;
    this.events = [];
    this.ids = new Set();
  }

  /** Adds an event; returns false when it was known already. */
  add(event) {
    if (this.ids.has(event.eventId)) {
      return false;
    }
    this.remember(event.eventId);
    const made = instant(event.createdAt);
    const place = this.events.findIndex(other => instant(other.createdAt) <= made);
    this.events.splice(place < 0 ? this.events.length : place, 0, event);
    this.events.length = Math.min(this.events.length, this.capacity);
    return true;
  }

  /** The newest event, or undefined. */
  newest() {
    return this.events[0];
  }

  remember(eventId) {
    this.ids.add(eventId);
    if (this.ids.size > REMEMBERED_IDS) {
      this.ids.delete(this.ids.values().next().value); // a Set keeps the order of insertion: this is the oldest
    }
  }
}
