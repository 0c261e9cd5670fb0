// The one-line state of the system in the header, and the banner that appears while the server is away.

import { now } from './clock.js';
import { partsOf, setHidden, setOptionalText, setText } from './dom.js';
import { age, duration, instant, plural } from './format.js';

const LABELS = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting' };

export class SystemLine {
  /** onRetry() is called when the person asks to try now. */
  constructor(onRetry) {
    this.parts = partsOf(document.getElementById('system'));
    this.health = document.getElementById('health');
    this.banner = document.getElementById('banner');
    this.bannerParts = partsOf(this.banner);
    this.bannerParts.retry.addEventListener('click', onRetry);
  }

  /** Shows the state of the connection: {state, trouble: null | {message, retryAtMs}}. */
  show({ connection, newestEvent, sources, eventsSinceLoad }) {
    document.body.dataset.connection = connection.state;
    setText(this.parts.connection, LABELS[connection.state]);
    setOptionalText(this.parts.newest, newestEvent && `newest event ${age(instant(newestEvent.createdAt), now())}`);
    setOptionalText(this.parts.sources, sources && sourcesText(sources));
    setOptionalText(this.parts.events, sources && `${plural(eventsSinceLoad, 'event')} since load`);
    this.showTrouble(connection.trouble);
    document.title = connection.state === 'reconnecting' ? 'Reconnecting \u00b7 Framewise' : 'Framewise';
  }

  /** Shows whether requests are answered, as the API says; null when it is not known. */
  showHealth(health) {
    const down = health?.status === 'down';
    setOptionalText(this.health, down ? `Questions are not being answered. ${health.detail}.` : null);
    setOptionalText(this.parts.workers, health?.workerConsumers === 0 && 'no worker');
  }

  showTrouble(trouble) {
    setHidden(this.banner, !trouble);
    setText(this.bannerParts.message, trouble?.message ?? '');
    if (trouble) {
      const leftMs = trouble.retryAtMs - Date.now();
      setText(this.bannerParts.wait, leftMs > 0
        ? `Trying again in ${duration(Math.ceil(leftMs / 1000) * 1000)}.` : 'Trying again now.');
    }
  }
}

function sourcesText(sources) {
  const broken = sources.filter(source => source.state === 'BROKEN').length;
  const stalled = sources.filter(source => source.state === 'STALLED').length;
  return plural(sources.length, 'source')
    + (broken ? `, ${broken} broken` : '')
    + (stalled ? `, ${stalled} stalled` : '');
}
