// The counts of one source: one line, which unfolds to how the frames and windows ended.

import { create, setData, setHidden, setText } from './dom.js';
import { count } from './format.js';

// The counts after the first three are shown only when they are not 0.
const ALWAYS = 3;
const LINE = [
  ['received', source => source.frames?.received],
  ['answered', source => source.endings?.answered],
  ['dead-lettered', source => (source.frames?.deadLettered ?? 0) + (source.deadLettered ?? 0)],
  ['asked by no set', source => source.frames?.unmatched],
  ['shed', source => (source.endings?.shed ?? 0) + (source.shed ?? 0)],
  ['expired', source => source.endings?.expired],
  ['failed', source => (source.endings?.failed ?? 0) + (source.failed ?? 0)],
  ['invalid', source => source.endings?.invalid],
  ['late', source => source.frames?.late],
  ['duplicate', source => source.frames?.duplicate],
];

const GROUPS = [
  ['Pictures at the connector', source => source, [
    ['captured', 'captured'], ['published', 'published'], ['over the rate cap', 'rateCapped'],
    ['unchanged', 'unchanged'], ['shed', 'shed'],
    ['dead-lettered', 'deadLettered'], ['failed', 'failed']]],
  ['Frames read from Kafka', source => source.frames, [
    ['received', 'received'], ['in a window', 'windowed'], ['asked by no set', 'unmatched'], ['late', 'late'],
    ['duplicate', 'duplicate'], ['dead-lettered', 'deadLettered']]],
  ['How frames in windows ended', source => source.endings, [
    ['answered', 'answered'], ['not selected', 'notSelected'], ['invalid', 'invalid'], ['expired', 'expired'],
    ['failed', 'failed'], ['shed', 'shed'], ['open', 'open']]],
  ['How windows ended', source => source.windows, [
    ['opened', 'opened'], ['answered', 'answered'], ['invalid', 'invalid'], ['expired', 'expired'],
    ['failed', 'failed'], ['shed', 'shed'], ['open', 'open']]],
];

const TROUBLE = new Set(['dead-lettered', 'failed', 'late', 'expired', 'shed', 'invalid']);

export class AccountingView {
  constructor(parts) {
    this.cells = [];
    parts.accountingLine.append(create('span', 'accounting-title', 'Frames'));
    for (const [index, [label, read]] of LINE.entries()) {
      const item = create('span', 'tally');
      const cell = this.cell(label, read, item);
      this.cells.at(-1).onlyIfAny = index >= ALWAYS;
      item.append(cell, ` ${label}`);
      parts.accountingLine.append(item);
    }
    parts.accountingGroups.append(...GROUPS.map(group => this.group(...group)));
  }

  /** Shows the counts of a source as the API reports them. */
  show(source) {
    for (const { element, owner, label, read, onlyIfAny } of this.cells) {
      const value = read(source) ?? 0;
      setHidden(owner, Boolean(onlyIfAny) && value === 0);
      setText(element, count(value));
      setData(owner, 'weight', weightOf(label, value));
    }
  }

  group(title, owner, rows) {
    const group = create('section', 'accounting-group');
    const list = create('dl', '');
    for (const [label, key] of rows) {
      const row = create('div', 'tally-row');
      row.append(create('dt', '', label), this.cell(label, source => owner(source)?.[key], row, 'dd'));
      list.append(row);
    }
    group.append(create('h4', '', title), list);
    return group;
  }

  cell(label, read, owner, tag = 'span') {
    const element = create(tag, 'tally-count', '0');
    this.cells.push({ element, owner, label, read });
    return element;
  }
}

function weightOf(label, value) {
  if (value === 0) {
    return 'none';
  }
  return TROUBLE.has(label) ? 'trouble' : null;
}
