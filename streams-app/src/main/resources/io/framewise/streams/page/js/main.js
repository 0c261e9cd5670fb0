// The page. Sources are polled every two seconds, events arrive over a stream, and both update the cards in place.

import { AlertList } from './alert-list.js';
import { CatchUp } from './catch-up.js';
import { Connection } from './connection.js';
import { EventFeed } from './event-feed.js';
import { EventLog } from './event-log.js';
import { SourceGrid } from './source-grid.js';
import { SourcePoll } from './source-poll.js';
import { EventStream } from './stream.js';
import { SystemLine } from './system-line.js';

const FEED_LENGTH = 30;
const TICK_MS = 1000;
const SILENCE_MS = 30_000; // when windows end but the stream brings nothing for this long, its connection is dead

const connection = new Connection();
const log = new EventLog(FEED_LENGTH);
const feed = new EventFeed(log);
const alerts = new AlertList();
const grid = new SourceGrid(sourceId => catchUp.sources([sourceId]));
const poll = new SourcePoll({ onSources: showSources, onFailure: noteFailure });
const stream = new EventStream({
  onOpen: noteOpen, onEvent: showEvent, onAlert: alert => alerts.show(alert), onGap: noteGap, onCut: noteCut,
});
const catchUp = new CatchUp({ limit: FEED_LENGTH, onFeed: showMissed, onLatest: showLatest });
const line = new SystemLine(connect);

let sources = null; // until the first answer
let windowsEnded = 0;
let eventsSinceLoad = 0;
let backlogKnown = false; // events fetched before that are older than this page

function showSources(listed, health) {
  const list = listed.sources;
  sources = list;
  const wasAway = connection.pollWorked();
  grid.showSources(listed);
  line.showHealth(health);
  if (wasAway && !connection.streaming || streamLooksDead(list)) {
    stream.connect();
  }
  catchUp.settle();
  showSystem();
}

function streamLooksDead(list) {
  const before = windowsEnded;
  windowsEnded = list.reduce((sum, source) => sum + endedWindows(source.windows ?? {}), 0);
  return windowsEnded > before && connection.streaming && stream.silentMs() > SILENCE_MS;
}

function endedWindows(windows) {
  return [windows.answered, windows.invalid, windows.expired, windows.failed, windows.shed]
    .reduce((sum, ended) => sum + (ended ?? 0), 0);
}

function showEvent(event) {
  if (!log.add(event)) {
    return;
  }
  eventsSinceLoad += 1;
  feed.changed();
  if (!grid.showEvent(event)) {
    poll.ask();
  }
}

function showMissed(events) {
  const added = events.filter(event => log.add(event)).length;
  eventsSinceLoad += backlogKnown ? added : 0;
  backlogKnown = true;
  feed.changed(added);
}

function showLatest(events) {
  events.forEach(event => grid.showEvent(event));
}

function noteOpen() {
  connection.streamOpened();
  catchUp.all(grid.ids());
  alerts.refresh();
  showSystem();
}

function noteGap(dropped) {
  feed.showGap(dropped);
  alerts.refresh();
  catchUp.all(grid.ids());
}

function noteCut(retryAtMs) {
  connection.streamCut(retryAtMs);
  showSystem();
}

function noteFailure(error, retryAtMs) {
  connection.pollFailed(error, retryAtMs);
  showSystem();
}

function showSystem() {
  line.show({ connection, newestEvent: log.newest(), sources, eventsSinceLoad });
}

function tick() {
  if (!document.hidden) {
    grid.tick();
    alerts.tick();
    showSystem();
  }
}

function connect() {
  poll.ask();
  stream.connect();
}

document.addEventListener('visibilitychange', () => document.hidden || poll.ask());
window.addEventListener('online', connect);
window.addEventListener('pagehide', () => stream.close());
window.addEventListener('pageshow', shown => shown.persisted && connect());
setInterval(tick, TICK_MS);
connect();
