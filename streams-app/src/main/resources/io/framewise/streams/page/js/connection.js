// The state of the connection to the server, from the poll of the sources and the stream of events.

export class Connection {
  constructor() {
    this.answered = false; // whether the sources were ever answered
    this.opened = false; // whether the stream was ever open
    this.failure = null; // of the poll: {error, retryAtMs}
    this.cut = null; // of the stream: {retryAtMs}
  }

  /** Notes that the poll has succeeded; returns true when the last one had failed. */
  pollWorked() {
    const wasAway = this.failure !== null;
    this.answered = true;
    this.failure = null;
    return wasAway;
  }

  pollFailed(error, retryAtMs) {
    this.failure = { error, retryAtMs };
  }

  streamOpened() {
    this.opened = true;
    this.cut = null;
  }

  streamCut(retryAtMs) {
    this.cut = { retryAtMs };
  }

  /** Whether the stream is expected to bring events. */
  get streaming() {
    return this.opened && this.cut === null;
  }

  /** connecting, live or reconnecting. */
  get state() {
    if (this.failure || this.cut) {
      return 'reconnecting';
    }
    return this.opened && this.answered ? 'live' : 'connecting';
  }

  /** What to tell people, as {message, retryAtMs}; null when the connection works. */
  get trouble() {
    if (this.failure) {
      const message = `${failureText(this.failure.error)} What you see may be old.`;
      return { message, retryAtMs: this.failure.retryAtMs };
    }
    if (this.cut) {
      return { message: 'The live stream is cut. Answers may be behind.', retryAtMs: this.cut.retryAtMs };
    }
    return null;
  }
}

function failureText(error) {
  return error.status === 0
    ? `The Framewise API does not answer (${error.message}).`
    : `The Framewise API reports an error: ${error.message}${/[.!?]$/.test(error.message) ? '' : '.'}`;
}
