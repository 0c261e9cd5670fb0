// The HTTP API of Framewise as functions. Everything it returns is data, never markup.

import { observeServerDate } from './clock.js';

const PATIENCE_MS = 8000;

/** The API could not be reached (status 0) or refused; the message is for people. */
export class ApiError extends Error {
  constructor(message, status) {
    super(message);
    this.name = 'ApiError';
    this.status = status;
  }
}

const MOST_SOURCES = 500; // more cards would not be readable

/** The sources with their counts and the question sets that ask about them, and whether there are more sources. */
export async function fetchSources() {
  const reply = await fetchJson(`v1/sources?limit=${MOST_SOURCES}`);
  return { sources: reply.sources ?? [], more: Boolean(reply.next) };
}

/** Whether requests are answered: {status, detail, workerConsumers}; null when it is not known. */
export async function fetchHealth() {
  try {
    return await (await reach('health/ready', 'GET')).json();
  } catch {
    return null; // the poll of the sources reports an API that is away
  }
}

/** The picture at an address that the API gave. */
export async function fetchPicture(href) {
  const response = await reach(href.replace(/^\//, ''), 'GET', 'default');
  if (!response.ok) {
    throw new ApiError(await problemOf(response), response.status);
  }
  return response.blob();
}

/** The newest event per question set of one source. */
export async function fetchLatest(sourceId) {
  const reply = await fetchJson(`${sourcePath(sourceId)}/latest`);
  return reply.events ?? [];
}

/** The newest events over all sources, newest first. */
export async function fetchEvents(limit) {
  const reply = await fetchJson(`v1/events?limit=${limit}`);
  return reply.events ?? [];
}

/** The open alerts, and whether there are more, less severe or older ones. */
export async function fetchOpenAlerts() {
  const reply = await fetchJson('v1/alerts');
  return { alerts: reply.alerts ?? [], more: Boolean(reply.more) };
}

/** Acknowledges an alert; the stream brings its new state. */
export async function acknowledgeAlert(alertKey) {
  await fetchJson(`v1/alerts/${encodeURIComponent(alertKey)}/acknowledge`, 'POST');
}

/** Address of a source's newest frame; the timestamp makes each frame an address of its own. */
export function frameUrl(sourceId, newestFrameAt) {
  return `${sourcePath(sourceId)}/frame.jpg?t=${encodeURIComponent(newestFrameAt)}`;
}

/** Address of the live stream of events. */
export const STREAM_URL = 'v1/stream';

function sourcePath(sourceId) {
  return `v1/sources/${encodeURIComponent(sourceId)}`;
}

async function fetchJson(path, method = 'GET') {
  const response = await reach(path, method);
  observeServerDate(response.headers.get('date'));
  if (!response.ok) {
    throw new ApiError(await problemOf(response), response.status);
  }
  try {
    return await response.json();
  } catch {
    throw new ApiError('the answer is cut off or is no JSON', response.status);
  }
}

async function reach(path, method, cache = 'no-store') {
  try {
    return await fetch(path, { method, cache, signal: AbortSignal.timeout(PATIENCE_MS) });
  } catch (cause) {
    throw new ApiError(cause.name === 'TimeoutError' ? 'no answer in time' : 'not reachable', 0);
  }
}

async function problemOf(response) {
  const problem = await response.json().catch(() => null);
  return problem?.detail || problem?.title || `status ${response.status}`;
}
