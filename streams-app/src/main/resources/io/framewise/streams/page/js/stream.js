// The live stream of events. The browser's own reconnect gives up after an error status, so it is done here.

import { STREAM_URL } from './api.js';
import { BackOff } from './back-off.js';

const FIRST_MS = 1000;
const MOST_MS = 30_000;
const OPEN_WITHIN_MS = 15_000;

export class EventStream {
  /** onOpen(), onEvent(event), onAlert(alert), onGap(dropped), onCut(retryAtMs). */
  constructor({ onOpen, onEvent, onAlert, onGap, onCut }) {
    this.onOpen = onOpen;
    this.onEvent = onEvent;
    this.onAlert = onAlert;
    this.onGap = onGap;
    this.onCut = onCut;
    this.backOff = new BackOff(FIRST_MS, MOST_MS);
    this.stream = null;
    this.timer = null;
    this.lastHeardMs = 0;
    this.position = ''; // up to where the stream was read; what came since then is told first
  }

  /** Connects anew, whatever is open now. */
  connect() {
    this.close();
    const stream = new EventSource(this.position ? `${STREAM_URL}?after=${encodeURIComponent(this.position)}` : STREAM_URL);
    this.stream = stream;
    this.lastHeardMs = Date.now();
    this.timer = setTimeout(() => this.reconnectLater(), OPEN_WITHIN_MS);
    stream.onopen = () => {
      clearTimeout(this.timer);
      this.backOff.reset();
      this.onOpen();
    };
    stream.onerror = () => this.reconnectLater();
    stream.addEventListener('analysis', message => this.deliver(message, this.onEvent));
    stream.addEventListener('alert', message => this.deliver(message, this.onAlert));
    stream.addEventListener('gap', message => this.deliver(message, gap => this.onGap(gap.dropped)));
  }

  /** Ends the connection and cancels reconnecting. */
  close() {
    clearTimeout(this.timer);
    this.stream?.close();
    this.stream = null;
  }

  /** Milliseconds since the stream was opened or last brought an event. */
  silentMs() {
    return Date.now() - this.lastHeardMs;
  }

  reconnectLater() {
    this.close();
    const waitMs = this.backOff.next();
    this.timer = setTimeout(() => this.connect(), waitMs);
    this.onCut(Date.now() + waitMs);
  }

  deliver(message, receiver) {
    this.lastHeardMs = Date.now();
    this.position = message.lastEventId;
    let data;
    try {
      data = JSON.parse(message.data);
    } catch {
      console.warn('An event of the stream is no JSON and was left out.');
      return;
    }
    receiver(data);
  }
}
