// The open alerts of all sources, the most severe first, each with a button to acknowledge it.

import { acknowledgeAlert, fetchOpenAlerts } from './api.js';
import { now } from './clock.js';
import { arrange, fromTemplate, setData, setHidden, setOptionalText, setText } from './dom.js';
import { age, bounded, count, instant, percent, subjectOf, words } from './format.js';
import { cardIdOf } from './source-card.js';
import { cautionOf } from './status.js';

const GRAVEST_FIRST = ['CRITICAL', 'WARNING', 'INFO'];
const MOST_SHOWN = 50;
const TONES = { CRITICAL: 'bad', WARNING: 'warn' };

export class AlertList {
  constructor() {
    this.title = document.getElementById('alerts-title');
    this.more = document.getElementById('alerts-more');
    this.spoken = document.getElementById('alerts-new');
    this.list = document.getElementById('alert-list');
    this.note = document.getElementById('alerts-note');
    this.rows = new Map();
    this.untold = false; // whether more alerts are open than the API has listed
    this.changes = 0; // alerts that the stream has brought during a request; its answer may be older
  }

  /** Fetches all open alerts again. */
  async refresh() {
    const before = this.changes;
    try {
      const { alerts, more } = await fetchOpenAlerts();
      if (before === this.changes) {
        this.untold = more;
        const rows = new Map(alerts.map(alert => [alert.alertKey, this.rowOf(alert)]));
        this.rows = rows;
        this.draw();
      } else {
        this.refresh();
      }
    } catch (error) {
      console.warn(`The open alerts could not be fetched: ${error.message}`);
    }
  }

  /** Shows an alert that has changed. */
  show(alert) {
    this.changes += 1;
    if (alert.open) {
      if (!this.rows.has(alert.alertKey)) {
        setText(this.spoken, `New alert, ${words(alert.severity)}: ${alert.sourceId}, ${alert.questionId}`);
      }
      this.rows.set(alert.alertKey, this.rowOf(alert));
    } else {
      this.rows.delete(alert.alertKey);
    }
    this.draw();
  }

  /** Brings all ages up to date. */
  tick() {
    this.rows.forEach(row => row.tick());
  }

  rowOf(alert) {
    const row = this.rows.get(alert.alertKey) ?? new AlertRow(key => this.acknowledge(key));
    row.show(alert);
    return row;
  }

  draw() {
    const rows = [...this.rows.values()].sort((a, b) => rank(a.alert) - rank(b.alert)
      || instant(b.alert.raisedAt) - instant(a.alert.raisedAt));
    arrange(this.list, rows.slice(0, MOST_SHOWN).map(row => row.root));
    const orMore = this.untold ? ' or more' : '';
    setText(this.title, rows.length ? `Open alerts: ${count(rows.length)}${orMore}` : 'No open alerts');
    const left = rows.length - MOST_SHOWN;
    setOptionalText(this.more, left > 0 ? `and ${count(left)}${orMore}, less grave or older` : null);
  }

  async acknowledge(alertKey) {
    try {
      await acknowledgeAlert(alertKey);
      setOptionalText(this.note, null);
    } catch (error) {
      setOptionalText(this.note, `The alert could not be acknowledged: ${error.message}.`);
      this.refresh();
    }
  }
}

function rank(alert) {
  return GRAVEST_FIRST.indexOf(alert.severity);
}

class AlertRow {
  constructor(onAcknowledge) {
    const { root, parts } = fromTemplate('alert-template');
    this.root = root;
    this.parts = parts;
    parts.acknowledge.addEventListener('click', () => {
      parts.acknowledge.disabled = true;
      onAcknowledge(this.alert.alertKey);
    });
  }

  show(alert) {
    this.alert = alert;
    setText(this.parts.severity, words(alert.severity));
    setData(this.parts.severity, 'tone', TONES[alert.severity] ?? null);
    setText(this.parts.source, alert.sourceId);
    this.parts.source.href = `#${encodeURIComponent(cardIdOf(alert.sourceId))}`;
    setOptionalText(this.parts.subject, subjectOf(alert.attributes));
    this.parts.acknowledge.setAttribute(
      'aria-label', `Acknowledge the alert of ${alert.sourceId}, ${alert.questionId}`);
    const asked = alert.questionSetId ? `${alert.questionSetId} / ${alert.questionId}` : 'the pictures themselves';
    setText(this.parts.question, asked);
    const sure = Number.isFinite(alert.probability) ? ` (${percent(alert.probability)})` : '';
    setText(this.parts.value, bounded(alert.value) + sure);
    setOptionalText(this.parts.caution, cautionOf(alert));
    const seen = alert.acknowledgedAt !== null;
    setHidden(this.parts.acknowledge, seen);
    setHidden(this.parts.seen, !seen);
    this.parts.acknowledge.disabled = false;
    this.tick();
  }

  tick() {
    setText(this.parts.since, `raised ${age(instant(this.alert.raisedAt), now())}`);
  }
}
