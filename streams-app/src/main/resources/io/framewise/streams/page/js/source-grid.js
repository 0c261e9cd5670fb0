// One card per source, in a fixed order, updated in place.

import { arrange, setHidden, setOptionalText } from './dom.js';
import { SourceCard } from './source-card.js';

const byId = new Intl.Collator('en', { numeric: true }).compare;

export class SourceGrid {
  /** onCard(sourceId) is called for each new card, to have its newest events fetched. */
  constructor(onCard) {
    this.onCard = onCard;
    this.cards = new Map();
    this.root = document.getElementById('cards');
    this.waiting = document.getElementById('sources-waiting');
    this.more = document.getElementById('sources-more');
    this.empty = document.getElementById('sources-empty');
  }

  /** Shows one card for each of the given sources. */
  showSources({ sources, more }) {
    const ids = new Set(sources.map(source => source.id));
    const added = sources.filter(source => !this.cards.has(source.id));
    for (const [id, card] of this.cards) {
      if (!ids.has(id)) {
        card.close();
        this.cards.delete(id);
      }
    }
    added.forEach(source => this.cards.set(source.id, new SourceCard(source.id)));
    if (added.length) {
      arrange(this.root, this.ids().map(id => this.cards.get(id).root));
    }
    sources.forEach(source => this.cards.get(source.id).showSource(source));
    setOptionalText(this.more, more ? `Only the first ${sources.length} sources are shown.` : null);
    setHidden(this.waiting, true);
    setHidden(this.empty, sources.length > 0);
    added.forEach(source => this.onCard(source.id));
  }

  /** Shows an event on its source's card; false when there is no such card yet. */
  showEvent(event) {
    const card = this.cards.get(event.sourceId);
    card?.showEvent(event);
    return card !== undefined;
  }

  /** The ids of the sources, in the order of the cards. */
  ids() {
    return [...this.cards.keys()].sort(byId);
  }

  /** Brings all ages up to date. */
  tick() {
    this.cards.forEach(card => card.tick());
  }
}
