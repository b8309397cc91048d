export const structure = {
  statement: 'Statement {{number}}',
  changeOf: 'Definition of {{table}}, before and after',
  restoredOf: 'Definition of {{table}}, now and after the rollback',
  restored: 'Rehearsed on an empty clone, then taken back: each definition came out as it was.',
  kept: 'The values of {{columns}} in {{table}} are kept on the target and put back by a rollback.',
  aside: {
    gone: '{{table}} is put aside with its rows instead of being dropped.',
    empty: '{{table}} is put aside with its rows; an empty one takes its place.',
  },
  way: {
    instant: 'At once: only the definition changes',
    inplace: 'In place: the table is not copied',
    copy: 'By a copy of the table',
    definition: 'At once: only definitions and names change',
  },
  lock: {
    none: 'others read and write meanwhile',
    shared: 'others read meanwhile, writers wait',
    exclusive: 'others wait',
    moment: 'others wait for a moment',
  },
  size_one: 'about {{count, number}} row, {{size}}',
  size_other: 'about {{count, number}} rows, {{size}}',
  reason: 'not gentler, says the server: {{reason}}',
};
